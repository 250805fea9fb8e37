"""What must hold of whatever is made of any input: the promises, checked on the outcome.

`judge` runs all that postgen does with an input, black aside, and raises `Broken` where the
outcome is neither one clear line nor output that keeps its promises.
"""

from __future__ import annotations

import ast
import builtins
import json
import keyword
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from generator import pipeline
from generator.api.model import Api
from generator.api.schema import api_schema
from generator.cli.diff import _REPORTS
from generator.diagnostics import InputError
from generator.output import render
from generator.output.lock import EMPTY, parse
from generator.output.paths import check_paths
from generator.pipeline import Options, Source, client_name
from generator.postman.read import read_collection
from generator.snippets.book import entries
from generator.snippets.languages import languages
from generator.snippets.render import Renderer
from generator.snippets.site import build_site
from generator.updates import between_collections
from tests.snippets.purebasic import problems as purebasic_problems

ROOT = Path(__file__).parents[2]
MARKER = "pwned_hit"
"""What payloads call, import and set. As a whole title it is a name like any other."""

_LONGEST_MESSAGE = 700
_MOST_ENTRIES = 4
"""Items whose snippets are judged: each costs as much as a small client."""


class Broken(AssertionError):  # noqa: N818  (reads better where it is raised)
    """A promise that an input broke."""


def expect(holds: object, what: str) -> None:
    """Raise Broken unless something holds."""
    if not holds:
        raise Broken(what)


_PACKS = {"client": False, "snippets": False, "pages": True, "report": True}
"""Packs of templates, and whether what they print is escaped by Jinja."""


@contextmanager
def fast() -> Iterator[None]:
    """Runs inside leave black out and compile the templates once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "format_all", dict)
        environments = {
            (name, escapes): render.environment(render.load_pack(name), autoescape=escapes)
            for name, escapes in _PACKS.items()
        }
        packs = {name: render.load_pack(name) for name, _ in environments}
        of_pack = {frozenset(pack.templates): name for name, pack in packs.items()}
        made = render.environment

        def environment(pack: render.Pack, *, autoescape: bool = False) -> object:
            name = of_pack.get(frozenset(pack.templates))
            known = environments.get((name, autoescape)) if name else None
            return known or made(pack, autoescape=autoescape)

        for module in (render, pipeline, _site(), _snippets()):
            if hasattr(module, "environment"):
                patch.setattr(module, "environment", environment)
            if hasattr(module, "load_pack"):
                patch.setattr(module, "load_pack", lambda name, _=None: packs[name])
        yield


def _site() -> object:
    from generator.snippets import site  # noqa: PLC0415

    return site


def _snippets() -> object:
    from generator.snippets import render as snippets_render  # noqa: PLC0415

    return snippets_render


def judge(data: bytes, *, with_shown: bool = True) -> bool:
    """Whether an input got as far as rendered code; Broken where a promise is broken.

    `with_shown`: its snippets and pages too, and reports of what it changes.
    """
    try:
        source = pipeline.read(data)
        result = pipeline.run(source, EMPTY, Options())
    except InputError as error:
        judge_message(str(error))
        return False
    for diagnostic in result.diagnostics:
        judge_message(str(diagnostic))
    files = {path: content.decode() for path, content in result.files.items()}
    judge_client(files)
    expect(not parse(files["postgen.lock"])[1], "the lock cannot be read back")
    json.loads(json.dumps(api_schema(result.api)))
    if with_shown:
        judge_shown(source, result.api)
        judge_reports(source)
    return True


_UNSAFE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)


def judge_message(said: str) -> None:
    """One line that is safe on a terminal."""
    expect(said.strip(), "an empty message")
    expect(not _UNSAFE.search(said), f"not safe on a terminal: {said!r}")
    expect(len(said) <= _LONGEST_MESSAGE, f"a message of {len(said)} characters")


# ---- the client


def judge_client(files: Mapping[str, str]) -> None:
    """The files of a client: they can be written, and no text in them became code."""
    try:
        check_paths(files)
    except ValueError as error:
        raise Broken(str(error)) from error
    ours = render.load_pack("client").verbatim
    modules = {path.removesuffix(".py").replace("/", ".") for path in files if path.endswith(".py")}
    for path, text in files.items():
        if path in ours and text.encode() == ours[path]:
            continue
        if path.endswith(".py"):
            judge_python(path, text, modules)
        elif path.endswith(".json"):
            json.loads(text)


def judge_python(path: str, text: str, modules: set[str]) -> None:
    """A generated module: it compiles without a warning, and its shape is one of ours."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            compile(text, path, "exec", dont_inherit=True)
            tree = ast.parse(text, path)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise Broken(f"{path} does not compile: {error}") from error
    if path == "tests/test_live.py":
        expect(ast.dump(tree) in _live_tests(), "tests/test_live.py is another than in the samples")
        return
    bound = _bound(tree)
    is_script = path.startswith("tests/scripts/")
    for node in ast.walk(tree):
        if is_script:
            _judge_node_of_script(path, node, bound)
        else:
            _judge_node(path, node, bound)
        _judge_import(path, node, modules)


