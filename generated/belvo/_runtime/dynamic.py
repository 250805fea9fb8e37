"""Values that are new at each call: what Postman calls dynamic variables."""

from __future__ import annotations

import re
from typing import Self

DYNAMIC = frozenset(
    {
        "$guid",
        "$isoTimestamp",
        "$randomAlphaNumeric",
        "$randomBoolean",
        "$randomInt",
        "$randomUUID",
        "$timestamp",
    }
)
"""The variables that have values here; what people and places are called is no such."""

_VARIABLE = re.compile(r"\{\{([^{}]*)\}\}")


class Dynamic(str):
    """A text whose variables get new values at each call: `Dynamic("order-{{$guid}}")`.

    It may be given wherever a text may; what is tried again is sent as it was. With
    `is_json` the filled-in text is the JSON of a value, such as a number.
    """

    is_json: bool

    def __new__(cls, text: str, *, is_json: bool = False) -> Self:
        """Raises ValueError for a variable that has no values here."""
        for name in _VARIABLE.findall(text):
            if name not in DYNAMIC:
                known = ", ".join(sorted(DYNAMIC))
                raise ValueError(
                    f"{{{{{name}}}}} is no dynamic variable; there are {known}"
                )
        made = super().__new__(cls, text)
        made.is_json = is_json
        return made

    def __repr__(self) -> str:
        return f"Dynamic({str(self)!r}{', is_json=True' if self.is_json else ''})"

    def fresh(self) -> str:
        """The text with new values, one for each time that a variable stands in it."""
        return _VARIABLE.sub(lambda found: made_up(found[1]), self)


def made_up(name: str, seconds: float | None = None) -> str:
    """A new value for a variable of DYNAMIC; the time is now, or so many seconds since 1970."""
    # Few calls need one of these, and all of them take time to import.
    import secrets  # noqa: PLC0415
    import string  # noqa: PLC0415
    from datetime import UTC, datetime  # noqa: PLC0415
    from uuid import uuid4  # noqa: PLC0415

    now = datetime.now(UTC) if seconds is None else datetime.fromtimestamp(seconds, UTC)
    match name:
        case "$guid" | "$randomUUID":
            return str(uuid4())
        case "$timestamp":
            return str(int(now.timestamp()))
        case "$isoTimestamp":
            return now.isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"
        case "$randomInt":
            return str(secrets.randbelow(1001))
        case "$randomAlphaNumeric":
            return secrets.choice(string.ascii_lowercase + string.digits)
        case "$randomBoolean":
            return secrets.choice(["true", "false"])
        case _:
            raise ValueError(f"{name} is no dynamic variable")
