"""The scripts of a collection in the generated tests: functions, and what they are played on.

Each script of an item is a function beside those of its resource, each of a folder or of the
collection one in `_folders.py`. `scripts.json` says item by item which functions are
played, and on which saved answer offline.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..api.identity import DEEPEST_FOLDER
from ..api.model import Api
from ..api.naming import digest, snake, tell_apart, words
from ..diagnostics import Diagnostic, place
from ..postman.collection import Script
from ..scripts.libraries import Texts, libraries_of
from ..scripts.program import Program
from ..scripts.translate import translate
from .identifiers import identifier
from .literals import escape
from .script_answers import chosen_answer, contradictions, played
from .script_code import Code, code_of, code_of_loaded
from .script_model import Json, ScriptedItem, ScriptFunction, ScriptModule, Scripts
from .script_modules import imports_of, loaded_names
from .script_notices import untranslated
from .script_play import Library, library
from .script_trees import HELPERS


def build_scripts(
    api: Api,
    items: Sequence[ScriptedItem],
    collection: tuple[Script, ...],
    scope: Mapping[str, str],
    package: str,
    folder: Path,
) -> Scripts:
    """The scripts of the items, in the order of the collection.

    `collection` are its own scripts, `scope` its variables, `package` is the client's name;
    `folder` has the helpers that the generated tests use.
    """
    book = _Book(collection, _resources(api), _libraries(collection, items, scope))
    for item in items:
        book.add(item)
    names = book.names()
    if not names:
        return Scripts()
    helpers = library(folder)
    diagnostics: list[Diagnostic] = []
    found = (book.entry(item, names, scope, helpers, diagnostics) for item in items)
    # By item: only `order.json` knows the order of the collection.
    entries = sorted((e for e in found if e is not None), key=lambda entry: str(entry["item"]))
    if not entries:
        return Scripts()
    diagnostics.extend(book.untranslated())
    modules = {
        suite: made
        for suite in dict.fromkeys(item.suite for item in items)
        if (made := book.module(suite, names)) is not None
    }
    return Scripts(
        modules,
        book.module("", names),
        book.loaded(),
        _index(book.settings(api, package), book.read_variables(scope), entries),
        tuple(diagnostics),
    )


def _resources(api: Api) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The names of the resources that folders are, by their titles."""
    return {
        operation.folders[:depth]: operation.resource[:depth]
        for operation in api.operations()
        for depth in range(1, len(operation.resource) + 1)
    }


def _libraries(
    collection: Iterable[Script], items: Iterable[ScriptedItem], scope: Mapping[str, str]
) -> Texts:
    """The texts that scripts evaluate."""
    sources = [script.source for script in collection]
    for item in items:
        around = [script for folder in item.located.folders for script in folder.scripts]
        sources.extend(script.source for script in (*around, *item.located.item.scripts))
    return libraries_of(sources, scope)


def _index(settings: Mapping[str, Json], scope: Mapping[str, str], entries: Iterable[Json]) -> str:
    """One line an item."""
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
    head = "".join(
        f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)},\n"
        for key, value in {"variables": scope, **settings}.items()
    )
    return f'{{{head}"items": [\n{lines}\n]}}\n'


_Key = tuple[str, str, str, str]
"""Suite (empty for folders), operation or folder path, `test` or `prerequest`, source."""


