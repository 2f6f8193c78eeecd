"""The fire drill: every fault recovers, the person's store is not touched, and a fault that does not recover is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hybriddesk.providers.drill_loopback import refuse, whole
from hybriddesk.workflow import drill
from hybriddesk.workflow.drill_cases import Case, cases
from hybriddesk.workspace import Workspace
from tests.way.desk_store import in_store

Run = Callable[..., object]


def test_everything_recovers(run: Run, tmp_path: Path) -> None:
    """A line a fault, then one a tier, exit 0; no store is made or opened."""
    ended = run("fire-drill")
    assert ended.code == 0, ended.words
    rows = [line for line in ended.lines if "fault" in line]
    tiers = {line["tier"]: line["recovered"] for line in ended.lines if "faults" in line}
    assert len(rows) == len(cases()) + 9
    assert all(row["recovered"] for row in rows)
    assert set(tiers) == {"tolerate", "retry", "fallback", "keep", "breaker", "person", "warm restart", "cold restart", "migration"}
    assert sum(tiers.values()) == len(rows)
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize(("case", "why"), [
    (Case("answers where a fault is wanted", "retry", (whole(),), 2), "1 requests"),
    (Case("another text", "tolerate", (whole("other"),), 1), "the text is 'other'"),
    (Case("another fault", "keep", (refuse(401),), 1, "", "provider.cut"), "told provider.wrong_key"),
])
def test_a_drill_can_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: Case, why: str) -> None:
    """A fault that ends otherwise than it must is reported as not recovered, with what was seen."""
    monkeypatch.setattr(drill, "cases", lambda: (case,))
    monkeypatch.setattr(drill, "SILENT", (("nothing silent", "silent.loop", (whole(),)),))

    async def work(workspace: Workspace) -> tuple[drill.Report, ...]:
        return await drill.provider_drill(workspace)

    planted, breaker, silent = in_store(tmp_path, work)
    assert (planted.recovered, planted.why, breaker.recovered, silent.recovered) == (False, why, True, False)
