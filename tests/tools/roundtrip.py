"""OpenAPI documents through the real converter and back: `make roundtrip`.

    python -m tests.tools.roundtrip [--npm DIR] [--only SUBSTRING] [--causes] [--keep DIR]

openapi-to-postmanv2 (npm) turns documents that npm packages ship, and one of our own, into
collections, with placeholders (Schema) and with random values (Example); the types that
postgen infers are compared with those of the document, leaf by leaf. A leaf that is not as
the document says counts as wrong unless the collection does not say it: then its cause is
counted. A second conversion with other random values must give the same client, but for
values that it draws of another kind (roundtrip_noise.py).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.api.schema import api_schema
from generator.output.lock import EMPTY
from generator.pipeline import Options, describe, read

from .roundtrip_compare import RIGHT, WRONG, Leaf, compare
from .roundtrip_noise import Noise, noise

Json = dict[str, Any]

OWN = Path(__file__).parents[1] / "cases" / "openapi_harbour" / "openapi.json"
PACKAGES = (
    "openapi-to-postmanv2@6.3.3",
    "@octokit/openapi@23.0.2",
    "@readme/oas-examples@8.2.2",
    "@directus/specs@15.2.0",
    "@figma/rest-api-spec@0.43.0",
)
_EXAMPLES = "@readme/oas-examples"
_GITHUB = frozenset(
    {"checks", "emojis", "gists", "gitignore", "interactions", "licenses", "markdown", "meta"}
    | {"rate-limit", "reactions"}
)
MODES = ("Schema", "Example")
NEEDED = 0.98
_SLOWEST = 300
"""Seconds for one conversion."""

_CONVERT = """
const fs = require("fs");
const yaml = require("js-yaml");
const converter = require("openapi-to-postmanv2");
const [, , input, output, mode] = process.argv;
const text = fs.readFileSync(input, "utf8");
if (mode === "parse") {
  fs.writeFileSync(output, JSON.stringify(yaml.load(text, { schema: yaml.JSON_SCHEMA })));
} else {
  const options = {
    parametersResolution: mode,
    requestParametersResolution: mode,
    exampleParametersResolution: mode,
    folderStrategy: "Tags",
  };
  converter.convertV2({ type: "string", data: text }, options, (error, result) => {
    if (error || !result.result) {
      console.error(error || result.reason);
      process.exit(1);
    }
    fs.writeFileSync(output, JSON.stringify(result.output[0].data));
  });
}
"""


@dataclass(frozen=True, slots=True)
class Source:
    """A document, and the tags of the part of it that is taken."""

    name: str
    path: Path
    tags: frozenset[str] = frozenset()


def sources(modules: Path) -> list[Source]:
    """The documents of the packages, and our own."""
    examples = modules / _EXAMPLES
    picked = ("petstore", "star-trek", "schema-types", "complex-nesting", "readme-legacy")
    found = [Source(f"{name} 3.0", examples / f"3.0/json/{name}.json") for name in picked]
    found += [
        Source(f"{name} 3.1", examples / f"3.1/json/{name}.json")
        for name in ("petstore", "train-travel", "schema-types", "readme")
    ]
    return [
        Source("harbour", OWN),
        *found,
        Source("schema-circular 3.0", examples / "3.0/json/schema-circular.json"),
        Source("directus", modules / "@directus/specs/dist/openapi.json"),
        Source("figma", modules / "@figma/rest-api-spec/openapi/openapi.yaml"),
        Source("github", modules / "@octokit/openapi/generated/api.github.com.json", _GITHUB),
    ]


def install(folder: Path) -> None:
    """Put the converter and the documents into a folder, unless they are there."""
    if not (folder / "node_modules").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text("{}")
        command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", *PACKAGES]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    (folder / "convert.js").write_text(_CONVERT)


def convert(folder: Path, document: Path, output: Path, mode: str) -> bool:
    """Run the converter; false where it gives up."""
    command = ["node", "convert.js", str(document), str(output), mode]
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, check=False, timeout=_SLOWEST
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def part(document: Json, tags: frozenset[str]) -> Json:
    """The operations of a document with one of these tags, and what they refer to."""
    if not tags:
        return document
    methods = {"get", "put", "post", "delete", "patch"}
    paths = {}
    for path, entries in document["paths"].items():
        kept = {
            key: value
            for key, value in entries.items()
            if key not in methods or tags & set(value.get("tags", ()))
        }
        if methods & kept.keys():
            paths[path] = kept
    wanted: set[str] = set()
    stack: list[Any] = [paths]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            reference = node.get("$ref")
            if isinstance(reference, str) and reference not in wanted:
                wanted.add(reference)
                target: Any = document
                for step in reference.removeprefix("#/").split("/"):
                    target = target[step]
                stack.append(target)
        if isinstance(node, dict | list):
            stack.extend(node.values() if isinstance(node, dict) else node)
    components = {
        kind: {
            name: value
            for name, value in entries.items()
            if kind == "securitySchemes" or f"#/components/{kind}/{name}" in wanted
        }
        for kind, entries in document["components"].items()
    }
    rest = {key: value for key, value in document.items() if "webhooks" not in key}
    return {**rest, "paths": paths, "components": components}


def inferred(collection: bytes) -> Json:
    """What `postgen schema` prints of a collection."""
    api, _ = describe(read(collection), EMPTY, Options())
    printed: Json = json.loads(json.dumps(api_schema(api)))
    return printed


def main(arguments: Sequence[str]) -> int:
    """Print a line for each document and mode, the causes, and the figure."""
    parser = argparse.ArgumentParser(description="Compare inferred types with documents.")
    parser.add_argument("--npm", type=Path, metavar="DIR", help="where the packages are, or go")
    parser.add_argument("--only", default="", metavar="SUBSTRING", help="of a document's name")
    parser.add_argument("--causes", action="store_true", help="list each leaf that is not right")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where the collections go")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="roundtrip-") as temporary:
        folder = (options.npm or Path(temporary)).resolve()
        install(folder)
        work = (options.keep or Path(temporary)).resolve()
        work.mkdir(parents=True, exist_ok=True)
        found = [s for s in sources(folder / "node_modules") if options.only in s.name]
        return report(found, folder, work, list_all=options.causes)


def report(found: Iterable[Source], folder: Path, work: Path, *, list_all: bool) -> int:
    """Convert and compare; 0 where enough leaves are right."""
    total: Counter[str] = Counter()
    found_noise: list[Noise] = []
    for source in found:
        parsed = work / f"{source.name.replace(' ', '_')}.json"
        if not convert(folder, source.path, parsed, "parse"):
            print(f"{source.name}: cannot be read")
            return 1
        document = part(json.loads(parsed.read_bytes()), source.tags)
        parsed.write_text(json.dumps(document))
        for mode in MODES:
            outputs = [parsed.with_suffix(f".{mode}{i}.json") for i in (1, 2)]
            if not all(convert(folder, parsed, output, mode) for output in outputs):
                print(f"{source.name:<22} {mode:<8} the converter gives up")
                continue
            data = outputs[0].read_bytes()
            leaves = list(compare(document, inferred(data), json.loads(data)))
            counts = Counter(leaf.cause for leaf in leaves)
            total += counts
            heard = noise(data, outputs[1].read_bytes())
            found_noise.append(heard)
            print(f"{source.name:<22} {mode:<8} {_line(counts)}, {_heard(heard)}")
            if list_all:
                _list(leaves)
    print("\nnot in the collection:")
    for cause, count in total.most_common():
        if cause not in {RIGHT, WRONG}:
            print(f"  {count:>6}  {cause}")
    kinds = sum((heard.kinds for heard in found_noise), Counter[str]())
    print("\ndrawn of another kind in the second conversion:")
    for kind, count in kinds.most_common():
        print(f"  {count:>6}  {kind}")
    pairs = len(found_noise)
    equal = sum(heard.files == 0 for heard in found_noise)
    levelled = sum(heard.levelled == 0 for heard in found_noise)
    share = total[RIGHT] / max(total[RIGHT] + total[WRONG], 1)
    print(
        f"roundtrip: {_line(total)}; {equal} of {pairs} pairs of conversions give the same "
        f"client, {levelled} where values of another kind are the first conversion's"
    )
    return 0 if share >= NEEDED and levelled == pairs else 1


def _heard(heard: Noise) -> str:
    kinds = heard.kinds.total()
    if not heard.files:
        return "the same client"
    return f"{heard.files} files differ, {heard.levelled} but for {kinds} values of another kind"


def _line(counts: Mapping[str, int]) -> str:
    right, wrong = counts.get(RIGHT, 0), counts.get(WRONG, 0)
    share = f"{100 * right / (right + wrong):.2f} %" if right + wrong else "-"
    silent = sum(counts.values()) - right - wrong
    return f"{right} of {right + wrong} leaves right ({share}), {silent} not in the collection"


def _list(leaves: Iterable[Leaf]) -> None:
    for leaf in leaves:
        if leaf.cause != RIGHT:
            print(f"    {leaf.cause}: {leaf.place}: {leaf.wanted} is {leaf.found}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
