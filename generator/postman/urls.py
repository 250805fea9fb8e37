"""Addresses: text, or an object with the parts, taken apart as Postman does.

The rules are those of Postman's own parser (npm postman-url-encoder, parser/index.js),
but for the server, which stays in one piece and as written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from .collection import KeyValue, Url
from .fields import key_values, query_fields
from .shapes import Spot, first, kind, text_of
from .variables import mask, split_outside

_SCHEME_END = re.compile(r"://+")
_PATH_VARIABLE = re.compile(r":([^.]+)")
"""The name of a path variable ends at the first dot: `:id.json`."""


def read_url(node: object, spot: Spot) -> Url:
    """The address of a request; a blank one where there is none.

    Where an object has a host, its parts are what is sent, whatever its `raw` says
    (postman-collection, lib/collection/url.js); else `raw` is all there is.
    """
    match node:
        case None:
            return Url("")
        case str():
            return with_path_variables(parse_url(node))
        case dict():
            return _from_object(node, spot)
        case _:
            spot.notice(f"`url` is {kind(node)}: read as none")
            return Url("")


def parse_url(text: str) -> Url:
    """An address given as text; separators inside `{{variables}}` separate nothing."""
    # Positions in the masked text are positions in the text.
    masked = mask(text)
    end = len(masked)
    fragment = query = None
    if (at := masked.find("#")) >= 0:
        fragment, end = text[at + 1 :], at
    if (at := masked.find("?", 0, end)) >= 0:
        query, end = text[at + 1 : end], at
    masked = masked[:end].replace("\\", "/")
    start = len(masked) - len(masked.lstrip())
    authority = start
    scheme = _SCHEME_END.search(masked)
    if scheme and "/" not in masked[: scheme.start()]:
        authority = scheme.end()
    slash = masked.find("/", authority)
    server_end = end if slash < 0 else slash
    return Url(
        raw=text,
        server=text[start:server_end],
        path=() if slash < 0 else split_outside(text[slash + 1 : end], "/\\"),
        query=() if query is None else query_fields(query),
        fragment=fragment,
    )


def with_path_variables(url: Url) -> Url:
    """The address with an entry for each `:name` segment, as Postman's `Url.parse` adds."""
    known = {variable.key for variable in url.variables}
    names = [match[1] for segment in url.path if (match := _PATH_VARIABLE.match(segment))]
    missing = [KeyValue(name) for name in dict.fromkeys(names) if name not in known]
    return replace(url, variables=(*url.variables, *missing)) if missing else url


def _from_object(node: Mapping[str, object], spot: Spot) -> Url:
    raw = node.get("raw")
    written = parse_url(raw) if isinstance(raw, str) and raw.strip() else None
    parsed = written
    if parsed is None or node.get("host"):
        parsed = _from_parts(node, spot)
    query = key_values(node.get("query"), spot, "query", query_fields)
    # Old exports name a path variable by `id` (postman-collection, lib/collection/url.js).
    variables = key_values(first(node, "variable", "variables"), spot, "variable")
    named = tuple(variable for variable in variables if variable.key)
    whole = replace(parsed, query=query or parsed.query, variables=named)
    if written is not None and _sent(whole) == _sent(written):
        whole = replace(whole, raw=written.raw)
    else:
        whole = replace(whole, raw=_whole(whole))
    return with_path_variables(whole)


def _sent(url: Url) -> object:
    """What an address says, however it is written."""
    enabled = (parameter for parameter in url.query if not parameter.disabled)
    return url.server, url.path, [(parameter.key, parameter.value) for parameter in enabled]


def _from_parts(node: Mapping[str, object], spot: Spot) -> Url:
    protocol = text_of(node.get("protocol")).removesuffix("://")
    server = f"{protocol}://" if protocol else ""
    match node.get("auth"):
        case {"user": str() as user, "password": str() as password}:
            server += f"{user}:{password}@"
        case {"user": str() as user}:
            server += f"{user}@"
    server += ".".join(_segments(node.get("host"), ".", spot, "host"))
    if port := text_of(node.get("port")):
        server += f":{port}"
    path = _segments(node.get("path"), "/", spot, "path")
    fragment = node.get("hash")
    return Url("", server, path, fragment=fragment if isinstance(fragment, str) else None)


def _segments(node: object, separator: str, spot: Spot, field: str) -> tuple[str, ...]:
    """A host or a path as a list; its elements may be objects, the whole may be text."""
    match node:
        case None | "":
            return ()
        case str():
            return split_outside(node.removeprefix(separator), separator)
        case list():
            values = [part.get("value") if isinstance(part, dict) else part for part in node]
            return tuple(text_of(value) for value in values)
        case _:
            spot.notice(f"`{field}` of the address is {kind(node)}: read as none")
            return ()


def _whole(url: Url) -> str:
    text = url.server
    if url.path:
        text += "/" + "/".join(url.path)
    enabled = [parameter for parameter in url.query if not parameter.disabled]
    if enabled:
        text += "?" + "&".join(map(_parameter, enabled))
    return text if url.fragment is None else f"{text}#{url.fragment}"


def _parameter(parameter: KeyValue) -> str:
    return parameter.key if parameter.value is None else f"{parameter.key}={parameter.value}"
