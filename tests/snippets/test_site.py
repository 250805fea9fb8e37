"""The site: complete, safe, usable without a mouse and without a network."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from posixpath import dirname, join, normpath

import pytest

from generator.postman.read import read_collection
from generator.snippets.site import build_site
from tests.helpers.collections import collection, folder, item, sample_path
from tests.snippets.books import LANGUAGES, book
from tests.snippets.kinds import answered
from tests.snippets.test_item_json import JWT, PASSWORD, secretive

VOID = {"meta", "link", "input", "br", "hr", "img"}
HOSTILE = (
    "</code></pre><script>alert(1)</script><img src=x onerror=alert(1)> \" ' & {{ 7 * 7 }} {% x %}"
)
ALLOWED = {
    "html head meta title link script body a header div span button main footer p section h1 h2 h3"
    " b label input kbd nav ul li small details summary strong code br article pre dl dt dd"
}


class Page(HTMLParser):
    """A page: its elements, and whether each is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, str] = {}
        self._open: list[tuple[str, str]] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {key: value or "" for key, value in attrs}
        self.elements.append((tag, attributes))
        if tag not in VOID:
            self._open.append((tag, attributes.get("id", "")))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for _, name in self._open:
            if name:
                self.texts[name] = self.texts.get(name, "") + data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


def site(data: object) -> dict[str, str]:
    text = data if isinstance(data, bytes) else json.dumps(data).encode()
    from generator.pipeline import read  # noqa: PLC0415

    files = build_site(read(text).collection, book(text))
    assert read_collection(text)
    return {path: content.decode() for path, content in files.items()}


@pytest.fixture(scope="module")
def library() -> dict[str, str]:
    return site(sample_path("library").read_bytes())


def pages(files: dict[str, str]) -> dict[str, Page]:
    return {path: Page(text) for path, text in files.items() if path.endswith(".html")}


def test_every_page_can_be_reached_and_every_link_leads_somewhere(library: dict[str, str]) -> None:
    parsed = pages(library)
    linked = set()
    for path, page in parsed.items():
        ids = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
        for attributes in (*page.all("a"), *page.all("link"), *page.all("script")):
            target = attributes.get("href") or attributes["src"]
            if target.startswith("#"):
                assert target[1:] in ids
            elif "://" not in target:
                found = normpath(join(dirname(path), target))
                assert found in library
                linked.add(found)
        if path != "index.html":
            assert any("Back to collection items" in text for text in [library[path]])
    assert set(parsed) <= linked


def test_every_item_is_on_the_index_once(library: dict[str, str]) -> None:
    book_ = book(sample_path("library").read_bytes())
    index = Page(library["index.html"])
    items = [a["href"] for a in index.all("a") if a["href"].startswith("items/")]
    assert len(items) == len(set(items)) == len(book_)
    for entry in book_:
        assert entry.located.item.name.split("<")[0].split("&")[0] in library["index.html"]


def test_a_page_has_every_language_the_command_and_the_item(library: dict[str, str]) -> None:
    for path, page in pages(library).items():
        if not path.startswith("items/"):
            continue
        names = set(LANGUAGES) - {"curl", "curl-sh", "item-json"}
        assert {name for name in page.texts if name.startswith("code-") and name[5:] in names} == {
            f"code-{name}" for name in names
        }
        assert page.texts["code-curl"].startswith("curl ")
        assert json.loads(page.texts["code-item"])["request"]


def test_nothing_comes_from_elsewhere(library: dict[str, str]) -> None:
    policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'"
    for path, text in library.items():
        if path.endswith(".html"):
            page = Page(text)
            assert any(m.get("content", "").startswith(policy) for m in page.all("meta"))
            assert all("://" not in one.get("src", "") for one in page.all("script"))
            assert all("://" not in one["href"] for one in page.all("link"))
            assert not page.all("style")
            assert all("style" not in attributes for _, attributes in page.elements)
            assert not re.search(r"\son\w+=", re.sub(r"<(pre|title)[\s\S]*?</\1>", "", text))
        elif path.endswith((".css", ".js")):
            assert not re.search(r"https?://|@import|fetch\(|XMLHttp", text)


def test_everything_works_with_a_keyboard(library: dict[str, str]) -> None:
    for page in pages(library).values():
        ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
        assert len(ids) == len(set(ids))
        for attributes in page.all("button"):
            assert attributes["type"] == "button"
        for attributes in page.all("pre"):
            assert attributes["tabindex"] == "0"
            assert attributes["aria-label"]
        for tab in (b for b in page.all("button") if b.get("role") == "tab"):
            assert tab["aria-controls"] in ids
        for copy in (b for b in page.all("button") if "data-copy" in b):
            assert copy["data-copy"] in ids
        for field in page.all("input"):
            assert field["id"] in {label["for"] for label in page.all("label")}
        assert page.all("a")[0]["href"] == "#content"
        assert page.all("html")[0]["lang"] == "en"
        assert len(page.all("h1")) == 1


def test_hostile_text_stays_text() -> None:
    request = item(
        HOSTILE,
        path="{{baseUrl}}/" + HOSTILE,
        headers={HOSTILE: HOSTILE},
        body={HOSTILE: HOSTILE},
        answers=answered({HOSTILE: HOSTILE}),
        description=f"**{HOSTILE}** `{HOSTILE}` [x](javascript:alert(1)) "
        '[y](https://a.example/"onclick=x)',
    )
    files = site(collection(folder(HOSTILE, request), name=HOSTILE, description=HOSTILE))
    parsed = pages(files)
    assert len(parsed) == 2
    for path, page in parsed.items():
        assert {tag for tag, _ in page.elements} <= set(next(iter(ALLOWED)).split())
        assert len(page.all("script")) == 1
        assert all(not key.startswith("on") for _, a in page.elements for key in a)
        assert all(not a["href"].startswith("javascript") for a in page.all("a"))
        assert "49" not in files[path].split("<main")[1].split("</h1>")[0]


def test_items_with_the_same_name_have_pages_of_their_own() -> None:
    same = [item("Same"), item("Same"), item("Same", "POST"), item("same"), item("☃"), item("")]
    files = site(collection(*same, folder("CON", item("aux")), folder("con", item("AUX"))))
    paths = [path for path in files if path.startswith("items/")]
    assert len(paths) == 8
    assert len({path.lower() for path in paths}) == 8


def test_no_page_shows_a_secret() -> None:
    for text in site(secretive()).values():
        assert PASSWORD not in text
        assert JWT not in text


def test_the_same_collection_gives_the_same_site(library: dict[str, str]) -> None:
    assert site(sample_path("library").read_bytes()) == library
