"""What an operation takes beside a body: its path, query and headers, from its requests.

The item's own request says what is sent; the requests saved with its examples only add
what may be sent too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from ..inference.formats import string_format
from ..inference.merge import merge_all
from ..inference.observe import observe_placeholder
from ..inference.text import observe_text
from ..inference.types import BOOLEAN, INTEGER, STRING, UNKNOWN, String, Type
from ..postman import variables
from ..postman.collection import KeyValue, Url
from ..postman.secrets import is_stand_in
from .addresses import path_entries, plain_name, query_entries
from .model import Parameter
from .naming import words

Scope = Mapping[str, str]
Part = TypeVar("Part", Url, tuple[KeyValue, ...])

_VERSION_WORDS = frozenset({"api", "format", "lang", "language", "locale", "v", "version"})
_ONE_CALL_FORMATS = frozenset({"date", "date-time", "time", "uuid"})
_ONE_CALL_HEADERS = frozenset(
    {
        "if-match",
        "if-modified-since",
        "if-none-match",
        "if-range",
        "if-unmodified-since",
        "idempotency-key",
        "range",
        "traceparent",
        "x-correlation-id",
        "x-request-id",
    }
)
_FRESH_TYPES: Mapping[str, Type] = {
    "{{$guid}}": String("uuid"),
    "{{$isoTimestamp}}": String("date-time"),
    "{{$randomBoolean}}": BOOLEAN,
    "{{$randomInt}}": INTEGER,
    "{{$randomUUID}}": String("uuid"),
    "{{$timestamp}}": INTEGER,
}
"""What a value made up by Postman is, where it is the whole text."""
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_REQUIRED = "(Required) "
_CHOICES = re.compile(r"\(This can only be one of ([^()]*)\)\s*$")

# What the transport sends of itself, and Postman too, whatever the collection says.
_TRANSPORT_HEADERS = frozenset(
    {
        "accept-encoding",
        "connection",
        "content-length",
        "host",
        "postman-token",
        "transfer-encoding",
    }
)
# What no caller would choose: sent as it stands in the collection.
_CONSTANT_HEADERS = frozenset(
    {
        "accept",
        "accept-language",
        "cache-control",
        "dnt",
        "origin",
        "pragma",
        "referer",
        "upgrade-insecure-requests",
        "user-agent",
        "x-requested-with",
    }
)


def distinct(parts: Iterable[Part]) -> list[Part]:
    """Parts of requests, each once: what is saved with an example mostly is the item's own.

    What an operation takes does not depend on how often it was shown.
    """
    found: list[Part] = []
    for part in parts:
        if part not in found:
            found.append(part)
    return found


def describe(text: str) -> tuple[str, bool, tuple[str, ...]]:
    """A description less its conventions, whether it says required, and the choices.

    The conventions are openapi-to-postman's: a prefix `(Required) ` and a suffix
    `(This can only be one of a,b)`.
    """
    required = text.startswith(_REQUIRED)
    plain = text.removeprefix(_REQUIRED)
    found = _CHOICES.search(plain)
    if found is None:
        return plain.strip(), required, ()
    choices = tuple(dict.fromkeys(choice.strip() for choice in found[1].split(",")))
    return plain[: found.start()].strip(), required, choices if all(choices) else ()


def constant(text: str, scope: Scope) -> str | None:
    """The text that a value always is: not a placeholder, a secret or a free variable."""
    resolved = variables.resolve(text, scope)
    if "{{" in resolved or is_stand_in(resolved) or observe_placeholder(resolved) is not None:
        return None
    return resolved


def sent_by_itself(text: str, scope: Scope) -> str | None:
    """The text that a value always is, or that a new one is made of at each call."""
    resolved = variables.resolve(text, scope)
    return resolved if variables.is_fresh(resolved) else constant(text, scope)


def is_made_up(default: Sequence[str | None]) -> bool:
    """Whether a default is another one at each call."""
    return any(text is not None and variables.is_fresh(text) for text in default)


def _text_type(text: str, scope: Scope) -> Type:
    resolved = variables.resolve(text, scope)
    if variables.is_fresh(resolved):
        return _FRESH_TYPES.get(resolved, STRING)
    if "{{" in resolved:
        return UNKNOWN
    return STRING if is_stand_in(resolved) else observe_text(resolved)


def path_parameters(
    names: Iterable[str], urls: Sequence[Url], scope: Scope
) -> tuple[Parameter, ...]:
    """The variables of a path, as addresses describe them.

    A variable of the collection that has a value is optional.
    """
    # Of several names that look alike in a path it is the one that is just that.
    known = {plain_name(name): value for name, value in sorted(scope.items())} | {**scope}
    told: dict[str, list[KeyValue]] = {}
    for url in urls:
        for entry in path_entries(url):
            told.setdefault(plain_name(entry.key), []).append(entry)
    made = []
    for name in names:
        entries = told.get(name, [])
        description, _, choices = _first_description(entries)
        # Only what is the same for all calls: `/{{apiVersion}}/users`, never `/users/{{id}}`.
        is_common = name in known and not entries and bool(_VERSION_WORDS & set(words(name)))
        value = constant(known[name], scope) if is_common else None
        own = next((e.value for e in entries if e.value), known.get(name, f"{{{{{name}}}}}"))
        made_up = variables.resolve(own, scope)
        if variables.is_fresh(made_up):
            value = made_up
            entries = [*entries, KeyValue(name, made_up)]
        made.append(
            Parameter(
                name,
                merge_all(_text_type(entry.value, scope) for entry in entries if entry.value),
                required=not value,
                default=(value,) if value else None,
                choices=choices,
                description=description,
            )
        )
    return tuple(made)


def _first_description(entries: Sequence[KeyValue]) -> tuple[str, bool, tuple[str, ...]]:
    described = [describe(entry.description) for entry in entries if entry.description]
    if not described:
        return "", False, ()
    text, required, choices = described[0]
    return text, required, choices


@dataclass(frozen=True, slots=True)
class Group:
    """All that the requests of an operation say of one key."""

    name: str
    own: tuple[KeyValue, ...]
    """In the item's own request."""
    others: tuple[KeyValue, ...]
    """In the requests saved with examples."""
    most: int
    """How often the key occurs, enabled, in the request where it does so most often."""


