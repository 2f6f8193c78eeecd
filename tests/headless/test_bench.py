"""The bench command: its figures are measured, and what is planted is found. No figure's size is asserted."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields

import pytest

from hybriddesk.desk.bench import benches
from hybriddesk.headless.bench import as_row, as_table
from hybriddesk.headless.benches import BENCHES, provider
from hybriddesk.providers.bench_baseline import parsed_stream, raw_stream
from hybriddesk.providers.bench_loopback import answer_tokens, serving
from hybriddesk.records.measure import Bench, Figure

Run = Callable[..., object]
KEYS = {"bench", "figure", "value", "unit", "baseline", "ratio", "target", "rule", "met"}


def child(code: str) -> list[object]:
    """What a process of its own prints, a JSON line each: a watched application cannot share one with the other tests."""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)
    assert ended.returncode == 0, ended.stderr[-2000:]
    return [json.loads(line) for line in ended.stdout.splitlines()]


def test_list_names_those_with_and_without_a_window(run: Run) -> None:
    """bench list prints every benchmark with its sentence and needs no store."""
    ended = run("bench", "list")
    assert ended.code == 0
    assert [line["bench"] for line in ended.lines] == [
        "start", "queue", "stream", "parallel", "store", "scrub", "diff", "provider", "bundle", "knowledge",
    ]
    assert all(line["what"].endswith(".") for line in ended.lines)


def test_an_unknown_name_is_refused_with_the_names(run: Run) -> None:
    """A benchmark that does not exist ends with 4 and names those that do."""
    ended = run("bench", "dance")
    assert ended.code == 4
    assert "queue" in ended.words


def test_listing_loads_no_window_library() -> None:
    """The names of the window benchmarks cost no Qt."""
    assert child(
        "import sys, json; from hybriddesk.__main__ import main; main(['bench', 'list'])\n"
        "print(json.dumps([m for m in sys.modules if m.startswith('PySide6')]))",
    )[-1] == []


@pytest.mark.parametrize(("flags", "table"), [((), True), (("--json",), False), (("--quiet",), False)])
def test_a_run_prints_lines_and_a_table(run: Run, monkeypatch: pytest.MonkeyPatch, flags: tuple[str, ...], table: bool) -> None:
    """Every figure is a JSON line with the promised keys; the table comes unless --json or --quiet."""
    made = Bench("diff", "x.", lambda: lambda _scale: [Figure("speed", 3.0, "ms", 2.0, 1.2, "ratio <=")])
    monkeypatch.setattr("hybriddesk.headless.bench.BENCHES", (made,))
    ended = run("bench", "diff", *flags)
    (line,) = ended.lines
    assert line == {"bench": "diff", "figure": "speed", "value": 3.0, "unit": "ms", "baseline": 2.0, "ratio": 1.5, "target": 1.2,
                    "rule": "ratio <=", "met": False}
    assert ("figure  value" in ended.words) == table


@pytest.mark.parametrize("one", BENCHES, ids=lambda one: one.name)
def test_each_measures_something(one: Bench) -> None:
    """A tiny run of each yields figures above zero that fit the line's keys, and at least one target."""
    found = list(one.load()(0.01))
    assert all(figure.value > 0 or "memory" in figure.name for figure in found), found
    assert all(figure.baseline is None or figure.baseline > 0 for figure in found), found
    assert all(set(as_row(one.name, figure)) - {"note"} == KEYS for figure in found)
    assert any(figure.target is not None for figure in found)


