"""Of all that the scripts of a folder of collections assert, how much is translated.

`make scripts [CORPUS=folder]`. What asserts is found here by reading the text token by
token, without the generator's parser: every `pm.expect(…)`, `tests[…] = …`,
`pm.response.to…`, `assert…(…)`. A statement counts as translated where the translation has
an assertion at the same line and column, so that nothing can be lost or counted twice.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import InputError
from generator.postman.collection import Collection, Folder, Script
from generator.postman.read import read_collection
from generator.postman.variables import scope
from generator.scripts.libraries import Texts, libraries_of
from generator.scripts.model import NOWHERE
from generator.scripts.program import Program
from generator.scripts.translate import translate

MOST_FREQUENT = 25

_TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?\*/)
    |(?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)
    |(?P<number>\d[\w.]*)
    |(?P<name>(?:[^\W\d]|\$)[\w$]*)
    |(?P<sign>===|!==|=>|\?\.|==|!=|<=|>=|&&|\|\||\+\+|--|.)""",
    re.VERBOSE | re.DOTALL,
)
_REGEX = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*")
_BEFORE_REGEX = {"", "(", ",", "=", ":", "[", "!", "&&", "||", "?", "{", "}", ";", "=>", "return"}
_OPEN, _CLOSE = "([{", ")]}"


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    start: int


def tokens(source: str) -> list[Token]:
    """The tokens of a script, comments and space left out."""
    found: list[Token] = []
    position = 0
    while position < len(source):
        before = found[-1].text if found else ""
        regex = _REGEX.match(source, position) if before in _BEFORE_REGEX else None
        if regex and not source.startswith(("//", "/*"), position):
            found.append(Token("regex", regex[0], position))
            position = regex.end()
            continue
        match = _TOKEN.match(source, position)
        assert match is not None
        if match.lastgroup != "space":
            found.append(Token(str(match.lastgroup), match[0], position))
        position = match.end()
    return found


def _texts(found: list[Token], at: int, count: int) -> list[str]:
    return [token.text for token in found[at : at + count]]


def statements(source: str) -> Iterator[tuple[int, str]]:
    """Where the script asserts something, and in which form."""
    found = tokens(source)
    at = 0
    while at < len(found):
        kind = ""
        if at and found[at - 1].text in {".", "function", "?."}:
            at += 1
            continue
        match _texts(found, at, 5):
            case ["pm" | "chai", ".", "expect", "(", *_] | ["expect", "(", *_]:
                kind = "chain"
            case ["pm" | "chai", ".", "expect", ".", "fail"]:
                kind = "chain"
            case ["pm", ".", "response", ".", "to"]:
                kind = "chain"
            case ["assert", "(", *_] | ["assert", ".", _, "(", *_] | ["chai", ".", "assert", *_]:
                kind = "chain"
            case ["tests", "[" | ".", *_]:
                kind = "old"
        if kind == "chain":
            yield found[at].start, _chain(found, at)
        elif kind == "old" and (form := _old(found, at)):
            yield found[at].start, form
        at += 1


def _skip(found: list[Token], at: int) -> int:
    """The place after the bracket that closes the one here."""
    depth = 0
    while at < len(found):
        depth += found[at].text in _OPEN
        depth -= found[at].text in _CLOSE
        at += 1
        if depth == 0:
            return at
    return at


def _chain(found: list[Token], at: int) -> str:
    """The words of a chain, what is in brackets left out: `pm.expect().to.equal()`."""
    form = ""
    while at < len(found):
        token = found[at]
        if token.text == "(":
            form += "()"
            at = _skip(found, at)
        elif token.text == "." or (token.kind == "name" and (not form or form[-1] == ".")):
            form += token.text
            at += 1
        else:
            break
    return form


def _old(found: list[Token], at: int) -> str:
    """`tests[…] = …` with everything that differs from script to script left out."""
    at = _skip(found, at + 1) if found[at + 1].text == "[" else at + 3
    if at >= len(found) or found[at].text != "=":
        return ""
    form = "tests[] = "
    depth = 0
    for token in found[at + 1 :]:
        text = token.text
        depth += (text in _OPEN) - (text in _CLOSE)
        if depth < 0 or text == ";" or (depth == 0 and text == "tests") or len(form) > 80:
            break
        known = token.kind != "name" or text in {"responseCode", "code", "responseBody", "has"}
        form += {"string": "''", "number": "0", "regex": "/ /"}.get(
            token.kind, text if known else "x"
        )
    return re.sub(r"x(\.x|\[(''|0|x)\])+", "x", form)


