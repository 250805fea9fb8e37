"""Models of Vessels."""

import datetime as dt
from typing import TypedDict

from .._runtime.models import Model
from .shared import Berth, Contact, HandPaperResult


class PaperInput(TypedDict, total=False):
    kind: str
    pages: int
    scanned: bool
    hash: str


class Vessel(Model):
    imo: int
    name: str
    flag: str
    tonnage: float
    owner: Contact
    berth: Berth
    tags: list[str]
    papers: list[HandPaperResult]
    last_call: dt.datetime


class VesselList(Model):
    items: list[Vessel]
    next: str | None = None
    total: int
