"""knowledge diagnose: bad answers with their causes, as JSON lines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hybriddesk.records.work import SourceItem
from hybriddesk.workflow.senders import Target
from hybriddesk.workspace import Workspace
from tests.way.desk_store import add_provider, in_store, yes
from tests.way.loopback import Loopback, stream

Run = Callable[..., object]
POLICY = "Refunds. Unused blenders can be returned within 30 days of delivery."
FINAL = "Unused blenders can be returned within 30 days of delivery."


def past(tmp_path: Path) -> tuple[str, str, str]:
    """An edited draft, a fine one, and a disliked chat answer, in the store that the command opens."""
    with Loopback([stream("Soon."), stream("Soon."), stream("You have 90 days.")]) as server:
        async def work(workspace: Workspace) -> tuple[str, str, str]:
            add_provider(workspace, server.url)
            await workspace.knowing.add_text("Policy", POLICY)
            filed = workspace.drafting.file_import(
                "m", "reply", [SourceItem("m", key, "mail", "Blender", "Can unused blenders be returned after delivery?", "") for key in "12"])
            ended = await workspace.drafting.draft(filed.new, Target("cloud"), yes)
            bad, fine = (one.review for one in ended)
            await workspace.reviewing.approve(bad, FINAL, 3.0)
            await workspace.reviewing.approve(fine, "Soon.", 3.0)
            thread = await workspace.conversing.new(Target("cloud"))
            turn = await workspace.conversing.say(thread.id, "How long can I return it?", yes)
            await workspace.conversing.feedback(turn.id, "thumb", "down", "wrong_fact")
            return bad, fine, turn.id

        return in_store(tmp_path / "store", work)


def test_bad_answers_are_traced_and_named(store: Run, tmp_path: Path) -> None:
    """All of the last days, one again, a cause of one's own, and back; a fine one has none; chat answers where they are asked for."""
    bad, fine, turn = past(tmp_path)
    asked = store("knowledge", "diagnose")
    (line,) = asked.lines
    assert (line["review"], line["cause"], line["side"], line["named_by"], line["asked"]) == (bad, "ignored", "model", "app", True)
    assert line["words"] == "What was missing went along; the model did not use it."
    assert (line["marks"][0]["words"], line["marks"][0]["name"], line["marks"][0]["quote"]) == (FINAL, "Policy", FINAL)
    assert "1 bad answer looked at now." in asked.words
    (named,) = store("knowledge", "diagnose", bad, "--name", "outdated").lines
    assert (named["cause"], named["named_by"], named["found"]) == ("outdated", "person", "ignored")
    (again,) = store("knowledge", "diagnose", bad).lines
    assert (again["cause"], again["found"]) == ("outdated", "ignored")
    assert store("knowledge", "diagnose", bad, "--name", "found").lines[0]["cause"] == "ignored"
    assert store("knowledge", "diagnose", fine).lines == [{"review": fine, "cause": None, "state": "approved", "edit_words": 0.0}]
    (chat,) = [row for row in store("knowledge", "diagnose", "--chat").lines if "turn" in row]
    assert (chat["turn"], chat["cause"]) == (turn, "invented")
    assert chat["marks"][0]["words"] == "You have 90 days."


def test_a_cause_needs_its_entry(store: Run) -> None:
    """Naming without an id, and an entry nobody knows, are refused with words; an empty store has no line."""
    assert store("knowledge", "diagnose").lines == []
    asked = store("knowledge", "diagnose", "--name", "gap")
    assert asked.code == 4
    assert "No entry was named" in asked.words
    assert store("knowledge", "diagnose", "x" * 26).code == 4
