"""The lines of API.md: an operation at a glance."""

from __future__ import annotations

from ..api.model import Operation
from ..api.outcomes import is_error
from .identifiers import class_members
from .package import Argument, Iteration, Method, Row


def rows_of(operation: Operation, method: Method) -> tuple[Row, ...]:
    """The line of a method, and that of the one that goes through its pages."""
    row = _row(operation, method)
    return (row, _pages_row(row, method.iteration)) if method.iteration is not None else (row,)


def _at_a_glance(argument: Argument) -> str:
    """An argument with the default that is sent, where one is."""
    if argument.default in {None, "OMIT"}:
        return argument.name
    return f"{argument.name}={argument.default}"


def _row(operation: Operation, method: Method) -> Row:
    names = [argument.name for argument in method.positional]
    if method.keywords:
        names += ["*", *(_at_a_glance(argument) for argument in method.keywords)]
    statuses = [str(o.status) for o in operation.outcomes if not is_error(o.status)]
    raised = [o.status for o in operation.outcomes if is_error(o.status)]
    answers = f"`{method.operation.type}`" + (f" ({', '.join(statuses)})" if statuses else "")
    call = ".".join((*map(class_members, operation.resource), method.name))
    return Row(
        call=f"`{call}({', '.join(names)})`",
        request=f"{operation.method} {operation.path}",
        answers=answers,
        errors=" ".join(str(status) if status else "default" for status in raised),
    )


def _pages_row(row: Row, pages: Iteration) -> Row:
    resource, dot, name = row.call.partition("(")[0].strip("`").rpartition(".")
    arguments = row.call.removeprefix(f"`{resource}{dot}{name}")
    return Row(
        call=f"`{resource}{dot}{pages.name}{arguments}",
        request=f"{row.request}, page by page",
        answers=f"`Iterator[{pages.item}]`",
        errors=row.errors,
    )
