"""What the scripts of Members say of its answers."""

from ..postman.checks import same
from ..postman.script import Script


def register(script: Script) -> None:
    """After Members / Register a member."""
    answer = script.answer
    with script.test("Status code is 201"):
        assert answer.status == 201
    with script.test("The member is active"):
        member = answer.json
        assert member["status"] == "active"
        assert member["home_branch"]["code"] == "CEN"
        assert same(member["suspension"], None)
