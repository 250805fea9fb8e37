"""What the scripts of Lantern Library say of its answers."""

from ..postman.checks import has
from ..postman.script import Script


def health_check(script: Script) -> None:
    """After Health check."""
    answer = script.answer
    with script.test("Status code is 200"):
        assert answer.status == 200


def log_in(script: Script) -> None:
    """After Log in."""
    answer = script.answer
    with script.test("Status code is 200"):
        assert answer.status == 200
    with script.test("There is a token"):
        assert has(answer.json, "access_token")
        assert answer.json["token_type"] == "Bearer"
    script.collection["accessToken"] = answer.json["access_token"]
