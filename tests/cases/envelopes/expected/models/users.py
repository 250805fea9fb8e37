"""Models of Users."""

from typing import TypedDict

from pydantic import JsonValue

from .._runtime.models import Model


class AddressInput(TypedDict, total=False):
    city: str


class UserAddress(Model):
    city: str


class User(Model):
    id: int
    address: UserAddress


class UserList(Model):
    data: list[User]
    next: JsonValue