def group(
    own: Iterable[KeyValue], others: Iterable[Iterable[KeyValue]], *, fold: bool = False
) -> list[Group]:
    """The entries by key, in order of first occurrence; `fold` ignores the case of keys."""
    names: dict[str, str] = {}
    found: dict[str, list[list[KeyValue]]] = {}
    requests = [list(own), *(list(entries) for entries in others)]
    for index, entries in enumerate(requests):
        for entry in entries:
            name = entry.key.lower() if fold else entry.key
            names.setdefault(name, entry.key)
            found.setdefault(name, [[] for _ in requests])[index].append(entry)
    return [
        Group(
            shown,
            tuple(found[name][0]),
            tuple(entry for entries in found[name][1:] for entry in entries),
            max(sum(not entry.disabled for entry in entries) for entries in found[name]),
        )
        for name, shown in names.items()
    ]


def _is_of_one_call(name: str, text: str) -> bool:
    """Whether a value belongs to the call that it was saved with: an id, a time, an ETag."""
    if _VERSION_WORDS & set(words(name)):
        return False
    return string_format(text) in _ONE_CALL_FORMATS or name.lower() in _ONE_CALL_HEADERS


def parameter(group: Group, scope: Scope, *, with_default: bool) -> Parameter:
    """The parameter that a key is; with what the item's own request sends as its default.

    What the requests saved with examples send otherwise is chosen, and no default.
    """
    everything = (*group.own, *group.others)
    description, required, choices = _first_description(everything)
    enabled = [entry for entry in group.own if not entry.disabled]
    default: list[str | None] = []
    for entry in enabled:
        value = None if entry.value is None else sent_by_itself(entry.value, scope)
        # An empty value is a blank for the caller to fill in; `?flag` alone is meant.
        if value or entry.value is None:
            default.append(value)
    is_constant = {entry.value for entry in group.others} <= {entry.value for entry in enabled}
    is_constant &= not any(_is_of_one_call(group.name, text or "") for text in default)
    is_meant = (with_default and is_constant) or is_made_up(default)
    has_default = is_meant and bool(default) and len(default) == len(enabled)
    return Parameter(
        group.name,
        merge_all(_text_type(entry.value, scope) for entry in everything if entry.value),
        required=required and not has_default,
        default=tuple(default) if has_default else None,
        # `include[]` is how PHP and Rails spell a list, whatever the example holds.
        repeated=group.most > 1
        or group.name.endswith("[]")
        or any(len(entry.files) > 1 for entry in everything),
        choices=choices,
        description=description,
        is_file=any(entry.is_file for entry in everything),
    )


