"""Models of GraphQL."""

from typing import TypedDict

from .._runtime.models import Model


class FilterInput(TypedDict, total=False):
    name: str


class Graphql(Model):
    ping: bool


class GraphqlEnvelope(Model):
    data: Graphql


class RenameUserResultDataRename(Model):
    id: str
    name: str


class RenameUserResultData(Model):
    rename: RenameUserResultDataRename


class RenameUserResult(Model):
    data: RenameUserResultData


class UserItem(Model):
    id: int
    name: str


class User(Model):
    users: list[UserItem]


class UserEnvelope(Model):
    data: User
