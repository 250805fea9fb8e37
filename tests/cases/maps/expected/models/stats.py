"""Models of Stats."""

from typing import TypedDict

from .._runtime.models import Model


class LimitInput(TypedDict, total=False):
    max: int


class StatById(Model):
    n: int


class Stat(Model):
    by_day: dict[str, int]
    by_id: dict[str, StatById]
    extra: dict[str, str]
