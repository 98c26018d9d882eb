"""What a measurement must say about the machine: its shape and the versions, never its name or a path."""

import importlib.metadata
import os
import platform
from dataclasses import dataclass
from pathlib import Path

from edusched._version import __version__
from edusched.bench.checkout import commit
from edusched.domain.errors import clean_text

MAX_CPU_CHARACTERS = 100
MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Machine:
    """The machine and the software of a measurement.

    Attributes
    ----------
    cpu
        Model of the processor, as it names itself.
    cores
        Cores this process may use.
    memory_mib
        Memory of the machine; 0 when the system does not say.
    commit
        Commit of the checkout, ``+`` added when the source differs from it; "" for an installed package.
    """

    cpu: str
    cores: int
    memory_mib: int
    system: str
    sched: str
    ortools: str
    python: str
    commit: str


def this_machine() -> Machine:
    """Return what there is to say about this machine and this software."""
    return Machine(
        cpu=clean_text(_cpu_model(), MAX_CPU_CHARACTERS),
        cores=usable_cores(),
        memory_mib=memory_mib(),
        system=f"{platform.system()} {platform.machine()}",
        sched=__version__,
        ortools=_version("ortools"),
        python=platform.python_version(),
        commit=commit(),
    )


def usable_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _cpu_model(cpuinfo: Path = Path("/proc/cpuinfo")) -> str:
    try:
        for line in cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines():
            key, _, value = line.partition(":")
            if key.strip() in ("model name", "Model", "cpu model") and value.strip():
                return value.strip()
    except OSError:
        pass  # another system
    return platform.processor() or platform.machine()


def memory_mib() -> int:
    """Return the memory of the machine; 0 when the system does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MIB
    except (AttributeError, ValueError, OSError):
        return 0


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""
