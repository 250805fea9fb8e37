"""Names that every value has in Postman's sandbox, as functions: JavaScript's and Sugar's.

They matter where a script reads a field of what should be an object and is a list or a text:
`count` of a list is no missing value there, but a function.
"""

from __future__ import annotations

_OF_LISTS = """
    at concat copyWithin fill find findIndex findLast findLastIndex lastIndexOf pop
    push reverse shift unshift slice sort splice includes indexOf join keys entries
    values forEach filter flat flatMap map every some reduce reduceRight toReversed
    toSorted toSpliced with findAll count removeAt include exclude clone unique
    flatten union intersect subtract first last from to min max least most sum
    average inGroups inGroupsOf isEmpty sortBy randomize zip sample each add remove
    compact groupBy none all any insert
"""
_OF_TEXTS = """
    anchor at big blink bold charAt charCodeAt codePointAt concat endsWith fontcolor
    fontsize fixed includes indexOf isWellFormed italics lastIndexOf link
    localeCompare match matchAll normalize padEnd padStart repeat replace replaceAll
    search slice small split strike sub substr substring sup startsWith toWellFormed
    trim trimStart trimLeft trimEnd trimRight toLocaleLowerCase toLocaleUpperCase
    toLowerCase toUpperCase escapeRegExp escapeURL unescapeURL escapeHTML
    unescapeHTML encodeBase64 decodeBase64 each shift codes chars words lines
    paragraphs isBlank has add remove reverse compact from to dasherize underscore
    camelize spacify stripTags removeTags truncate pad padLeft padRight first last
    toNumber capitalize assign insert pluralize singularize humanize titleize
    parameterize hankaku zenkaku hiragana katakana isArabic hasArabic isCyrillic
    hasCyrillic isDevanagari hasDevanagari isGreek hasGreek isHangul hasHangul isHan
    hasHan isKanji hasKanji isHebrew hasHebrew isHiragana hasHiragana isKana hasKana
    isKatakana hasKatakana isLatin hasLatin isThai hasThai
"""
_OF_NUMBERS = """
    toExponential toFixed toPrecision duration log abbr metric bytes isInteger isOdd
    isEven isMultipleOf format hex upto downto times chr pad ordinalize toNumber
    round floor ceil abs pow sin asin cos acos tan atan exp sqrt
"""
_OF_ALL = """
    constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toString valueOf
    toLocaleString
"""
_UNITS = "millisecond second minute hour day week month year"
_WHEN = (
    "",
    "s",
    "Before",
    "sBefore",
    "Ago",
    "sAgo",
    "After",
    "sAfter",
    "FromNow",
    "sFromNow",
)

_ALL = frozenset(_OF_ALL.split())
_LISTS = _ALL | frozenset(_OF_LISTS.split())
_TEXTS = _ALL | frozenset(_OF_TEXTS.split())
_NUMBERS = (
    _ALL
    | frozenset(_OF_NUMBERS.split())
    | frozenset(unit + when for unit in _UNITS.split() for when in _WHEN)
)


class Builtin:
    """A function that a value has from the start."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"the function {self.name}"


_KNOWN: dict[tuple[str, str], Builtin] = {}


def inherited(data: object, name: str) -> Builtin | None:
    """The function of that name that a value has; None where it has none."""
    match data:
        case list():
            names = _LISTS
        case str():
            names = _TEXTS
        case bool() | dict():
            names = _ALL
        case int() | float():
            names = _NUMBERS
        case _:
            return None
    if name not in names:
        return None
    key = (type(data).__name__, name)
    return _KNOWN.setdefault(key, Builtin(name))
