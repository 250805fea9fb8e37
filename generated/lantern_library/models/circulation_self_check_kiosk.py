"""Models of Self-check kiosk."""

from .._runtime.models import Model
from .shared import LoanCheckOutCopyResult


class CheckOutCopyResultRefused(Model):
    barcode: str
    reason: str


class CheckOutCopyResult(Model):
    loans: list[LoanCheckOutCopyResult]
    refused: list[CheckOutCopyResultRefused]
