"""What is new in each signature: the time, and a number used once.

Tests put functions of their own in the place of these two.
"""

from __future__ import annotations

import secrets
import time


def now() -> float:
    """Seconds since 1970."""
    return time.time()


def nonce() -> str:
    """A text that nobody can guess: 16 letters and digits."""
    return secrets.token_hex(8)
