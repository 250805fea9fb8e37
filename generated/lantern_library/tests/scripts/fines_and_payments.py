"""What the scripts of Fines and payments say of its answers."""

from ..postman.script import Script


def pay_fines(script: Script) -> None:
    """After Fines and payments / Pay fines."""
    answer = script.answer
    with script.test("The payment was captured"):
        assert answer.status == 201
        assert answer.json["status"] in ["captured", "pending"]
        assert "3f690acf-2518-42e1-942b-6d7b82f9a462" in answer.json["fine_ids"]
