"""The configuration file: where it is found, what it says, what is wrong with it."""

from pathlib import Path

import pytest

from generator.config import (
    ClientConfig,
    Config,
    Corrections,
    OperationCorrection,
    ValueCorrection,
    load,
)
from generator.diagnostics import InputError

FULL = """
[{0}clients.belvo]
collection = "collections/belvo.json"
output = "out"
environment = ["one.json", "sub/two.json"]
async = false
tests = false
templates = "pack"

[{0}clients.acme]
collection = "../acme"
"""


@pytest.mark.parametrize(
    ("name", "prefix"), [("postgen.toml", ""), ("pyproject.toml", "tool.postgen.")]
)
def test_load(tmp_path: Path, name: str, prefix: str) -> None:
    (tmp_path / name).write_text(FULL.format(prefix))
    (tmp_path / "a" / "b").mkdir(parents=True)
    expected = Config(
        clients=(
            ClientConfig(
                collection=tmp_path / "../acme", name="acme", output=tmp_path / "generated"
            ),
            ClientConfig(
                collection=tmp_path / "collections/belvo.json",
                name="belvo",
                output=tmp_path / "out",
                environment=(tmp_path / "one.json", tmp_path / "sub/two.json"),
                make_async=False,
                make_tests=False,
                templates=tmp_path / "pack",
            ),
        ),
        path=tmp_path / name,
    )
    assert load(tmp_path) == expected
    assert load(tmp_path / "a" / "b") == expected


def test_the_nearest_wins(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "postgen.toml").write_text("")
    (inner / "pyproject.toml").write_text("[tool.postgen]")
    assert load(inner).path == inner / "pyproject.toml"
    (inner / "postgen.toml").write_bytes(b"\xef\xbb\xbf[clients]\r\n")
    assert load(inner).path == inner / "postgen.toml"


@pytest.mark.parametrize("text", ["", "[tool.black]", "[tool]\nx=1", "tool = 1", "broken ["])
def test_a_pyproject_without_us(tmp_path: Path, text: str) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "postgen.toml").write_text("")
    (inner / "pyproject.toml").write_text(text)
    assert load(inner).path == tmp_path / "postgen.toml"


