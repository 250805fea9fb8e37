"""Links, asynchronous."""

from __future__ import annotations

from .._runtime import OMIT, AsyncTransport, Id, Omit, Options
from ..models.links import Link
from ..resources.links import _UPDATE


class AsyncLinks:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def update(
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

        Args:
            id: The `link.id` you want to update.
        """
        return await self._transport.send(
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
