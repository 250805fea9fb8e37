"""Inputs made of valid collections: nodes replaced, moved and made hostile, and bytes mangled.

Every choice is made by a `Random`, which hypothesis can be behind as well.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any

from generator.postman.recognise import FOLDER_KIND
from tests.helpers.collections import answer, collection, folder, item, raw
from tests.helpers.judge import MARKER
from tests.helpers.v3 import as_v3

Path = tuple[str | int, ...]

_CALL = f"{MARKER}()"
NASTY = (
    *('"', "'", '"""', "'''", "\\", '\\"""', "\\'", "\n", "\r", "\r\n", "\t", "\x00", "\x1b[31m"),
    *("\u2028", "\u2029", "\u202e", "\u200b", "\ufeff", "\ud800", "\U0001f389", "\x85", "\x0c"),
    *("{{", "}}", "{{x}}", "{{{{x}}}}", "{% raw %}", "{#", "#}", "{{ package.name }}", "%s", "{0}"),
    *("# coding: utf-7", "# type: ignore", "\\x", "\\u12", "\\N{DASH}", "*/", "//", "-->", "]]>"),
    *("../../etc/passwd", "..\\..\\x", "/etc/passwd", "C:\\x", "con", "nul.txt", "a/b", ".", ".."),
    f'"""\nimport os\n{_CALL}\n"""',
    f"'); {_CALL} #",
    f'"); {_CALL}; ("',
    f"x=__import__('os').system('{MARKER}')",
    f"\\\n{_CALL}\n",
    f"${{{MARKER}}}",
    f"$({MARKER})",
    f"`{MARKER}`",
    f"'; {MARKER}; '",
    f"\n{MARKER}\n",
    f"[{MARKER}]",
    f"<script>{_CALL}</script>",
    f'" onclick="{_CALL}',
    f"javascript:{_CALL}",
    f"[x](javascript:{_CALL})",
    f"<!-- {_CALL}",
    f"lambda: {_CALL}",
    MARKER,
    *(
        "class",
        "def",
        "None",
        "self",
        "import",
        "list",
        "str",
        "__init__",
        "__class__",
        "model_config",
    ),
    *(
        "client",
        "Client",
        "errors",
        "options",
        "_runtime",
        "tests",
        "models",
        "aio",
        "OMIT",
        "print",
    ),
    *(
        "0",
        "1e999",
        "-",
        "+",
        "9" * 5000,
        "a" * 3000,
        "ß",
        "ﬁ",
        "İ",
        "名前",
        "имя",
        "²",
        "٣",
        "a\u0301",
    ),
    *("<uuid>", "<dateTime>", "<integer,null>", "key_0", "<Circular reference to #/a detected>"),
    *("(Required)", "(This can only be one of a,b')", "http://[::1", "https://a b/", "{{a}}{{b}}"),
    *("application/json", "multipart/form-data; boundary=x", "text/html; charset=nope", "\r\nX: y"),
)
KEYS = (
    *("info", "item", "name", "request", "url", "raw", "query", "key", "value", "header", "body"),
    *("mode", "response", "code", "auth", "type", "variable", "description", "path", "host"),
    *("protocol", "port", "hash", "disabled", "options", "language", "formdata", "urlencoded"),
    *("file", "src", "graphql", "variables", "event", "script", "exec", "listen", "status"),
    *(
        "originalRequest",
        "method",
        "schema",
        "bearer",
        "basic",
        "apikey",
        "oauth2",
        "id",
        "_postman_id",
    ),
    *(
        "cookie",
        "content",
        "contentType",
        "enabled",
        "system",
        "protocolProfileBehavior",
        "version",
    ),
)


def base() -> dict[str, Any]:
    """A small collection with a bit of everything."""
    return collection(
        folder(
            "Links",
            item(
                "Update a link",
                "PUT",
                "/api/links/:id/?page=1",
                body={"secret": "s", "account": {"holder": "Ada"}, "tags": ["a", {"b": 1}]},
                variables=[{"key": "id", "value": "7", "description": "Which one."}],
                query=[
                    {"key": "page", "value": "1"},
                    {"key": "off", "value": "x", "disabled": True},
                ],
                headers=[{"key": "X-Trace", "value": "on"}, {"key": "Accept", "value": "*/*"}],
                description="Updates **it**.\n\nSee [here](https://a.example/).",
                answers=[
                    answer({"id": 1, "at": "2022-02-09T08:45:50Z", "of": {"a": [1.5, None]}}),
                    answer({"detail": "no"}, 400, status="Bad Request"),
                    answer(text="<html>", code=500),
                ],
            ),
            description="What links do.",
            auth={"type": "basic", "basic": [{"key": "username", "value": "{{user}}"}]},
        ),
        folder(
            "Files",
            item(
                "Send",
                "POST",
                "{{other}}/files",
                body={
                    "mode": "formdata",
                    "formdata": [
                        {"key": "file", "type": "file", "src": "/a/b.txt"},
                        {"key": "title", "value": "x", "type": "text", "description": "(Required)"},
                    ],
                },
            ),
            item(
                "Log in",
                "POST",
                "/login",
                body={"mode": "urlencoded", "urlencoded": [{"key": "user", "value": "a"}]},
            ),
            item(
                "Ask",
                "POST",
                "/graphql",
                body={
                    "mode": "graphql",
                    "graphql": {"query": "query Q($a: Int) { a(b: $a) }", "variables": '{"a": 1}'},
                },
            ),
        ),
        item("Raw", "POST", "/raw", body=raw("<a>1</a>", "xml"), answers=[answer(["x"], 200)]),
        description="An API.",
        variable=[
            {"key": "baseUrl", "value": "https://api.example/v1"},
            {"key": "other", "value": "https://files.example"},
        ],
        auth={"type": "bearer", "bearer": [{"key": "token", "value": "{{token}}"}]},
        event=[
            {
                "listen": "test",
                "script": {
                    "exec": ["pm.test('ok', () => {", " pm.response.to.have.status(200);", "});"]
                },
            }
        ],
    )


