"""Formats of texts: what has one, and what only looks like it."""

from __future__ import annotations

import base64
import uuid
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.inference.formats import string_format
from generator.inference.merge import merge_all
from generator.inference.observe import observe
from generator.inference.types import STRING, String


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("uuid", ["3fa85f64-5717-4562-b3fc-2c963f66afa6", "00000000-0000-0000-0000-000000000000"]),
        ("date", ["2024-02-29", "0001-01-01"]),
        ("date-time", ["2024-02-29T12:00:00Z", "2024-02-29T12:00:00.123456+05:30"]),
        ("time", ["12:00:00Z", "23:59:59.5-08:00"]),
        ("email", ["someone@example.com", "first.last+tag@mail.example.co.uk", "a_b@x-y.org"]),
        ("uri", ["https://example.com", "http://[::1]:8080/a%20b?c=d#e", "wss://host.test/x"]),
        ("ipv4", ["192.0.2.1", "10.0.0.0", "255.255.255.255"]),
        ("ipv6", ["2001:db8::1", "::1", "::ffff:192.0.2.1", "1:2:3:4:5:6:7:8"]),
        ("byte", ["SGVsbG8gd29ybGQsIHRoaXMgaXMgbG9uZw=="]),
    ],
)
def test_formats(name: str, texts: list[str]) -> None:
    assert {string_format(text) for text in texts} == {name}
    assert merge_all(map(observe, texts)) == String(name)


@pytest.mark.parametrize(
    "text",
    [
        "",
        # Dates and times that Python would read, or not give back as they were.
        *("20240229", "2024-W09-4", "2023-02-29", "12:00:00", "12:00Z", "24:00:00Z"),
        *("2024-02-29T12:00:00", "2024-02-29 12:00:00Z", "2024-02-29T12:00:00.1234567Z"),
        *("2024-02-29T12:00:60Z", "2024-02-29T12:00:00+25:00", "２０２４-02-29"),
        # Ids in other dresses.
        *("3FA85F64-5717-4562-B3FC-2C963F66AFA6", "3fa85f6457174562b3fc2c963f66afa6"),
        *("urn:uuid:3fa85f64-5717-4562-b3fc-2c963f66afa6", "urn:ietf:params:scim:schemas:core"),
        # Mail, with a name, two signs, no domain, in a sentence.
        *("A B <a@b.example>", "a@b@c.example", "a@localhost", "@handle", "a@b.example ", "a@b.1"),
        *(".a@b.example", "a..b@c.example", "a@-b.example"),
        # Addresses without a scheme, with blanks, templates, empty hosts, bad ports.
        *("example.com", "//example.com/a", "/a/b", "https://", "https:///a", "http://a b"),
        *("https://{host}/a", "https://example.com/{id}", "http://a:99999999/", "http://[::1/"),
        *("mailto:a@b.example", "javascript:alert(1)", "https://exämple.com", "https://a/%zz"),
        # Versions, masks, network cards, times of day.
        *("1.2.3", "1.2.3.4.5", "256.1.1.1", "192.0.2.01", "192.0.2.0/24", "192.0.2.1:80"),
        *("00:1A:2B:3C:4D:5E", "00:1A:2B:3C:4D:5E:6F:70", "fe80::1%eth0", ":", "::1::", "12:30"),
        # What base64 could be, and is not: words, hashes, keys, tokens, short or unpadded ones.
        *("cGFzc3dvcmQ=", "thisisjustalongwordthatgoeson==", "d41d8cd98f00b204e9800998ecf8427e"),
        *("AKIAIOSFODNN7EXAMPLE", "SGVsbG8gd29ybGQsIHRoaXMgaXMgbG9uZyE", "Abcdefghij0123456789==="),
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
        "SGVsbG8gd29ybGQsIHRoaXMgaXMgbG9uZx==",  # bits before the padding
    ],
)
def test_look_alikes(text: str) -> None:
    assert string_format(text) is None


def test_formats_are_taken_where_all_samples_agree() -> None:
    assert merge_all(map(observe, ["192.0.2.1", "::1"])) == STRING
    assert merge_all(map(observe, ["someone@example.com", ""])) == STRING


@given(st.uuids() | st.dates() | st.datetimes(timezones=st.just(UTC)))
def test_values_come_back(value: object) -> None:
    text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    match string_format(text):
        case "uuid":
            assert uuid.UUID(text) == value
        case "date-time":
            assert datetime.fromisoformat(text) == value
        case name:
            assert name == "date"


@given(st.binary(min_size=16, max_size=3_000))
def test_encoded_bytes(data: bytes) -> None:
    text = base64.b64encode(data).decode()
    assert string_format(text) in ("byte", None)
    assert string_format(text.rstrip("=")) is None


@given(st.text())
def test_any_text_has_one_answer(text: str) -> None:
    assert string_format(text) == string_format(text)


@pytest.mark.parametrize("part", ["a.", "a@", "a:", "1.", "%41", "A1b=", "[", "a-"])
def test_long_texts_take_no_time(part: str) -> None:
    for text in (part * 100_000, part * 400, "https://" + part * 400 + " ", part * 90 + "@a.b"):
        assert string_format(text) in (None, "uri")
