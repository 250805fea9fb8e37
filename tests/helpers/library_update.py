"""The library's collection as its team exports it next: ten changes, new ids, another order.

`tests/changes/library_update/` holds the export and what `postgen diff` says of it;
`pytest tests/changes --update-cases` writes both again when the sample changes.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from .collections import Json, answer, folder, item

FOLDER = Path(__file__).parents[1] / "changes" / "library_update"
EXPORT = FOLDER / "library.postman_collection.json"
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def updated(sample: Json) -> Json:
    """The next export of the sample."""
    made = copy.deepcopy(sample)
    for change in (
        _remove_a_request,
        _remove_a_field,
        _make_a_field_nullable,
        _require_a_parameter,
        _send_a_return_otherwise,
        _raise_the_version_of_reports,
        _add_a_request,
        _add_a_folder,
        _add_an_error,
        _reword,
    ):
        change(made)
    return _exported_again(made)


def export(sample: Json) -> str:
    """The file of the next export."""
    return json.dumps(updated(sample), indent=1, ensure_ascii=False) + "\n"


# --- the ten changes ------------------------------------------------------------------------


def _remove_a_request(made: Json) -> None:
    branches = find(made, "Branches")
    branches["item"] = [
        one for one in branches["item"] if one["name"] != "Clear the cache of a branch"
    ]


def _remove_a_field(made: Json) -> None:
    def strip(record: Json) -> None:
        if "closures" in record and "opening_hours" in record:
            del record["closures"]

    for title in ("List branches", "Get a branch", "Set the opening hours"):
        _answers(find(made, "Branches", title), strip)


def _make_a_field_nullable(made: Json) -> None:
    def unplaced(record: Json) -> None:
        if "pickup_branch" in record:
            record["pickup_branch"] = None

    place = find(made, "Circulation", "Holds", "Place a hold")
    another = copy.deepcopy(place["response"][0])
    another["name"] = "Placed before a branch is chosen"
    place["response"].insert(1, another)
    _answers({"response": [another]}, unplaced)


def _require_a_parameter(made: Json) -> None:
    query = find(made, "Events", "List events")["request"]["url"]["query"]
    query[0]["description"] = "(Required) The first day."


def _send_a_return_otherwise(made: Json) -> None:
    one = find(made, "Circulation", "Loans", "Return a copy")
    for request in (one["request"], *(saved["originalRequest"] for saved in one["response"])):
        request["method"] = "PUT"


def _raise_the_version_of_reports(made: Json) -> None:
    reports = find(made, "Reports")
    text = json.dumps(reports).replace("2025-10-01", "2026-06-01")
    reports.clear()
    reports.update(json.loads(text))


def _add_a_request(made: Json) -> None:
    loans = find(made, "Circulation", "Loans")
    one = copy.deepcopy(find(made, "Circulation", "Loans", "Get a loan"))
    one["name"] = "Renew a loan"
    one["request"]["description"] = "Gives a loan another three weeks, at most twice."
    one["response"] = one["response"][:2]
    for request in (one["request"], *(saved["originalRequest"] for saved in one["response"])):
        request["method"] = "POST"
        request["url"]["path"].append("renewals")
        request["url"]["raw"] += "/renewals"
    loans["item"].append(one)


def _add_a_folder(made: Json) -> None:
    room = {"code": "MAK", "name": "Makerspace", "seats": 12, "branch": "CEN"}
    booking = {"room": "MAK", "starts_at": "2026-03-14T10:00:00Z", "hours": 2}
    made["item"].append(
        folder(
            "Rooms",
            item("List rooms", path="/rooms", answers=[answer([room], name="Rooms")]),
            item(
                "Book a room",
                "POST",
                "/rooms/:code/bookings",
                body={"starts_at": "2026-03-14T10:00:00Z", "hours": 2},
                answers=[answer(booking, 201, "Booked")],
            ),
            description="Rooms that members can book.",
        )
    )


def _add_an_error(made: Json) -> None:
    place = find(made, "Circulation", "Holds", "Place a hold")
    conflict = copy.deepcopy(place["response"][-1])
    conflict.update(name="Account locked", code=423, status="Locked")
    body = json.loads(conflict["body"])
    body.update(code="account_locked", message="The member's account is locked.")
    conflict["body"] = json.dumps(body, indent=4)
    place["response"].append(conflict)


def _reword(made: Json) -> None:
    request = find(made, "Members", "Get a member")["request"]
    request["description"] = "Returns one member, with what they prefer and owe."


# --- what an export changes anyway ------------------------------------------------------------


def _exported_again(made: Json) -> Json:
    """Items in another order, other ids of items and other ids in the examples."""
    made["info"]["_postman_id"] = _new(made["info"].get("_postman_id", ""))
    _reorder(made)
    return json.loads(_UUID.sub(lambda found: _new(found[0]), json.dumps(made)))  # type: ignore[no-any-return]


def _new(known: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"exported again: {known}"))


def _reorder(node: Json) -> None:
    for number, one in enumerate(node["item"]):
        if "item" in one:
            _reorder(one)
        one["id"] = _new(f"{one['name']} {number}")
    node["item"].sort(key=lambda one: (one["name"][-1], one["name"]))


def find(node: Json, *path: str) -> Json:
    """The folder or item at a path of titles."""
    for title in path:
        node = next(one for one in node["item"] if one["name"] == title)
    return node


def _answers(one: Json, edit: Callable[[Json], None]) -> None:
    """Edits every object in the JSON of the answers."""

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            edit(value)
        for inner in value.values() if isinstance(value, dict) else value:
            if isinstance(inner, dict | list):
                walk(inner)

    for saved in one["response"]:
        if saved.get("body", "").startswith(("{", "[")):
            body = json.loads(saved["body"])
            walk(body)
            saved["body"] = json.dumps(body, indent=4, ensure_ascii=False)
