"""The reader of the v3 format: a folder with a YAML file for each request and example.

It says a v3 collection in the words of v2, which the v2 reader then reads. What each field
means is written in Postman's own plugin (github.com/postmanlabs/postman-plugin, skills/
collection-schema-v3). A folder comes as one JSON text (generator/folders.py), so that
whatever reads a collection reads one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import basename, dirname, join, normpath

from ..diagnostics import InputError
from .shapes import Spot, first, kind, text_of, title_of
from .yaml_text import load_yaml

DEEPEST_FOLDERS = 100
RESOURCES = ".resources"
DEFINITION = re.compile(r"definition\.ya?ml")
REQUEST = re.compile(r"(?P<stem>.+)\.request\.ya?ml", re.DOTALL)
EXAMPLE = re.compile(r"(?P<stem>.+)\.example\.ya?ml", re.DOTALL)

_REQUESTS = frozenset({"http-request", "graphql-request"})
_BEFORE = frozenset({"beforeRequest", "http:beforeRequest", "beforeQuery"})
_AFTER = frozenset({"afterResponse", "http:afterResponse"})
_RAW = frozenset({"json", "text", "xml", "html", "javascript", "yaml"})

Node = Mapping[str, object]


def as_v2(root: Node, spot: Spot) -> Node:
    """The root of a v2 collection that says what the files of a folder (`is_folder`) say."""
    files = root["files"]
    assert isinstance(files, dict)  # noqa: S101  (is_folder)
    if any(str(path).count("/") > DEEPEST_FOLDERS for path in files):
        message = f"folders are nested deeper than {DEEPEST_FOLDERS} levels; no collection is"
        raise InputError(message, code="too-deep")
    for path, reason in _pairs(root.get("skipped")):
        spot.below(path).warning(f"left out: {reason}", "skipped-file")
    reader = _Reader({str(path): text_of(text) for path, text in files.items()}, spot)
    items = reader.items()
    if not any(REQUEST.fullmatch(basename(path)) for path in files):
        raise InputError(
            "the folder holds no file that ends in .request.yaml, so it is no v3 collection",
            code="not-a-collection",
        )
    definition = reader.definition("", is_root=True)
    return {
        "info": {
            "name": title_of(definition) or text_of(root.get("name")),
            "description": definition.get("description"),
        },
        "item": items,
        **_scope(definition, spot),
    }


def _pairs(node: object) -> Iterator[tuple[str, str]]:
    for entry in node if isinstance(node, list) else ():
        if isinstance(entry, list) and len(entry) == 2:
            yield text_of(entry[0]), text_of(entry[1])


@dataclass(slots=True)
class _Folder:
    """What stands in one folder, by name."""

    folders: dict[str, _Folder] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    """Paths."""


class _Reader:
    """The files of a folder, and what they are to each other."""

    def __init__(self, files: Mapping[str, str], spot: Spot) -> None:
        self._files = files
        self._spot = spot
        self._root = _Folder()
        self._examples: dict[str, list[str]] = {}
        self._definitions: dict[str, str] = {}
        for path in sorted(files):
            folder, name = dirname(path), basename(path)
            if EXAMPLE.fullmatch(name):
                self._examples.setdefault(folder, []).append(path)
            elif DEFINITION.fullmatch(name) and basename(folder) == RESOURCES:
                self._definitions[dirname(folder)] = path
                self._folder(dirname(folder))
            elif REQUEST.fullmatch(name) and RESOURCES not in folder.split("/"):
                self._folder(folder).requests.append(path)

    def _folder(self, path: str) -> _Folder:
        found = self._root
        for name in filter(None, path.split("/")):
            found = found.folders.setdefault(name, _Folder())
        return found

    def items(self) -> list[object]:
        """The nested list of the v2 formats."""
        return self._items(self._root, "", self._spot)

    def _items(self, folder: _Folder, path: str, spot: Spot) -> list[object]:
        found: list[tuple[tuple[bool, float, str], Node]] = []
        for name, inner in folder.folders.items():
            here = join(path, name)
            definition = self.definition(here)
            title = title_of(definition) or name
            below = spot.below(title)
            made = {
                "name": title,
                "description": definition.get("description"),
                "item": self._items(inner, here, below),
                **_scope(definition, below),
            }
            found.append((_rank(definition, name), made))
        for file in folder.requests:
            item = self._item(file, spot)
            if item is not None:
                found.append(item)
        return [node for _, node in sorted(found, key=lambda pair: pair[0])]

    def definition(self, folder: str, *, is_root: bool = False) -> Node:
        """What a folder says of itself; nothing where it has no file for that."""
        path = self._definitions.get(folder)
        if path is None:
            return {}
        try:
            return _object(load_yaml(self._files[path]))
        except InputError as error:
            if is_root:
                # Without it the credentials and variables of all requests would be missing.
                raise InputError(f"{path}: {error}", code="bad-yaml") from None
            self._spot.below(path).warning(f"passed over: {error}", "skipped-file")
            return {}

    def _read(self, path: str, spot: Spot) -> Node | None:
        """The object in a file; None, and a warning, where there is none."""
        try:
            return _object(load_yaml(self._files[path]))
        except InputError as error:
            spot.below(basename(path)).warning(f"left out: {error}", "skipped-file")
            return None

    def _item(self, path: str, spot: Spot) -> tuple[tuple[bool, float, str], Node] | None:
        node = self._read(path, spot)
        if node is None:
            return None
        stem = _stem(REQUEST, path)
        name = title_of(node) or stem
        here = spot.below(name)
        said = node.get("$kind", "http-request")
        if said not in _REQUESTS:
            here.warning(f"left out: a client cannot send {text_of(said)!r}", "unread-kind")
            return None
        made: dict[str, object] = {
            "name": name,
            "request": _request(node, here),
            "response": [
                _example(example, each, here)
                for each, example in self._examples_of(node, path, stem, here)
            ],
            "event": list(_events(node.get("scripts"), here)),
        }
        if isinstance(settings := node.get("settings"), dict):
            made["protocolProfileBehavior"] = _settings(settings)
        return _rank(node, stem), made

    def _examples_of(
        self, node: Node, path: str, stem: str, spot: Spot
    ) -> Iterator[tuple[str, Node]]:
        """The examples of a request with their names, as they are ordered."""
        said = node.get("examples")
        folder = join(dirname(path), RESOURCES, f"{stem}.resources", "examples")
        if isinstance(said, str) and said:
            folder = normpath(join(dirname(path), said)).removeprefix("./")
        found = []
        for file in self._examples.get(folder, ()):
            example = self._read(file, spot)
            if example is not None:
                found.append((_rank(example, basename(file)), _stem(EXAMPLE, file), example))
        # Some tools write them into the request itself.
        inline = said if isinstance(said, list) else ()
        for number, each in enumerate(inline, 1):
            if isinstance(each, dict):
                found.append((_rank(each, f"{number:06}"), f"example {number}", each))
        for _, name, example in sorted(found, key=lambda entry: entry[0]):
            yield name, example


def _object(value: object) -> Node:
    if not isinstance(value, dict):
        raise InputError(f"the file holds {kind(value)}, not an object", code="bad-yaml")
    return value


def _stem(pattern: re.Pattern[str], path: str) -> str:
    found = pattern.fullmatch(basename(path))
    return found["stem"] if found else basename(path)


def _rank(node: Node, name: str) -> tuple[bool, float, str]:
    """A key to sort by `order`; what has none comes last, by name."""
    order = node.get("order")
    if isinstance(order, int | float) and not isinstance(order, bool):
        return False, float(order), name
    return True, 0.0, name


def _scope(definition: Node, spot: Spot) -> dict[str, object]:
    """What a collection or a folder says for all that is in it."""
    return {
        "auth": _auth(definition.get("auth"), spot),
        "event": list(_events(definition.get("scripts"), spot)),
        "variable": definition.get("variables"),
    }


# --- requests ---------------------------------------------------------------------------


def _request(node: Node, spot: Spot) -> Node:
    is_graphql = node.get("$kind") == "graphql-request"
    url: dict[str, object] = {
        "raw": text_of(node.get("url")),
        "query": _entries(node.get("queryParams")),
        "variable": _entries(node.get("pathVariables")),
    }
    return {
        "method": "POST" if is_graphql else node.get("method"),
        "url": url,
        "header": _entries(node.get("headers")),
        "body": _graphql(node) if is_graphql else _body(node.get("body"), spot),
        "auth": _auth(node.get("auth"), spot),
        "description": node.get("description"),
    }


def _entries(node: object) -> object:
    """Keys with values as a list, which may be written as a map of them."""
    if not isinstance(node, dict):
        return node
    return [
        {"key": key, **value} if isinstance(value, dict) else {"key": key, "value": value}
        for key, value in node.items()
    ]


def _graphql(node: Node) -> Node:
    names = ("query", "variables", "operationName")
    return {"mode": "graphql", "graphql": {name: node.get(name) for name in names}}


def _body(node: object, spot: Spot) -> object:
    if not isinstance(node, dict):
        return node
    content = node.get("content")
    match text_of(node.get("type")):
        case "none":
            return None
        case "urlencoded" | "formdata" as mode:
            return {"mode": mode, mode: _entries(content)}
        case "file" | "binary":
            return {
                "mode": "file",
                "file": content if isinstance(content, dict) else {"src": content},
            }
        case said:
            if said and said not in _RAW:
                spot.notice(
                    f"the body's `type` is {said!r}, which is none of Postman's: read as raw"
                )
            options = {"raw": {"language": said}} if said in _RAW else None
            return {"mode": "raw", "raw": text_of(content), "options": options}


def _auth(node: object, spot: Spot) -> object:
    """An authentication block in the words of v2; None inherits."""
    if isinstance(node, list):
        blocks = [each for each in node if isinstance(each, dict)]
        if len(blocks) > 1:
            others = ", ".join(text_of(block.get("type")) for block in blocks[1:])
            spot.warning(
                f"of several kinds of `auth` the first is taken, not {others}", "multi-auth"
            )
        node = blocks[0] if blocks else None
    if not isinstance(node, dict):
        return node
    said = text_of(node.get("type"))
    if not said or said == "inherit":
        return None
    return {"type": said, said: first(node, "credentials", said)}


def _settings(node: Node) -> Node:
    """The settings of a request, which have their names of v2."""
    headers = node.get("disabledSystemHeaders")
    if not isinstance(headers, list):
        return node
    return {**node, "disabledSystemHeaders": {text_of(name): True for name in headers}}


def _events(node: object, spot: Spot) -> Iterator[Node]:
    """The scripts that run before and after an HTTP request."""
    if node is not None and not isinstance(node, list):
        spot.notice(f"`scripts` is {kind(node)}: read as none")
    for script in node if isinstance(node, list) else ():
        if not isinstance(script, dict):
            continue
        said = text_of(script.get("type"))
        listen = "prerequest" if said in _BEFORE else "test" if said in _AFTER else None
        if listen is not None:
            yield {"listen": listen, "script": {"exec": text_of(script.get("code"))}}


# --- examples ---------------------------------------------------------------------------


def _example(node: Node, name: str, spot: Spot) -> Node:
    response = node.get("response")
    answer: Node = response if isinstance(response, dict) else {}
    body = answer.get("body")
    content: object = body
    language = None
    if isinstance(body, dict):
        content, language = body.get("content"), body.get("type")
    request = node.get("request")
    return {
        "name": title_of(node) or name,
        "originalRequest": _request(request, spot) if isinstance(request, dict) else request,
        "code": answer.get("statusCode"),
        "status": answer.get("statusText"),
        "header": _entries(answer.get("headers")),
        "body": None if content is None else text_of(content),
        "_postman_previewlanguage": language,
    }
