"""Where in a text secrets stand: by the names beside them, and by what is said of them.

Everything here works on one text at a time and gives spans of it. Expressions are possessive
or begin at a fixed text, so that the time is linear in the length of the text. They begin with
a sign that is rare, and look back from there: `re` passes over all else in one go.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

from .secret_looks import Found, find_by_look, unescaped
from .secret_names import (
    Strength,
    is_distinctive,
    is_harmless,
    looks_random,
    strength_of,
    words_in,
)

# Whatever stands before: `%3Dredacted-token`, but `unredacted-` is a word.
STAND_IN = re.compile(r"(?<!un)redacted-[a-z0-9]+(?:-[a-z0-9]+)*")
NUMBER_STAND_IN = re.compile(r"9000[0-9]{5}")


def is_stand_in(text: str) -> bool:
    """Whether a text is, or contains, a stand-in for a secret."""
    return ("redacted-" in text and STAND_IN.search(text) is not None) or NUMBER_STAND_IN.fullmatch(
        text
    ) is not None


# ---- the value of a place that holds a secret

# Registered at IANA, and those in wide use beside them.
_SCHEME = re.compile(
    r"(?:basic|bearer|digest|dpop|negotiate|ntlm|oauth|privatetoken|token|api-?key|key|hawk|jwt"
    r"|aws|aws4-hmac-sha256|eg1-hmac-sha256|ssws|hmac|hmac-sha256|signature|geniekey|splunk"
    r"|zoho-oauthtoken|googlelogin|sharedkey|sharedaccesssignature|wsse|vapid|mac)(?:\s+|%20)",
    re.IGNORECASE,
)
# What stays as it is inside of a secret value.
_KEPT = re.compile(r"\{\{[^{}]*\}\}|\$\{[^{}]*\}|<[\w ,-]{1,60}>|" + STAND_IN.pattern)
_EDGE = " \t\r\n\"'`,;:=&"
_ADDRESS = re.compile(r"https?://[^\s@]*", re.IGNORECASE)


def find_in_value(value: str, name: str, strength: Strength = Strength.STRONG) -> list[Found]:
    """The secret parts of a value that is a secret: all but scheme, variables, placeholders."""
    if strength is Strength.NONE or is_harmless(value, name) or _ADDRESS.fullmatch(value):
        return []
    scheme = _SCHEME.match(value)
    start = scheme.end() if scheme else len(value) - len(value.lstrip())
    found: list[Found] = []
    has_kept = False
    for kept in _KEPT.finditer(value, start):
        has_kept = True
        found.extend(_part(value, start, kept.start(), name))
        start = kept.end()
    found.extend(_part(value, start, len(value), name))
    if has_kept:
        # `token="{{token}}", realm="x"`: what stands between variables is mostly punctuation.
        found = [part for part in found if any(sign.isdigit() for sign in part.value)]
    if strength is Strength.WEAK:
        return [part for part in found if looks_random(part.value)]
    return found


def _part(value: str, start: int, end: int, name: str) -> Iterator[Found]:
    while start < end and value[start] in _EDGE:
        start += 1
    while end > start and value[end - 1] in _EDGE.replace("=", ""):
        end -= 1
    part = value[start:end]
    if any(sign.isalnum() for sign in part) and not is_harmless(part, name):
        yield Found(start, end, unquote(part) if "%" in part else part, name)


_COOKIE = re.compile(r"([^=;\s]{1,100}+)=([^;]*+)")
_COOKIE_ATTRIBUTES = words_in(
    "path domain expires max-age samesite version secure httponly priority partitioned"
)


def find_in_cookies(value: str) -> list[Found]:
    """The values of cookies, but for words such as in `lang=en`, and for attributes."""
    found: list[Found] = []
    for pair in _COOKIE.finditer(value):
        name = pair[1]
        if name.lower() in _COOKIE_ATTRIBUTES:
            continue
        is_certain = strength_of(name, is_parameter=True) is not Strength.NONE
        found.extend(
            _shifted(part, pair.start(2))
            for part in find_in_value(pair[2], name)
            if is_certain or is_distinctive(part.value) or len(part.value) > 20
        )
    if not found and "=" not in value:
        return find_in_value(value, "cookie")
    return found


def credentials_in_basic(encoded: str) -> tuple[str, str] | None:
    """User and password of what follows `Basic` in a header, if it is that."""
    try:
        user, colon, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return None
    return (user, password) if colon else None


# ---- names and values in any text


def _quoted_key(opening: str) -> re.Pattern[str]:
    return re.compile(rf"({opening})([\w .$:@\[\]-]{{2,60}}+)\1\s*+(?::\s*+|(,)\s*+)")


# By the sign that they begin with: a single one is what `re` finds quickest.
_QUOTED_KEYS = {
    '"': _quoted_key(r'"(?<!\\")'),
    "'": _quoted_key(r"'(?<!\\')"),
    "\\": _quoted_key(r"""\\(?<!\\\\)\\*+["']"""),
}
# What stands between a name and a string, and the name before it, up to which is searched.
_ASSIGNMENTS = {
    "=": re.compile(r"""=(?<!["']=)\s{0,3}+(?=[\\"'`])"""),
    ":": re.compile(r""":(?<!["']:)\s{0,3}+(?=[\\"'`])"""),
}
_BARE_KEY = re.compile(r"""(?<![\w"'$.-])([A-Za-z_$][\w$.-]{1,60}+)\s{0,3}+(?:={1,3}|:)\Z""")
_LONGEST_BARE_KEY = 70
# `expect(json.access_token).to.eql("x")`: a name, the end of a call, and a chain to another one.
_ASSERTED = re.compile(
    r"""([A-Za-z_$][\w$-]{1,60}+)["'\]]{0,2}+\)\s{0,3}+(?:\.\s{0,3}+[A-Za-z]{1,20}+\s{0,3}+){1,6}+\(\s{0,3}+"""
)
_CHAIN = re.compile(r"\)\s{0,3}+\.\s{0,3}+[A-Za-z]{1,20}+\s{0,3}+[.(]")
_PARAMETER = re.compile(r"""[?&#;]([\w.\[\]%-]{1,60}+)=([^&\s"'<>#\\`)]++)""")
_ELEMENT = re.compile(r"<(?:[\w.-]{1,40}:)?([\w.-]{1,60}+)(?:\s[^<>]*+)?>([^<>]++)</")
_WORDED = re.compile(
    # Stand-ins first, lest their own words be read as such.
    STAND_IN.pattern + r"|(passw(?:or)?d|passphrase|pwd|secret|token|credentials?|bearer|basic"
    r"|(?:api|access|private|secret|subscription|auth|account|signing|encryption|shared|master)"
    r"[ _-]?key)\b(?:[^\w\n]|\\[\"nrt]){1,6}(?:is[ :]+)?([\w+/=.~-]{16,}+)",
    re.IGNORECASE | re.ASCII,
)
# Matches in each line in lower case in which `_WORDED` finds a value, and is far quicker.
_CUE = re.compile(
    rb"(?:passw(?:or)?d|passphrase|pwd|secret|token|credentials?|bearer|basic|key)\b"
    rb"(?:[^\w\n]|\\[\"nrt]){1,6}(?:is[ :]+)?[\w+/=.~-]{16}",
)
_SCHEME_NAMES = {"bearer": "bearer token", "basic": "basic credentials"}
_USER_INFO = re.compile(r"""://([^\s/:@"'<>\\?#]++)(?::([^\s/@"'<>\\?#]*+))?@""")
_CURL_USER = re.compile(r"""-(?<!\S-)(?:u|-user)[ =]{1,3}["']?([^\s:"']++):([^\s"'\\]++)""")
_NUMBER = re.compile(r"[0-9]{4,}+(?=\s*(?:[,}\]]|$))")
_STRINGS = re.compile(r'\[\s*+(?:"(?:[^"\\\n]|\\.)*+"\s*+,?\s*+)++')
_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*+)')
_QUOTED = {
    '"': _STRING,
    "'": re.compile(r"'((?:[^'\\\n]|\\.)*+)"),
    "`": re.compile(r"`((?:[^`\\]|\\.)*+)"),
}
_LONGEST_ESCAPED = 20_000
_ESCAPED_QUOTE = re.compile(r"""\\++["']""")
_PAIR_KEYS = frozenset({"key", "name"})
_PAIR_VALUE = re.compile(r"""\s*+,\s*+(\\*+["'])value\1\s*+:\s*+""")


