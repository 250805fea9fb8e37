"""The static site of a collection: an index, and a page an item with its code in every language.

The pages work without a network, from a server or from the disk, and without their script;
what comes from the collection is escaped by the templates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .. import __version__
from ..api.naming import digest as letters
from ..api.naming import tell_apart, words
from ..output.files import FileSet, file_set
from ..output.leaks import refuse_leaks
from ..output.lock import LOCK_NAME, Lock, digest, dump
from ..output.render import TEMPLATE, Pack, environment, load_pack
from ..postman.collection import Collection, Example
from ..python.identifiers import file_name
from .book import Entry
from .highlight import Highlighter
from .language import Language
from .languages import languages
from .prose import prose
from .render import Renderer
from .request import Exchange, FileBody, FormBody, Key, Login, MultipartBody, OtherAuth, Token

if TYPE_CHECKING:
    from jinja2 import Template

PACK = "pages"
_APART = frozenset({"curl", "curl-sh", "item-json"})
"""What has a place of its own on a page, and no tab."""
_LONGEST_SLUG = 50
_DEEPEST = 3
"""Folders in the path of a page."""
_LONGEST_DESCRIPTION = 8_000
_METHODS = frozenset({"get", "post", "put", "patch", "delete", "head", "options"})
_BETWEEN = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Panel:
    """A snippet on a page."""

    name: str
    title: str
    html: str
    """Safe HTML."""


@dataclass(frozen=True, slots=True)
class Page:
    """An item on the site."""

    path: str
    """From the root of the site."""
    title: str
    folders: tuple[str, ...]
    method: str
    method_class: str
    url: str
    words: str
    """What the search looks at."""
    entry: Entry


@dataclass(frozen=True, slots=True)
class Section:
    """A folder on the index, with the items that are in it directly."""

    anchor: str
    titles: tuple[str, ...]
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A way to another page."""

    path: str
    title: str


def build_site(
    collection: Collection, book: Sequence[Entry], overrides: Path | None = None
) -> FileSet:
    """All files of the site, the lock that names them among them."""
    pack = load_pack(PACK, overrides)
    templates = _templates(pack)
    pages = _pages(book)
    name = _one_line(collection.name) or "Collection"
    common = {"collection": name, "version": __version__}
    files: dict[str, str | bytes] = dict(pack.verbatim)
    files["index.html"] = templates["index.html"].render(
        common,
        root="",
        description=prose(collection.description[:_LONGEST_DESCRIPTION]),
        sections=_sections(pages),
        count=len(pages),
        folders=len({page.folders for page in pages if page.folders}),
        languages=[language.title for language in languages() if language.name != "item-json"],
    )
    renderer, highlighter = Renderer(), Highlighter()
    for number, page in enumerate(pages):
        asked = page.entry.located.item.request
        files[page.path] = templates["item.html"].render(
            common,
            root="../" * page.path.count("/"),
            page=page,
            previous=_link(pages, number - 1),
            following=_link(pages, number + 1),
            description=prose(asked.description[:_LONGEST_DESCRIPTION]),
            facts=_facts(page.entry.subject.exchange),
            answers=_answers(page.entry.located.item.examples),
            **_snippets(page.entry, renderer, highlighter),
        )
    refuse_leaks({path: text for path, text in files.items() if isinstance(text, str)})
    digests = {path: digest(content) for path, content in files.items()}
    files[LOCK_NAME] = dump(Lock(__version__, "", {}, digests))
    return file_set(files)


def _templates(pack: Pack) -> Mapping[str, Template]:
    engine = environment(pack, autoescape=True)
    return {
        path.removesuffix(TEMPLATE): engine.get_template(path)
        for path in pack.templates
        if not path.startswith("_")
    }


def _snippets(entry: Entry, renderer: Renderer, highlighter: Highlighter) -> dict[str, object]:
    panels = [
        _panel(language, entry, renderer, highlighter)
        for language in languages()
        if language.name != "curl"
    ]
    apart = {panel.name: panel for panel in panels if panel.name in _APART}
    return {
        "panels": [panel for panel in panels if panel.name not in _APART],
        "curl": apart["curl-sh"],
        "item": apart["item-json"],
    }


def _panel(language: Language, entry: Entry, renderer: Renderer, highlighter: Highlighter) -> Panel:
    text = renderer.render(language, entry.subject).rstrip("\n")
    return Panel(language.name, language.title, highlighter.html(text, language))


