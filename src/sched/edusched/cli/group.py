"""The group of verbs. A verb's file is imported when it is used, so that help pages come at once."""

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

from edusched._version import __version__
from edusched.cli.failures import CLOSED_PIPE, exit_code_of
from edusched.cli.settings import remember_config
from edusched.cli.terminal import Terminal, settle, speak_utf8

# Help lines stand here, so that the list of verbs needs none of their files.
VERBS = {
    "batch": "Solve many instances, each in a process of its own, with a journal.",
    "bench": "Measure a suite of instances, or compare two results.",
    "check": "Check a plan against its instance, without a solver.",
    "convert": "Turn problems of other programs into instances, and plans back.",
    "draft": "Draw up cohorts and candidate sessions for INSTANCE.",
    "generate": "Make up an instance of a real region, of any size.",
    "report": "Compute tables from a plan: hours, loads, use, money.",
    "schema": "Print the JSON Schema of instances, plans or records.",
    "solve": "Find the best plan for an instance.",
    "validate": "Say whether an instance is sound, and what looks odd in it.",
}

EXIT_CODES = """\b
Exit codes:
  0  done, and checked                5  the input is invalid
  1  internal error                   6  input or output failed
  2  usage                            7  the plan breaks a rule (check)
  3  proved infeasible, explained     8  some failed (batch, bench)
  4  no plan within the limits        130, 143  interrupted, best plan kept

SCHED_DEBUG=1 shows where an internal error comes from.
"""


class Verbs(click.Group):
    """A group that knows its verbs by name, and turns every failure into a message and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's shape
        """Return the names of all verbs."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        """Import a verb."""
        if cmd_name not in VERBS:
            return None
        command: click.Command = getattr(import_module(f"edusched.cli.{cmd_name}"), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the verbs without importing them."""
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Read the words before the verb; this is where the help page is printed."""
        try:
            return super().make_context(info_name, args, parent, **extra)
        except BrokenPipeError:
            raise click.exceptions.Exit(CLOSED_PIPE) from None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb. Whoever read our output and left has seen enough: that is no failure."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise click.exceptions.Exit(CLOSED_PIPE) from None

    def main(  # type: ignore[override]  # one mode only: it always exits, also when a test calls it
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        """Run a verb and exit with its code."""
        terminal: Terminal = extra.setdefault("obj", Terminal())
        speak_utf8()
        try:
            code = super().main(args, prog_name or "sched", standalone_mode=False, **extra)
        except BaseException as error:  # noqa: BLE001 - the one place where everything ends
            code = exit_code_of(error, terminal)
        terminal.stop.close()
        settle()
        sys.exit(code or 0)


@click.group(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog=EXIT_CODES,
)
@click.option(
    "--config",
    metavar="FILE",
    expose_value=False,
    callback=remember_config,
    help="Settings in TOML, a table for each verb; without it, ./sched.toml if there is one.",
)
@click.version_option(__version__, prog_name="sched", message="%(prog)s %(version)s")
def sched() -> None:
    """Plan training: which sessions run, when, where, taught by whom, attended by whom."""
