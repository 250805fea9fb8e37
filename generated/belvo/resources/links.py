"""Links."""

from __future__ import annotations

from .._runtime import OMIT, Id, Omit, Operation, Options, Transport
from ..models.links import Link
from ..models.shared import ErrorDetail, MfaTokenRequired

_UPDATE: Operation[Link] = Operation(
    "PUT",
    "/api/links/{id}/",
    returns={200: Link},
    raises={
        400: list[ErrorDetail],
        401: list[ErrorDetail],
        404: list[ErrorDetail],
        428: MfaTokenRequired,
        500: list[ErrorDetail],
    },
)


class Links:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def update(
        self,
        id: Id,
        *,
        password: str | Omit = OMIT,
        password2: str | Omit = OMIT,
        token: str | Omit = OMIT,
        encryption_key: str | Omit = OMIT,
        username_type: str | Omit = OMIT,
        certificate: str | Omit = OMIT,
        private_key: str | Omit = OMIT,
        options: Options | None = None,
    ) -> Link:
        """Update the credentials of a specific link.

        ✅ We recommend using our [Connect Widget in Update Mode](https://developers.belvo.com/docs/connect-widget-update-mode) to handle updating `invalid` or `token_required` links.

        Args:
            id: The `link.id` you want to update.
        """
        return self._transport.send(
            _UPDATE,
            path={"id": id},
            json={
                "password": password,
                "password2": password2,
                "token": token,
                "encryption_key": encryption_key,
                "username_type": username_type,
                "certificate": certificate,
                "private_key": private_key,
            },
            options=options,
        )
