"""The command line says how many passages of the person's own sources go along, and can leave them out."""

from __future__ import annotations

from pathlib import Path

from hybriddesk.workspace import Workspace
from tests.way.desk_store import PASSPHRASE, in_store

RETURNS = "Returns policy. Goods can be sent back within 45 days of delivery."
ASKS = "How many days after delivery can the goods be sent back?"


def test_passages_are_counted_and_can_be_left_out(store, tmp_path: Path):
    """``sent`` of a question and the line of an item say it; ``--no-sources`` sends none."""
    assert PASSPHRASE == "seven quiet rivers bend"

    async def fill(workspace: Workspace) -> None:
        workspace.settings.set("knowledge.least", 0.05)
        await workspace.knowing.add_text("Returns", RETURNS)

    in_store(tmp_path / "store", fill)

    def sent(*more: str) -> dict:
        ended = store("ask", "--provider", "helper", *more, stdin=ASKS)
        return next(line for line in ended.lines if line.get("event") == "sent")

    assert (sent()["passages"], sent()["held"]) == (1, 0)
    assert (sent("--no-sources")["passages"], sent("--no-sources")["held"]) == (0, 0)
    for number, (more, count) in enumerate((((), 1), (("--no-sources",), 0))):
        file = tmp_path / f"{number}.txt"
        file.write_text(f"{ASKS} {number}")
        (line,) = store("draft", "reply", file, "--provider", "helper", *more).lines
        assert (line["passages"], line["held"]) == (count, 0)