# --- paths ------------------------------------------------------------------------------


def _pages(book: Sequence[Entry]) -> list[Page]:
    candidates: dict[int, tuple[str, ...]] = {}
    seen: dict[str, int] = {}
    for number, entry in enumerate(book):
        asked = entry.subject.exchange
        folder = "/".join(["items", *map(_slug, entry.located.folder_path[:_DEEPEST])])
        name, method = _slug(entry.located.item.name), _slug(asked.method)
        # Items that nothing tells apart are told apart by how many came before.
        identity = "\n".join([*entry.titles, asked.method, asked.url])
        seen[identity] = seen.get(identity, 0) + 1
        mark = letters(f"{identity}\n{seen[identity]}")
        candidates[number] = (
            f"{folder}/{name}.html",
            f"{folder}/{name}-{method}.html",
            f"{folder}/{name}-{method}-{mark}.html",
        )
    paths = tell_apart(candidates)
    return [_page(paths[number], entry) for number, entry in enumerate(book)]


def _slug(title: str) -> str:
    name = "-".join(words(title))[:_LONGEST_SLUG].strip("-") or "unnamed"
    return file_name(name)


def _page(path: str, entry: Entry) -> Page:
    asked = entry.subject.exchange
    title = _one_line(entry.located.item.name) or f"{asked.method} {asked.address}"
    folders = tuple(_one_line(name) or "(no name)" for name in entry.located.folder_path)
    method = asked.method.lower()
    return Page(
        path=path,
        title=title,
        folders=folders,
        method=asked.method,
        method_class=method if method in _METHODS else "other",
        url=asked.url,
        words=" ".join([*folders, title, asked.method, asked.address]).lower(),
        entry=entry,
    )


def _sections(pages: Iterable[Page]) -> list[Section]:
    """The folders in the order of the collection, each once, before those inside it."""
    found: dict[tuple[str, ...], list[Page]] = {}
    order: dict[tuple[str, ...], int] = {}
    for page in pages:
        found.setdefault(page.folders, []).append(page)
        for depth in range(len(page.folders) + 1):
            order.setdefault(page.folders[:depth], len(order))
    anchors = tell_apart(
        {
            folders: (
                "-".join(["folder", *map(_slug, folders)]),
                "-".join(["folder", *map(_slug, folders), letters("\n".join(folders))]),
            )
            for folders in found
        }
    )

    def rank(folders: tuple[str, ...]) -> list[int]:
        return [order[folders[:depth]] for depth in range(1, len(folders) + 1)]

    return [
        Section(anchors[folders], folders, tuple(found[folders]))
        for folders in sorted(found, key=rank)
    ]


def _link(pages: Sequence[Page], number: int) -> Link | None:
    if 0 <= number < len(pages):
        return Link(pages[number].path, pages[number].title)
    return None


# --- what a page says -------------------------------------------------------------------


def _facts(asked: Exchange) -> list[tuple[str, str]]:
    """What a reader wants to know of a request before the code."""
    facts: list[tuple[str, str]] = []
    match asked.auth:
        case Login():
            facts.append(("Authentication", "User name and password (basic)"))
        case Token():
            facts.append(("Authentication", "Bearer token"))
        case Key(name):
            facts.append(("Authentication", f"API key in the header {name}"))
        case OtherAuth(kind):
            facts.append(("Authentication", kind))
    match asked.body:
        case FormBody():
            facts.append(("Body", "application/x-www-form-urlencoded"))
        case MultipartBody():
            facts.append(("Body", "multipart/form-data"))
        case FileBody(_, content_type):
            facts.append(("Body", f"a file ({content_type})"))
        case None:
            pass
        case text:
            facts.append(("Body", asked.content_type or text.content_type))
    if asked.query:
        facts.append(("Query", ", ".join(dict.fromkeys(key for key, _ in asked.query))))
    return facts


def _answers(examples: Iterable[Example]) -> list[tuple[str, str, str]]:
    """The saved answers: status, what it says, and its class."""
    found: dict[tuple[str, str, str], None] = {}
    for example in examples:
        status = example.status
        kind = "other" if status is None else f"s{status // 100}"
        found[str(status or "default"), _one_line(example.reason or example.name), kind] = None
    return list(found)


def _one_line(text: str) -> str:
    return _BETWEEN.sub(" ", text).strip()