@cache
def _live_tests() -> frozenset[str]:
    """Nothing in this module depends on a collection but whether there are scripts."""
    return frozenset(
        ast.dump(ast.parse(path.read_text()))
        for path in ROOT.glob("generated/*/tests/test_live.py")
    )


def _bound(tree: ast.AST) -> set[str]:
    """The names that a module gives itself, and those of its attributes."""
    found: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                found.add(node.name)
            case ast.arg():
                found.add(node.arg)
            case ast.Name(ctx=ast.Store()):
                found.add(node.id)
            case ast.alias():
                found.add((node.asname or node.name).partition(".")[0])
    return found


_STATEMENTS = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Return, ast.Assign, ast.AnnAssign),
    *(ast.If, ast.Import, ast.ImportFrom, ast.Expr, ast.With, ast.AsyncWith, ast.Assert),
)
_IMPORTS = frozenset(
    {
        *("__future__", "builtins", "collections.abc", "datetime", "decimal", "functools", "json"),
        *("pathlib", "re", "typing", "uuid", "httpx2", "pydantic", "pytest"),
    }
)
_BUILTINS = frozenset(
    {
        *("bool", "bytes", "dict", "float", "int", "list", "object", "property", "str", "tuple"),
        *("type", "super", "None", "True", "False"),
    }
)
_CALLED = re.compile(
    r"Operation|Field|Settings|Async\w*|Transport|\w*Auth|\w+\.parametrize|self\._transport\.\w+"
    r"|self\._transport\.settings\.update|self\.a?close|OMIT|cast|TypedDict|frozenset|mark"
    r"|[A-Z]\w*|client(?:\.\w+)+|check|replay|examples|\w+_client|fixture|expected|pytest(?:\.\w+)+"
)
_DUNDERS = frozenset(
    {"__all__", "__init__", "__enter__", "__exit__", "__aenter__", "__aexit__", "__name__"}
)


def _judge_names(where: str, node: ast.AST) -> None:
    for name, value in ast.iter_fields(node):
        if name in {"id", "attr", "name", "arg", "asname", "module"} and isinstance(value, str):
            for part in value.split("."):
                expect(part.isidentifier() and part.isascii(), f"{where}: the name {value!r}")
                expect(not keyword.iskeyword(part), f"{where}: the name {value!r}")
                expect(
                    not part.startswith("__") or part in _DUNDERS or part == "__future__",
                    f"{where}: the name {value!r}",
                )


