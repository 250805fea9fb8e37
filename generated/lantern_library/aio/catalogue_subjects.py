"""Subjects, asynchronous."""

from __future__ import annotations

from .._runtime import AsyncTransport, Id, Options
from ..models.catalogue_subjects import Subject
from ..resources.catalogue_subjects import _GET


class AsyncCatalogueSubjects:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get(self, id: Id, *, options: Options | None = None) -> Subject:
        """Returns one class with everything below it.

        Args:
            id: The class, as on the spine label.
        """
        return await self._transport.send(_GET, path={"id": id}, options=options)
