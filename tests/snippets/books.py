"""The items of a collection that a test makes up, ready to be shown."""

from __future__ import annotations

import json
from functools import cache

from generator.api.model import Api
from generator.output.lock import EMPTY
from generator.pipeline import Options, client_name, describe, read
from generator.postman.read import read_collection
from generator.postman.secrets import redact
from generator.snippets.book import Entry, entries
from generator.snippets.language import Language
from generator.snippets.languages import languages
from generator.snippets.render import Renderer

LANGUAGES = {language.name: language for language in languages()}


@cache
def renderer() -> Renderer:
    return Renderer()


def book(
    data: bytes | object, *, as_published: bool = False, with_secrets: bool = False
) -> tuple[Entry, ...]:
    """The items, as the command shows them; `with_secrets` as they stand in the file."""
    text = (
        data
        if isinstance(data, bytes)
        else json.dumps(data, ensure_ascii=False).encode(errors="surrogatepass")
    )
    source = read(text)
    original, _ = read_collection(text)
    shown = original if with_secrets else source.collection
    if as_published:
        shown, _ = redact(original, words_in_bodies_stay=True)

    def client() -> tuple[Api, str]:
        return describe(source, EMPTY, Options())[0], client_name(source, Options())

    return entries(text, shown, original, client, as_published=as_published)


def show(entry: Entry, language: str | Language) -> str:
    """An item in a language."""
    found = LANGUAGES[language] if isinstance(language, str) else language
    return renderer().render(found, entry.subject)


def snippet(item: object, language: str, *, as_published: bool = False, **more: object) -> str:
    """The only item of a collection in a language."""
    schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
    made = {"info": {"name": "Acme", "schema": schema}, "item": [item], **more}
    (entry,) = book(made, as_published=as_published)
    return show(entry, language)
