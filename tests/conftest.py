"""What all tests share."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import settings

from tests.helpers.cases import CASES

# No law is about time; and what fails on a build server must fail there again.
settings.register_profile("postgen", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("postgen")

# As at a terminal: what a shell starts in the background inherits that it ignores interrupts,
# and so would all that the tests start and interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-cases",
        action="store_true",
        help="rewrite the expected files under tests/cases with what the generator gives",
    )


# Expected files are data, even where they are Python.
collect_ignore = ["cases"]


@pytest.fixture(scope="session")
def case_packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the packages of all cases."""
    folder = tmp_path_factory.mktemp("cases")
    for case in CASES:
        case.write(folder)
    return folder
