"""Which names say that their value is a secret, and which values are none for all that.

Names decide most: `password`, `apiKey`, `X-Auth-Token`. What they are judged by is their
words, so that `tokenUrl`, `passwordPolicy` and `max_tokens` are not taken for secrets.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from enum import IntEnum
from functools import lru_cache

from .collection import Auth


class Strength(IntEnum):
    """How surely a name says that its value is a secret."""

    NONE = 0
    WEAK = 1
    """Only where the value looks random too: `signature`, `key`."""
    STRONG = 2


def words_in(text: str) -> frozenset[str]:
    """The words of a table that is written as running text."""
    return frozenset(text.split())


_SECRET_WORDS = words_in(
    """password passwords passwd pwd passphrase passcode secret secrets token tokens jwt credential
    credentials apikey apikeys otp totp cvv cvc authorization sessionid jsessionid phpsessid
    passwort kennwort contraseña contrasena senha wachtwoord пароль 密码"""
)
# Written as one word, with anything in front: accesstoken, clientsecret, userpassword.
_SECRET_ENDINGS = (
    "password",
    "passwd",
    "passphrase",
    "token",
    "secret",
    "apikey",
    "secretkey",
    "accesskey",
    "privatekey",
)
_SECRET_PAIRS = frozenset(
    (first, second)
    for second, firsts in {
        "key": "api access private secret client consumer subscription auth account app signing"
        " encryption shared master service session function functions license",
        "keys": "api access private secret",
        "id": "secret session",
        "code": "auth authorization",
    }.items()
    for first in firsts.split()
)
_WEAK_WORDS = words_in("auth authentication pass pin sid sig sign signature hmac")
# Only as a parameter or a variable: in JSON these are names of anything.
_WEAK_PARAMETERS = words_in("key code session")

# A word after the secret one that makes it something else: tokenUrl, password_policy.
_ABOUT = words_in(
    """url uri endpoint host type types expiry expires expiration expire exp ttl lifetime validity
    policy policies name length size count limit state status message error errors description
    enabled disabled required valid invalid version scheme method mode issuer audience scope scopes
    created updated at in date time timestamp hint strength rules rule field label header param
    parameter prefix suffix algorithm alg provider page link path file location reset symbol address
    decimals amount balance price supply pair contract chain used remaining usage format encoding
    seconds minutes hours days duration age rotation requirements result results response
    check checked checks issued service services"""
)
# A word after it that does so for these only: tokenId is an id, secretId is not.
_ABOUT_BUT_NOT_SECRET = frozenset({"id", "ids"})
# Before anything they make a flag of it: has_password.
_FLAGS = words_in("is has are use uses show hide allow requires")
# A word before it: next_page_token, max_tokens, idempotency_key, public_key.
_BEFORE_TOKEN = words_in(
    """page next prev previous continuation sync cursor pagination scroll resumption skip max min
    total prompt completion input output num number count cached reasoning"""
)
_BEFORE_KEY = words_in(
    """idempotency public partition primary foreign sort row object cache surrogate routing
    translation order group request natural unique hot"""
)
_NOT_SECRET = frozenset({"skiptoken", "pagetoken", "nexttoken", "continuationtoken", "synctoken"})

# Every name that says anything has one of these in it.
_SIGN = re.compile(
    "|".join(
        sorted(
            {"key", *(first for first, second in _SECRET_PAIRS if second not in {"key", "keys"})}
            | _SECRET_WORDS
            | set(_SECRET_ENDINGS)
            | _WEAK_WORDS
            | _WEAK_PARAMETERS
        )
    )
)

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\W\d_a-zA-Z]+")
_LONGEST_NAME = 100


def words_of(name: str) -> list[str]:
    """The words of a name, in lower case: `X-ApiKey` gives x, api, key."""
    # ASCII is split at capitals; other scripts are kept together with what they stand by.
    if name.isascii():
        return [word.lower() for word in _WORD.findall(name)]
    return [word.lower() for word in re.findall(r"[^\W_]+", name)]


@lru_cache(maxsize=20_000)
def strength_of(name: str, is_parameter: bool = False) -> Strength:
    """How surely a name says that its value is a secret.

    `is_parameter` is for headers, query parameters, form fields and variables, where a bare
    `key` or `code` may well be a secret; in JSON they are names of anything.
    """
    if len(name) > _LONGEST_NAME or not _SIGN.search(name.lower()):
        return Strength.NONE
    words = [word for word in words_of(name) if not word.isdigit()]
    best = Strength.NONE
    for position, word in enumerate(words):
        before, after = words[:position], words[position + 1 :]
        if not _ABOUT.isdisjoint(after) or not _FLAGS.isdisjoint(before):
            continue
        if "redacted" in before:  # the name is a stand-in itself
            continue
        best = max(best, _strength_of_word(word, before, after, is_parameter))
    return best


def _strength_of_word(
    word: str, before: list[str], after: list[str], is_parameter: bool
) -> Strength:
    """What one word of a name says, given those around it."""
    if (word, *after[:1]) in _SECRET_PAIRS:
        return Strength.STRONG if _BEFORE_KEY.isdisjoint(before) else Strength.NONE
    if word in _NOT_SECRET:
        return Strength.NONE
    if word in _SECRET_WORDS or word.endswith(_SECRET_ENDINGS):
        if word.startswith("token") and not _BEFORE_TOKEN.isdisjoint(before):
            return Strength.NONE
        is_about = not _ABOUT_BUT_NOT_SECRET.isdisjoint(after) and not word.endswith("secret")
        return Strength.NONE if is_about else Strength.STRONG
    if after:
        return Strength.NONE
    if word in _WEAK_WORDS:
        return Strength.WEAK
    if is_parameter and word in _WEAK_PARAMETERS and _BEFORE_KEY.isdisjoint(before):
        return Strength.WEAK
    return Strength.NONE


# What people write where a secret would stand.
_HARMLESS_WORDS = words_in(
    """a an the your my our some this that here insert enter put add paste replace with by goes set
    me and or of to for in from value values string str text example sample demo dummy placeholder
    none null nil undefined true false redacted hidden masked removed empty required optional
    password passwd pwd passphrase secret secrets token tokens key keys api apikey access refresh
    private client credential credentials auth authorization authentication code jwt bearer basic
    digest oauth oauth1 oauth2 header query cookie session id valid invalid wrong new old current
    another user username personal generated xxx xxxx todo tbd"""
)
_PLACEHOLDER = re.compile(
    r"\{\{[^{}]*\}\}|<[\w ,.:-]{1,60}>|\[[A-Za-z _-]+\]|\$?\{[\w .-]*\}|\$[A-Z_]+|%[A-Z_]+%"
)
_SHORTEST_SECRET = 3


def is_harmless(value: str, name: str = "") -> bool:
    """Whether a value in the place of a secret is a placeholder or only says what goes there.

    `{{token}}`, `<token>`, `your-api-key`, `string`, `xxxxxxxx`, a name's own words, and
    whole sentences such as the message of a validation error.
    """
    value = value.strip()
    if len(value) < _SHORTEST_SECRET or len(set(re.sub(r"[\W_]+", "", value))) <= 1:
        return True
    if _PLACEHOLDER.fullmatch(value) or is_sentence(value):
        return True
    if len(value) > _LONGEST_NAME:
        return False
    words = words_of(value)
    own = set(words_of(name)) if len(name) <= _LONGEST_NAME else set()
    return bool(words) and all(word in _HARMLESS_WORDS or word in own for word in words)


_LONGEST_SENTENCE = 400


def is_sentence(value: str) -> bool:
    """Whether a text is prose, such as the message of a validation error.

    It must begin with a capital or end with a full stop, so that a pass phrase in lower case
    is none.
    """
    if len(value) > _LONGEST_SENTENCE or value.count(" ") < 2:
        return False
    if not (value[0].isupper() or value[-1] in ".!?"):
        return False
    return all(_is_plain(piece) for piece in re.split(r"[\W_]+", value))


_NUMBER_OR_DATE = re.compile(r"[0-9.,:+TZeE/ -]+")
_NO_WORD = re.compile(r"[bcdfghjklmnpqrstvwxz]{6}", re.IGNORECASE)
_SHORTEST_EVERYWHERE = 8
_FEWEST_LETTERS_EVERYWHERE = 5
_LONGEST_PLAIN_PIECE = 24
# Written by documentation tools for any UUID; as ids they stand all over an example.
_SAMPLE_UUIDS = frozenset(
    {
        "3fa85f64-5717-4562-b3fc-2c963f66afa6",
        "497f6eca-6276-4993-bfeb-53cbbbba6f08",
        "123e4567-e89b-12d3-a456-426614174000",
        "123e4567-e89b-12d3-a456-426655440000",
    }
)


def is_distinctive(value: str) -> bool:
    """Whether a value, found as a secret at one place, is one wherever it stands.

    Not so where it could be there by chance: shorter than 8 characters; a number or a date,
    which would also break the JSON it stands in; words, as `sandbox-user1`, `production` or
    an address of e-mail, whose replacement would wreck names, addresses and prose.
    """
    if len(value) < _SHORTEST_EVERYWHERE or len(set(value)) < _FEWEST_LETTERS_EVERYWHERE:
        return False
    if value.lower() in _SAMPLE_UUIDS or _NUMBER_OR_DATE.fullmatch(value):
        return False
    if "://" in value[:12]:
        return False
    pieces = re.split(r"[\W_]+", value)
    return not all(_is_plain(piece) for piece in pieces)


def _is_plain(piece: str) -> bool:
    """Whether a piece between separators reads as a word, with two digits behind it at most."""
    letters = piece.rstrip("0123456789")
    if len(piece) > _LONGEST_PLAIN_PIECE or len(piece) - len(letters) > 2:
        return False
    if not letters.isascii():
        return letters.isalpha()
    humps = _WORD.findall(letters)
    if (letters and not letters.isalpha()) or _NO_WORD.search(letters):
        return False
    # camelCase has few humps for its length, base64 many.
    return len(letters) >= 3 * len(humps) - 3


_RANDOM = re.compile(r"[A-Za-z0-9+/=_.~:%-]{16,}")
_LEAST_ENTROPY = 3.0
"""Bits a character: 16 hexadecimal digits have about 3.3, words repeated much less."""


def looks_random(value: str) -> bool:
    """Whether a text is long and mixed enough to be a key that a machine made."""
    if not _RANDOM.fullmatch(value) or not is_distinctive(value):
        return False
    if not any(sign.isdigit() for sign in value) or not any(sign.isalpha() for sign in value):
        return False
    sample = value[:200]
    counts = Counter(sample).values()
    entropy = -sum(n / len(sample) * math.log2(n / len(sample)) for n in counts)
    return entropy >= _LEAST_ENTROPY


# Parameters of authentication blocks that say how, not with what (postman-runtime's
# authorizers), in lower case without separators. All others are taken for secrets.
_STRUCTURAL = words_in(
    """in realm algorithm alg addtokento addauthdatato granttype scope scopes audience resource
    clientauthentication clientauth tokenname tokentype headerprefix queryparamkey signaturemethod
    version region service nonce noncecount clientnonce timestamp qop opaque kid iss aud sub exp
    time lifetime headerstosign maxbodysize challengealgorithm state usebrowser usepkce
    includepayload extradata app appid delegation payload header headers claims
    authrequestparams tokenrequestparams refreshrequestparams"""
)
_ADDRESS_ENDINGS = ("url", "uri", "endpoint", "host")


def is_structural(auth: Auth, name: str) -> bool:
    """Whether a parameter of an authentication block says how, not with what."""
    plain = re.sub(r"[\W_]", "", name.lower())
    if auth.type == "apikey" and plain == "key":
        return True
    return plain in _STRUCTURAL or plain.endswith(_ADDRESS_ENDINGS)
