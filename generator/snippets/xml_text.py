"""XML of a request body as elements; what they could not say again is read as none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError, ParserCreate

_DEEPEST = 100


@dataclass(slots=True)
class Element:
    """An element with its attributes, and either text or elements in it."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def descendants(self, prefix: str = "") -> Iterator[tuple[str, Element]]:
        """All elements below this one with their Chilkat paths: `list|item[1]`."""
        seen: Counter[str] = Counter()
        for child in self.children:
            number = seen[child.tag]
            seen[child.tag] += 1
            path = f"{prefix}{child.tag}" + (f"[{number}]" if number else "")
            yield path, child
            yield from child.descendants(f"{path}|")


class _UnsayableError(Exception):
    """XML with what an `Element` does not hold."""


def read_xml(text: str) -> Element | None:
    """The root of a document; None where it is none, or says more than elements do.

    Such are document types, which are refused before they could do anything, comments,
    CDATA, text between elements, and nesting beyond all use.
    """
    top = Element("")
    stack = [top]

    def start(tag: str, attributes: list[str]) -> None:
        if len(stack) > _DEEPEST:
            raise _UnsayableError
        pairs = tuple(zip(attributes[::2], attributes[1::2], strict=True))
        element = Element(tag, pairs)
        stack[-1].children.append(element)
        stack.append(element)

    def end(_: str) -> None:
        element = stack.pop()
        if element.children and element.text.strip():
            raise _UnsayableError
        if element.children:
            element.text = ""

    def data(more: str) -> None:
        stack[-1].text += more

    def refuse(*_: object) -> None:
        raise _UnsayableError

    parser = ParserCreate()
    parser.ordered_attributes = True
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = data
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.CommentHandler = refuse
    parser.StartCdataSectionHandler = refuse
    parser.ProcessingInstructionHandler = refuse
    try:
        parser.Parse(text.strip(), True)
    except (ExpatError, _UnsayableError, ValueError):
        return None
    return top.children[0] if top.children else None
