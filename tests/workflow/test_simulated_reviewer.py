"""Sixty made-up cases through the real queue: what is decided is what is kept."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging"))

import simulate_reviewer as simulation


def made_up(count: int) -> list[simulation.Case]:
    """Every third answer is bad; the bad ones hesitate and were uncertain."""
    found = []
    for n in range(count):
        bad = n % 3 == 0
        answer = f"I am not sure, but parcel {n} might perhaps be lost." if bad else f"Your parcel {n} arrives on Monday at the address you gave."
        found.append(simulation.Case(f"Where is my parcel number {n}?", answer, "reply", bad, (-2.0, -1.5) if bad else (-0.1, -0.2)))
    return found


def test_what_the_simulated_reviewer_decides_is_what_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Items, requests, runs, entries, decisions, finals: the same number everywhere, also after second thoughts; the judge has learned."""
    tally = simulation.simulate(made_up(60), tmp_path / "store", 20)
    simulation.report(tally)
    said = capsys.readouterr().out
    assert tally.equal, said
    assert (tally.made, tally.taken_back, tally.kept["decisions"], tally.kept["standing"]) == (62, 2, 62, 60)
    assert (tally.kept["returned"], tally.kept["approved"], tally.kept["finals"], tally.kept["open"]) == (20, 40, 40, 0)
    late = tally.judged[40:]
    assert min(p for p, bad in late if bad) > max(p for p, bad in late if not bad)
    assert "everything made was kept" in said


def test_a_lost_decision_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The counts are compared, not assumed."""
    tally = simulation.simulate(made_up(6), tmp_path / "store", 6)
    assert tally.equal
    tally.kept["decisions"] -= 1
    simulation.report(tally)
    assert not tally.equal
    assert "DIFFER" in capsys.readouterr().out
