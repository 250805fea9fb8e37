"""Objects whose keys are data, and the records that look like them."""

from __future__ import annotations

import pytest

from generator.inference.observe import observe
from generator.inference.types import INTEGER, Field, Map, Record, record

_POINT = {"x": 1, "y": 2}


@pytest.mark.parametrize(
    "keys",
    [
        # One is enough.
        *(["1"], ["3fa85f64-5717-4562-b3fc-2c963f66afa6"], ["2024-01-01"], ["2024-01"]),
        *(["3FA85F64-5717-4562-B3FC-2C963F66AFA6"], ["507f1f77bcf86cd799439011"]),
        *(["2024-01-01T10:00:00Z"], ["2024-01-01 10:00"], ["200", "404"]),
        # Several are.
        *(["en", "de"], ["en-US", "de-DE"], ["en_US", "pt_BR", "fr"], ["id", "no", "de", "fr"]),
        *(["DE", "FR"], ["US", "CA", "ID"], ["USD", "EUR"], ["ALL", "CHF", "EUR"]),
        *(["cus_9s6XKzkNRiz8i3", "cus_4fdAW5ftNQow1a"], ["prod-12345", "prod-67890"]),
        ["a1b2c3d4e5", "f6a7b8c9d0"],
    ],
)
def test_maps(keys: list[str]) -> None:
    assert observe(dict.fromkeys(keys, 1)) == Map(INTEGER)
    assert isinstance(observe(dict.fromkeys(keys, _POINT)), Map)
    assert not isinstance(observe({**dict.fromkeys(keys, 1), "name": 1}), Map)


@pytest.mark.parametrize(
    "keys",
    [
        [],
        # One code, or words that are codes too.
        *(["en"], ["USD"], ["DE"], ["id", "to"], ["id", "no", "is"], ["ID", "TO"], ["id", "en"]),
        *(["ALL", "TOP"], ["us", "uk", "eu"], ["cpu", "ram"], ["UTC", "GMT"], ["id", "ip", "os"]),
        *(["en", "DE"], ["eur", "usd"], ["EN", "XX"], ["english", "german"]),
        # Names with numbers in them.
        *(["address1", "address2"], ["line_1", "line_2", "line_3"], ["sha256_hash", "sha512_hash"]),
        *(["ipv4_address", "ipv6_address"], ["base64_data", "x509_cert"], ["oauth2", "oauth1"]),
        *(["item1", "item2", "item3", "item4", "item5", "item6", "item7", "item8", "item9"],),
        # Many keys of one shape.
        [*"abcdefghijklmnopqrstuvwxyz"],
        *(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],),
        *(["key_a", "key_b"], ["prod-12345"], ["1", "total"], ["2024-13"], ["2024-01-01", "sum"]),
    ],
)
def test_records(keys: list[str]) -> None:
    assert observe(dict.fromkeys(keys, 1)) == record([Field(key, INTEGER) for key in keys])
    assert isinstance(observe(dict.fromkeys(keys, _POINT)), Record)


@pytest.mark.parametrize("keys", [["en", "de"], ["USD", "EUR"], ["prod-12345", "prod-67890"]])
def test_values_of_several_shapes_are_fields(keys: list[str]) -> None:
    first, second = keys
    assert isinstance(observe({first: 1, second: "text"}), Record)
    assert isinstance(observe({first: {"a": 1}, second: {"b": 1}}), Record)
    assert isinstance(observe({first: {"a": 1}, second: None}), Map)
