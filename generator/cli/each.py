"""The same for all clients asked for: side by side, and told one after the other."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from .. import progress
from ..config import ClientConfig
from .common import configured, failure_of, named, options_of
from .waiting import shown_progress

if TYPE_CHECKING:
    from ..options import Options

Work = Callable[[ClientConfig, "Options"], bool]
"""What is done for a client; whether there is something about it to tell."""


@dataclass(slots=True)
class Outcome:
    """What came of one client, or of all of them."""

    is_told: bool = False
    """Whether the work found something to tell."""
    is_failed: bool = False
    said: list[tuple[str, bool]] = field(default_factory=list)
    """What was printed meanwhile, and whether on stderr."""


def each_client(work: Work, *, rename: bool, **arguments: Any) -> Outcome:
    """Do the same for all clients asked for.

    One that fails is told on stderr, and the others are done all the same, whatever it failed
    of. One that is alone raises.
    """
    configs = configured(rename=rename, **arguments)
    if len(configs) == 1:
        try:
            return Outcome(work(configs[0], options_of(configs[0], follow_titles=rename)))
        except (click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            raise failure_of(error, configs[0]) from error
    tries = [partial(_tried, work, config, rename) for config in configs]
    return _all(_recorded(configs, tries) if _may_be_apart(configs) else (one() for one in tries))


def _all(outcomes: Iterable[Outcome]) -> Outcome:
    whole = Outcome()
    for outcome in outcomes:
        for text, is_error in outcome.said:
            click.echo(text, nl=False, err=is_error)
        whole.is_told |= outcome.is_told
        whole.is_failed |= outcome.is_failed
    return whole


def _tried(work: Work, config: ClientConfig, rename: bool) -> Outcome:
    try:
        return Outcome(work(config, options_of(config, follow_titles=rename)))
    except (click.Abort, BrokenPipeError):
        raise
    except Exception as error:
        failure_of(error, config).show()
        return Outcome(is_failed=True)


def _may_be_apart(configs: Sequence[ClientConfig]) -> bool:
    """Whether there is a processor for another client, and each has a folder of its own."""
    from ..parallel import processors  # noqa: PLC0415  (only for several clients)

    places = {(config.output, config.name) for config in configs}
    return processors() > 1 and len(places) == len(configs)


# --- side by side ------------------------------------------------------------------------


def _recorded(
    configs: Sequence[ClientConfig], tries: Sequence[Callable[[], Outcome]]
) -> Iterator[Outcome]:
    """The outcomes in order, as they come in."""
    from ..parallel import side_by_side  # noqa: PLC0415  (only for several clients)

    with closing(side_by_side([partial(_record, one) for one in tries])) as outcomes:
        for number, config in enumerate(configs, 1):
            with shown_progress():
                progress.at(f"client {number} of {len(configs)}", named(config))
                outcome = next(outcomes)
            yield outcome


def _record(task: Callable[[], Outcome]) -> Outcome:
    """A task, with what it prints in its outcome."""
    said: list[tuple[str, bool]] = []
    out, err = _Recorder(said, is_error=False), _Recorder(said, is_error=True)
    with redirect_stdout(out), redirect_stderr(err):
        outcome = task()
    outcome.said = said
    return outcome


class _Recorder(io.StringIO):
    """A stream that is no terminal and keeps what is written in order with another's."""

    def __init__(self, said: list[tuple[str, bool]], *, is_error: bool) -> None:
        super().__init__()
        self._said = said
        self._is_error = is_error

    def write(self, text: str) -> int:
        """Keep a text."""
        length = super().write(text)  # refuses bytes, by which click tells streams apart
        self._said.append((text, self._is_error))
        return length