def test_the_search_ends_with_the_repository(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    (repository / ".git").mkdir(parents=True)
    (tmp_path / "postgen.toml").write_text("")
    assert load(repository) == Config()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[clients.a", "end of document"),
        ("[clients.a]\ncollection = 'x'\nasync = yes\n", "line 3"),
        ("x = " + "[" * 100_000, "is not TOML"),
        ("client = 1", r"unknown key `client`; did you mean `clients`\?"),
        (
            "[clients.a]\nasnyc = true",
            r"\[clients.a\]: unknown key `asnyc`; did you mean `async`\?",
        ),
        ("[clients.a]\nzzz = 1", "unknown key `zzz`; known: collection, output"),
        ('[clients.a]\n"\\u001b[2J" = 1', "unknown key"),
        ("clients = 1", r"`clients` must be tables, \[clients.NAME\], not a number"),
        ("clients.a = 'x'", r"\[clients.a\]: must be a table, not a text"),
        ("[[clients.a]]", "must be a table, not a list"),
        ("[clients.a]", "`collection` is missing"),
        ("[clients.a]\ncollection = 1", "`collection` must be a path, not a number"),
        ("[clients.a]\ncollection = ''", "`collection` is no path"),
        ('[clients.a]\ncollection = "a\\u0000"', "`collection` is no path"),
        ("[clients.a]\ncollection = 'x'\noutput = []", "`output` must be a path, not a list"),
        (
            "[clients.a]\ncollection = 'x'\nasync = 'no'",
            "`async` must be true or false, not a text",
        ),
        ("[clients.a]\ncollection = 'x'\ntests = 1", "`tests` must be true or false, not a number"),
        (
            "[clients.a]\ncollection = 'x'\nenvironment = 1",
            "a path or a list of paths, not a number",
        ),
        ("[clients.a]\ncollection = 'x'\nenvironment = [{}]", "a list of paths, not a table"),
        ("[clients.a]\ncollection = 2020-01-01", "not a date or time"),
        ("[clients.my-api]\ncollection = 'x'", "`my-api` is no name for a Python package"),
        ("[clients.class]\ncollection = 'x'", "`class` is no name"),
        ("[clients.'../x']\ncollection = 'x'", "no name for a Python package"),
    ],
)
def test_wrong(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "postgen.toml"
    path.write_text(text)
    with pytest.raises(InputError, match=message) as caught:
        load(tmp_path)
    assert str(caught.value).startswith(str(path))
    assert str(caught.value).isprintable()


def test_wrong_in_pyproject(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.postgen.clients.a]\ncolection = 'x'")
    with pytest.raises(InputError, match=r"\[tool.postgen.clients.a\].*`collection`\?"):
        load(tmp_path)
    (tmp_path / "pyproject.toml").write_text("[tool]\npostgen = 1")
    with pytest.raises(InputError, match=r"\[tool.postgen\]: must be a table"):
        load(tmp_path)


def test_unreadable(tmp_path: Path) -> None:
    (tmp_path / "postgen.toml").write_bytes(b"\xff")
    with pytest.raises(InputError, match="is not UTF-8"):
        load(tmp_path)
    (tmp_path / "postgen.toml").unlink()
    (tmp_path / "postgen.toml").mkdir()
    with pytest.raises(InputError, match="cannot read"):
        load(tmp_path)


CORRECTED = """
[clients.belvo]
collection = "belvo.json"

[clients.belvo.operations."links.update"]
name = "change"
required = ["token"]

[clients.belvo.operations."balances.resume"]
ignore = true

[clients.belvo.fields."Link.status"]
name = "state"
enum = ["valid", "invalid"]
required = false

[clients.belvo.fields."Link.labels"]
map = true

[clients.belvo.parameters."links.update:api-version"]
type = "integer[]"
nullable = true
"""


def test_corrections(tmp_path: Path) -> None:
    (tmp_path / "postgen.toml").write_text(CORRECTED)
    (client,) = load(tmp_path).clients
    assert client.corrections == Corrections(
        operations=(
            OperationCorrection("balances.resume", ignore=True),
            OperationCorrection("links.update", name="change", required=("token",)),
        ),
        fields=(
            ValueCorrection("Link.labels", map=True),
            ValueCorrection("Link.status", name="state", enum=("valid", "invalid"), required=False),
        ),
        parameters=(ValueCorrection("links.update:api-version", type="integer[]", nullable=True),),
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('enums = ["a"]', "unknown key `enums`; did you mean `enum`?"),
        ("enum = 1", "`enum` must be a list of texts or of integers, not a number"),
        ('enum = ["a", 1]', "`enum` must be a list of texts or of integers"),
        ('type = "text"', "`type` must be one of any, string"),
        ('name = "class"', "`name` is a keyword of Python"),
        ('name = "myName"', "`name` must be a name in lower case"),
        ("required = 1", "`required` must be true or false, not a number"),
    ],
)
def test_corrections_that_make_no_sense(tmp_path: Path, line: str, message: str) -> None:
    text = f'[clients.a]\ncollection = "a.json"\n[clients.a.fields."Link.status"]\n{line}\n'
    (tmp_path / "postgen.toml").write_text(text)
    with pytest.raises(InputError) as error:
        load(tmp_path)
    assert message in str(error.value)
    assert '[clients.a.fields."Link.status"]' in str(error.value)


def test_the_clients_of_a_collection(tmp_path: Path) -> None:
    (tmp_path / "postgen.toml").write_text(CORRECTED)
    config = load(tmp_path)
    assert config.made_from(tmp_path / "sub" / ".." / "belvo.json") == config.clients
    assert config.made_from(tmp_path / "other.json") == ()
