"""The only place that changes the disk: a whole tree at once, or nothing.

The new tree is completed in a folder beside the old one and then takes its place by a
rename. What can be found after a killed run, next to the folder `belvo`:

- `.belvo.postgen-new`: an unfinished new tree, or the old one after the swap. Of no use.
- `.belvo.postgen-old`: the complete old tree, on systems that need two renames for a swap.
  Without a `belvo` beside it the run was killed between the two.

Where the system cannot rename the folder at all (in a container, one that comes from the
image), the files are replaced one at a time, the lock last. A run that is killed in there
leaves a mixture, which the same run completes.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

from ..diagnostics import InputError, printable
from .exchange import exchange
from .files import Changes, FileSet, cannot, require_folder, walk
from .lock import LOCK_NAME, LOST_LOCK
from .paths import CACHE, check_paths, parents

_MOST_NAMED = 5
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

_Seen = dict[str, tuple[int, int, int]]
"""Files of the old tree: path -> inode, time of the last change, size."""


class Overtaken(InputError):  # noqa: N818
    """Somebody else changed the folder after it was compared; it is as they left it."""


def write_tree(folder: Path, files: FileSet, changes: Changes, *, force: bool) -> None:
    """Make `folder` hold `files`; what else is in there stays.

    `changes` says how they differ (see `compare`); where they do not, nothing is touched.
    Raises InputError, with the folder as it was, where `changes` has edited or foreign
    files and not `force`, and where the system refuses.
    """
    check_paths(files)
    if not force:
        _refuse(folder, changes)
    if not changes.any:
        return
    made: list[Path] = []
    try:
        folder = _plain(folder)
        _make_parents(folder.parent, made)
        with _locked(folder.parent):
            _clean(folder)
            _replace(folder, files, changes, force=force)
    except BaseException as error:
        for parent in reversed(made):
            with contextlib.suppress(OSError):  # not empty: somebody else's by now
                parent.rmdir()
        if isinstance(error, OSError):
            raise _cannot_write(folder, error) from error
        raise


def recover(folder: Path) -> None:
    """Repair what a killed run left behind; to be called before the folder is read.

    Raises InputError where the system refuses.
    """
    try:
        folder = _plain(folder)
        if any(os.path.lexists(place) for place in (_new(folder), _old(folder))):
            with _locked(folder.parent):
                _clean(folder)
    except OSError as error:
        raise _cannot_write(folder, error) from error


def _cannot_write(folder: Path, error: OSError) -> InputError:
    """What the system refused, at a place the user knows of: not in our staging folder."""
    name = error.filename
    known = isinstance(name, str) and ".postgen-" not in name
    return cannot("write", Path(name) if known else folder, error)


def _refuse(folder: Path, changes: Changes) -> None:
    if changes.has_lost_lock:
        raise InputError(f"{LOST_LOCK}; --force gives new names", str(folder), "lost-lock")
    wrong = []
    if changes.edited:
        wrong.append(f"edited since postgen wrote it: {_listed(changes.edited)}")
    if changes.foreign:
        wrong.append(f"not written by postgen: {_listed(changes.foreign)}")
    if wrong:
        code = "edited-file" if changes.edited else "foreign-file"
        raise InputError(f"{'; '.join(wrong)} (--force overwrites)", str(folder), code)


def _listed(paths: Collection[str]) -> str:
    named = ", ".join(printable(path, 60) for path in sorted(paths)[:_MOST_NAMED])
    more = len(paths) - _MOST_NAMED
    return f"{named} and {more} more" if more > 0 else named


def _plain(folder: Path) -> Path:
    """The folder as an absolute path whose last part is a name, and may be a link."""
    if folder.name in ("", ".."):
        folder = folder.resolve()
    if not folder.name:
        raise InputError("is no folder that can be replaced", str(folder), "cannot-write")
    return folder.parent.resolve() / folder.name


def _new(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.postgen-new")


def _old(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.postgen-old")


def _make_parents(parent: Path, made: list[Path]) -> None:
    """Make the folders that are missing, and add each to `made` at once.

    One that another run makes meanwhile, for another client, is that run's.
    """
    missing = []
    while not parent.exists():
        missing.append(parent)
        parent = parent.parent
    for place in reversed(missing):
        try:
            place.mkdir()
        except FileExistsError:
            if not place.is_dir():
                raise
        else:
            made.append(place)


@contextlib.contextmanager
def _locked(parent: Path) -> Iterator[None]:
    """Wait until no other run writes into `parent`, where the system has such locks.

    The system lifts the lock when the process ends, however it ends.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl  # noqa: PLC0415  (POSIX only)

    handle = os.open(parent, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network file systems have none
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _clean(folder: Path) -> None:
    """Back to one tree: see the top of this module for what may be there."""
    if os.path.lexists(_old(folder)):
        if not os.path.lexists(folder):
            _old(folder).rename(folder)
        else:
            _remove(_old(folder))
    if os.path.lexists(_new(folder)):
        _remove(_new(folder))


def _remove(place: Path) -> None:
    if place.is_symlink() or not place.is_dir():
        place.unlink()
        return
    shutil.rmtree(place, ignore_errors=True)
    if place.exists():  # a folder without the permission to write may hold things up
        place.chmod(stat.S_IRWXU)
        for path, entry in walk(place, lambda _: False):
            if entry.is_dir(follow_symlinks=False):
                _remove(place / path)
        shutil.rmtree(place)


def _replace(folder: Path, files: FileSet, changes: Changes, *, force: bool) -> None:
    exists = require_folder(folder)
    staging = _new(folder)
    try:
        staging.mkdir()
        if exists:
            seen = _carry_over(folder, staging, files, changes, force=force)
        _add_files(staging, files)
        if exists:
            _copy_modes(folder, staging)
            if _snapshot(folder) != seen:
                message = "was changed by somebody else meanwhile; run again"
                raise Overtaken(message, str(folder), "cannot-write")
        if not exists:
            staging.rename(folder)
        elif not _swap(staging, folder):
            _move_files(staging, folder, changes)
    except BaseException:
        with contextlib.suppress(OSError):
            if os.path.lexists(staging):
                _remove(staging)
        raise
    with contextlib.suppress(OSError):  # the new tree is there; `recover` will try again
        if os.path.lexists(staging):
            _remove(staging)


def _carry_over(
    folder: Path, staging: Path, files: FileSet, changes: Changes, *, force: bool
) -> _Seen:
    """Put into the new tree what stays as it is: our unchanged files, and all that is not ours.

    Files are linked and not copied, so they keep their time and cost nothing. Returns what
    was found.
    """
    dropped = {*changes.update, *changes.delete}
    device = folder.stat().st_dev
    filled: set[str] = set()
    folders: list[str] = []
    made: set[str] = set()
    seen: _Seen = {}
    for path, entry in walk(folder, lambda name: name != CACHE):
        filled.update(parents(path))
        if not entry.is_dir(follow_symlinks=False):
            seen[path] = _signature(entry)
            if path in changes.create and not force:
                message = f"{printable(path)} was made by somebody else meanwhile; run again"
                raise Overtaken(message, str(folder), "foreign-file")
            if path not in dropped and path not in changes.create:
                _link(entry, _place(staging, path, made))
        elif entry.stat(follow_symlinks=False).st_dev != device:
            message = f"{printable(path)} is a mounted file system, which cannot be moved"
            raise InputError(message, str(folder), "cannot-write")
        elif entry.name != CACHE:
            folders.append(path)
    for path in folders:
        if path not in filled and not any(part in files for part in (*parents(path), path)):
            (staging / path).mkdir(parents=True)  # somebody made an empty folder
    return seen


def _signature(entry: os.DirEntry[str]) -> tuple[int, int, int]:
    status = entry.stat(follow_symlinks=False)
    return entry.inode(), status.st_mtime_ns, status.st_size


def _snapshot(folder: Path) -> _Seen:
    return {
        path: _signature(entry)
        for path, entry in walk(folder, lambda name: name != CACHE)
        if not entry.is_dir(follow_symlinks=False)
    }


def _place(staging: Path, path: str, made: set[str]) -> str:
    """Where a file goes, in a folder that is there: `made` knows those that are."""
    target = f"{staging}{os.sep}{path}"
    parent = os.path.dirname(target)  # noqa: PTH120  (for thousands of files a Path is slow)
    if parent not in made:
        os.makedirs(parent, exist_ok=True)  # noqa: PTH103
        made.add(parent)
    return target


def _link(entry: os.DirEntry[str], target: str) -> None:
    if entry.is_symlink():
        Path(target).symlink_to(Path(entry.path).readlink())
        return
    try:
        os.link(entry.path, target)
    except OSError:  # no hard links here, or not to other people's files
        if not entry.is_file(follow_symlinks=False):
            raise
        shutil.copy2(entry.path, target)


def _add_files(staging: Path, files: FileSet) -> None:
    """Write those of the files that are not there yet."""
    made: set[str] = set()
    for path, content in files.items():
        target = _place(staging, path, made)
        try:
            handle = os.open(target, _NEW_FILE, 0o644)
        except FileExistsError:
            continue
        try:
            _write(handle, content)
        finally:
            os.close(handle)


def _write(handle: int, content: bytes) -> None:
    """Write a content whole; for thousands of files one of Python's own is slow."""
    while content:
        content = content[os.write(handle, content) :]


def _copy_modes(folder: Path, staging: Path) -> None:
    """Give the folders of the new tree the permissions they had, innermost first."""
    old = [
        path
        for path, entry in walk(folder, lambda name: name != CACHE)
        if entry.is_dir(follow_symlinks=False)
    ]
    for path in (*reversed(old), ""):
        place = staging / path
        if place.is_dir() and not place.is_symlink():
            mode = stat.S_IMODE((folder / path).stat().st_mode)
            if mode != stat.S_IMODE(place.stat().st_mode):
                place.chmod(mode)


@contextlib.contextmanager
def _same_current_folder(folder: Path) -> Iterator[None]:
    """Stay in the current folder by name: what had the name is about to be removed."""
    try:
        current = Path.cwd()
    except OSError:
        current = None
    yield
    if current and current.is_relative_to(folder):
        with contextlib.suppress(OSError):
            os.chdir(current)


def _swap(staging: Path, folder: Path) -> bool:
    """Put the new tree in the place of the old one, and that in the place of the new one.

    False, with all as it was, where the system cannot rename the folder.
    """
    with _same_current_folder(folder):
        try:
            if not exchange(staging, folder):
                _rename_twice(staging, folder)
        except OSError as error:
            # Docker's overlay2 does this: https://docs.kernel.org/filesystems/overlayfs.html
            if error.errno != errno.EXDEV:
                raise
            return False
    return True


def _rename_twice(staging: Path, folder: Path) -> None:
    old = _old(folder)
    try:
        folder.rename(old)
        staging.rename(folder)
    except BaseException:
        if not os.path.lexists(folder):
            old.rename(folder)
        raise
    # Under its own name it would be taken for a complete tree when it is half removed.
    with contextlib.suppress(OSError):
        old.rename(staging)


def _move_files(staging: Path, folder: Path, changes: Changes) -> None:
    """Replace the files of the old tree by those of the new one, each in one step."""
    for path in changes.delete:
        (folder / path).unlink(missing_ok=True)
        for parent in reversed(list(parents(path))):
            if not _remove_if_empty(folder / parent):
                break
    for path in sorted((*changes.create, *changes.update), key=lambda path: path == LOCK_NAME):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        (staging / path).replace(target)


def _remove_if_empty(folder: Path) -> bool:
    """Remove a folder in which there is nothing but Python's cache, if that."""
    try:
        if [path.name for path in folder.iterdir()] == [CACHE]:
            _remove(folder / CACHE)
        folder.rmdir()
    except OSError:
        return False
    return True
