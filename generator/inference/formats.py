"""The formats of texts, by strict parsing: a format that is not certain is none.

A format is taken where its Python value is the same value again: a uuid in lower case
only, a date-time with an offset (RFC 3339) and at most microseconds. Formats that stay
texts in Python (email, uri, addresses, byte) are as strict, since a schema repeats them.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import ipaddress
import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urlsplit

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME = re.compile(r"\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)", re.ASCII)
_EMAIL = re.compile(
    r"[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)
_URI = re.compile(
    r"(https?|ftps?|sftp|wss?)://([A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+"
)
_PLAIN_HOST = re.compile(r"[a-z]+://[A-Za-z0-9.-]+(?=[/?#]|\Z)")
"""A server that needs no taking apart: without user, port and brackets."""
_IPV4 = re.compile(r"\d{1,3}(\.\d{1,3}){3}", re.ASCII)
_IPV6 = re.compile(r"(?=[0-9A-Fa-f.]*+:[0-9A-Fa-f.]*+:)[0-9A-Fa-f:.]++")
_EUI_64 = re.compile(r"[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){7}")
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={1,2}")

_LONGEST_EMAIL = 254
_LONGEST_URI = 2_000
_SHORTEST_BASE64 = 24
"""Shorter ones are ids and keys as often as not."""


@lru_cache(maxsize=10_000)
def string_format(text: str) -> str | None:
    """The JSON Schema format that a text certainly has, else None."""
    if len(text) > _LONGEST_URI:
        return "byte" if _is_base64(text) else None
    return next((name for name, has in _FORMATS.items() if has(text)), None)


def is_format(name: str) -> bool:
    """Whether this is the name of a format that texts are recognised to have."""
    return name in _FORMATS


def has_format(text: str, name: str) -> bool:
    """Whether a text has a format; any text has one that is not known here."""
    return name not in _FORMATS or _FORMATS[name](text)


def _is_date(text: str) -> bool:
    return DATE.fullmatch(text) is not None and _parses(dt.date.fromisoformat, text)


def _is_time(text: str) -> bool:
    return _TIME.fullmatch(text) is not None and _parses(dt.time.fromisoformat, text)


def _is_date_time(text: str) -> bool:
    return (
        text[10:11] == "T"
        and DATE.fullmatch(text[:10]) is not None
        and _TIME.fullmatch(text[11:]) is not None
        and _parses(dt.datetime.fromisoformat, text)
    )


def _is_email(text: str) -> bool:
    return "@" in text and len(text) <= _LONGEST_EMAIL and _EMAIL.fullmatch(text) is not None


def _is_uri(text: str) -> bool:
    def host(uri: str) -> str | None:
        parts = urlsplit(uri)
        _ = parts.port  # ValueError where it is no number
        return parts.hostname

    if _URI.fullmatch(text) is None:
        return False
    try:
        return _PLAIN_HOST.match(text) is not None or bool(host(text))
    except ValueError:
        return False


def _is_ipv4(text: str) -> bool:
    return _IPV4.fullmatch(text) is not None and _parses(ipaddress.IPv4Address, text)


def _is_ipv6(text: str) -> bool:
    # Eight pairs of digits are the address of a network card.
    is_written_so = _IPV6.fullmatch(text) is not None and _EUI_64.fullmatch(text) is None
    return is_written_so and _parses(ipaddress.IPv6Address, text)


def _is_base64(text: str) -> bool:
    """Whether a text is clearly encoded: long, padded, of all kinds of characters."""
    if len(text) < _SHORTEST_BASE64 or _BASE64.fullmatch(text) is None:
        return False
    kinds = (str.isupper, str.islower, str.isdigit)
    if not all(any(map(kind, text)) for kind in kinds):
        return False
    try:
        # Encoded again it must be the same: stray bits before the padding are no encoding.
        return base64.b64encode(base64.b64decode(text, validate=True)) == text.encode()
    except binascii.Error:
        return False


def _parses(parse: Callable[[str], object], text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True


_FORMATS: dict[str, Callable[[str], bool]] = {
    "uuid": lambda text: UUID.fullmatch(text) is not None,
    "date": _is_date,
    "date-time": _is_date_time,
    "time": _is_time,
    "email": _is_email,
    "uri": _is_uri,
    "ipv4": _is_ipv4,
    "ipv6": _is_ipv6,
    "byte": _is_base64,
}