def base_v3() -> dict[str, Any]:
    """The same as the folder of a v3 collection, in the form in which it is read."""
    return {"$kind": FOLDER_KIND, "name": "Acme", "files": as_v3(base()), "skipped": []}


SCRIPTS = (
    *(
        "pm.test('ok', () => {",
        "});",
        "pm.test(",
        "pm.expect(",
        ")",
        ".to.eql(",
        ".to.be.a('string')",
    ),
    *("pm.response.json()", "pm.response.to.have.status(200);", "const a = ", "let x = a.b[0].c;"),
    *(
        "for (const x of a) {",
        "while (true) {",
        "if (a) {",
        "}",
        "else {",
        "a.forEach(x => {",
        "try {",
    ),
    *("/(a+)+$/", "/[/", "`${a}`", "'\\u{110000}'", "eval('1')", "constructor.constructor('x')()"),
    *("pm.environment.set('a', ", "pm.variables.get('__class__')", "a.__proto__", "a.__class__"),
    *(
        "require('fs')",
        "JSON.parse(",
        "a['__globals__']",
        "(" * 300,
        "[" * 300,
        "a.map(" * 100,
        "!" * 500,
    ),
    *(
        "x => x",
        "new Date()",
        '"use strict";',
        "// a",
        "/* a",
        "1e999",
        "0x",
        "...a",
        "async () => {",
    ),
    *(
        "pm.expect(a).to.have.lengthOf(1);",
        "pm.expect(a.token).to.match(/x/);",
        "tests['a'] = true;",
    ),
    *(
        "pm.sendRequest('x')",
        "import os",
        "__import__('os')",
        "lambda: 0",
        "'a'.repeat(1e9)",
        "a = a + a;",
    ),
)


def _script(random: Random) -> str:
    """A script of fragments, most of which fit nowhere."""
    return "\n".join(
        random.choice(SCRIPTS) if random.random() < 0.85 else nasty(random)
        for _ in range(random.randrange(1, 12))
    )


def paths(node: object) -> list[Path]:
    """Where all nodes of a JSON value are."""
    found: list[Path] = [()]
    stack: list[tuple[Path, object]] = [((), node)]
    while stack:
        place, value = stack.pop()
        inner: Iterator[tuple[str | int, object]] | enumerate[object]
        if isinstance(value, dict):
            inner = iter(value.items())
        elif isinstance(value, list):
            inner = enumerate(value)
        else:
            continue
        for key, child in inner:
            found.append((*place, key))
            stack.append(((*place, key), child))
    return found


def at(node: Any, place: Path) -> Any:
    """The node at a place."""
    for key in place:
        node = node[key]
    return node


def put(root: Any, place: Path, value: object) -> Any:
    """The value with another node at a place."""
    if not place:
        return value
    at(root, place[:-1])[place[-1]] = value
    return root


def any_json(random: Random, depth: int = 3) -> Any:
    """Some JSON value."""
    kind = random.randrange(9 if depth else 6)
    match kind:
        case 0:
            return random.choice((None, True, False))
        case 1:
            return random.choice((0, 1, -1, 200, 10**400, 1.5, -0.0, 1e308, 2**63))
        case 2 | 3:
            return nasty(random)
        case 4:
            return random.choice(("", [], {}))
        case 5:
            return random.choice(KEYS)
        case 6 | 7:
            return {
                random.choice(KEYS) if random.random() < 0.8 else nasty(random): any_json(
                    random, depth - 1
                )
                for _ in range(random.randrange(4))
            }
    return [any_json(random, depth - 1) for _ in range(random.randrange(4))]


def nasty(random: Random) -> str:
    """A text that is meant to break out of something."""
    return "".join(random.choice(NASTY) for _ in range(random.randrange(1, 3)))


