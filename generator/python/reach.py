"""What an operation is decoded into: the models of its answers, and those within them."""

from __future__ import annotations

from collections.abc import Iterable

from ..api.model import Api, Model, Operation
from ..inference.types import references
from ..memo import Memo


def reach(api: Api, memo: Memo) -> Reach:
    """What the operations of an API depend on; worked out once for the same models."""
    return memo.of(Reach, api.models, lambda: Reach(api.models, memo))


class Reach:
    """The models of an API, and which of them each operation depends on."""

    def __init__(self, models: Iterable[Model], memo: Memo) -> None:
        self.models = {model.name: model for model in models}
        self._memo = memo
        self._needs = {
            name: frozenset(references(model.record)) for name, model in self.models.items()
        }
        self._reached: dict[str, list[Model]] = {}

    def of(self, operation: Operation) -> tuple[object, ...]:
        """Objects that are the same ones as long as all the models of an operation are.

        Nothing where nobody will ask for them.
        """
        if not self._memo.keeps:
            return ()
        types = [outcome.type for outcome in operation.outcomes]
        return tuple(
            self._from(name) for name in dict.fromkeys(n for t in types for n in references(t))
        )

    def _from(self, name: str) -> list[Model]:
        """A model and those within it, as one object that stands for just these."""
        if name not in self._reached:
            seen: set[str] = set()
            waiting = [name]
            while waiting:
                if (one := waiting.pop()) not in seen:
                    seen.add(one)
                    waiting.extend(self._needs[one])
            models = [self.models[one] for one in sorted(seen)]
            self._reached[name] = self._memo.of(Reach, (name, *models), lambda: models)
        return self._reached[name]