def _judge_node(path: str, node: ast.AST, bound: set[str]) -> None:
    where = f"{path}:{getattr(node, 'lineno', '?')}"
    _judge_names(where, node)
    match node:
        case ast.stmt():
            expect(isinstance(node, _STATEMENTS), f"{where}: a {type(node).__name__}")
            if isinstance(node, ast.Expr):
                value = node.value.value if isinstance(node.value, ast.Await) else node.value
                expect(isinstance(value, ast.Constant | ast.Call), f"{where}: an expression")
        case ast.Name(ctx=ast.Load(), id=name):
            expect(
                name in bound or name in _BUILTINS,
                f"{where}: the name {name!r}, which nothing in the module gives",
            )
        case ast.Call(func=called):
            text = ast.unparse(called)
            expect(_CALLED.fullmatch(text), f"{where}: a call of {text!r}")
        case ast.Lambda(args=arguments, body=ast.Call()):
            given = [argument.arg for argument in arguments.args]
            expect(given == ["client"], f"{where}: a lambda")
        case ast.Lambda() | ast.JoinedStr() | ast.NamedExpr() | ast.ListComp() | ast.Starred():
            raise Broken(f"{where}: a {type(node).__name__}")


_SCRIPT_STATEMENTS = (
    *(ast.FunctionDef, ast.Assign, ast.With, ast.If, ast.For, ast.Try, ast.Assert, ast.Expr),
    *(ast.Break, ast.Continue, ast.Pass, ast.Import, ast.ImportFrom),
)


@cache
def _helper_names() -> frozenset[str]:
    """What the helpers of scripts define; a script calls and reads nothing else."""
    found = {"re", "compile", "search", "script", "Exception", "str", "bool", "len", "ASCII"}
    found |= {"IGNORECASE", "MULTILINE", "DOTALL", "I", "M", "S", "A"}
    for path in (ROOT / "templates/client/tests/postman").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                    found.add(name)
                case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                    found.add(name)
                case ast.Attribute(attr=name, ctx=ast.Store()):
                    found.add(name)
    return frozenset(found)


def _judge_node_of_script(path: str, node: ast.AST, bound: set[str]) -> None:
    """Of a script that became Python: it calls our helpers, and reads what they define."""
    where = f"{path}:{getattr(node, 'lineno', '?')}"
    _judge_names(where, node)
    match node:
        case ast.stmt():
            expect(isinstance(node, _SCRIPT_STATEMENTS), f"{where}: a {type(node).__name__}")
        case ast.Name(ctx=ast.Load(), id=name):
            expect(name in bound or name in _helper_names(), f"{where}: the name {name!r}")
        case ast.Attribute(attr=name):
            expect(name in _helper_names(), f"{where}: the attribute {name!r}")
        case ast.Call(func=called):
            expect(isinstance(called, ast.Name | ast.Attribute), f"{where}: a call")


def _judge_import(path: str, node: ast.AST, modules: set[str]) -> None:
    where = f"{path}:{getattr(node, 'lineno', '?')}"
    if isinstance(node, ast.Import):
        for alias in node.names:
            expect(alias.name in _IMPORTS, f"{where}: import {alias.name}")
    elif isinstance(node, ast.ImportFrom) and not node.level:
        expect(node.module in _IMPORTS, f"{where}: import from {node.module}")
    elif isinstance(node, ast.ImportFrom):
        parts = path.removesuffix(".py").split("/")[: -node.level]
        base = [*parts, *(node.module.split(".") if node.module else [])]
        known = any(
            ".".join(end) in modules
            for end in (base, [*base, "__init__"], [*base, node.names[0].name])
            if end
        )
        expect(known, f"{where}: import from {'.' * node.level}{node.module or ''}")


# ---- snippets and pages


def judge_shown(source: Source, api: Api) -> None:
    """The items in every language, and the site of the collection."""
    original, _ = read_collection(source.data)
    book = entries(
        source.data,
        source.collection,
        original,
        lambda: (api, client_name(source, Options())),
    )[:_MOST_ENTRIES]
    renderer = Renderer()
    for entry in book:
        for language in languages():
            judge_snippet(language.name, renderer.render(language, entry.subject))
    judge_site({p: c.decode() for p, c in build_site(source.collection, book).items()})


def judge_snippet(language: str, text: str) -> None:
    """A program in a language: outside of its strings and comments there are only our words."""
    check = _CHECKS.get(language)
    if check is not None:
        try:
            check(text)
        except (SyntaxError, ValueError) as error:
            raise Broken(f"{language}: {error}") from error


