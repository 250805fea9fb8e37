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
from .options import Options, fingerprint
from .output.files import FileSet, file_set
from .output.leaks import refuse_leaks
from .output.lock import LOCK_NAME, Lock, digest, dump
from .output.render import Named, Pack, added_templates, load_pack, pack_folder, render
from .output.style import StyleError, format_all
from .parallel import at_once
from .postman import variables
from .postman.collection import Collection
from .postman.environment import read_environment, with_environments
from .postman.read import read_collection
from .postman.secrets import Redaction, redact, redaction, with_names
from .postman.stand_ins import StandIn, entries_of, pinned_stand_ins
from .python.build import build_package
from .python.identifiers import RESERVED_CLASSES
from .python.package import Package
from .python.package_names import package_name
from .python.tests import Tests, build_tests, have_scripts

_METHODS = ("resources/", "aio/")
"""About half of what is to be written: the rest is the models, and all tests."""
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


def read(data: bytes, environments: Sequence[bytes] = ()) -> Source:
    """Bytes to Collection. Raises InputError where they are none."""
    progress.at("reading")
    collection, reading = read_collection(data)
    # Before the redaction: their secrets are no other than the collection's own.
    collection = with_environments(collection, map(read_environment, environments))
    progress.at("looking for secrets")
    done = redaction(collection)
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


def _described(source: Source, lock: Lock, options: Options) -> tuple[Api, tuple[Diagnostic, ...]]:
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


def run(source: Source, lock: Lock, options: Options) -> Result:
    """Collection to files, the new lock among them."""
    source = settled(source, lock, options)
    api, diagnostics = _described(source, lock, options)
    progress.at("writing the client")
    package = build_package(api, client_name(source, options))
    pack = load_pack("client", options.templates)
    written = _write(pack, package, api, source.collection, options)
    diagnostics = (*diagnostics, *written.diagnostics, *added_templates(pack))
    progress.at("comparing and writing")
    verbatim = _verbatim(pack, package, options, has_scripts=written.has_scripts)
    files: dict[str, str | bytes] = {**verbatim, **written.texts}
    names = {(kind, identity): name for kind, identity, name in api.names}
    digests = {path: digest(content) for path, content in files.items()}
    new_lock = Lock(__version__, fingerprint(source.data, options, pack), names, digests)
    files[LOCK_NAME] = dump(new_lock)
    return Result(file_set(files), api, diagnostics)


def write_code(source: Source, lock: Lock, options: Options) -> Code:
    """Collection to the client's Python, without its tests and without any layout."""
    api, diagnostics = describe(source, lock, options)
    package = build_package(api, client_name(source, options))
    pack = load_pack("client", options.templates)
    untested = replace(options, make_tests=False)
    rendered = _render(pack, package, None, untested, pack.templates)
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


def _tests(api: Api, package: str, collection: Collection) -> Tests:
    scope = variables.scope(collection.variables)
    helpers = pack_folder("client") / _HELPERS
    return build_tests(api, scope, package, collection.scripts, helpers)


@dataclass(frozen=True, slots=True)
class _Written:
    """Files made of templates, formatted."""

    texts: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...] = ()
    has_scripts: bool = False
    """Whether there are tests of scripts among them."""


def _write(
    pack: Pack, package: Package, api: Api, collection: Collection, options: Options
) -> _Written:
    """The files of a client; what is much to write is written in two processes."""
    in_methods = [path for path in pack.templates if path.startswith(_METHODS)]
    in_rest = [path for path in pack.templates if not path.startswith(_METHODS)]

    def methods() -> _Written:
        return _Written(_finished(pack, _render(pack, package, None, options, in_methods)))

    def rest(templates: Iterable[str] = in_rest) -> _Written:
        tests = _tests(api, package.name, collection) if options.make_tests else None
        texts = _finished(pack, _render(pack, package, tests, options, templates))
        if tests is None:
            return _Written(texts)
        return _Written(texts, tests.scripts.diagnostics, bool(tests.scripts.index))

    if pack.own:
        return rest(pack.templates)  # any template of a user's may speak of the tests
    worth_it = sum(1 for _ in api.operations()) >= _MANY
    one, other = at_once(methods, rest) if worth_it else (methods(), rest())
    return replace(other, texts={**one.texts, **other.texts})


def _finished(pack: Pack, rendered: Mapping[str, str]) -> Mapping[str, str]:
    progress.at("laying out")
    texts = _formatted(pack, rendered)
    refuse_leaks(texts)
    return texts


def _formatted(pack: Pack, texts: Mapping[str, str]) -> Mapping[str, str]:
    try:
        return format_all(texts)
    except StyleError as error:
        if pack.own:  # else it is a bug of ours
            raise InputError(str(error), "templates", "bad-templates") from error
        raise


def _render(
    pack: Pack,
    package: Package,
    tests: Tests | None,
    options: Options,
    templates: Iterable[str],
) -> Mapping[str, str]:
    """What templates of a pack give."""
    progress.at("printing")
    context = {"package": package, "has_async": options.make_async, "tests": tests}
    repeats: dict[str, Sequence[Named]] = {
        "resource": package.resources,
        "module": package.models,
        "suite": tests.suites if tests else (),
        "test": tests.replays if tests else (),
    }
    wanted = [path for path in templates if _is_wanted(path, options)]
    return render(pack, context, repeats, wanted)


def _verbatim(
    pack: Pack, package: Package, options: Options, *, has_scripts: bool
) -> dict[str, bytes]:
    """The files that are copied, less the parts that are not in use."""
    kinds = {"__init__", *package.auth.modules}
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