class _Book:
    """Scripts by what they are, each once; their code is made once."""

    def __init__(
        self,
        collection: tuple[Script, ...],
        resources: Mapping[tuple[str, ...], tuple[str, ...]],
        libraries: Texts,
    ) -> None:
        self._collection = collection
        self._resources = resources
        self._libraries = libraries
        self._loaded_names = loaded_names(libraries)
        self._loaded: dict[str, Code] = {}
        """The functions of libraries that scripts call, by their names in Python."""
        self._titles: dict[_Key, tuple[str, ...]] = {}
        self._codes: dict[str, Code] = {}
        self._lines: dict[str, str] = {}
        self._places: dict[str, str] = {}

    def add(self, item: ScriptedItem) -> None:
        """Take up the scripts of an item and those around it."""
        for listen in ("prerequest", "test"):
            for key, titles in self._keys(item, listen):
                self._titles.setdefault(key, titles)
                self._places.setdefault(key[3], place(*titles))

    def _keys(self, item: ScriptedItem, listen: str) -> Iterable[tuple[_Key, tuple[str, ...]]]:
        """The scripts that are played for an item, in their order."""
        around: list[tuple[tuple[str, ...], tuple[Script, ...]]] = [((), self._collection)]
        folders = item.located.folders
        around += [
            (item.located.folder_path[: depth + 1], folder.scripts)
            for depth, folder in enumerate(folders)
        ]
        for titles, scripts in around:
            for script in scripts:
                if script.listen == listen and self._says(script.source):
                    yield ("", "/".join(titles), listen, script.source), titles
        titles = (*item.located.folder_path, item.located.item.name)
        for script in item.located.item.scripts:
            if script.listen == listen and self._says(script.source):
                yield (item.suite, item.operation.id, listen, script.source), titles

    def _says(self, source: str) -> bool:
        """Whether a script does anything."""
        return bool(source.strip()) and self.code(source).says_something

    def code(self, source: str) -> Code:
        """The Python of a script."""
        if source not in self._codes:
            program = self.program(source)
            for define in program.loaded:
                called = self._loaded_names[define.name]
                if called not in self._loaded:
                    self._loaded[called] = code_of_loaded(define, self._loaded_names)
            self._codes[source] = code_of(program, self._loaded_names)
        return self._codes[source]

    def _printed(self, source: str) -> str:
        """The lines of the Python of a script, once for all items that have it."""
        if source not in self._lines:
            self._lines[source] = self.code(source).source()
        return self._lines[source]

    def program(self, source: str) -> Program:
        """What a script says."""
        return translate(source, self._libraries)

    def _ask(self, keys: Iterable[_Key]) -> bool:
        """Whether scripts look at the request, themselves or by what they load."""
        codes = [self.code(key[3]) for key in keys]
        loads = any(code.loads for code in codes)
        return any(code.asks for code in (*codes, *(self._loaded.values() if loads else ())))

    def library(self, helpers: Mapping[str, Any]) -> Library:
        """What scripts call."""
        return Library(helpers, {name: code.function for name, code in self._loaded.items()})

    def loaded(self) -> ScriptModule | None:
        """The module of what scripts load."""
        if not self._loaded:
            return None
        codes = dict(sorted(self._loaded.items()))
        functions = [ScriptFunction(name, "", code.source()) for name, code in codes.items()]
        return ScriptModule(imports_of(codes.values(), {}), tuple(functions))

    def names(self) -> dict[_Key, str]:
        """The function of each script."""
        found: dict[_Key, str] = {}
        taken = frozenset({*HELPERS, *self._loaded_names.values(), "re", "Script"})
        for suite in {key[0] for key in self._titles}:
            candidates = {
                key: self._named(key, titles)
                for key, titles in self._titles.items()
                if key[0] == suite
            }
            found |= tell_apart(candidates, taken=taken)
        return found

    def _named(self, key: _Key, titles: tuple[str, ...]) -> Sequence[str]:
        """What a script may be called: like its operation or folder, whose names are pinned.

        Of nothing beside it: a script that is new or gone leaves the others as they are.
        """
        suite, own, listen, source = key
        plain = own.rpartition(".")[2] if suite else self._folder(titles)
        before = "before_" if listen == "prerequest" else ""
        last = identifier(f"{before}{plain}_{digest(own + source)}")
        first = identifier(before + plain)
        # What comes before `x` may be called so without a look at what others there are.
        is_free = _is_name(first) and (before or not first.startswith("before_"))
        return [first, last] if is_free else [last]

    def _folder(self, titles: tuple[str, ...]) -> str:
        """The names of the resources that a folder is in, and the titles of what is deeper."""
        if not titles:
            return "collection"
        depth = min(len(titles), DEEPEST_FOLDER)
        return snake([*self._resources[titles[:depth]], *(snake(words(t)) for t in titles[depth:])])

    def module(self, suite: str, names: Mapping[_Key, str]) -> ScriptModule | None:
        """The module of a suite, or of the folders."""
        keys = sorted((key for key in self._titles if key[0] == suite), key=lambda key: names[key])
        if not keys:
            return None
        codes = [self.code(key[3]) for key in keys]
        imports = imports_of(codes, self._loaded_names)
        functions = [
            ScriptFunction(
                names[key],
                escape(_title(self._titles[key], key[2])),
                self._printed(key[3]),
            )
            for key in keys
        ]
        return ScriptModule(imports, tuple(functions))

    def entry(
        self,
        item: ScriptedItem,
        names: Mapping[_Key, str],
        scope: Mapping[str, str],
        helpers: Mapping[str, Any],
        diagnostics: list[Diagnostic],
    ) -> Json | None:
        """What `scripts.json` says of an item; None where no script is played for it."""
        before = [key for key, _ in self._keys(item, "prerequest")]
        tests = [key for key, _ in self._keys(item, "test")]
        if not before and not tests:
            return None
        titles = (*item.located.folder_path, item.located.item.name)
        entry: Json = {"title": " / ".join(titles), "item": [item.file, item.number]}
        if self._ask((*before, *tests)):
            entry["name"] = item.located.item.name
        if before:
            entry["before"] = [_reference(key, names) for key in before]
        if tests:
            entry["tests"] = [_reference(key, names) for key in tests]
            programs = [self.program(key[3]) for key in tests]
            chosen = chosen_answer(item.examples, programs)
            if chosen is not None and any(program.assertions for program in programs):
                codes = [self.code(key[3]) for key in tests]
                entry["answer"] = played(
                    chosen, codes, scope, self.library(helpers), asks=self._ask(tests)
                )
                diagnostics.extend(contradictions(place(*titles), chosen[1], entry["answer"]))
        return entry

    def settings(self, api: Api, package: str) -> dict[str, Json]:
        """The client's arguments that scripts may give, and the variables they may read."""
        text = "\n".join(self._places)
        credentials = {
            identifier(setting.name): setting.variable
            for setting in api.settings
            if setting.variable and not setting.is_server
        }
        read = {
            setting.variable.strip("{} "): f"{package}_{setting.name}".upper()
            for setting in api.settings
            if setting.variable.strip("{} ") and setting.variable.strip("{} ") in text
        }
        return {"credentials": credentials, "environment": dict(sorted(read.items()))}

    def read_variables(self, scope: Mapping[str, str]) -> dict[str, str]:
        """The variables of the collection that a script may read, those within them too."""
        text = "\n".join(self._places)
        found: dict[str, str] = {}
        while more := {key: scope[key] for key in scope if key in text and key not in found}:
            found |= more
            text = "\n".join(more.values())
        return {key: scope[key] for key in scope if key in found}

    def untranslated(self) -> Iterable[Diagnostic]:
        """What has no translation, each script once."""
        found = {(titles, key[2], key[3]) for key, titles in self._titles.items()}
        return untranslated((where, when, self.program(text)) for where, when, text in found)


def _is_name(option: str) -> bool:
    return option.isidentifier() and not option.startswith("_")


def _title(titles: tuple[str, ...], listen: str) -> str:
    whole = " / ".join(" ".join(title.split()) for title in titles)
    when = "Before" if listen == "prerequest" else "After"
    return f"{when} {whole or 'every item'}"[:200]


def _reference(key: _Key, names: Mapping[_Key, str]) -> str:
    return f"{key[0] or '_folders'}.{names[key]}"
