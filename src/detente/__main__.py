"""`python -m detente` is the command line."""

from detente.desk.cli import main

main()
