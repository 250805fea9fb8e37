"""What the scripts of Acme say of its answers."""

from ..postman.checks import same
from ..postman.functions import as_kept
from ..postman.script import Script
from ..postman.values import UNDEFINED


def before_log_in(script: Script) -> None:
    """Before Log in."""
    script.variables["attempt"] = 1


def log_in(script: Script) -> None:
    """After Log in."""
    answer = script.answer
    script.tests["status is 200"] = answer.status == 200
    data = answer.json
    script.tests["has a token"] = (
        not same(data["token"], UNDEFINED) and data["token"].length > 0
    )
    script.environment["token"] = as_kept(data["token"])