def scripts_of(collection: Collection) -> Iterator[Script]:
    """The scripts of a collection, its folders and its items."""
    yield from collection.scripts
    nodes = list(collection.children)
    while nodes:
        node = nodes.pop(0)
        yield from node.scripts
        if isinstance(node, Folder):
            nodes[:0] = node.children


def sources(collection: Collection) -> Iterator[str]:
    """The test scripts."""
    return (script.source for script in scripts_of(collection) if script.listen == "test")


def libraries_in(collection: Collection) -> Texts:
    """What the scripts load from variables."""
    every = [script.source for script in scripts_of(collection)]
    return libraries_of(every, scope(collection.variables))


def _place(source: str, start: int) -> tuple[int, int]:
    lines = source[:start].split("\n")
    return len(lines), len(lines[-1].encode(errors="replace")) + 1


def cause_at(program: Program, place: tuple[int, int]) -> str:
    """Why a statement has no translation: the cause of the one around it."""
    causes = [
        statement.cause
        for statement in program.untranslated
        if statement.place <= place
        and place[0] <= statement.place[0] + statement.source.count("\n")
    ]
    return causes[-1] if causes else "lost"


def measure(folder: Path) -> int:
    total: Counter[str] = Counter()
    done: Counter[str] = Counter()
    causes: dict[str, Counter[str]] = defaultdict(Counter)
    shares: dict[str, float] = {}
    invented = 0
    for path in sorted(folder.glob("*.json")):
        try:
            collection, _ = read_collection(path.read_bytes())
        except InputError:
            continue
        here = [0, 0]
        libraries = libraries_in(collection)
        for source in sources(collection):
            program = translate(source, libraries)
            places = {assertion.place for assertion in program.assertions} - {NOWHERE}
            for start, form in statements(source):
                place = _place(source, start)
                total[form] += 1
                here[0] += 1
                if place in places:
                    places.remove(place)
                    done[form] += 1
                    here[1] += 1
                else:
                    causes[cause_at(program, place)][path.name.split("_")[0]] += 1
            invented += len(places)
        if here[0]:
            shares[path.name] = here[1] / here[0]
    _report(total, done, causes, shares)
    frequent = [form for form, _ in total.most_common(MOST_FREQUENT)]
    counted = sum(total[form] for form in frequent)
    print(
        f"scripts: {done.total()} of {total.total()} assertions translated "
        f"({_share(done.total(), total.total())}); of the {len(frequent)} most frequent forms "
        f"{_share(sum(done[form] for form in frequent), counted)}; mean of {len(shares)} "
        f"collections {_share(sum(shares.values()), len(shares))}; "
        f"{causes['lost'].total()} lost, {invented} invented"
    )
    return 1 if causes["lost"] or invented else 0


def _report(
    total: Counter[str],
    done: Counter[str],
    causes: dict[str, Counter[str]],
    shares: dict[str, float],
) -> None:
    print("Forms (translated / all):")
    for form, count in total.most_common(2 * MOST_FREQUENT):
        print(f"  {done[form]:5} / {count:5}  {form}")
    print(f"  {len(total) - min(len(total), 2 * MOST_FREQUENT)} more forms")
    print("Collections with the least:")
    for name, share in sorted(shares.items(), key=lambda entry: entry[1])[:10]:
        print(f"  {share:6.1%}  {name}")
    print("Not translated, by cause:")
    ordered = sorted(causes.items(), key=lambda entry: -entry[1].total())
    for cause, files in ordered:
        if files:
            print(
                f"  {files.total():5}  {' '.join(cause.split())[:90]}  ({len(files)} collections)"
            )


def _share(part: float, whole: float) -> str:
    return f"{part / whole:.1%}" if whole else "-"


if __name__ == "__main__":
    sys.exit(measure(Path(sys.argv[1])))