Change = Callable[[Random, Any, Path], Any]


def _replace(random: Random, root: Any, place: Path) -> Any:
    return put(root, place, any_json(random))


def _drop(random: Random, root: Any, place: Path) -> Any:
    if place:
        del at(root, place[:-1])[place[-1]]
    return root


def _copy_from_elsewhere(random: Random, root: Any, place: Path) -> Any:
    there = random.choice(paths(root))
    return put(root, place, copy.deepcopy(at(root, there)))


def _taint(random: Random, root: Any, place: Path) -> Any:
    """Put a nasty text into a text, or in the place of another scalar."""
    old = at(root, place)
    if "exec" in place and random.random() < 0.8:
        return put(root, place, _script(random))
    if not isinstance(old, str):
        return put(root, place, nasty(random)) if not isinstance(old, dict | list) else root
    if old.startswith(("{", "[")) and random.random() < 0.5:
        return put(root, place, _taint_json(random, old))
    cut = random.randrange(len(old) + 1)
    return put(root, place, old[:cut] + nasty(random) + old[cut:])


def _taint_json(random: Random, text: str) -> str:
    """A body that is still JSON."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text + nasty(random)
    return json.dumps(mutate_json(random, value, 1))


def _rename(random: Random, root: Any, place: Path) -> Any:
    """Give a node another key."""
    if place and isinstance(place[-1], str):
        parent = at(root, place[:-1])
        new = random.choice(KEYS) if random.random() < 0.5 else nasty(random)
        parent[new] = parent.pop(place[-1])
    return root


def _repeat(random: Random, root: Any, place: Path) -> Any:
    """Put a list's element in again, once or many times."""
    node = at(root, place)
    if isinstance(node, list) and node:
        extra = copy.deepcopy(random.choice(node))
        node.extend(copy.deepcopy(extra) for _ in range(random.choice((1, 2, 20))))
    return root


def _nest(random: Random, root: Any, place: Path) -> Any:
    """Wrap a node in many lists, objects or folders."""
    node = at(root, place)
    depth = random.choice((1, 3, 40, 300))
    kind = random.randrange(3)
    for _ in range(depth):
        node = [node] if kind == 0 else {"a": node} if kind == 1 else {"name": "F", "item": [node]}
    return put(root, place, node)


def _add_script(random: Random, root: Any, place: Path) -> Any:
    """Give an item, a folder or the collection a script."""
    node = at(root, place)
    if isinstance(node, dict) and ("item" in node or "request" in node):
        listen = random.choice(("test", "test", "prerequest"))
        node["event"] = [{"listen": listen, "script": {"exec": _script(random)}}]
    return root


def _as_text(random: Random, root: Any, place: Path) -> Any:
    """A node as the JSON text of it, or a text as the JSON in it."""
    node = at(root, place)
    if isinstance(node, str):
        try:
            return put(root, place, json.loads(node))
        except (ValueError, RecursionError):
            return root
    return put(root, place, json.dumps(node))


CHANGES: Sequence[Change] = (
    *(_replace, _drop, _copy_from_elsewhere, _rename, _repeat, _nest, _as_text),
    *(_taint, _taint, _taint, _taint, _add_script, _add_script),
)


def mutate_json(random: Random, value: Any, count: int | None = None) -> Any:
    """A JSON value with some of its nodes changed."""
    root = copy.deepcopy(value)
    for _ in range(count or random.choice((1, 1, 2, 3, 6))):
        root = random.choice(CHANGES)(random, root, random.choice(paths(root)))
    return root


def mutate_bytes(random: Random, data: bytes) -> bytes:
    """A file that was mangled: cut, spliced, with bytes changed."""
    mangled = bytearray(data)
    for _ in range(random.choice((1, 2, 5))):
        at = random.randrange(len(mangled) + 1)
        match random.randrange(5):
            case 0:
                del mangled[at : at + random.choice((1, 2, 50, len(mangled)))]
            case 1:
                mangled[at:at] = bytes(random.randrange(256) for _ in range(random.choice((1, 4))))
            case 2:
                mangled[at:at] = random.choice(
                    (b'"', b"\\", b"{", b"[", b"}", b"]", b",", b"\xff", b"\0")
                )
            case 3:
                end = at + random.choice((5, 50))
                mangled[at:at] = mangled[at:end] * random.choice((1, 2, 50))
            case 4:
                mangled[at:at] = nasty(random).encode("utf-8", "surrogatepass")
    return bytes(mangled)


def dump(value: Any) -> bytes:
    """A JSON value as a file; half a surrogate pair stays an escape."""
    return json.dumps(value).encode()


def mutate(random: Random, data: bytes) -> bytes:
    """Another input: mostly a changed collection, else a mangled file."""
    if random.random() < 0.85:
        try:
            return dump(mutate_json(random, json.loads(data)))
        except (ValueError, RecursionError):
            pass
    return mutate_bytes(random, data)