def find_in_text(text: str) -> list[Found]:
    """The secrets of any text: JSON however lenient, XML, forms, scripts, prose, addresses."""
    found = list(find_by_look(text))
    for sign, pattern in _QUOTED_KEYS.items():
        if sign in text:
            found.extend(_find_quoted_keys(pattern, text))
    for sign, pattern in _ASSIGNMENTS.items():
        if sign in text:
            found.extend(_find_bare_keys(pattern, text))
    if ")." in text and _CHAIN.search(text):
        found.extend(_find_asserted(text))
    if "=" in text:
        found.extend(_find_parameters(text))
    if "</" in text:
        for element in _ELEMENT.finditer(text):
            value = html.unescape(element[2])
            parts = find_in_value(value, element[1], strength_of(element[1]))
            if parts:
                found.append(Found(element.start(2), element.end(2), value, element[1]))
    found.extend(_find_in_prose(text))
    return found


def _find_quoted_keys(pattern: re.Pattern[str], text: str) -> Iterator[Found]:
    """`"password": "x"`, at any depth of escaping, and `set("token", "x")`."""
    for key in pattern.finditer(text):
        name = key[2]
        strength = strength_of(name)
        if strength is Strength.NONE:
            if name in _PAIR_KEYS and not key[3]:
                yield from _find_pair(text, key.end())
            continue
        start = key.end()
        if key[3] and not text[max(0, key.start() - 40) : key.start()].rstrip().endswith("("):
            continue
        yield from _find_at(text, start, name, strength, is_code=bool(key[3]))
        if number := _NUMBER.match(text, start):
            is_secret = strength is Strength.STRONG and not name.lower().endswith("s")
            if is_secret and not NUMBER_STAND_IN.fullmatch(number[0]):
                yield Found(start, number.end(), number[0], name, is_number=True)
        elif items := _STRINGS.match(text, start):
            for item in _STRING.finditer(items[0]):
                yield from _find_at(text, start + item.start(), name, strength, is_code=False)


