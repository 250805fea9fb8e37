"""Models of Berths."""

import datetime as dt
from typing import TypedDict


class ContactInput(TypedDict, total=False):
    email: str
    site: str
    address: str
    phone: str
    since: dt.date | str
