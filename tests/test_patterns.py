"""No regular expression of ours can be made to run for longer than its text is long.

Each one is found by importing everything, and run on texts that are built from its own signs:
long runs of one, of two in turn, a beginning that fits and an end that does not. A text that is
twice as long may take twice the time, and not four times: work is counted by a deadline that
a quadratic expression misses by far, not compared between runs.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from importlib import util
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

import pytest

import generator

ROOT = Path(__file__).parents[1]
LONG = 20_000
SECONDS = 1.0
"""A text of that length takes milliseconds; one that backtracks over its square, minutes."""


def _modules() -> Iterator[ModuleType]:
    for module in pkgutil.walk_packages(generator.__path__, "generator."):
        if not module.name.endswith("__main__"):
            yield importlib.import_module(module.name)
    for folder in ("_runtime", "tests/postman"):
        for path in sorted((ROOT / "templates" / "client" / folder).rglob("*.py")):
            # As texts, where they cannot be imported on their own.
            yield _constants_of(path)


def _constants_of(path: Path) -> ModuleType:
    """A module with the expressions that the text of another one compiles."""
    made = util.module_from_spec(util.spec_from_loader(path.stem, loader=None))  # type: ignore[arg-type]
    made.__name__ = f"client.{path.stem}"
    source = path.read_text()
    for number, call in enumerate(re.finditer(r"re\.compile\(", source)):
        try:
            value = eval(_call(source, call.start()), {"re": re})  # noqa: S307  (our own)
        except NameError:
            continue
        given = re.search(r"(\w+)\s*=\s*$", source[: call.start()])
        setattr(made, given[1] if given else f"pattern_{number}", value)
    return made


def _call(source: str, start: int) -> str:
    """The text of a call, up to its closing bracket: the shortest that Python can read."""
    end = source.index(")", start)
    while True:
        text = source[start : end + 1]
        try:
            compile(text, "call", "eval")
        except SyntaxError:
            end = source.index(")", end + 1)
        else:
            return text


def _patterns() -> dict[str, re.Pattern[Any]]:
    found: dict[str, re.Pattern[Any]] = {}
    for module in _modules():
        for name, value in vars(module).items():
            for at, one in enumerate(_expressions(value)):
                if module.__name__.startswith("client.") or _is_own(module, name):
                    found[f"{module.__name__}.{name}.{at}"] = one
    return found


def _is_own(module: ModuleType, name: str) -> bool:
    path = module.__file__
    return (
        path is not None
        and re.search(rf"\b{re.escape(name)}\b", Path(path).read_text()) is not None
    )


def _expressions(value: object, depth: int = 3) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        yield from _expressions(list(value.values()), depth - 1)
    elif depth and isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from _expressions(one, depth - 1)


def _inline() -> dict[str, re.Pattern[Any]]:
    """Those that are written where they are used: `re.sub(r"…", …)`."""
    found: dict[str, re.Pattern[Any]] = {}
    for folder in ("generator", "templates/client/_runtime", "templates/client/tests"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                match node:
                    case ast.Call(
                        func=ast.Attribute(value=ast.Name(id="re"), attr=attr),
                        args=[ast.Constant(value=str() | bytes() as pattern), *_],
                    ) if attr not in {"compile", "escape"}:
                        found[f"{path.relative_to(ROOT)}.{node.lineno}.{attr}"] = re.compile(
                            pattern
                        )
    return found


PATTERNS = _patterns() | _inline()
_SOURCES = "\n".join(
    path.read_text()
    for folder in ("generator", "templates/client")
    for path in sorted((ROOT / folder).rglob("*.py"))
)


def _uses(name: str) -> set[str]:
    """How an expression is used: one that is matched at the start only may scan no text."""
    *_, constant, last = name.split(".")
    if not last.isdigit():
        return {"search" if last not in {"match", "fullmatch"} else last}
    methods = set(re.findall(rf"\b{re.escape(constant)}\.(\w+)\b", _SOURCES))
    return {"search" if one not in {"match", "fullmatch"} else one for one in methods} or {
        "search",
        "fullmatch",
    }


_SIGNS = ' \n"\\/<{[(=:.-_0a'


def _texts(pattern: str) -> Iterator[str]:
    """Long texts that are likely to be walked through again and again."""
    plain = re.sub(r"\\[wdsSWDbB]|\(\?[:=!<]*|[\\^$()\[\]{}*+?|]", " ", pattern)
    own = sorted({sign for sign in plain if not sign.isspace()})[:8]
    words = sorted({word for word in plain.split() if len(word) > 1}, key=len)[-4:]
    for one in dict.fromkeys([*_SIGNS, *own]):
        yield one * LONG + "\0"
    pieces = [*own, *words, "a", "0", " ", '"', "\\", "{{", "a=", "a:", "<a>", "://", '"a":']
    for word in pieces:
        yield word * (LONG // len(word)) + "\0"
        for other in ("a", " ", "\\"):
            yield (word + other) * (LONG // (len(word) + 1)) + "\0"
        yield word + "a" * LONG + "\0"
        yield word + " " * LONG + "\0"


class TooLongError(Exception):
    pass


def _stop(_: int, __: FrameType | None) -> None:
    raise TooLongError


def test_there_are_patterns() -> None:
    assert len(PATTERNS) > 150
    assert any(name.startswith("client.encode") for name in PATTERNS)


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_no_pattern_runs_away(name: str) -> None:
    pattern = PATTERNS[name]
    uses = _uses(name)
    is_text = isinstance(pattern.pattern, str)
    source = pattern.pattern if is_text else pattern.pattern.decode()
    before = signal.signal(signal.SIGPROF, _stop)
    try:
        for text in _texts(source):
            subject: Any = text if is_text else text.encode()
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            for use in uses:
                getattr(pattern, use)(subject)
    except TooLongError:
        pytest.fail(f"{pattern.pattern!r} on {text[:20]!r}… of {len(text)} characters")
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
