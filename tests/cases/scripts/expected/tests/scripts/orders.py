"""What the scripts of Orders say of its answers."""

import re

from ..postman.checks import (
    empty,
    keys_include,
    kind,
    length,
    loosely,
    matches,
    members,
    number,
    same,
)
from ..postman.functions import each, mapped, numbered
from ..postman.script import Answer, Script
from ..postman.values import UNDEFINED, Value


def get(script: Script) -> None:
    """After Orders / Get an order."""
    answer = script.answer
    with script.test("it is the order that was asked for"):
        assert same(answer.json["id"], script.environment["orderId"])
    with script.test('""" \\ # \n'):
        assert answer.has_json("customer.name", "Ada")


def list(script: Script) -> None:
    """After Orders / List orders."""
    answer = script.answer
    with script.test("Status code is 200"):
        assert answer.status == 200
        assert "application/json" in answer.header("Content-Type")
    orders = answer.json["orders"]
    total = answer.json["total"]
    with script.test("there are " + total + " orders"):
        assert kind(orders) == "array"
        assert not empty(orders)
        assert loosely(length(orders), total)
        assert members(mapped(orders, lambda order: order["state"]), ["open", "paid"])
    if orders.length > 0:
        script.environment["orderId"] = orders[0]["id"]
    for i, order in numbered(each(orders)):
        with script.test("order " + i):
            assert matches(
                order["id"], re.compile("^o-\\d+\\Z", re.ASCII | re.IGNORECASE)
            )
            assert keys_include(order, "id", "state")
            assert 0 <= number(order["amount"]) <= 100
            assert order["state"] in ["open", "paid", "lost"]
            assert same(order["note"], UNDEFINED)
            assert order.at("customer", "address", "city", "name") == "Ålesund"

    def answered(error: Value, response: Answer) -> None:
        assert same(error, None)
        script.environment["other"] = response.json["id"]

    script.send(lambda: "https://example.com", answered, ["other"])
