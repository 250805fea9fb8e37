"""What the scripts of Events say of its answers."""

from ..postman.script import Script


def create(script: Script) -> None:
    """After Events / Create an event."""
    answer = script.answer
    with script.test("Created"):
        assert answer.status == 201
    with script.test("Nobody has registered yet"):
        assert answer.json["registered"] == 0
