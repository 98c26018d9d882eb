"""``sched validate``: whether an instance is sound, and what looks odd in it."""

import click

from edusched.cli.terminal import Terminal


@click.command()
@click.argument("instance", metavar="INSTANCE")
@click.pass_obj
def validate(terminal: Terminal, /, instance: str) -> int:
    """Say whether INSTANCE (a file, or - for standard input) is sound; warn of what looks odd."""
    from edusched import api
    from edusched.cli.starting import sizes_of
    from edusched.report.suspicions import suspicions
    from edusched.report.words import labelled

    question = api.load(instance)
    counted = ", ".join(f"{count:,} {thing}" for thing, count in sizes_of(question).items())
    for line in suspicions(question):
        terminal.warn("suspicion", line)
    terminal.print(f"OK: {labelled(question.name, question.id)}: {counted}")
    return 0
