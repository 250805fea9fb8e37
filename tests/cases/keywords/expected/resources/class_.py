"""Class."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import JsonValue

from .._runtime import OMIT, Id, JsonInput, Omit, Operation, Options, Transport
from ..models.class_ import Class

if TYPE_CHECKING:
    from .class_class import ClassClass
    from .class_global import ClassGlobal

_IMPORT: Operation[Class] = Operation(
    "POST",
    "/class/{class}/{self}/{options}",
    returns={200: Class},
    auth=(),
    content_type="text/plain",
)
_RETURN: Operation[JsonValue] = Operation("GET", "/class", auth=())


class ClassResource:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    @cached_property
    def class_(self) -> ClassClass:
        from .class_class import ClassClass

        return ClassClass(self._transport)

    @cached_property
    def global_(self) -> ClassGlobal:
        from .class_global import ClassGlobal

        return ClassGlobal(self._transport)

    def import_(
        self,
        class_: Id,
        path_self: Id,
        path_options: Id,
        *,
        body_class: str | Omit = OMIT,
        from_: int | Omit = OMIT,
        def_: bool | Omit = OMIT,
        body_self: str | Omit = OMIT,
        body: str | Omit = OMIT,
        none: JsonInput | Omit = OMIT,
        async_: int | Omit = OMIT,
        options: Options | None = None,
    ) -> Class:
        """Import."""
        return self._transport.send(
            _IMPORT,
            path={"class": class_, "self": path_self, "options": path_options},
            json={
                "class": body_class,
                "from": from_,
                "def": def_,
                "self": body_self,
                "body": body,
                "None": none,
                "Async": async_,
            },
            options=options,
        )

    def return_(
        self,
        *,
        lambda_: int | Omit = 1,
        in_: str | Omit = OMIT,
        options: Options | None = None,
    ) -> JsonValue:
        """return."""
        return self._transport.send(
            _RETURN, query={"lambda": lambda_, "in": in_}, options=options
        )
