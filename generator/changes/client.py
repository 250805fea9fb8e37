"""Two versions of what a client is told: settings, authentication, resources, exports."""

from __future__ import annotations

from collections.abc import Iterator

from .calls import show
from .model import Change
from .surface import Argument, Fallback, Group, Surface
from .wording import code, listed


def compare_clients(before: Surface, after: Surface) -> Iterator[Change]:
    """What differs in the client itself, its methods aside."""
    for name in sorted({*before.exports} - {*after.exports}):
        text = f"{code(name)} is no longer there to import"
        yield Change("export-removed", name, text, name)
    for name in sorted({*after.exports} - {*before.exports}):
        yield Change("export-added", name, f"{code(name)} can be imported", after=name)
    yield from _settings(before, after)
    if before.docstring != after.docstring:
        text = "the text of `Client` changed"
        yield Change("text-changed", "Client", text, before.docstring, after.docstring)
    for path in sorted({*before.groups} & {*after.groups}):
        old, new = before.groups[path], after.groups[path]
        names = _class(old), _class(new)
        if names[0] != names[1]:
            text = f"the class of `client.{path}` is {code(names[1])}, was {code(names[0])}"
            yield Change("resource-class-renamed", path, text, *names, path)
        titles = before.titles.get(path, ""), after.titles.get(path, "")
        if "" not in titles and titles[0] != titles[1]:
            text = f"the folder {code(titles[0])} is called {code(titles[1])}; names stay"
            yield Change("folder-retitled", path, text, *titles, path)
            if (old.docstring, new.docstring) == tuple(f"{title}." for title in titles):
                continue
        if old.docstring != new.docstring:
            text = f"the text of `client.{path}` changed"
            yield Change("text-changed", path, text, old.docstring, new.docstring, path)


def _class(group: Group) -> str:
    return f"resources.{group.module}.{group.class_name}"


def _settings(before: Surface, after: Surface) -> Iterator[Change]:
    old = {one.name: one for one in before.client}
    new = {one.name: one for one in after.client}
    renamed = _renamed(before, after)
    for name, other in renamed.items():
        text = f"{_given(name)} is {_given(other)} now{_variables(name, other, before, after)}"
        yield Change(
            "setting-renamed",
            _where(name),
            text,
            show(old[name]),
            show(new[other]),
            also=(_where(other),),
        )
    for name, argument in old.items():
        if name not in new and name not in renamed:
            text = f"{_given(name)} is no longer accepted{_not_read(before.settings.get(name))}"
            yield Change("setting-removed", _where(name), text, show(argument))
    for name, argument in new.items():
        if name not in old and name not in renamed.values():
            text = f"{_given(name)} can be given{_read(after.settings.get(name))}"
            yield Change("setting-added", _where(name), text, after=show(argument))
    was, now = [name for name in old if name in new], [name for name in new if name in old]
    for name in was:
        yield from _setting(name, before, after, old[name], new[name])
    if was != now:
        text = "the order of the arguments of `Client` changed"
        yield Change("order-changed", "Client", text, ", ".join(was), ", ".join(now))


def _where(name: str) -> str:
    return f"Client({name})"


def _given(name: str) -> str:
    return code(f"Client({name}=...)")


def _read(setting: Fallback | None) -> str:
    return f", or {code(_plain(setting.variable))} in the environment" if setting else ""


def _not_read(setting: Fallback | None) -> str:
    return f", and {code(_plain(setting.variable))} is not read" if setting else ""


def _plain(source: str) -> str:
    return source.strip("'\"")


def _variables(name: str, other: str, before: Surface, after: Surface) -> str:
    old, new = before.settings.get(name), after.settings.get(other)
    if not old or not new:
        return ""
    names = code(_plain(old.variable)), code(_plain(new.variable))
    return f", and {names[0]} in the environment is {names[1]}"