def test_each_measures_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word diff that does much more work is reported as much slower: the benchmark calls the real one."""
    from hybriddesk.headless.benches import diff as bench

    real, calls = bench.diff, []

    def counted(draft: str, final: str) -> object:
        calls.append(len(draft))
        return real(draft, final)

    monkeypatch.setattr(bench, "diff", counted)
    list(bench.measure(0.02))
    assert len(calls) > 12
    assert max(calls) == 2048


@pytest.mark.parametrize(("figure", "met"), [
    (Figure("a", 5, "ms", target=8), True), (Figure("a", 9, "ms", target=8), False), (Figure("a", 9, "ms"), None),
    (Figure("a", 9, "ms", 10, 1.0, "ratio <="), True), (Figure("a", 11, "ms", 10, 1.0, "ratio <="), False),
    (Figure("a", 7, "MB/s", 10, 0.7, "ratio >="), True), (Figure("a", 6, "MB/s", 10, 0.7, "ratio >="), False),
    (Figure("a", 6, "MB/s", None, 0.7, "ratio >="), None),
])
def test_when_a_target_is_met(figure: Figure, met: bool | None) -> None:
    """A target bounds the value or the ratio, from above or below; a ratio without baseline decides nothing."""
    assert figure.met is met
    assert {"met": met}.items() <= as_row("b", figure).items()


def test_the_table_lines_up() -> None:
    """Columns of the table begin at the same place in every line, and a missed target stands out."""
    head, first, second = as_table([Figure("long name here", 1, "ms", target=8), Figure("b", 9, "ms", target=8)]).splitlines()
    assert head.index("unit") == first.index("ms") == second.index("ms")
    assert "yes" in first
    assert "NO" in second


def test_both_sides_read_the_same_stream() -> None:
    """Sender and baselines get every word of the loopback answer."""
    import anyio

    with serving(100) as url:
        sender = provider._sender(url)
        from hybriddesk.privacy.scrub import scrub_text
        from hybriddesk.records.way import Route

        outgoing = sender.prepare(scrub_text("Hello"), Route("loopback", "openai", "m", "127.0.0.1", local=True))
        text = "".join(answer_tokens(100))
        assert anyio.run(parsed_stream, outgoing.url, outgoing.body) == text
        assert anyio.run(provider._read, sender, outgoing) == len(text)
        assert anyio.run(raw_stream, outgoing.url, outgoing.body) >= 1


WATCH = """
import os, json
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from time import thread_time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from hybriddesk.desk.bench.watch import Watched
def slow():
    end = thread_time() + 0.05
    while thread_time() < end: pass
class Painter(QWidget):
    def paintEvent(self, event): PAINT()
app = Watched([])
app.watching = True
window = Painter()
window.show()
QTimer.singleShot(0, app, WORK)
QTimer.singleShot(200, app, lambda: app.exit(0))
app.exec()
print(json.dumps([app.longest().seconds >= 0.05, max(one.cpu for one in app.stalls) >= 0.02, max(app.frames) >= 0.05, app.longest().name]))
"""


def test_a_planted_slow_function_is_a_stall() -> None:
    """50 ms of work in a timer are found as a stall of at least that, with its CPU time and the event's name."""
    ((long, busy, _, name),) = child(WATCH.replace("WORK", "slow").replace("PAINT()", "pass"))
    assert (long, busy) == (True, True)
    assert name


def test_slow_painting_is_a_frame_and_no_stall() -> None:
    """50 ms of painting count as a frame and their work not as a stall's."""
    ((_, busy, painted, _),) = child(WATCH.replace("WORK", "window.update").replace("PAINT", "slow"))
    assert (busy, painted) == (False, True)


def test_the_desk_benchmarks_run_on_the_real_places() -> None:
    """Tiny runs of queue, stream, parallel and start give figures, and every token that was sent is shown."""
    found = child(
        "import json; from hybriddesk.__main__ import StoreDoor; from hybriddesk.desk.bench import benches\n"
        "for one in benches(StoreDoor):\n"
        "    for f in one.load()(0.01): print(json.dumps([one.name, f.name, f.value]))",
    )
    assert {name for name, *_ in found} == {one.name for one in benches(lambda *_: None)}
    assert all(value >= 0 for *_, value in found)
    assert next(value for _, name, value in found if name.startswith("characters shown")) > 1000
    assert next(value for _, name, value in found if name.startswith("50 streams: characters shown")) == 50 * sum(map(len, answer_tokens(20)))
    assert any(name == "list opened and painted" and value > 0 for _, name, value in found)


def test_a_figure_hides_nothing() -> None:
    """Every field of a figure reaches the JSON line."""
    row = as_row("b", Figure("a", 1, "ms", 2, 3, "ratio <=", "why"))
    assert {"figure" if f.name == "name" else f.name for f in fields(Figure)} <= set(row)
