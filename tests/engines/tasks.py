"""Functions for engines to run; a worker finds them by their import path."""

import os
import signal
import sys
import time
from pathlib import Path

import numpy as np


class Prepared:
    """Not plain: it never leaves its worker."""

    def __init__(self, data):
        self.numbers = data["numbers"]
        self.total = int(sum(self.numbers))
        with Path(data["log"]).open("a", encoding="utf-8") as log:
            log.write(f"{os.getpid()}\n")


def drawn(seed, count):
    """Return some numbers that depend on a seed, as a list and as an array."""
    numbers = np.random.default_rng(seed).integers(0, 1000, count)
    return {"seed": seed, "list": numbers.tolist(), "array": numbers}


def echo(*things):
    return things


def total(prepared, more):
    return prepared.total + more


def double(prepared):
    return prepared.numbers * 2


def pid():
    return os.getpid()


def fail(word):
    raise LookupError(f"nothing is called {word}")


def not_plain():
    return {"a set": {1, 2}}


def talk():
    sys.stdout.write("this must not get into the answer\n")
    sys.stdout.flush()
    os.write(1, b"nor this\n")
    return sys.stdin.read()


def sleep_then(value, seconds):
    time.sleep(seconds)
    return value


def lost(value, folder, times, how):
    """Lose the worker the first few times this is called, then return."""
    tries = len(list(Path(folder).iterdir()))
    if tries < times:
        (Path(folder) / f"{tries}-{os.getpid()}").touch()
        if how == "dies":
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(600)
    return value


def wait_for_stop(folder, name, stop):
    """Say that it runs, wait to be stopped, and say whether it was."""
    (Path(folder) / f"{name}-{os.getpid()}.runs").touch()
    return stop.wait(120)


def wait_for_go(folder, name, seconds=120):
    """Say that it runs, wait for leave to end, and return the process that did both."""
    (Path(folder) / f"{name}-{os.getpid()}.runs").touch()
    deadline = time.monotonic() + seconds
    while not (Path(folder) / "go").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    return name
