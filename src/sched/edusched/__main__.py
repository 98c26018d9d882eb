"""Run the command: ``python -m edusched``."""

from edusched.cli.main import main

main()
