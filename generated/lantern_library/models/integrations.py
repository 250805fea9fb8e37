"""Models of Integrations."""

from .._runtime.models import Model


class ServiceToken(Model):
    access_token: str
    token_type: str
    expires_in: int
    scope: str
