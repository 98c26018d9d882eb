"""Where settings come from: the option, else the environment, else the config file, else the default.

The config file is TOML with a table for each verb, its keys named as the options are::

    [solve]
    time_limit = 120
    workers = 2

It is the file named with ``--config`` (before or after the verb), else ``sched.toml`` in the current folder.
"""

import math
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from edusched.domain.errors import clean_text, nearest, shown
from edusched.formats.text_files import read_text_file

CONFIG_NAME = "sched.toml"
MAX_CONFIG_BYTES = 1024 * 1024

Function = TypeVar("Function", bound=Callable[..., Any])


class Number(click.FloatRange):
    """A range of finite numbers; ``nan`` is in no range, but no comparison says so."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number a text says."""
        number = super().convert(value, param, ctx)
        if not math.isfinite(number):
            self.fail(f"{value} is not a finite number.", param, ctx)
        return number


def setting(*names: str, **attributes: Any) -> Callable[[Function], Function]:
    """Declare an option that may also be set as ``SCHED_<NAME>`` or in the config file."""
    long = next(name for name in names if name.startswith("--"))
    variable = "SCHED_" + long.removeprefix("--").replace("-", "_").upper()
    return click.option(*names, envvar=variable, show_envvar=True, show_default=True, **attributes)


def config_option(function: Function) -> Function:
    """Declare ``--config FILE`` for a verb; it is read before any other setting."""
    return click.option(
        "--config",
        metavar="FILE",
        envvar="SCHED_CONFIG",
        show_envvar=True,
        is_eager=True,
        expose_value=False,
        callback=_read,
        help=f"Settings in TOML, a table for each verb; without it, ./{CONFIG_NAME} if there is one.",
    )(function)


def remember_config(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    """Keep the file named before the verb for the verb to read."""
    ctx.meta["sched.config"] = value


def _read(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    path = value or ctx.meta.get("sched.config")
    if path is None and Path(CONFIG_NAME).is_file():
        path = CONFIG_NAME
    if path is not None and not ctx.resilient_parsing:
        ctx.default_map = _settings(ctx, path)


def _settings(ctx: click.Context, path: str) -> dict[str, Any]:
    """Return the settings of a verb, every table of the file looked at."""
    try:
        tables = tomllib.loads(read_text_file(path, MAX_CONFIG_BYTES))
    except (ValueError, RecursionError) as error:
        raise _wrong(ctx, path, f"this is not TOML: {error}") from error
    group = ctx.find_root().command
    verbs = group.list_commands(ctx.find_root()) if isinstance(group, click.Group) else []
    for verb, table in tables.items():
        if verb not in verbs:
            advice = nearest(verb, verbs) or f"expected one of {', '.join(verbs)}"
            raise _wrong(ctx, path, f"unknown table {shown(verb)}; {advice}")
        if not isinstance(table, dict):
            raise _wrong(ctx, path, f"{shown(verb)} must be a table of settings")
    return _checked(ctx, path, tables.get(ctx.info_name or "", {}))


def _checked(ctx: click.Context, path: str, table: Mapping[str, Any]) -> dict[str, Any]:
    known = {_key(p): p for p in ctx.command.params if p.envvar and not p.is_eager and p.name}
    found: dict[str, Any] = {}
    for key, value in table.items():
        name = key.replace("-", "_")
        param = known.get(name)
        where = f"[{ctx.info_name}] {key}"
        if param is None:
            advice = nearest(name, list(known)) or f"expected one of {', '.join(known)}"
            raise _wrong(ctx, path, f"unknown setting {shown(where)}; {advice}")
        several = param.multiple
        values = value if several and isinstance(value, list) else [value]
        if not all(_is_of_type(item, param) for item in values):
            kind = f"list of {param.type.name}" if several else param.type.name
            raise _wrong(ctx, path, f"{where} = {shown(value)}: expected a {kind}")
        try:
            read = [param.type.convert(item, param, ctx) for item in values]
            found[param.name or name] = read if several else read[0]
        except click.BadParameter as error:
            raise _wrong(ctx, path, f"{where}: {error.message}") from error
    return found


def _key(param: click.Parameter) -> str:
    return next(name for name in param.opts if name.startswith("--")).removeprefix("--").replace("-", "_")


def _is_of_type(value: Any, param: click.Parameter) -> bool:
    """Tell whether a TOML value is of an option's type; click would take 2.7 or true for an integer."""
    match param.type:
        case click.types.BoolParamType():
            return isinstance(value, bool)
        case click.types.IntParamType():
            return isinstance(value, int) and not isinstance(value, bool)
        case click.types.FloatParamType():
            return isinstance(value, int | float) and not isinstance(value, bool)
        case _:
            return isinstance(value, str)


def _wrong(ctx: click.Context, path: str, what: str) -> click.UsageError:
    return click.UsageError(f"{clean_text(path)}: {clean_text(what)}", ctx)
