"""Tokens of well-known makers, and private keys: what is a secret wherever it stands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from .secret_names import looks_random


@dataclass(frozen=True, slots=True)
class Found:
    """A secret in a text."""

    start: int
    end: int
    value: str
    """As it is, where the text has it escaped."""
    name: str
    """What names it: a key, a parameter, or the kind of token that it looks like."""
    is_number: bool = False
    """A number in JSON, which must stay one."""
    by_look: bool = False
    """Whether its name is only what it looks like."""


_W = r"[A-Za-z0-9_-]"
# Name, fixed beginning, the rest. After the forms that their makers publish and that scanners
# such as gitleaks and detect-secrets look for.
_LOOKS: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (name, prefix, re.compile(re.escape(prefix) + rest))
    for name, prefix, rest in (
        ("json-web-token", "eyJ", rf"{_W}{{6,}}+\.{_W}{{2,}}+(?:\.{_W}*+){{0,3}}"),
        ("aws-access-key", "AKIA", r"[A-Z0-9]{16}(?![A-Za-z0-9])"),
        ("aws-access-key", "ASIA", r"[A-Z0-9]{16}(?![A-Za-z0-9])"),
        *(("github-token", f"gh{kind}_", r"[A-Za-z0-9]{20,}+") for kind in "pousr"),
        ("github-token", "github_pat_", r"[A-Za-z0-9_]{20,}+"),
        ("gitlab-token", "glpat-", rf"{_W}{{16,}}+"),
        *(("slack-token", f"xox{kind}-", rf"{_W}{{10,}}+") for kind in "abeoprs"),
        ("slack-token", "xapp-", rf"{_W}{{20,}}+"),
        ("slack-webhook", "hooks.slack.com/services/", r"[A-Za-z0-9/]{20,}+"),
        # As PHP writes JSON.
        ("slack-webhook", r"hooks.slack.com\/services\/", r"(?:[A-Za-z0-9]|\\/){20,}+"),
        *(
            ("stripe-key", f"{kind}_{mode}_", r"[A-Za-z0-9]{10,}+")
            for kind in ("sk", "rk")
            for mode in ("live", "test")
        ),
        ("stripe-secret", "whsec_", r"(?:[A-Za-z0-9+=]|\\?/){20,}+"),
        ("google-api-key", "AIza", rf"{_W}{{30,}}+"),
        ("google-access-token", "ya29.", rf"{_W}{{20,}}+"),
        ("google-client-secret", "GOCSPX-", rf"{_W}{{20,}}+"),
        ("sendgrid-key", "SG.", rf"{_W}{{16,}}+\.{_W}{{16,}}+"),
        ("twilio-key", "SK", r"[0-9a-f]{32}(?![A-Za-z0-9])"),
        ("twilio-account", "AC", r"[0-9a-f]{32}(?![A-Za-z0-9])"),
        ("api-key", "sk-", rf"{_W}{{20,}}+"),
        ("postman-api-key", "PMAK-", rf"{_W}{{20,}}+"),
        ("npm-token", "npm_", r"[A-Za-z0-9]{30,}+"),
        ("shopify-token", "shpat_", r"[0-9a-f]{32}"),
        ("digitalocean-token", "dop_v1_", r"[0-9a-f]{40,}+"),
        ("hugging-face-token", "hf_", r"[A-Za-z0-9]{30,}+"),
    )
)


def _sign_of(prefix: str) -> int:
    """Where the first character is that is no letter in lower case: such as most of a text are."""
    return next(at for at, sign in enumerate(prefix) if not sign.islower())


def _around(prefix: str) -> str:
    """A beginning around its sign, to be tried behind that; a group tells which one it was."""
    at = _sign_of(prefix) + 1
    return f"(?<={re.escape(prefix[:at])})(?={re.escape(prefix[at:])})()"


_BY_SIGN = sorted((prefix[_sign_of(prefix)], prefix, name, whole) for name, prefix, whole in _LOOKS)
# One search for the signs of all beginnings, in place of one for each beginning.
_SIGN = re.compile(
    "|".join(
        f"{re.escape(sign)}(?:{'|'.join(_around(prefix) for _, prefix, _, _ in looks)})"
        for sign, looks in groupby(_BY_SIGN, key=itemgetter(0))
    )
)
# What each group of it stands for: the position of the sign, the name and the whole.
_GROUPS = tuple((_sign_of(prefix), name, whole) for _, prefix, name, whole in _BY_SIGN)
_KEY_BLOCK_BEGIN = "-----BEGIN "
_KEY_BLOCK_HEAD = r"-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----"
_KEY_BLOCK = re.compile(
    rf"{_KEY_BLOCK_HEAD}"
    r"(?:"
    r"(?:[\w+/=\s\\:,.]|-(?!----))*+-----END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----"
    r"|(?:(?:\s|\\[rn])*+[A-Za-z0-9+/=]{20,}+)++"
    r")"
)


def unescaped(written: str) -> str:
    """What stands inside of quotes, as JSON means it; as it is where that is none."""
    if "\\" not in written:
        return written
    try:
        value = json.loads(f'"{written}"', strict=False)
    except ValueError:
        return written
    return value if isinstance(value, str) else written


def find_by_look(text: str) -> Iterator[Found]:
    """The tokens of well-known makers in any text, and private keys."""
    ends: dict[int, int] = {}
    for sign in _SIGN.finditer(text):
        group = sign.lastindex or 0
        offset, name, pattern = _GROUPS[group - 1]
        at = sign.start() - offset
        if at < ends.get(group, 0) or not _is_beginning(text, at):
            continue
        match = pattern.match(text, at)
        if match and _is_credible(name, match[0]):
            value = match[0].replace("\\/", "/")
            yield Found(at, match.end(), value, name, by_look=True)
            ends[group] = match.end()
    if _KEY_BLOCK_BEGIN in text:
        for match in _KEY_BLOCK.finditer(text):
            value = unescaped(match[0])
            yield Found(match.start(), match.end(), value, "private-key", by_look=True)


def may_have_looks(texts: Iterable[str]) -> bool:
    """Whether `find_by_look` may find anything in texts, many of whose lines are the same.

    A token stands within a line, and so does the beginning of a key: each line is looked at
    once, however often it comes.
    """
    lines: set[str] = set()
    for text in texts:
        lines.update(text.split("\n"))
    once = "\n".join(lines)
    return bool(re.search(_KEY_BLOCK_HEAD, once)) or any(find_by_look(once))


def _is_beginning(text: str, at: int) -> bool:
    """Whether a token can begin here: at no other letter, or behind an escape such as `%20`."""
    if at == 0:
        return True
    before = text[at - 1]
    if not (before.isalnum() or before in "_-"):
        return True
    if at >= 2 and text[at - 2] == "\\" and before in "nrt":
        return True
    return (at >= 3 and text[at - 3] == "%") or text.startswith("\\u", max(0, at - 6))


def _is_credible(name: str, value: str) -> bool:
    """Not a word that begins alike, such as `sk-loading-indicator-with-text`."""
    if name == "api-key":
        return looks_random(value)
    return len(set(value)) >= 8
