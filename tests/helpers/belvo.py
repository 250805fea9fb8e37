"""Answers as Belvo gives them."""

from __future__ import annotations

from uuid import UUID

ERROR = {"code": "c", "message": "m", "request_id": "r"}
BALANCE = {
    "id": str(UUID(int=1)),
    "account": {"id": str(UUID(int=2)), "name": "n", "category": "c", "currency": "EUR"},
    "collected_at": "2024-01-31T12:00:00Z",
    "value_date": "2024-01-31",
    "balance": 7,
    "current_balance": 7.5,
    "statement": "s",
}
LINK = {
    "id": str(UUID(int=6)),
    "institution": "bank",
    "access_mode": "recurrent",
    "last_accessed_at": "2024-01-31T12:00:00Z",
    "status": "valid",
    "created_by": str(UUID(int=7)),
    "refresh_rate": "6h",
}
MFA = {
    "code": "token_required",
    "message": "m",
    "request_id": str(UUID(int=3)),
    "session": str(UUID(int=4)),
    "expiry": 60,
    "link": str(UUID(int=5)),
    "token_generation_data": {"instructions": "i", "type": "numeric", "value": "1"},
}