def _renamed(before: Surface, after: Surface) -> dict[str, str]:
    """Settings under a new name: a scheme is the same but for it."""
    found: dict[str, str] = {}
    gone = [one.name for one in before.client if after_lacks(one, after)]
    come = [one.name for one in after.client if after_lacks(one, before)]
    for name in gone:
        for other in come:
            was = {scheme.replace(f"'{name}'", f"'{other}'") for scheme in _using(name, before)}
            if was and was == _using(other, after) and other not in found.values():
                found[name] = other
                break
    return found


def after_lacks(argument: Argument, surface: Surface) -> bool:
    """Whether a client has no argument of that name."""
    return all(argument.name != one.name for one in surface.client)


def _using(setting: str, surface: Surface) -> set[str]:
    return {scheme for scheme in surface.schemes.values() if f"'{setting}'" in scheme}


def _setting(
    name: str, before: Surface, after: Surface, old: Argument, new: Argument
) -> Iterator[Change]:
    if show(old) != show(new):
        text = f"{_given(name)} is {code(show(new))}, was {code(show(old))}"
        yield Change("operation-changed", _where(name), text, show(old), show(new))
    was, now = before.settings.get(name), after.settings.get(name)
    if was is None or now is None or was == now:
        return
    if was.variable != now.variable:
        names = code(_plain(now.variable)), code(_plain(was.variable))
        text = f"{_given(name)} is read from {names[0]}, was {names[1]}"
        yield Change("variable-changed", _where(name), text, was.variable, now.variable)
    if was.default != now.default:
        text = f"`{name}` is {_default(now)} by default, was {_default(was)}"
        yield Change("address-changed", _where(name), text, was.default or "", now.default or "")


def _default(setting: Fallback) -> str:
    return code(_plain(setting.default)) if setting.default else "nothing"


# --- authentication -------------------------------------------------------------------------


def compare_auth(before: Surface, after: Surface) -> Iterator[Change]:
    """How calls authenticate: a scheme that changed, else each operation that uses another.

    The names of schemes say nothing to callers: see `compare_scheme_names`.
    """
    renamed = _renamed(before, after)
    changed: dict[tuple[str, str], list[str]] = {}
    for id_ in sorted({*before.calls} & {*after.calls}):
        old = [_rename(text, renamed) for text in _schemes(id_, before)]
        new = _schemes(id_, after)
        if sorted(old) != sorted(new):
            changed.setdefault((_show(old), _show(new)), []).append(id_)
    for (was, now), ids in changed.items():
        everywhere = len(ids) > 1 and len(ids) == len({*before.calls} & {*after.calls})
        who = "all calls" if everywhere else listed([code(id_) for id_ in ids])
        verb = "authenticate" if len(ids) > 1 else "authenticates"
        text = f"{who} {verb} {_by(now)}, was {_by(was)}"
        where = ids[0] if len(ids) == 1 else "Client"
        resource = ids[0].rpartition(".")[0] if len(ids) == 1 else ""
        kind = "auth-changed" if len(ids) == 1 else "auth-scheme-changed"
        yield Change(kind, where, text, was, now, resource, tuple(ids))


def compare_scheme_names(before: Surface, after: Surface) -> Iterator[Change]:
    """Schemes that are what they were under another name."""
    names = {source: name for name, source in before.schemes.items()}
    for name, source in sorted(after.schemes.items()):
        was = names.get(source, name)
        if was != name:
            text = f"what authenticates is called {code(name)} in the code, was {code(was)}"
            yield Change("spelling-changed", "Client", text, was, name)


def _rename(scheme: str, renamed: dict[str, str]) -> str:
    for name, other in renamed.items():
        scheme = scheme.replace(f"'{name}'", f"'{other}'")
    return scheme


def _schemes(id_: str, surface: Surface) -> list[str]:
    """The schemes of a call, as source; those that the client lacks are left out."""
    declared = surface.calls[id_].declared.get("auth", "('default',)")
    return [source for name, source in surface.schemes.items() if repr(name) in declared]


def _show(schemes: list[str]) -> str:
    return " and ".join(schemes)


def _by(schemes: str) -> str:
    return f"with {code(schemes)}" if schemes else "with nothing"
