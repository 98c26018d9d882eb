"""Files of other programs into ours, and plans back: which formats there are and what becomes of what.

=========  ====================================================================  =================
format     holds                                                                 known by suffix
=========  ====================================================================  =================
instance   an instance (JSON or JSON Lines)
plan       a plan (JSON or JSON Lines)
ctt        ITC-2007 track 3: a problem or, with an instance, a solution of it    ``.ctt``, ``.sol``
neutral    the neutral problem or, with an instance, a solution of it (JSON)
=========  ====================================================================  =================
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath

from edusched.domain.errors import InvalidInputError
from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.formats import ctt_solution, ctt_text, neutral, neutral_solution
from edusched.formats.ctt import ctt_instance
from edusched.formats.files import load_instance, load_plan, save_instance, save_plan
from edusched.formats.json_lines import is_lines
from edusched.formats.model_faults import in_file
from edusched.formats.neutral_instance import neutral_instance
from edusched.formats.packed import is_packed
from edusched.formats.text_files import FilePath, file_name, read_text_file, write_text_file

FORMATS = ("instance", "plan", "ctt", "neutral")
CONVERSIONS = {
    ("ctt", "instance"): False,
    ("neutral", "instance"): False,
    ("plan", "ctt"): True,
    ("plan", "neutral"): True,
    ("ctt", "plan"): True,
    ("neutral", "plan"): True,
    ("instance", "instance"): False,
    ("plan", "plan"): False,
}
"""What can become what, and whether it takes the instance."""

SOLUTION_SUFFIX = ".sol"
_SUFFIXES = {".ctt": "ctt", SOLUTION_SUFFIX: "ctt"}
_FOREIGN = ("ctt", "neutral")
_OURS = ("instance", "plan")


@dataclass(frozen=True, slots=True)
class Converted:
    """What was written.

    Attributes
    ----------
    instance
        The instance written, or the one a plan or solution answers.
    not_run
        Sessions of a plan or solution that do not run, in the order of the instance; for an instance none.
    """

    instance: Instance
    not_run: tuple[str, ...] = ()


def chosen_formats(
    src: str, dst: str, source: str | None, target: str | None, *, with_instance: bool
) -> tuple[str, str]:
    """Return the formats of source and target: as named, else by suffix, else the only ones that make sense.

    Parameters
    ----------
    src, dst
        The two files as the user named them.
    source, target
        The two formats as the user named them; None where not.
    with_instance
        An instance is given as well.

    Raises
    ------
    ValueError
        They do not follow, or nothing can be made of them; the words are for the user.
    """
    if _suffix(src) == SOLUTION_SUFFIX and source in (None, "ctt") and not with_instance:
        raise ValueError("a solution is read together with its instance: give --instance")
    target = target or _SUFFIXES.get(_suffix(dst))
    source = source or _SUFFIXES.get(_suffix(src))
    ours = source in (None, *_OURS) and target in (None, source) and not with_instance
    if ours and _form(src) != _form(dst):  # JSON to JSON Lines, or back
        return source or "instance", source or "instance"
    if source is None and (with_instance or target in _FOREIGN):
        source = "plan"
    if source is None:
        raise ValueError(f"the name of SRC does not tell its format: give --from {' or '.join(_FOREIGN)}")
    if target is None and source in _FOREIGN:
        target = "plan" if with_instance else "instance"
    if target is None:
        raise ValueError(f"the name of DST does not tell its format: give --to {' or '.join(_FOREIGN)}")
    if (source, target) not in CONVERSIONS:
        known = ", ".join(f"{one} to {other}" for one, other in CONVERSIONS)
        raise ValueError(f"there is no way from {source} to {target}; known are {known}")
    if CONVERSIONS[source, target] != with_instance:
        needs = "takes the instance: give --instance" if not with_instance else "takes no --instance"
        raise ValueError(f"the way from {source} to {target} {needs}")
    return source, target


def convert(
    src: FilePath, dst: FilePath, source: str, target: str, instance: FilePath | None = None
) -> Converted | Plan:
    """Read a file in one format and write it in another; a plan alone is returned as it is.

    Parameters
    ----------
    src, dst
        The files; ``-`` is standard input or output.
    source, target
        A pair of ``CONVERSIONS``.
    instance
        File of the instance that the plan or solution answers.

    Raises
    ------
    InvalidInputError
        Everything that is wrong with a file, each with its file, place, value and advice.
    FileAccessError
        A file cannot be read or written.
    """
    if source == target == "plan":
        kept = load_plan(src)
        save_plan(kept, dst)
        return kept
    if instance is None:
        made = load_instance(src) if source == "instance" else _read_problem(src, source)
        save_instance(made, dst)
        return Converted(made)
    question = load_instance(instance)
    if target == "plan":
        plan = _read_solution(src, source, question, instance)
        save_plan(plan, dst)
        return Converted(question, tuple(item.session for item in plan.not_run))
    text, not_run = _solution_text(src, target, question, instance)
    write_text_file(dst, text)
    return Converted(question, not_run)


def _suffix(path: str) -> str:
    return PurePath(path).suffix.lower()


def _form(path: str) -> tuple[bool, bool]:
    """Tell whether a file of ours is JSON Lines, and whether it is packed."""
    return is_lines(path), is_packed(path)


def _read_problem(src: FilePath, source: str) -> Instance:
    file = file_name(src)
    if source == "ctt":
        return ctt_instance(ctt_text.read_ctt(read_text_file(src, ctt_text.MAX_BYTES), file))
    return neutral_instance(neutral.read_problem(read_text_file(src, neutral.MAX_BYTES), file), file)


def _read_solution(src: FilePath, source: str, question: Instance, instance: FilePath) -> Plan:
    with _naming(instance):  # faults of the solution name their file already
        if source == "ctt":
            text = read_text_file(src, ctt_solution.MAX_BYTES)
            return ctt_solution.read_ctt_solution(text, question, file_name(src))
        text = read_text_file(src, neutral_solution.MAX_BYTES)
        return neutral_solution.read_neutral_solution(text, question, file_name(src))


def _solution_text(
    src: FilePath, target: str, question: Instance, instance: FilePath
) -> tuple[str, tuple[str, ...]]:
    with _naming(instance):
        if target == "ctt":
            ctt_solution.demand_ctt_instance(question)
        else:
            neutral_solution.NeutralIds(question)
    plan = load_plan(src)
    with _naming(src):
        if target == "ctt":
            return ctt_solution.ctt_solution_text(plan, question)
        return neutral_solution.neutral_solution_text(plan, question)


@contextmanager
def _naming(path: FilePath) -> Iterator[None]:
    """Put the name of a file into faults that name none."""
    try:
        yield
    except InvalidInputError as error:
        raise InvalidInputError(in_file(error.faults, file_name(path)), error.omitted) from None
