"""What a live run recorded, as examples that the next run of `generate` knows.

recording (JSON lines) -> Learned, new shapes only -> the file beside the collection
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from .api.identity import identity_of
from .api.learned import Learned, canonical, news
from .diagnostics import Diagnostic, InputError, Level
from .inference.typed import typed
from .options import Options
from .output.lock import Lock
from .pipeline import Source, describe
from .postman import lenient_json
from .postman.collection import Collection, Example, Item, KeyValue, Request, Url, walk
from .postman.secrets import redact
from .python.identifiers import class_members


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a recording taught."""

    known: tuple[Learned, ...]
    """All that is known now, for the file."""
    new: int
    """How many of them were not known before."""
    diagnostics: tuple[Diagnostic, ...]


def learn(
    source: Source, lock: Lock, options: Options, recording: str, *, keep_values: bool
) -> Lesson:
    """What a recording teaches about a collection, beside `options.learned`.

    Of an answer only its types are kept, unless `keep_values`; secrets never are. Raises
    InputError where the recording is none.
    """
    api, _ = describe(source, lock, options)
    identities = {
        _call(one.id): identity_of(one.samples[0].item) for one in api.operations() if one.samples
    }
    found, unknown = [], dict[str, int]()
    for call, status, body in _read(recording):
        if call in identities:
            kept = body if keep_values else typed(body)
            found.append(Learned(identities[call], status, canonical(kept)))
        else:
            unknown[call] = unknown.get(call, 0) + 1
    new = news(source.collection, options.learned, _without_secrets(found, source.collection))
    diagnostics = (
        Diagnostic(
            Level.WARNING,
            "recorded-unknown",
            call,
            "the client has no such operation; was it generated from this collection?",
        )
        for call in sorted(unknown)
    )
    known = tuple(sorted({*options.learned, *new}))
    return Lesson(known, len(new), tuple(diagnostics))


def _call(operation: str) -> str:
    """An operation's id as its tests name the method."""
    return ".".join(map(class_members, operation.split(".")))


def _read(recording: str) -> Iterator[tuple[str, int, object]]:
    for number, line in enumerate(recording.splitlines(), 1):
        if not line.strip():
            continue
        try:
            said = lenient_json.loads_answer(line)
        except ValueError:
            said = None
        match said:
            case {"call": str(call), "status": int(status), "body": body} if 100 <= status <= 599:
                yield call, status, body
            case _:
                raise InputError(
                    'is no answer that a live run recorded ("call", "status", "body")',
                    f"line {number}",
                )


def _without_secrets(found: Iterable[Learned], collection: Collection) -> list[Learned]:
    """The same answers, with the stand-ins for secrets that the collection's own have."""
    answers: Sequence[Learned] = sorted(set(found))
    blank = Request("GET", Url(""))
    items = tuple(_carrier(one, blank) for one in answers)
    redacted, _ = redact(replace(collection, children=(*items, *collection.children)))
    bodies = (
        located.item.examples[0].body or "null"
        for located, _ in zip(walk(redacted), answers, strict=False)
    )
    return [
        replace(one, body=canonical(json.loads(body)))
        for one, body in zip(answers, bodies, strict=True)
    ]


def _carrier(one: Learned, request: Request) -> Item:
    """An item whose only answer is the one that was learned."""
    json_type = (KeyValue("Content-Type", "application/json"),)
    example = Example("", one.status, headers=json_type, body=one.body, language="json")
    return Item(one.item.title, request, (example,))
