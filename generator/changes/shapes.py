"""Two versions of a model, an input or an error: what differs for those who use it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .model import Change
from .surface import Attribute, ErrorShape, Shape
from .types import Classes, fits, parse
from .wording import argument_narrowed, argument_widened, code, result_narrowed, result_widened


def compare_shapes(
    before: Shape, after: Shape, classes: Classes, home: str, done: str, users: Sequence[str]
) -> Iterator[Change]:
    """All differences between two versions of a model or input.

    `home` is the resource it belongs to, `users` are the ids of the operations that use it, and
    `done` is what they do with it.
    """
    operations = tuple(users)

    def change(
        kind: str, where: str, text: str, old: str, new: str, keys: tuple[str, str] = ("", "")
    ) -> Change:
        was, now = (("body", one) for one in keys)
        return Change(
            kind, where, text, old, new, home, operations, key=now, key_before=was, done=done
        )

    if before.module != after.module:
        texts = _import(before), _import(after)
        text = f"{code(after.name)} is in `models.{after.module}`, was in `models.{before.module}`"
        yield Change(
            "model-moved",
            after.name,
            f"{text}: imports of it fail",
            *texts,
            home,
            operations,
        )
    if before.is_input != after.is_input:
        words = _what(before), _what(after)
        text = f"{code(after.name)} is {words[1]}, was {words[0]}"
        yield change("model-renamed", after.name, text, *words)
        return
    old = {one.name: one for one in before.attributes}
    new = {one.name: one for one in after.attributes}
    compare = _keys if after.is_input else _fields
    for name in [*old, *(name for name in new if name not in old)]:
        for kind, text in compare(after.name, old.get(name), new.get(name), classes):
            lines = [show(one) if one else "" for one in (old.get(name), new.get(name))]
            one, other = old.get(name) or new[name], new.get(name) or old[name]
            keys = one.key, other.key
            yield change(kind, f"{after.name}.{name}", text, lines[0], lines[1], keys)
    was, now = [name for name in old if name in new], [name for name in new if name in old]
    if was != now:
        text = f"the order of the fields of {code(after.name)} changed"
        yield Change(
            "order-changed",
            after.name,
            text,
            ", ".join(was),
            ", ".join(now),
            home,
            operations,
        )


def _what(shape: Shape) -> str:
    return "a TypedDict" if shape.is_input else "a model"


def _import(shape: Shape) -> str:
    return f"from .models.{shape.module} import {shape.name}"


def show(attribute: Attribute) -> str:
    """A field as its line in the class."""
    value = f" = {attribute.value}" if attribute.value is not None else ""
    return f"{attribute.name}: {attribute.annotation}{value}"


def _fields(
    shape: str, old: Attribute | None, new: Attribute | None, classes: Classes
) -> Iterator[tuple[str, str]]:
    """Kinds and words of what differs in a field that callers read."""
    if new is None or old is None:
        one = old or new
        what = code(f"{shape}.{one.name}") if one else ""
        if new is None:
            yield "field-removed", f"{what} is gone: code that reads it no longer type-checks"
        else:
            yield "field-added", f"{what} can be read: {code(new.annotation)}"
        return
    what, texts = code(f"{shape}.{new.name}"), (old.annotation, new.annotation)
    before, after = map(parse, texts)
    if before != after and not fits(after, before, classes):
        yield "field-widened", result_widened(what, *texts, classes)
    elif before != after and not fits(before, after, classes):
        yield "field-narrowed", result_narrowed(what, *texts, classes)
    elif old.annotation != new.annotation:
        yield "spelling-changed", f"{what} is the same type in other words"
    elif old.key != new.key:
        yield "field-read-elsewhere", f"{what} is read from {code(new.key)}, was {code(old.key)}"
    elif old.value != new.value:
        absent = "may be absent" if new.value is not None else "is in every answer"
        yield "certainty-changed", f"{what} {absent}, as its examples say"
    if old.key != new.key and old.annotation != new.annotation:
        yield "field-read-elsewhere", f"{what} is read from {code(new.key)}, was {code(old.key)}"


_REQUIRED = "Required["


def _bare(annotation: str) -> tuple[str, bool]:
    """The type of a key, and whether it must be there."""
    for mark in (_REQUIRED, "NotRequired["):
        if annotation.startswith(mark) and annotation.endswith("]"):
            return annotation[len(mark) : -1], mark == _REQUIRED
    return annotation, False


def _keys(
    shape: str, old: Attribute | None, new: Attribute | None, classes: Classes
) -> Iterator[tuple[str, str]]:
    """Kinds and words of what differs in a key that callers give."""
    one = new or old
    what = code(f'{shape}["{one.name}"]') if one else ""
    if new is None or old is None:
        if new is None:
            yield "key-removed", f"{what} is no longer accepted"
        elif _bare(new.annotation)[1]:
            yield "key-required", f"{what} must be given"
        else:
            yield "key-added", f"{what} can be given"
        return
    (before, was_needed), (after, is_needed) = _bare(old.annotation), _bare(new.annotation)
    if is_needed and not was_needed:
        yield "key-required", f"{what} must be given"
    elif was_needed and not is_needed:
        yield "key-optional", f"{what} may be left out"
    wanted, now = parse(before), parse(after)
    if wanted != now and not fits(wanted, now, classes):
        yield "key-narrowed", argument_narrowed(what, before, after, classes)
    elif wanted != now and not fits(now, wanted, classes):
        yield "key-widened", argument_widened(what, before, after, classes)
    elif before != after:
        yield "spelling-changed", f"{what} is the same type in other words"


# --- errors ---------------------------------------------------------------------------------


def compare_errors(
    before: ErrorShape, after: ErrorShape, classes: Classes, users: Sequence[str]
) -> Iterator[Change]:
    """All differences between two versions of an error."""
    where = f"errors.{after.name}"
    what = code(f"{after.name}.body")
    texts = (before.body or "Any", after.body or "Any")
    old, new = map(parse, texts)
    operations = tuple(users)
    lines = (f"body: {texts[0]}", f"body: {texts[1]}")
    key = ("error", str(after.status))
    if old != new and (not fits(new, old, classes) or texts[0] == "Any"):
        text = result_widened(what, *texts, classes)
        yield Change("error-body-widened", where, text, *lines, "errors", operations, key=key)
    elif old != new and (not fits(old, new, classes) or texts[1] == "Any"):
        text = result_narrowed(what, *texts, classes)
        if texts[1] == "Any":
            text = f"{what} is untyped, was {code(texts[0])}"
        yield Change("error-body-narrowed", where, text, *lines, "errors", operations, key=key)
    elif texts[0] != texts[1]:
        text = f"{what} is the same type in other words"
        yield Change("spelling-changed", where, text, *lines, "errors", operations)
    if before.docstring != after.docstring:
        text = f"the text of {code(where)} changed"
        yield Change("text-changed", where, text, before.docstring, after.docstring, "errors")
