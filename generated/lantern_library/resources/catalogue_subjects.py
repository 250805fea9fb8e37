"""The classification as a tree.

Every class has the classes below it in `children`.
"""

from __future__ import annotations

from .._runtime import Id, Operation, Options, Transport
from ..models.catalogue_subjects import Subject
from ..models.shared import ErrorBody

_GET: Operation[Subject] = Operation(
    "GET",
    "/subjects/{id}.json",
    returns={200: Subject},
    raises={404: ErrorBody},
)


class CatalogueSubjects:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, id: Id, *, options: Options | None = None) -> Subject:
        """Returns one class with everything below it.

        Args:
            id: The class, as on the spine label.
        """
        return self._transport.send(_GET, path={"id": id}, options=options)
