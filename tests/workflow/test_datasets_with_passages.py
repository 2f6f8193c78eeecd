"""A training pair whose answer rests on passages has them before the request, as scrubbed as the rest, and says where they are from."""

from __future__ import annotations

import json
from pathlib import Path

from hybriddesk.records.work import NewDecision, SourceItem
from hybriddesk.workflow.datasets import Datasets, Tally
from hybriddesk.workflow.gathering import approved
from hybriddesk.workflow.senders import Target
from hybriddesk.workspace import Workspace
from tests.way.desk_store import add_provider, in_store, yes
from tests.way.loopback import Loopback, stream

RETURNS = "Returns policy. Goods can be sent back within 45 days of delivery. Questions about returns go to Maria Schmidt, maria.schmidt@example.org."
UNFIT = "Goods leave the hall by the north gate. Delivery notes are kept in the office."
ASKS = "How many days after delivery can the goods be sent back?"


async def lines(workspace: Workspace, target: Target) -> dict:
    workspace.settings.set("knowledge.least", 0.05)
    filed = workspace.drafting.file_import("m", "reply", [SourceItem("m", "1", "mail", "Return", ASKS, "")])
    (one,) = await workspace.drafting.draft(filed.new, target, yes)
    workspace.reviews.decide(NewDecision(one.review, "edit", "Within 45 days [1].", "", 0.1, 0.1, 1.0), "ada")
    datasets = Datasets(workspace.scrubber, workspace.placeholders, workspace.retrieving.block)
    (row,) = datasets.lines((each.review for each in approved(workspace.reviews, workspace.items)), Tally())
    assert b"Schmidt" not in row
    assert b"maria.schmidt" not in row
    return json.loads(row)


def test_the_passages_stand_before_the_request(tmp_path: Path) -> None:
    with Loopback([stream("Within 45 days [1].")]) as server:
        async def work(workspace: Workspace) -> None:
            add_provider(workspace, server.url)
            await workspace.knowing.add_text("Returns", RETURNS)
            row = await lines(workspace, Target("cloud"))
            assert [one["role"] for one in row["messages"]] == ["user", "assistant"]
            assert "within 45 days of delivery" in row["messages"][0]["content"]
            assert row["messages"][0]["content"].endswith(ASKS)
            assert (row["provenance"]["passages"], row["provenance"]["index"]) == (1, 1)

        in_store(tmp_path, work)


def test_what_nobody_read_is_left_out(tmp_path: Path) -> None:
    """The built-in helper quotes none that does not fit; nor is there anything to name where nobody has sources."""
    async def with_sources(workspace: Workspace) -> None:
        await workspace.knowing.add_text("Returns", UNFIT)
        row = await lines(workspace, Target("helper"))
        assert row["messages"][0]["content"] == ASKS
        assert (row["provenance"]["passages"], row["provenance"]["index"]) == (0, 1)

    async def quoted(workspace: Workspace) -> None:
        await workspace.knowing.add_text("Returns", RETURNS)
        row = await lines(workspace, Target("helper"))
        assert "within 45 days of delivery" in row["messages"][0]["content"]
        assert (row["provenance"]["passages"], row["provenance"]["index"]) == (1, 1)

    async def without(workspace: Workspace) -> None:
        row = await lines(workspace, Target("helper"))
        assert (row["provenance"]["passages"], row["provenance"]["index"]) == (0, None)

    in_store(tmp_path / "a", with_sources)
    in_store(tmp_path / "b", without)
    in_store(tmp_path / "c", quoted)
