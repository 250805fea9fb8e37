"""Files."""

from __future__ import annotations

from collections.abc import Sequence

from .._runtime import OMIT, FileInput, Id, Omit, Operation, Options, Transport
from ..models.files import FileFile

_REPLACE: Operation[None] = Operation(
    "PUT",
    "/files/{id}",
    returns={204: None},
    auth=(),
    content_type="image/png",
)
_UPLOAD: Operation[FileFile] = Operation(
    "POST",
    "/files/{id}",
    returns={201: FileFile},
    auth=(),
)


class Files:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def replace(
        self,
        id: Id,
        *,
        body: FileInput,
        options: Options | None = None,
    ) -> None:
        """Replace."""
        return self._transport.send(
            _REPLACE,
            path={"id": id},
            content=body,
            options=options,
        )

    def upload(
        self,
        id: Id,
        *,
        file: FileInput,
        pages: Sequence[FileInput] | Omit = OMIT,
        note: str | Omit = OMIT,
        public: bool | Omit = OMIT,
        options: Options | None = None,
    ) -> FileFile:
        """Upload.

        Args:
            file: The picture.
        """
        return self._transport.send(
            _UPLOAD,
            path={"id": id},
            multipart={"file": file, "pages": pages, "note": note, "public": public},
            options=options,
        )
