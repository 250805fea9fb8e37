"""Maps against records: is a key a name that the API chose, or data?

A count alone says nothing. Keys are data where all of them are ids, dates or numbers; where
several are codes of languages, countries or currencies; or where several look like ids;
the last two only if all values are of one shape.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from .formats import DATE, UUID
from .merge import without_null
from .types import Record, Type, Unknown

# Each by itself is proof enough; the last are the ids of MongoDB.
_DATA = (
    UUID,
    re.compile(UUID.pattern, re.IGNORECASE),
    DATE,
    re.compile(DATE.pattern + r"[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?", re.ASCII),
    re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII),
    re.compile(r"\d+", re.ASCII),
    re.compile(r"[0-9a-f]{24}"),
)


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LANGUAGES = _codes(
    """aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv
    cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr
    ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw
    ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv
    ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr
    ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi
    yo za zh zu"""
)
"""ISO 639-1."""
_COUNTRIES = _codes(
    """AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO
    BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK
    DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR
    GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM
    KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP
    MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL
    PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST
    SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG
    VI VN VU WF WS YE YT ZA ZM ZW"""
)
"""ISO 3166-1 alpha-2."""
_CURRENCIES = _codes(
    """AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN
    BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD
    FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY
    KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP
    MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR
    RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT
    TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW
    BTC ETH USDT USDC"""
)
"""ISO 4217, and the coins that stand beside them."""
_WORDS = _codes(
    """all am an as at be by co cop cup do he id in io is it la me mi mop my na ne no od or
    os pa pen pin pm ps re so sc sd se st sub th ti to top try tv ts uk ve vi"""
)
"""Codes that are names of fields as often."""
_REGION = re.compile(r"([a-z]{2})[-_]([A-Z]{2})")
_LEAST_CODES = 2
"""Codes that are no words; the others may be."""

_ID = re.compile(r"[A-Za-z0-9]+([_:.-][A-Za-z0-9]+)*")
_NUMBERED = re.compile(r"[A-Za-z]+(?:[_-][A-Za-z]+)*[_-]?\d{1,3}(?:[_-]?[A-Za-z]+)*")
"""`address1`, `line_2`, `sha256_hash`: a name with a number in it."""
_SHORTEST_ID = 8
_LEAST_IDS = 2


def is_map(keys: Collection[str], values: Iterable[Type]) -> bool:
    """Whether an object with these keys and types of values is a map."""
    if not keys:
        return False
    if any(all(map(pattern.fullmatch, keys)) for pattern in _DATA):
        return True
    return (_are_codes(keys) or _are_ids(keys)) and _are_alike(values)


def _are_codes(keys: Collection[str]) -> bool:
    """Whether all are codes of one kind, several of them nothing else."""
    if sum(key.lower() not in _WORDS for key in keys) < _LEAST_CODES:
        return False
    return any(all(map(is_code, keys)) for is_code in (_is_language, _is_country, _is_currency))


def _is_language(key: str) -> bool:
    region = _REGION.fullmatch(key)
    return (region[1] if region else key) in _LANGUAGES


def _is_country(key: str) -> bool:
    return key in _COUNTRIES


def _is_currency(key: str) -> bool:
    return key in _CURRENCIES


def _are_ids(keys: Collection[str]) -> bool:
    """Whether several keys mix letters and digits as no name does."""
    return len(keys) >= _LEAST_IDS and all(
        len(key) >= _SHORTEST_ID
        and _ID.fullmatch(key) is not None
        and _NUMBERED.fullmatch(key) is None
        and sum(map(str.isdigit, key)) > 1
        and any(map(str.isalpha, key))
        for key in keys
    )


def _are_alike(values: Iterable[Type]) -> bool:
    """Whether all values are of one kind, and objects have the same keys."""
    shapes = {_shape(value) for value in map(without_null, values)}
    return len(shapes - {None}) <= 1


def _shape(type_: Type) -> object:
    match type_:
        case Unknown():
            return None
        case Record(fields=fields):
            return frozenset(member.name for member in fields)
        case _:
            return type(type_)
