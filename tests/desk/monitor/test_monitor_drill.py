"""The fire drill in the window. Its process is played by a small one; the real one has tests of its own in the command line's room."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import partial

import anyio
import pytest
from PySide6.QtCore import Qt

from hybriddesk.desk.monitor.drill_rows import drill_rows, row_words
from hybriddesk.desk.monitor.drilling import COMMAND, Planted, drill
from hybriddesk.records.errors import Permanent
from tests.desk.home.opened_home import unnamed

LINES = (
    {"fault": "503 once", "tier": "retry", "recovered": True, "requests": 2, "seconds": 0.75, "code": None, "why": None},
    {"fault": "401", "tier": "breaker", "recovered": True, "requests": 1, "seconds": 0.1, "code": "provider.wrong_key", "why": None},
    {"fault": "502 once", "tier": "retry", "recovered": False, "requests": 1, "seconds": 2.5, "code": None, "why": "1 requests"},
    {"tier": "retry", "faults": 2, "recovered": 1, "slowest_seconds": 2.5},
)


def played(*lines, code=0, then=""):
    """A process that writes these lines, does ``then``, and ends with ``code``."""
    text = "".join(json.dumps(line) + "\n" for line in lines)
    return (sys.executable, "-c", f"import sys, time; sys.stdout.write({text!r}); sys.stdout.flush(); {then or 'pass'}; sys.exit({code})")


def play(monkeypatch, *lines, **more):
    monkeypatch.setattr("hybriddesk.desk.monitor.drill_page.drill", partial(drill, command=played(*lines, **more)))


def test_before_a_drill_the_page_says_what_it_would_show(desk):
    """One button, no figures."""
    page = desk.view("drill")
    assert page._stack.currentWidget() is page.empty
    assert page.empty.title.text() == "No drill was run yet"
    assert not page.result.isVisible()
    assert unnamed(desk.place) == []


def test_every_fault_has_a_line_under_its_way_of_recovering(desk, monkeypatch):
    """The tiers with their counts and slowest time, the faults below them with what was told; the audit log has the result."""
    play(monkeypatch, *LINES, code=1)
    page = desk.view("drill")
    desk.click(page, "drill_run")
    desk.wait(page.result.isVisible)
    assert page.result.text() == "2 of 3 recovered"
    heard = desk.shown(page)
    assert [text.split(",")[0] for text in heard] == ["Tried again", "503 once", "502 once", "Left alone", "401"]
    assert heard[0].startswith("Tried again, 1 of 2, 2.5")
    assert "Not recovered, 1 requests" in heard[2]
    assert "does not accept the key." in heard[4]
    desk.wait(lambda: page.run_button.isVisible() and not page.progress.isVisible())
    desk.wait(lambda: ("drill.run", "") in desk.acts())
    page.list.setFocus()
    page.list.setCurrentIndex(page.model.index(0))
    desk.qtbot.keyClick(page.list, Qt.Key.Key_J)
    assert page.list.currentIndex().row() == 1
    assert not page.grab().isNull()
    assert unnamed(desk.place) == []


def test_lines_arrive_while_it_runs_and_it_can_be_stopped(desk, monkeypatch):
    """What ended until then stays in sight; a second start meanwhile does nothing, and nothing is audited."""
    play(monkeypatch, LINES[0], then="time.sleep(600)")
    page = desk.view("drill")
    page.step(1)
    desk.click(page, "drill_run")
    desk.wait(lambda: page.model.rowCount() == 2)
    assert page.running
    page.run()
    assert page.model.rowCount() == 2
    desk.click(page, "drill_progress_cancel")
    desk.wait(lambda: not page.running)
    assert page.model.rowCount() == 2
    assert not page.result.isVisible()
    assert desk.shell.error_bar.fault is None
    assert ("drill.run", "") not in desk.acts()


def test_a_drill_that_breaks_is_told(desk, monkeypatch):
    """A process that ends with another code, or without a word, is no passed drill."""
    play(monkeypatch, LINES[0], code=3)
    page = desk.view("drill")
    desk.click(page, "drill_run")
    desk.wait(lambda: desk.shell.error_bar.fault is not None)
    assert desk.shell.error_bar.fault.code == "desk.drill_broke"
    assert not page.result.isVisible()
    for command in (played(), played(code=0, then="sys.stdout.write('no json\\n{}\\n[1]')")):
        with pytest.raises(Permanent, match="drill_broke"):
            anyio.run(partial(drill, lambda _one: None, command))


def test_stopping_ends_the_process():
    """Nothing of it goes on after a cancel."""
    line = "import os; print(json.dumps({'fault': str(os.getpid()), 'tier': 'keep', 'recovered': True, 'requests': 1, 'seconds': 0}), flush=True)"
    command = (sys.executable, "-c", f"import json, time; {line}; time.sleep(600)")
    heard = []

    async def stopped():
        async with anyio.create_task_group() as group:
            def tell(one):
                heard.append(int(one.fault))
                group.cancel_scope.cancel()

            await drill(tell, command)

    anyio.run(stopped)
    with pytest.raises(ProcessLookupError):
        os.kill(heard[0], 0)


def test_the_real_command_is_there():
    """What the button starts is a command of this program."""
    ended = subprocess.run([*COMMAND, "--help"], capture_output=True, text=True, check=False)
    assert ended.returncode == 0
    assert "fault" in ended.stdout


def test_a_tier_of_another_version_comes_last():
    """Its name stands for itself."""
    rows = drill_rows([Planted("x", "newer", recovered=True, requests=1, seconds=0.0), Planted("y", "keep", recovered=True, requests=1, seconds=0.0)])
    assert [row.words for row in rows if row.head] == ["What had come was kept", "newer"]
    assert row_words(rows[-1]).startswith("x, Recovered")
