"""Which samples stand behind a type."""

from __future__ import annotations

import pytest

from generator.api.explain import explain
from generator.diagnostics import InputError
from tests.helpers.collections import answer, collection, folder, item
from tests.helpers.packages import api

API = api(
    collection(
        folder(
            "Links",
            item(
                "List links",
                path="/links",
                answers=[
                    answer([{"id": 1, "at": "now"}, {"id": 2}, {"id": 3, "at": None}]),
                    answer([{"id": 4, "at": "2024-01-31"}], name="More"),
                ],
            ),
        )
    )
)


def test_a_field() -> None:
    (line,) = explain(API, "Link.at")
    assert line == (
        "Link.at: in 3 of 4 samples; null in 1; date in 1, text in 1; optional; "
        'from "Links / List links / 200"'
    )


def test_a_model() -> None:
    assert explain(API, "Link")[1:] == [
        "  id: in 4 of 4 samples; integer in 4; required",
        "  at: in 3 of 4 samples; null in 1; date in 1, text in 1; optional",
    ]


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("Lnk", "there is no model 'Lnk'; did you mean 'Link'?"),
        ("Link.att", "there is no field 'att'; did you mean 'at'?"),
    ],
)
def test_what_is_not_there(target: str, message: str) -> None:
    with pytest.raises(InputError, match=message.replace("?", r"\?")):
        explain(API, target)
