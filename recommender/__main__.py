"""Start the command line, as `recommender` or `python -m recommender`."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Set what numpy reads only when it is loaded, then run the command line."""
    # After a product the threads of numpy's library wait for the next one without giving up their cores, which the
    # encoder then lacks (models/tried.md has the figures).
    os.environ.setdefault("OPENBLAS_THREAD_TIMEOUT", "4")
    if sys.argv[1:2] == ["app"]:  # the page need not wait until all other commands are loaded
        from recommender.cli_start import main as run
    else:
        from recommender.cli import main as run
    run()


if __name__ == "__main__":
    main()
