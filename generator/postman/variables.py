"""`{{variables}}`: where they stand in a text, and what becomes of them.

The rules are Postman's (postman-collection, lib/superstring/index.js): tokens hold no
braces, values may hold tokens, and after 19 rounds what is left stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from .collection import Variable

MOST_PASSES = 19
"""Rounds of replacement (`VARS_SUBREPLACE_LIMIT` in Postman's source)."""

LONGEST_GROWTH = 100_000
"""Characters that values may add to a text: a few variables that name each other twice
would else make a text of any length."""

_TOKEN = re.compile(r"\{\{([^{}]*?)\}\}")


def names(text: str) -> tuple[str, ...]:
    """The names in the tokens of a text, in order, repeated ones repeated."""
    return tuple(_TOKEN.findall(text))


def mask(text: str) -> str:
    """The text with as many `_` for each token, so that what separates stands outside."""
    return _TOKEN.sub(lambda match: "_" * len(match[0]), text) if "{{" in text else text


def split_outside(text: str, separators: str) -> tuple[str, ...]:
    """The text cut at each of the separators that stands in no token."""
    parts = []
    start = 0
    for match in re.finditer(f"[{re.escape(separators)}]", mask(text)):
        parts.append(text[start : match.start()])
        start = match.end()
    return (*parts, text[start:])


def resolve(text: str, scope: Mapping[str, str]) -> str:
    """The text with values for tokens; a token without value stays as it is.

    Values that name each other in a circle, or grow beyond all bounds, end as tokens.
    """
    if "{{" not in text:
        return text
    room = LONGEST_GROWTH

    def value_of(match: re.Match[str]) -> str:
        nonlocal room
        value = scope.get(match[1])
        if value is None or len(value) - len(match[0]) > room:
            return match[0]
        room -= max(len(value) - len(match[0]), 0)
        return value

    for _ in range(MOST_PASSES):
        resolved = _TOKEN.sub(value_of, text)
        if resolved == text:
            break
        text = resolved
    return text


def scope(variables: Iterable[Variable]) -> dict[str, str]:
    """Values by name; disabled ones don't count, and the last of two of a name wins."""
    return {variable.key: variable.value for variable in variables if not variable.disabled}


def is_dynamic(name: str) -> bool:
    """Whether Postman makes up a value for this name; `$top` and `$filter` are no such."""
    return name in _DYNAMIC


FRESH = frozenset(
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
"""The dynamic ones that a client makes up too: they tell one call from another.

The others (`$randomFirstName`) stand for examples, which are for a caller to give.
"""


def is_fresh(text: str) -> bool:
    """Whether a text has variables, all of them such that a client makes up."""
    found = names(text)
    return bool(found) and FRESH.issuperset(found)


# The documented names (postman-collection, lib/superstring/dynamic-variables.js).
_DYNAMIC_NAMES = """
    $guid $isoTimestamp $randomAbbreviation $randomAbstractImage $randomAdjective
    $randomAlphaNumeric $randomAnimalsImage $randomAvatarImage $randomBankAccount
    $randomBankAccountBic $randomBankAccountIban $randomBankAccountName $randomBitcoin
    $randomBoolean $randomBs $randomBsAdjective $randomBsBuzz $randomBsNoun $randomBusinessImage
    $randomCatchPhrase $randomCatchPhraseAdjective $randomCatchPhraseDescriptor
    $randomCatchPhraseNoun $randomCatsImage $randomCity $randomCityImage $randomColor
    $randomCommonFileExt $randomCommonFileName $randomCommonFileType $randomCompanyName
    $randomCompanySuffix $randomCountry $randomCountryCode $randomCreditCardMask
    $randomCurrencyCode $randomCurrencyName $randomCurrencySymbol $randomDatabaseCollation
    $randomDatabaseColumn $randomDatabaseEngine $randomDatabaseType $randomDateFuture
    $randomDatePast $randomDateRecent $randomDepartment $randomDirectoryPath $randomDomainName
    $randomDomainSuffix $randomDomainWord $randomEmail $randomExampleEmail $randomFashionImage
    $randomFileExt $randomFileName $randomFilePath $randomFileType $randomFirstName
    $randomFoodImage $randomFullName $randomHexColor $randomIP $randomIPV6 $randomImageDataUri
    $randomImageUrl $randomIngverb $randomInt $randomJobArea $randomJobDescriptor
    $randomJobTitle $randomJobType $randomLastName $randomLatitude $randomLocale
    $randomLongitude $randomLoremLines $randomLoremParagraph $randomLoremParagraphs
    $randomLoremSentence $randomLoremSentences $randomLoremSlug $randomLoremText
    $randomLoremWord $randomLoremWords $randomMACAddress $randomMimeType $randomMonth
    $randomNamePrefix $randomNameSuffix $randomNatureImage $randomNightlifeImage $randomNoun
    $randomPassword $randomPeopleImage $randomPhoneNumber $randomPhoneNumberExt $randomPhrase
    $randomPrice $randomProduct $randomProductAdjective $randomProductMaterial
    $randomProductName $randomProtocol $randomSemver $randomSportsImage $randomStreetAddress
    $randomStreetName $randomTransactionType $randomTransportImage $randomUUID $randomUrl
    $randomUserAgent $randomUserName $randomVerb $randomWeekday $randomWord $randomWords
    $timestamp
    """
_DYNAMIC = frozenset(_DYNAMIC_NAMES.split())
