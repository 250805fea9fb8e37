"""The command `postgen`, and `python -m generator`."""

import gc

from .cli import main


def run() -> None:
    """Run the command line, which ends the process."""
    try:
        main()
    finally:
        # Python would search all that a run holds for cycles once more before it gives it back.
        gc.freeze()


if __name__ == "__main__":
    run()
