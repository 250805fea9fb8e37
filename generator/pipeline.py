"""The whole run in one readable function: bytes -> Collection -> Api -> Package -> files.

`generate`, `check` and `diff` are endings of this one call; nothing here touches the disk
but for reading the template pack.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from . import __version__, progress
from .api.build import build
from .api.contradictions import mark_contradictions
from .api.corrections import correct
from .api.learned import with_learned
from .api.model import Api
from .api.naming import snake, words
from .config import NO_CORRECTIONS
from .diagnostics import Diagnostic, InputError
from .memo import NO_MEMO, Memo
from .options import Options, fingerprint
from .output.files import FileSet, file_set
from .output.leaks import refuse_leaks
from .output.lock import LOCK_NAME, Lock, digest, dump
from .output.render import Named, Pack, added_templates, load_pack, pack_folder, render
from .output.style import StyleError, format_all
from .parallel import at_once, processors
from .postman import variables
from .postman.collection import Collection
from .postman.environment import read_environment, with_environments
from .postman.read import read_collection
from .postman.secrets import Redaction, redact, redaction, with_names
from .postman.stand_ins import StandIn, entries_of, pinned_stand_ins
from .python.auth import auth_code
from .python.build import build_models, build_package, build_resources
from .python.identifiers import RESERVED_CLASSES
from .python.package import ModelModule, Package, ResourceModule
from .python.package_names import package_name
from .python.tests import Tests, build_tests, have_scripts

_RESOURCES = ("resources/[resource]", "aio/[resource]")
_APART = ("models/", "tests/")
"""What is written beside the methods: neither needs them, nor the package as a whole."""
_SMALL_ONES = 4
"""Saved answers, or models, that take as long to write as the methods of an operation."""
_HELPERS = "tests/postman"
_FOR_SCRIPTS = (f"{_HELPERS}/", "tests/scripted.py", "tests/test_scripts.py")
"""What only tests with scripts need."""
_MANY = 50
"""Operations that take longer to write than a process takes to start."""


@dataclass(frozen=True, slots=True)
class Source:
    """A collection that was read, without the secrets it held."""

    data: bytes
    collection: Collection
    diagnostics: tuple[Diagnostic, ...]
    stand_ins: tuple[StandIn, ...] = ()
    """What stands for the secrets."""
    taken: frozenset[str] = frozenset()
    """What of this kind the collection had already."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a run gives."""

    files: FileSet
    api: Api
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """What a client says in Python, before it is formatted: all that its callers can see."""

    api: Api
    texts: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]


def read(data: bytes, environments: Sequence[bytes] = (), memo: Memo = NO_MEMO) -> Source:
    """Bytes to Collection. Raises InputError where they are none.

    `memo` has what the run before found out, as wherever there is one.
    """
    progress.at("reading")
    collection, reading = read_collection(data, memo)
    # Before the redaction: their secrets are no other than the collection's own.
    collection = with_environments(collection, map(read_environment, environments))
    progress.at("looking for secrets")
    done = redaction(collection, memo=memo)
    return Source(data, done.collection, (*reading, *done.diagnostics), done.stand_ins, done.taken)


def settled(source: Source, lock: Lock, options: Options) -> Source:
    """A source with the stand-ins for its secrets that the lock has for them."""
    if options.follow_titles or not (pinned := pinned_stand_ins(lock.names)):
        return source
    done = Redaction(source.collection, (), source.stand_ins, source.taken)
    kept = with_names(done, pinned)
    return replace(source, collection=kept.collection, stand_ins=kept.stand_ins)


def client_name(source: Source, options: Options) -> str:
    """The name of the package: the one asked for, else the collection's title."""
    found = words(source.collection.name)
    return options.name or package_name(snake(found) if found else "client")


def describe(source: Source, lock: Lock, options: Options) -> tuple[Api, tuple[Diagnostic, ...]]:
    """Collection to Api, with the names of the lock; all diagnostics so far."""
    return _described(settled(source, lock, options), lock, options)


