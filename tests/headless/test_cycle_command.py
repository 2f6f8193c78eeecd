"""The cycle command: agenda, decisions, the board and checks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hybriddesk.workspace import Workspace
from tests.way.desk_store import in_store
from tests.way.judged import DAY, month, plant

Run = Callable[..., object]


def past(tmp_path: Path, *, bad_share: float, days_ago: int = 0, count: int = 160) -> None:
    """A month of decisions in the store that the command opens."""
    async def work(workspace: Workspace) -> None:
        plant(workspace.db, month(workspace.db.clock() - days_ago * DAY, count, bad_share=bad_share))

    in_store(tmp_path / "store", work)


def test_an_empty_store_has_an_empty_agenda(store: Run) -> None:
    """No line, and words that say what it was made from; nothing is due."""
    asked = store("cycle", "agenda")
    assert (asked.code, asked.lines) == (0, [])
    assert "0 topics from 0 answers and 0 decisions" in asked.words
    assert "Nothing is due" in store("cycle", "check").words
    assert store("cycle", "list").lines == []


def test_from_the_agenda_to_a_decision(store: Run, tmp_path: Path) -> None:
    """A topic is decided about, stands on the board, is acted on, looked at early, closed and dropped."""
    past(tmp_path, bad_share=0.4)
    topics = {row["topic"]: row for row in store("cycle", "agenda").lines}
    worst = topics["prompt:reply@v7"]
    assert worst["figure"] == "bad_share"
    assert not worst["taken"]
    assert "sent back or mostly rewritten" in worst["words"]
    (card,) = store("cycle", "decide", "--topic", worst["topic"], "--action", "Begin with Hello", "--owner", "Ada", "--figure", "bad_share",
                    "--workflow", "reply", "--days", "7", "--planned").lines
    assert (card["stage"], card["owner"], card["days"], card["acted_ms"]) == ("decide", "Ada", 7, None)
    assert {row["topic"]: row["taken"] for row in store("cycle", "agenda").lines}[worst["topic"]]
    assert store("cycle", "check", card["id"]).code == 4
    assert store("cycle", "act", card["id"]).lines[0]["stage"] == "act"
    (look,) = store("cycle", "check", card["id"]).lines
    assert (look["due"], look["check"]["outcome"], look["check"]["before"]["count"] > 20) == (False, "too_few", True)
    assert [row["id"] for row in store("cycle", "list", "--stage", "act").lines] == [card["id"]]
    assert store("cycle", "list", "--stage", "decide").lines == []
    assert store("cycle", "close", card["id"]).lines[0]["stage"] == "closed"
    assert store("cycle", "drop", card["id"]).code == 0
    assert store("cycle", "list").lines == []


def test_a_refused_decision_leaves_nothing(store: Run) -> None:
    """Exit 4 for a rule, 2 for wrong usage; the board stays empty."""
    assert store("cycle", "decide", "--action", " ", "--figure", "latency").code == 4
    assert store("cycle", "decide", "--action", "x", "--figure", "luck").code == 2
    assert store("cycle", "decide", "--topic", "nothing", "--action", "x", "--figure", "latency").code == 4
    assert store("cycle", "decide", "--action", "x", "--figure", "latency", "--days", "0").code == 4
    assert store("cycle", "act", "none").code == 4
    assert store("cycle", "list").lines == []
    (card,) = store("cycle", "decide", "--action", "Try a faster model", "--figure", "latency").lines
    assert (card["stage"], card["owner"], card["words"]) == ("act", "me", "An idea of your own.")
    held = store("cycle", "held").lines[0]
    assert (held["topics"], held["decisions"]) == (0, 1)
