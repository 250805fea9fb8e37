"""What the scripts of Loans say of its answers."""

from ..postman.checks import has
from ..postman.script import Script


def before_check_out_copy(script: Script) -> None:
    """Before Circulation / Loans / Check out a copy."""
    # Not translated (`.toISOString()`):
    #   pm.variables.set("today", new Date().toISOString().slice(0, 10));
    script.unknown("today")


def check_out_copy(script: Script) -> None:
    """After Circulation / Loans / Check out a copy."""
    answer = script.answer
    with script.test("The loan is open"):
        assert answer.status == 201
        loan = answer.json
        assert has(loan, "status", "open")
        assert loan["renewals"] == 0
