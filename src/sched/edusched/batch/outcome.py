"""What came of a job: an answer, or a failure of a known type with its reasons."""

import signal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from edusched.batch.job import Identity, Job
from edusched.bench.events import Told, without_folders
from edusched.bench.memory import MemoryBy
from edusched.bench.process import Ended
from edusched.bench.rows import Level
from edusched.domain.base import Model
from edusched.domain.errors import SchedError, clean_text
from edusched.domain.result import Status
from edusched.engines.contract import LostEngineError, LostWorkerError

MAX_REASONS = 20
MAX_REASON_CHARACTERS = 300
STOPPED = tuple(128 + number for number in (1, 2, 15))
"""Exit codes of a command that a signal asked to stop."""

NO_MEMORY = (
    "std::bad_alloc",
    "MemoryError",
    "Memory allocation still failed",
    "Cannot allocate memory",
    "std::system_error",
)
"""Said for lack of memory by Python, C++, OpenBLAS and the system; the last: a thread has no room."""


class Failure(StrEnum):
    """Why a job has no answer."""

    INVALID = "invalid"
    UNREADABLE = "unreadable"
    NO_PLAN = "no-plan"
    TIME = "time"
    MEMORY = "memory"
    KILLED = "killed"
    INTERRUPTED = "interrupted"
    INTERNAL = "internal"


FAILURE_WORDS = {
    Failure.INVALID: "the input is invalid",
    Failure.UNREADABLE: "input or output failed",
    Failure.NO_PLAN: "no plan within the limits, and no proof that there is none",
    Failure.TIME: "ended by force: its time was up",
    Failure.MEMORY: "it needed more memory than it may have",
    Failure.KILLED: "ended by a signal from outside",
    Failure.INTERRUPTED: "the batch was stopped",
    Failure.INTERNAL: "internal error",
}
ANSWERED = (0, 3)
"""Exit codes of a plan, and of a proof that there is none."""

BY_CODE = {4: Failure.NO_PLAN, 5: Failure.INVALID, 6: Failure.UNREADABLE}


class Outcome(Model):
    """What came of a job; a line of the journal and of the summary.

    Attributes
    ----------
    status
        As the solve states it; None where it states none.
    failure
        None: there is an answer, which is a plan, or the proof that there is none.
    plan, plan_hash
        Name of the plan in the folder of the batch, and the SHA-256 of that file; empty without one.
    unmet, not_run
        Obligations left short and sessions that do not run, of the plan.
    seconds, solve_seconds, cpu_seconds
        The whole process; the solve as it states it; processor time.
    reasons
        Why it failed, or what stands in the way of any plan.
    """

    job: str
    instance: str
    instance_hash: str
    key: str
    status: Status | None = None
    failure: Failure | None = None
    plan: str = ""
    plan_hash: str = ""
    levels: dict[str, Level] = Field(default_factory=dict)
    unmet: Annotated[int, Field(ge=0)] = 0
    not_run: Annotated[int, Field(ge=0)] = 0
    seconds: float | None = None
    solve_seconds: float | None = None
    cpu_seconds: float | None = None
    peak_mib: float | None = None
    memory_by: MemoryBy = ""
    reasons: tuple[str, ...] = ()

    @property
    def gap(self) -> float | None:
        """Return the largest relative gap of any level; None without a plan."""
        return max((level.gap for level in self.levels.values()), default=0.0) if self.plan else None

    @property
    def is_final(self) -> bool:
        """Tell whether the same job would end the same way: it has an answer, or its input is wrong."""
        return self.failure in (None, Failure.INVALID)

    def with_plan_of(self, before: "Outcome") -> "Outcome":
        """Return the same failure with the plan that an earlier run of the job had left."""
        names = ("status", "plan", "plan_hash", "levels", "unmet", "not_run")
        return self.model_copy(update={name: getattr(before, name) for name in names})


def outcome_of(
    job: Job, who: Identity, ended: Ended, heard: Told, plan_hash: str, *, stopped: bool
) -> Outcome:
    """Return what came of a job whose process has ended.

    Parameters
    ----------
    plan_hash
        Of the plan that was kept; "" without one.
    stopped
        The batch asked it to end.
    """
    failure, first = _failure(ended, heard, has_plan=bool(plan_hash), stopped=stopped)
    own = heard.errors if failure else heard.conflicts
    told = [clean_text(without_folders(text), MAX_REASON_CHARACTERS) for text in own if text.strip()]
    return Outcome(
        job=job.name,
        instance=job.shown,
        instance_hash=who.instance_hash,
        key=who.key,
        status=_status(heard.status, failure),
        failure=failure,
        plan=plan_name(job) if plan_hash else "",
        plan_hash=plan_hash,
        levels=dict(heard.levels or {}) if plan_hash else {},
        unmet=heard.unmet,
        not_run=heard.not_run,
        seconds=round(ended.seconds, 3),
        solve_seconds=heard.solve_seconds,
        cpu_seconds=None if ended.cpu_seconds is None else round(ended.cpu_seconds, 3),
        peak_mib=None if ended.peak_mib is None else round(ended.peak_mib, 3),
        memory_by=ended.memory_by,
        reasons=tuple([first] * bool(first) + told[-MAX_REASONS:]),
    )


def lost(job: Job, who: Identity, error: Exception) -> Outcome:
    """Return what came of a job whose process could not be started, or whose workers were lost."""
    problem = str(error)
    if not isinstance(error, SchedError):
        problem = f"its process could not be started: {getattr(error, 'strerror', None) or error}"
    return Outcome(
        job=job.name,
        instance=job.shown,
        instance_hash=who.instance_hash,
        key=who.key,
        failure=Failure.KILLED if isinstance(error, LostEngineError | LostWorkerError) else Failure.INTERNAL,
        reasons=(clean_text(problem, MAX_REASON_CHARACTERS),),
    )


def plan_name(job: Job) -> str:
    """Return the name of a job's plan in the folder of the batch."""
    return f"{job.name}.plan.json"


def _status(word: str | None, failure: Failure | None) -> Status | None:
    if failure is Failure.INVALID:
        return Status.INVALID
    return Status(word) if word in set(Status) else None


def _failure(ended: Ended, heard: Told, *, has_plan: bool, stopped: bool) -> tuple[Failure | None, str]:
    """Return the type of a failure, and how the process ended where it does not say so itself."""
    if ended.overdue:
        return Failure.TIME, f"ended by force after {ended.seconds:.0f} s"
    if ended.oversized:
        return Failure.MEMORY, f"ended by force at {ended.peak_mib or 0:,.0f} MiB"
    by_hand = ended.code < 0 or ended.code in STOPPED
    if stopped and by_hand:
        return Failure.INTERRUPTED, ""
    if ended.code not in ANSWERED and _lacked_memory(heard):
        return Failure.MEMORY, ""
    if by_hand:
        return Failure.KILLED, f"died of {_signal(ended.code)}"
    if ended.code in ANSWERED and heard.status is not None and (has_plan or ended.code):
        return None, ""
    return BY_CODE.get(ended.code, Failure.INTERNAL), _end(ended.code)


def _lacked_memory(heard: Told) -> bool:
    return any(text == "memory" or any(word in text for word in NO_MEMORY) for text in heard.errors)


def _end(code: int) -> str:
    if code in BY_CODE:
        return ""  # its own words say more
    return f"exit code {code} without an answer" if code in ANSWERED else f"exit code {code}"


def _signal(code: int) -> str:
    number = -code if code < 0 else code - 128
    names = {int(known): known.name for known in signal.Signals}
    return names.get(number, f"signal {number}")
