"""The command `factcheck`, which is also `python -m factcheck`."""

import sys


def run() -> None:
    """Run the command line; Ctrl-C ends it quietly also while it is still being loaded."""
    try:
        from factcheck.cli.main import main

        main()
    except KeyboardInterrupt:
        # factcheck.cli.group.INTERRUPTED, which may not be there yet
        sys.exit(130)


if __name__ == "__main__":
    run()