def _described(
    source: Source, lock: Lock, options: Options, memo: Memo = NO_MEMO
) -> tuple[Api, tuple[Diagnostic, ...]]:
    """The same for a source that has its stand-ins from the lock already."""
    collection, learning = with_learned(source.collection, options.learned)
    if options.learned:
        # What somebody wrote into the file by hand may hold any secret.
        collection, _ = redact(collection)
    progress.at("understanding the requests")
    api, building = build(
        collection,
        lock.names,
        follow_titles=options.follow_titles,
        reserved=RESERVED_CLASSES,
        memo=memo,
    )
    pinned = {} if options.follow_titles else pinned_stand_ins(lock.names)
    names = (*api.names, *entries_of(source.stand_ins, pinned))
    api = replace(api, names=tuple(sorted(names)))
    known = (*source.diagnostics, *learning, *building)
    if options.corrections == NO_CORRECTIONS:
        return api, known
    corrected, correcting = correct(api, options.corrections)
    marked, contradicting = mark_contradictions(corrected)
    return marked, (*known, *correcting, *contradicting)


def run(source: Source, lock: Lock, options: Options, memo: Memo = NO_MEMO) -> Result:
    """Collection to files, the new lock among them."""
    source = settled(source, lock, options)
    api, diagnostics = _described(source, lock, options, memo)
    progress.at("writing the client")
    pack = load_pack("client", options.templates)
    name = client_name(source, options)
    written = _write(pack, api, name, source.collection, options, memo)
    diagnostics = (*diagnostics, *written.diagnostics, *added_templates(pack))
    progress.at("comparing and writing")
    verbatim = _verbatim(pack, api, options, has_scripts=written.has_scripts)
    names = {(kind, identity): name for kind, identity, name in api.names}
    digests = {**_digests(verbatim), **written.digests}
    new_lock = Lock(__version__, fingerprint(source.data, options, pack), names, digests)
    files = {**verbatim, **written.files, LOCK_NAME: dump(new_lock).encode()}
    memo.next_run()
    return Result(file_set(files), api, diagnostics)


def write_code(source: Source, lock: Lock, options: Options) -> Code:
    """Collection to the client's Python, without its tests and without any layout."""
    api, diagnostics = describe(source, lock, options)
    package = build_package(api, client_name(source, options))
    pack = load_pack("client", options.templates)
    untested = replace(options, make_tests=False)
    rendered = _render(pack, _whole(package, None), untested, pack.templates)
    return Code(api, rendered, diagnostics)


def describe_tests(
    source: Source, lock: Lock, options: Options, api: Api
) -> tuple[Diagnostic, ...]:
    """What there is to say of the tests of an API, without writing them."""
    # All of it is about scripts.
    if not options.make_tests or not have_scripts(api, source.collection.scripts):
        return ()
    collection = settled(source, lock, options).collection
    return _tests(api, client_name(source, options), collection).scripts.diagnostics


def _tests(api: Api, package: str, collection: Collection, memo: Memo = NO_MEMO) -> Tests:
    scope = variables.scope(collection.variables)
    helpers = pack_folder("client") / _HELPERS
    return build_tests(api, scope, package, collection.scripts, helpers, memo)


@dataclass(frozen=True, slots=True)
class _Written:
    """Files made of templates, formatted, and what the lock says of them."""

    files: Mapping[str, bytes]
    digests: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...] = ()
    has_scripts: bool = False
    """Whether there are tests of scripts among them."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What there is to print in one process."""

    resources: Sequence[ResourceModule]
    models: Sequence[ModelModule]
    tests: Tests | None = None
    package: Package | None = None
    """For what is no module of a resource, no model and no test."""


def _whole(package: Package, tests: Tests | None) -> _Part:
    return _Part(package.resources, package.models, tests, package)


