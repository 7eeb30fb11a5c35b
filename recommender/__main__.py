"""Run the command line with `python -m recommender`."""

from recommender.cli import main

main()