def _python_snippet(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        tree = ast.parse(text)
    known = _bound(tree) | set(dir(builtins))
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name):
                expect(name in known and name != MARKER, f"python: the name {name!r}")
            case ast.Import() | ast.ImportFrom():
                for alias in node.names:
                    expect(alias.name != MARKER, "python: an import")
            case ast.Call(func=ast.Name(id=name)):
                expect(name in _PYTHON_CALLS, f"python: a call of {name}")


_PYTHON_CALLS = frozenset(
    {
        *("print", "str", "Client", "File", "Path", "open", "OMIT", "Options", "Decimal", "UUID"),
        *("date", "datetime", "time"),
    }
)


def _item_json(text: str) -> None:
    json.loads(text, parse_int=str)  # `int` takes no more than 4,300 digits


def _shell(text: str) -> None:
    code = "\n".join(line for line in _without_quoted(text) if not line.lstrip().startswith("#"))
    expect(not re.search(r"[`;|&<>()]", code), "curl-sh: something stands outside of quotes")
    expect("$(" not in code and "${IFS" not in code, "curl-sh: a substitution")
    expect(MARKER not in code, "curl-sh: a text became code")


def _without_quoted(text: str) -> list[str]:
    """The lines of a shell script without what is in single quotes, comments left out."""
    kept: list[str] = []
    rest = text
    while rest:
        before, quote, after = rest.partition("'")
        kept.append(before)
        if not quote:
            break
        if before.endswith("\\"):  # an escaped quote stands for itself
            rest = after
            continue
        # In $'...' a backslash escapes, a quote too; in '...' it is a character like others.
        inside = _ANSI_QUOTED if before.endswith("$") else _QUOTED
        ended = inside.match(after)
        expect(ended is not None, "curl-sh: a quote without end")
        assert ended is not None
        rest = after[ended.end() :]
        kept.append("Q")
    return "".join(kept).split("\n")


_QUOTED = re.compile(r"[^']*'")
_ANSI_QUOTED = re.compile(r"(?:[^'\\]|\\.)*'", re.DOTALL)


_JS_TOKEN = re.compile(
    r'"(?:[^"\\\n\r\u2028\u2029]|\\.)*"|`[^`\\]*`|//[^\n\r\u2028\u2029]*|/\*.*?\*/', re.DOTALL
)


def _javascript(text: str) -> None:
    code = _JS_TOKEN.sub("", text)
    expect(not re.search(r"[\"'`\\#\u2028\u2029\r]", code), "javascript: a string without end")
    expect(MARKER not in code, "javascript: a text became code")
    expect(code.isascii(), "javascript: text outside of strings")


_TCL_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)


def _tcl(text: str) -> None:
    lines = text.split("\n")
    for line in lines:
        if line.lstrip().startswith("#"):
            expect(not line.endswith("\\"), "tcl: a comment that goes on")
            plain = line.replace("\t", "")
            expect(not _UNSAFE.search(plain), "tcl: a comment with control characters")
    code = "\n".join(line for line in lines if not line.lstrip().startswith("#"))
    code = re.sub(r"\[Ck\w+ \$\w+\]", "CALL", code)
    for token in _TCL_TOKEN.finditer(code):
        inner = re.sub(r"\\.", "", token[0], flags=re.DOTALL)
        calls = [call for call in re.findall(r"[\[$]\w*", inner) if call not in _TCL_KNOWN]
        expect(not calls, f"tcl: {calls[:1]} in a string")
    expect(MARKER not in _TCL_TOKEN.sub("", code), "tcl: a text became code")


_TCL_KNOWN = frozenset({"$respStatusCode", "$i", "$j", "$k"})


def _purebasic(text: str) -> None:
    found = purebasic_problems(text)
    expect(not found, f"purebasic: {found[:1]}")
    code = "\n".join(re.sub(r'"[^"\n]*"', "", line).partition(";")[0] for line in text.split("\n"))
    expect(MARKER not in code, "purebasic: a text became code")


