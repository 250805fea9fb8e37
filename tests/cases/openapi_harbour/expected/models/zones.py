"""Models of Zones."""

from .._runtime.models import Model


class ZoneChief(Model):
    name: str
    deputy: "ZoneChief | None" = None
    badge: int


class Zone(Model):
    code: str
    area: float
    zones: "list[Zone]"
    chief: ZoneChief