def _write(
    pack: Pack, api: Api, name: str, collection: Collection, options: Options, memo: Memo
) -> _Written:
    """The files of the client `name`; what is much to write is written in two processes."""

    def tests() -> Tests | None:
        return _tests(api, name, collection, memo) if options.make_tests else None

    # Any template of a user's may speak of the tests; what is made in another process is not
    # known to the next run; and each of two builds for itself what both need.
    is_small = processors() < 2 or sum(1 for _ in api.operations()) < _MANY
    if pack.own or memo.keeps or is_small:
        whole = _whole(build_package(api, name, memo=memo), tests())
        return _written(pack, whole, options, pack.templates, memo)
    apart = _written_apart(api, collection, options)

    def methods() -> _Written:
        package = build_package(api, name, with_models=False)
        resources = [module for module in package.resources if module.path not in apart]
        templates = [path for path in pack.templates if not path.startswith(_APART)]
        return _written(pack, _Part(resources, (), None, package), options, templates)

    def rest() -> _Written:
        part = _Part(build_resources(api, apart), build_models(api), tests())
        templates = [path for path in pack.templates if path.startswith((*_APART, *_RESOURCES))]
        return _written(pack, part, options, templates)

    one, other = at_once(methods, rest)
    return replace(
        other, files={**one.files, **other.files}, digests={**one.digests, **other.digests}
    )


def _written_apart(
    api: Api, collection: Collection, options: Options
) -> frozenset[tuple[str, ...]]:
    """The resources to write beside models and tests, so that both processes take as long.

    None beside the tests of scripts, which take longer than all methods.
    """
    if options.make_tests and have_scripts(api, collection.scripts):
        return frozenset()
    sizes = {one.path: len(one.operations) for one in api.root.walk() if one.path}
    others = len(api.models)
    if options.make_tests:
        others += sum(1 for one in api.operations() for sample in one.samples if sample.example)
    left = (sum(sizes.values()) - others / _SMALL_ONES) / 2
    found = set()
    for path in sorted(sizes, key=lambda path: (-sizes[path], path)):
        if sizes[path] <= left:
            found.add(path)
            left -= sizes[path]
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class _File:
    """What a template printed, and what became of it."""

    printed: str
    content: bytes
    digest: str


def _written(
    pack: Pack, part: _Part, options: Options, templates: Iterable[str], memo: Memo = NO_MEMO
) -> _Written:
    """What templates print of a part of a client, laid out."""
    rendered = _render(pack, part, options, templates, memo)
    progress.at("laying out")
    files: dict[str, _File] = memo.tool("files", dict)
    new = {
        path: text
        for path, text in rendered.items()
        if path not in files or files[path].printed != text
    }
    try:
        texts = format_all(new)
    except StyleError as error:
        if pack.own:  # else it is a bug of ours
            raise InputError(str(error), "templates", "bad-templates") from error
        raise
    refuse_leaks(texts)
    for path, text in texts.items():
        content = text.encode()
        files[path] = _File(new[path], content, digest(content))
    contents = {path: files[path].content for path in rendered}
    digests = {path: files[path].digest for path in rendered}
    if part.tests is None:
        return _Written(contents, digests)
    scripts = part.tests.scripts
    return _Written(contents, digests, scripts.diagnostics, bool(scripts.index))


def _digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {path: digest(content) for path, content in files.items()}


def _render(
    pack: Pack,
    part: _Part,
    options: Options,
    templates: Iterable[str],
    memo: Memo = NO_MEMO,
) -> Mapping[str, str]:
    """What templates of a pack give."""
    progress.at("printing")
    tests = part.tests
    context = {"package": part.package, "has_async": options.make_async, "tests": tests}
    repeats: dict[str, Sequence[Named]] = {
        "resource": part.resources,
        "module": part.models,
        "suite": tests.suites if tests else (),
        "test": tests.replays if tests else (),
    }
    wanted = [path for path in templates if _is_wanted(path, options)]
    return render(pack, context, repeats, wanted, memo)


def _verbatim(pack: Pack, api: Api, options: Options, *, has_scripts: bool) -> dict[str, bytes]:
    """The files that are copied, less the parts that are not in use."""
    kinds = {"__init__", *auth_code(api.auth).modules}
    folder = "_runtime/auth/"
    return {
        path: content
        for path, content in pack.verbatim.items()
        if _is_wanted(path, options)
        and (not path.startswith(folder) or Path(path).stem in kinds)
        and (has_scripts or not path.startswith(_FOR_SCRIPTS))
    }


def _is_wanted(path: str, options: Options) -> bool:
    folder = path.partition("/")[0]
    return not (
        (folder == "aio" and not options.make_async)
        or (folder == "tests" and not options.make_tests)
    )
