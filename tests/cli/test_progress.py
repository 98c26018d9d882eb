"""Progress: live lines on a terminal, each level with value, bound and gap."""

import io
import os
import signal
import sys

import pytest

from edusched.bench.events import told
from edusched.cli.progress import Display, JsonDisplay, LiveDisplay, display_for
from edusched.cli.terminal import Terminal
from edusched.domain.policy import Objective
from edusched.report.words import Words
from edusched.search.limits import Progress
from tests.cli.helpers import TINY, json_lines, start, tiny

STEPS = (
    Progress(Objective.OBLIGATIONS, None, 0, 0.1),
    Progress(Objective.OBLIGATIONS, 4800, 1200, 0.2),
    Progress(Objective.OBLIGATIONS, None, 2400, 0.3),
    Progress(Objective.COST, 102346, 102346, 0.4),
)


class TerminalStream(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def words():
    return Words(tiny())


def test_the_display_suits_the_stream(monkeypatch, words):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert type(display_for(terminal, words)) is Display
    monkeypatch.setattr(sys, "stderr", TerminalStream())
    live = display_for(terminal, words)
    assert type(live) is LiveDisplay
    live.close()
    terminal.style = "json"
    assert type(display_for(terminal, words)) is JsonDisplay
    terminal.quiet = True
    assert type(display_for(terminal, words)) is Display
    monkeypatch.setattr(sys, "stderr", None)
    terminal.style, terminal.quiet = "text", False
    assert type(display_for(terminal, words)) is Display


def test_a_plan_is_known_as_soon_as_it_is_told():
    display = Display(Terminal())
    assert not display.has_plan
    display(STEPS[0])
    assert not display.has_plan
    display(STEPS[1])
    assert display.has_plan
    display(STEPS[2])
    assert display.has_plan


def test_the_lines_keep_the_best_value_of_each_level(monkeypatch, words):
    monkeypatch.setattr(sys, "stderr", TerminalStream())
    display = LiveDisplay(Terminal(), words)
    assert display.lines(0) == ["0 s   building"]
    for step in STEPS[:1]:
        display(step)
    display.refresh()
    assert display.lines(1)[0] == "1 s   unmet obligations: no plan yet"
    for step in STEPS[1:]:
        display(step)
    display.refresh()
    display.stopping()
    display.close()
    assert display.lines(12.4) == [
        "12 s   unmet obligations: 48 person-hours",
        "level                  value            bound      gap",
        "-----------  ---------------  ---------------  -------",
        "obligations  48 person-hours  24 person-hours  50.00 %",
        "cost           1,023.46 yuan    1,023.46 yuan      0 %",
        "stopping: keeping the best plan (Ctrl-C again gives it up)",
    ]
    assert "48 person-hours" in sys.stderr.getvalue()


def test_first_plans_of_parts_are_counted_until_the_plan_is_complete(monkeypatch, words):
    monkeypatch.setattr(sys, "stderr", TerminalStream())
    live = LiveDisplay(Terminal(), words)
    live(Progress(Objective.OBLIGATIONS, None, 0, 0.1, (30, 1812)))
    live.refresh()
    assert not live.has_plan
    assert live.lines(61) == ["61 s   first plan: 30 of 1,812 parts"]
    live(STEPS[1])
    live.refresh()
    live.close()
    assert live.lines(62)[0] == "62 s   unmet obligations: 48 person-hours"


def test_json_lines_count_the_parts_as_long_as_there_are_some_without_a_plan(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    terminal = Terminal()
    terminal.style = "json"
    display = JsonDisplay(terminal)
    display(Progress(Objective.OBLIGATIONS, None, 0, 0.1, (30, 1812)))
    display(STEPS[1])
    display.refresh()
    first, second = json_lines(stream.getvalue())
    assert (first["event"], first["value"], first["gap"]) == ("progress", None, None)
    assert (first["parts_planned"], first["parts"]) == (30, 1812)
    assert "parts" not in second
    heard = told([(1.0, line) for line in stream.getvalue().splitlines()])
    assert [step.value for step in heard.steps] == [None, 4800]


def test_a_terminal_that_is_gone_does_not_matter(monkeypatch, words):
    tried = []

    class Gone(TerminalStream):
        def write(self, text):
            tried.append(text)
            raise OSError("gone")

        def flush(self):
            raise OSError("gone")

    monkeypatch.setattr(sys, "stderr", Gone())
    display = LiveDisplay(Terminal(), words)
    display(STEPS[1])
    display.refresh()
    display.close()
    assert len(tried) > 1
    Terminal().note("event", "text")
    assert "text" in tried[-1]


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="terminals of POSIX systems")
def test_on_a_terminal_ctrl_c_stops_and_gives_the_cursor_back(tmp_path):
    body = """
    for k in range(100):
        on_progress(Progress(Objective.OBLIGATIONS, 4800, 10 * k, k / 10))
        time.sleep(0.05)
        if switch._pulled:
            return tiny_result(Status.INTERRUPTED)
    """
    plan = tmp_path / "plan.json"
    terminal, other_end = os.openpty()
    process = start("solve", TINY, "-o", plan, body=body, stderr=other_end)
    os.close(other_end)
    shown, sent = b"", False
    while piece := read(terminal):
        shown += piece
        if not sent and b"48 person-hours" in shown:
            process.send_signal(signal.SIGINT)
            sent = True
    with process:
        assert process.wait(20) == 130
    os.close(terminal)
    assert plan.exists()
    text = shown.decode()
    assert "stopping: keeping the best plan" in text
    assert text.rindex("\x1b[?25h") > text.rindex("\x1b[?25l")
    assert "interrupted: the best plan until then" in text


def read(terminal):
    try:
        return os.read(terminal, 4096)
    except OSError:  # how Linux says that the other end has gone
        return b""
