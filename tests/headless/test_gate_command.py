"""The gate command: shown with its price, changed with an audit line, and the same line for a change through the settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hybriddesk.workspace import Workspace
from tests.way.desk_store import in_store
from tests.way.judged import month, plant

Run = Callable[..., object]


def acts(tmp_path: Path) -> list[str]:
    found: list[str] = []

    async def work(workspace: Workspace) -> None:
        found.extend(act for act, in workspace.db.query("SELECT act FROM audit WHERE act LIKE 'gate.%' ORDER BY seq"))

    in_store(tmp_path / "store", work)
    return found


def test_an_empty_store_shows_the_line_and_no_price(store: Run) -> None:
    """What is not known is null, not a figure."""
    (shown,) = store("gate", "show").lines
    assert (shown["mode"], shown["line"], shown["own_line"], shown["price"], shown["measured_misses"]) == ("threshold", 0.75, False, None, None)


def test_the_gate_is_set_and_each_change_is_in_the_audit_log(store: Run, tmp_path: Path) -> None:
    """By risk, reviews a day, share or confidence; what was not given stays; the same choice again writes nothing."""
    async def work(workspace: Workspace) -> None:
        plant(workspace.db, month(workspace.db.clock(), 240))

    in_store(tmp_path / "store", work)
    (tried,) = store("gate", "set", "--capacity", 3, "--dry-run").lines
    assert (tried["mode"], tried["per_day"]) == ("capacity", 3)
    assert tried["price"]["reviews"] == pytest.approx(3, abs=1)
    assert store("gate", "show").lines[0]["mode"] == "threshold"
    assert acts(tmp_path) == []
    (risk,) = store("gate", "set", "--risk", "0.2", "--random-checks", "0.1").lines
    assert (risk["mode"], risk["risk"], risk["random_checks"], risk["own_line"]) == ("risk", 0.2, 0.1, False)
    assert store("gate", "set", "--risk", "0.2").code == 0
    assert store("gate", "set", "--share", 30).lines[0]["capacity_percent"] == 30
    (last,) = store("gate", "set", "--threshold", "0.9").lines
    assert (last["mode"], last["line"], last["random_checks"], last["capacity_percent"]) == ("threshold", 0.9, 0.1, 30)
    assert store("gate", "show").lines == [last]
    assert acts(tmp_path) == ["gate.change"] * 3
    assert store("setting", "set", "review.threshold", "0.8").code == 0
    assert store("setting", "set", "review.threshold", "0.8").code == 0
    assert store("setting", "set", "review.sla_hours", "12").code == 0
    assert acts(tmp_path) == ["gate.change"] * 4


def test_what_cannot_be_is_refused(store: Run) -> None:
    """Out of range, two ways at once, or nothing said: the gate stays as it was."""
    before = store("gate", "show").lines
    assert store("gate", "set", "--risk", "0.9").code == 4
    assert store("gate", "set", "--threshold", "nan").code == 4
    assert store("gate", "set", "--risk", "0.1", "--threshold", "0.5").code == 2
    nothing = store("gate", "set")
    assert (nothing.code, "Give one of" in nothing.words) == (4, True)
    assert store("gate", "show").lines == before
