"""The settings of a client: its address and its credentials."""

from __future__ import annotations

from os import environ
from typing import TypeAlias

from .errors import MissingSetting

Source: TypeAlias = tuple[str | None, str] | tuple[str | None, str, str | None]
"""A value, the environment variable that stands in for it, and a default."""


class Settings:
    """Named texts, each from an argument, else the environment, else a default.

    The environment is read once, when the client is made.
    """

    def __init__(self, /, **sources: Source) -> None:
        self._values: dict[str, str | None] = {}
        self._variables: dict[str, str] = {}
        for name, (value, variable, *default) in sources.items():
            fallback = default[0] if default else None
            # An empty variable is one that was not given, as in a build without secrets.
            found = value if value is not None else environ.get(variable) or fallback
            self._values[name] = found
            self._variables[name] = variable

    def get(self, name: str) -> str | None:
        """The value, or None where there is none."""
        return self._values[self._known(name)]

    def require(self, name: str, for_what: object) -> str:
        """The value; where there is none, MissingSetting says how to give it."""
        value = self.get(name)
        if value is None:
            raise MissingSetting(
                f"{for_what} needs {name}: give Client({name}=...) or set {self._variables[name]}"
            )
        return value

    def update(self, /, **values: str | None) -> None:
        """Set new values; None leaves a setting as it is."""
        for name in values:
            self._known(name)
        self._values.update(
            {name: value for name, value in values.items() if value is not None}
        )

    def _known(self, name: str) -> str:
        if name not in self._values:
            raise TypeError(f"there is no setting {name!r}")
        return name

    def __repr__(self) -> str:
        # Never the values: they are credentials.
        given = ", ".join(
            name for name, value in self._values.items() if value is not None
        )
        return f"<Settings: {given or 'none given'}>"
