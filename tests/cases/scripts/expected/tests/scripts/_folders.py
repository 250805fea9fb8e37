"""What the scripts of the collection and its folders say of the answers in them."""

from ..postman.checks import number
from ..postman.script import Script


def collection(script: Script) -> None:
    """After every item."""
    answer = script.answer
    with script.test("answers are fast"):
        assert number(answer.time) < 500


def orders(script: Script) -> None:
    """After Orders."""
    answer = script.answer
    with script.test("is JSON"):
        assert answer.is_json