def _find_pair(text: str, start: int) -> Iterator[Found]:
    """`"key": "token", "value": "x"`: a list of named values, from behind the first colon."""
    if (name := _string_at(text, start)) is None or name[1] - name[0] > 60:
        return
    inner = text[name[0] : name[1]]
    strength = strength_of(inner, is_parameter=True)
    if strength is not Strength.NONE:
        end = name[1] + name[2]
        if value := _PAIR_VALUE.match(text, end):
            yield from _find_at(text, value.end(), inner, strength, is_code=False)


def _find_bare_keys(pattern: re.Pattern[str], text: str) -> Iterator[Found]:
    """`token = "x"`, `password: 'x'` in code, `password="x"` in XML."""
    for sign in pattern.finditer(text):
        end = sign.start() + 1
        if key := _BARE_KEY.search(text, max(0, end - _LONGEST_BARE_KEY), end):
            name = key[1].rsplit(".", 1)[-1]
            strength = strength_of(name)
            if strength is not Strength.NONE:
                yield from _find_at(text, sign.end(), name, strength, is_code=True)


def _find_asserted(text: str) -> Iterator[Found]:
    """`expect(answer.token).to.eql("x")` in scripts."""
    for match in _ASSERTED.finditer(text):
        strength = strength_of(match[1])
        if strength is not Strength.NONE:
            yield from _find_at(text, match.end(), match[1], strength, is_code=True)


def _find_at(
    text: str, start: int, name: str, strength: Strength, *, is_code: bool
) -> Iterator[Found]:
    """The secret parts of the string literal at a position, if there is one."""
    span = _string_at(text, start)
    if span is None:
        return
    written = text[span[0] : span[1]]
    value = unescaped(written)
    if is_code and " " in value and not is_distinctive(value):
        return  # a message
    parts = find_in_value(value, name, strength)
    if value == written:
        for part in parts:
            yield _shifted(part, span[0])
    elif parts and not is_stand_in(value):
        # Positions in the value are none in the text: all of it goes.
        yield Found(span[0], span[1], value, name)


def _string_at(text: str, start: int) -> tuple[int, int, int] | None:
    """Where the inside of a string literal begins and ends, and the length of its quote."""
    if opening := _ESCAPED_QUOTE.match(text, start):
        quote = opening[0]
        limit = opening.end() + _LONGEST_ESCAPED
        end = text.find(quote, opening.end(), limit)
        while end > 0 and text[end - 1] == "\\":
            end = text.find(quote, end + len(quote), limit)
        return (opening.end(), end, len(quote)) if end >= 0 else None
    literal = _QUOTED.get(text[start : start + 1])
    if literal is None or (match := literal.match(text, start)) is None:
        return None
    return match.start(1), match.end(1), 1


def _find_parameters(text: str) -> Iterator[Found]:
    """`?token=x&...`, and the text of an urlencoded form."""
    # A form begins with its first parameter; `&amp;` ends with a sign of its own.
    for pair in _PARAMETER.finditer("&" + text):
        strength = strength_of(unquote(pair[1]), is_parameter=True)
        for part in find_in_value(pair[2], unquote(pair[1]), strength):
            yield _shifted(part, pair.start(2) - 1)


def _find_in_prose(text: str) -> Iterator[Found]:
    """What looks random behind a word for secrets, and users of addresses and of curl."""
    for match in _worded(text):
        value = (match[2] or "").rstrip(".")
        if text.startswith("-----", match.end(1)):
            continue  # the first line of a key block
        if looks_random(value) and not is_stand_in(value):
            name = _SCHEME_NAMES.get(match[1].lower(), match[1])
            end = match.start(2) + len(value)
            yield Found(match.start(2), end, value, name, by_look=True)
    infos = list(_USER_INFO.finditer(text)) if "://" in text and "@" in text else []
    if "-u" in text:
        infos.extend(_CURL_USER.finditer(text))
    for match in infos:
        for group, name in ((1, "username"), (2, "password")):
            if match[group]:
                for part in find_in_value(match[group], name):
                    yield _shifted(part, match.start(group))


def _worded(text: str) -> Iterator[re.Match[str]]:
    """Words for secrets, each with what stands behind it in its line."""
    # As the expression sees it: what is not ASCII is no letter.
    plain = text.encode("ascii", "replace").lower()
    done = 0
    for cue in _CUE.finditer(plain):
        if cue.start() >= done:
            start = text.rfind("\n", 0, cue.start()) + 1
            done = text.find("\n", cue.end()) + 1 or len(text)
            yield from _WORDED.finditer(text, start, done)


def _shifted(found: Found, by: int) -> Found:
    return replace(found, start=found.start + by, end=found.end + by)
