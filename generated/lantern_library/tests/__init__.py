"""Tests of the client: each saved example, replayed offline."""

import pytest

# So that a failing script shows the values that it compared.
pytest.register_assert_rewrite(f"{__name__}.scripts")
