"""A stand-in for the command ``sched``: the instance says what is to happen.

An instance is a JSON object: ``how`` names what the solve does, ``check`` is the exit code of the check,
``convert`` that of the conversion. Values depend on the seed, so that a spread can be seen.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path


def say(event, **data):
    sys.stderr.write(json.dumps({"time": "", "severity": "info", "event": event, **data}) + "\n")
    sys.stderr.flush()


def option(name):
    return sys.argv[sys.argv.index(name) + 1]


def solve(how, here):
    seed = int(option("--seed"))
    best = 100 + seed
    say("start", sessions=1)
    if how == "dies":
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "hangs":
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        time.sleep(600)
    misbehave(how, here)
    if how == "refuses":
        say(
            "fault", file="/home/somebody/x.json", path="$.sessions[0]", expected="expected a word", advice=""
        )
        say("error", exit_code=5, faults=1, omitted=0)
        return 5
    if how == "too large":
        say("error", exit_code=4, what="columns", amount=9, limit=3, unit="")
        return 4
    if how == "silent":
        return 0
    if how == "stumbles":
        sys.stderr.write("Traceback\n  File /home/somebody/secret/x.py\nValueError: no\n")
        return 1
    if how in ("infeasible", "unknown"):
        say("finished", exit_code=3, status=how, seconds=0.1, levels=[], plan=None)
        return {"infeasible": 3, "unknown": 4}[how]
    if how != "unannounced":
        say("progress", level="obligations", value=None, bound=0, gap=None, seconds=0.0)
        say("progress", level="obligations", value=0, bound=0, gap=0, seconds=0.01)
        say("progress", level="cost", value=2 * best, bound=50, gap=0.5, seconds=0.02)
        say("progress", level="cost", value=2 * best, bound=50, gap=0.5, seconds=0.025)
        say("progress", level="cost", value=best, bound=50, gap=0.5, seconds=0.03)
    plan = Path(option("-o"))
    settings = [name for name in os.environ if name.upper().startswith("SCHED_")]
    seen = {
        "arguments": sys.argv[3:],
        "settings": settings,
        "files": sorted(path.name for path in Path().iterdir()),
        "beside": sorted(path.name for path in Path(sys.argv[2]).parent.iterdir()),
    }
    plan.write_text(json.dumps(seen), encoding="utf-8")
    levels = [
        {"level": "obligations", "value": 0, "bound": 0, "gap": 0.0},
        {"level": "cost", "value": best, "bound": 50, "gap": (best - 50) / best},
    ]
    say("finished", exit_code=0, status="feasible", seconds=0.04, levels=levels, plan=str(plan))
    return 0


def misbehave(how, here):
    if how == "waits":  # for a file to appear, or to be asked to end
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(interrupted()))
        Path(here + ".waits").write_text(str(os.getppid()), encoding="utf-8")
        while not Path(here + ".go").exists():
            time.sleep(0.02)
    if how == "swells":
        block = b"x" * (300 << 20)
        time.sleep(600)
        sys.exit(len(block))
    if how == "starves":
        sys.stderr.write("terminate called after throwing an instance of 'std::bad_alloc'\n")
        os.abort()


def interrupted():
    Path(option("-o")).write_text("{}", encoding="utf-8")
    say("finished", exit_code=143, status="interrupted", seconds=0.1, levels=[], plan=option("-o"))
    return 143


def main():
    verb = sys.argv[1]
    if verb == "convert":
        source, target = map(Path, sys.argv[-2:])
        data = json.loads(source.read_text(encoding="utf-8"))
        code = data.get("convert", 0)
        if code:
            sys.stderr.write("error: line 3: not a course\n")
        else:
            made = {"converted": option("--from")} if "--from" in sys.argv else {}
            target.write_text(json.dumps(data | made), encoding="utf-8")
        return code
    data = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    if verb == "solve":
        return solve(data.get("how", "plans"), data.get("here", sys.argv[2]))
    code = data.get("check", 0)
    if code == 7:
        rules = data.get("rules", ["overlap", "overlap"])
        words = json.dumps({"broken": [{"rule": rule} for rule in rules]})
        sys.stdout.write(data.get("output", words))
    elif code:
        sys.stderr.write("error: no\n")
    seen = Path(sys.argv[3]).read_text(encoding="utf-8")
    if "keep" in data:
        Path(data["keep"]).write_text(json.dumps({"check": sys.argv[1:], "solve": json.loads(seen)} | data))
    return code


if __name__ == "__main__":
    sys.exit(main())