def query_parameters(
    urls: Sequence[Url],
    scope: Scope,
    credentials: frozenset[str],
    *,
    with_defaults: bool,
) -> tuple[Parameter, ...]:
    """The parameters of the query of addresses, the item's own first, in its order.

    `credentials` are those that the authentication sends. `with_defaults` says that what
    the item sends is meant.
    """

    def kept(entries: Iterable[KeyValue]) -> Iterable[KeyValue]:
        return (e for e in entries if e.key not in credentials)

    own, *others = urls
    groups = group(
        kept(query_entries(own)),
        (kept(e for e in query_entries(other) if not e.disabled) for other in others),
    )
    return tuple(parameter(each, scope, with_default=with_defaults) for each in groups)


def _sendable(made: Parameter) -> Parameter:
    """A header without a default that no header may hold."""
    texts = [text for text in made.default or () if text is not None]
    return (
        made if all(t.isascii() and t.isprintable() for t in texts) else replace(made, default=None)
    )


def header_name(key: str, scope: Scope) -> str | None:
    """The name of a header, its variables resolved; None where it is none (RFC 9110, 5.1)."""
    name = variables.resolve(key, scope).strip()
    return name if _HEADER_NAME.fullmatch(name) else None


def header_parameters(
    headers: Sequence[tuple[KeyValue, ...]],
    scope: Scope,
    credentials: frozenset[str],
    *,
    with_defaults: bool,
) -> tuple[tuple[Parameter, ...], tuple[tuple[str, str], ...]]:
    """The headers that a caller chooses, and those that are always the same.

    `headers` are those of all requests, the item's own first. `credentials` are headers, in
    lower case, that the authentication sends. `with_defaults` says that what the item sends
    is meant.
    """
    skipped = _TRANSPORT_HEADERS | {"content-type", "authorization"} | credentials

    def kept(entries: Iterable[KeyValue]) -> Iterable[KeyValue]:
        for entry in entries:
            name = header_name(entry.key, scope)
            if name and name.lower() not in skipped:
                yield entry if name == entry.key else replace(entry, key=name)

    own, *others = headers
    groups = group(
        kept(own), (kept(h for h in other if not h.disabled) for other in others), fold=True
    )
    chosen: list[Parameter] = []
    constants: list[tuple[str, str]] = []
    for each in groups:
        is_chosen = each.name.lower() not in _CONSTANT_HEADERS
        made = _sendable(parameter(each, scope, with_default=with_defaults or not is_chosen))
        if is_chosen or is_made_up(made.default or ()):
            chosen.append(made)
        elif texts := [text for text in made.default or () if text]:
            constants.append((made.name, ", ".join(texts)))
        elif any(not entry.disabled and entry.value for entry in each.own):
            chosen.append(made)
    return tuple(chosen), tuple(constants)
