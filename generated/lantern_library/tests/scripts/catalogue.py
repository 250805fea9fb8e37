"""What the scripts of Catalogue say of its answers."""

from ..postman.checks import has, kind, length, number
from ..postman.script import Script


def add_title(script: Script) -> None:
    """After Catalogue / Add a title."""
    answer = script.answer
    with script.test("The title was created"):
        assert answer.status == 201
        assert answer.has_header("Location")
    with script.test("The new title has the right name"):
        assert answer.json["title"] == "A Field Guide to Urban Bees"
    script.collection["titleId"] = answer.json["id"]


def check_that_title_exists(script: Script) -> None:
    """After Catalogue / Check that a title exists."""
    answer = script.answer
    with script.test("ETag is present"):
        assert answer.has_header("ETag")


def get_title(script: Script) -> None:
    """After Catalogue / Get a title."""
    answer = script.answer
    with script.test("Status code is 200"):
        assert answer.status == 200
    with script.test("It is the title that was asked for"):
        title = answer.json
        assert title["id"] == "5f7e233a-28fc-490a-a143-96f0d021bf72"
        assert length(title["authors"]) == 2
        assert title["series"]["position"] == 2


def search_titles(script: Script) -> None:
    """After Catalogue / Search titles."""
    answer = script.answer
    with script.test("Status code is 200"):
        assert answer.status == 200
    with script.test("Content-Type is JSON"):
        assert answer.has_header("Content-Type")
        assert "application/json" in answer.header("Content-Type")
    with script.test("The page has results"):
        page = answer.json
        assert kind(page["count"]) == "number"
        assert kind(page["results"]) == "array"
        assert has(page["results"][0], "id")
    with script.test("The answer is fast"):
        assert number(answer.time) < 800