_CHECKS: Mapping[str, Callable[[str], None]] = {
    "python": _python_snippet,
    "chilkat-python": _python_snippet,
    "item-json": _item_json,
    "curl-sh": _shell,
    "javascript": _javascript,
    "chilkat-tcl": _tcl,
    "chilkat-purebasic": _purebasic,
}


# ---- reports


@cache
def _older() -> Source:
    path = ROOT / "tests/found/a_union_inside_of_a_list.json"
    return pipeline.read(path.read_bytes())


def judge_reports(source: Source) -> None:
    """What an update says in each format, from another collection to this one and back."""
    for old, new in ((_older(), source), (source, _older())):
        update = between_collections(old, new, EMPTY, EMPTY, Options(), Options())
        for form, report in _REPORTS.items():
            text = report([update], False)
            match form:
                case "json":
                    json.loads(text)
                case "html":
                    judge_page("report.html", text)
                case _:
                    for line in text.split("\n"):
                        expect(not _UNSAFE.search(line), f"diff: not safe on a terminal: {line!r}")
            if form == "markdown":
                prose = re.sub(r"(`+)[^`].*?\1", "", text, flags=re.DOTALL)
                expect("<script" not in prose, "diff: HTML in Markdown")
                expect("](javascript:" not in prose, "diff: a link in Markdown")


# ---- pages


class _Page(HTMLParser):
    """The tags of a page, each with its attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.inline: list[str] = []
        """What stands in the page itself of scripts and styles."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is not None:
            self.inline.append(data)

    def handle_comment(self, data: str) -> None:
        raise Broken(f"a comment in a page: {data[:40]!r}")

    def handle_decl(self, decl: str) -> None:
        expect(decl == "doctype html", f"a declaration in a page: {decl[:40]!r}")

    def handle_pi(self, data: str) -> None:
        raise Broken(f"an instruction in a page: {data[:40]!r}")


_TAGS = frozenset(
    {
        *("html", "head", "meta", "title", "link", "script", "body", "main", "nav", "header"),
        *("article", "section", "footer", "div", "p", "span", "b", "em", "strong", "small", "br"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "hr"),
        *("table", "thead", "tbody", "tr", "th", "td", "blockquote", "details", "summary"),
        *("figure", "figcaption", "i", "style"),
        *("a", "button", "input", "label", "code", "pre", "kbd", "time", "svg"),
    }
)
_LINK = re.compile(r"(?:https?://|mailto:|#|(?:\.\./)*[\w./#-]*$)", re.IGNORECASE)


def judge_site(files: Mapping[str, str]) -> None:
    """A site: its tags and attributes are ours, and links lead where links may."""
    try:
        check_paths(files)
    except ValueError as error:
        raise Broken(str(error)) from error
    for path, text in files.items():
        if path.endswith(".html"):
            judge_page(path, text)


def judge_page(path: str, text: str) -> None:
    """A page: its tags and attributes are ours, and links lead where links may."""
    page = _Page()
    page.feed(text)
    page.close()
    for tag, attributes in page.tags:
        expect(tag in _TAGS, f"{path}: the tag {tag!r}")
        for name, value in attributes:
            expect(not name.startswith("on"), f"{path}: the attribute {name!r}")
            expect(re.fullmatch(r"[a-z][a-z-]*", name), f"{path}: the attribute {name!r}")
            expect(name not in {"style", "srcdoc", "action"}, f"{path}: {name!r}")
            if name in {"href", "src"} and (tag, value) != ("link", "data:,"):
                expect(_LINK.match(value or ""), f"{path}: a link to {value!r}")
            if tag in {"script", "link"} and name in {"href", "src"}:
                is_ours = value == "data:," or re.fullmatch(r"(?:\.\./)*assets/[\w.]+", value or "")
                expect(is_ours, f"{path}: {tag} {value!r}")
    for inline in page.inline:
        what = f"a script or a style of {len(inline)} characters"
        expect(inline.strip() in _assets(), f"{path}: {what}")


@cache
def _assets() -> frozenset[str]:
    folders = (ROOT / "templates" / "report", ROOT / "templates" / "pages")
    return frozenset(
        path.read_text().strip()
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in {".css", ".js"}
    ) | {""}
