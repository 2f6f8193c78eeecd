"""What waits after a stop, and what a person decides about it, from the command line."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from hybriddesk.__main__ import StoreDoor
from hybriddesk.records.store import Passphrase

Run = Callable[..., object]


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    file = tmp_path / "mail.txt"
    file.write_text("Where is my order 1042?")
    return file


def put(folder: Path, item: str, state: str) -> None:
    async def go() -> None:
        door = StoreDoor(folder)
        workspace = await door.unlock(Passphrase("seven quiet rivers bend"))
        workspace.items.set_state(item, state, "run.unknown_outcome" if state == "unknown" else None)
        await door.lock()

    asyncio.run(go())


@pytest.mark.parametrize("arguments", [("draft", "reply", "--provider", "nobody"), ("draft", "dance")])
def test_a_refused_draft_imports_nothing(store: Run, mail: Path, arguments: tuple[str, ...]) -> None:
    """An unknown provider or workflow ends with 4, and the file is new to the next import."""
    assert store(*arguments, mail).code == 4
    drafted = store("draft", "reply", mail)
    assert "1 items imported" in drafted.words
    assert drafted.lines[0]["review"]


def test_an_unknown_outcome_is_listed_and_sent_again_only_when_told(store: Run, mail: Path, tmp_path: Path) -> None:
    """After a crash the item is listed, drafting passes it by, and ``again`` lets it wait."""
    item = store("draft", "reply", mail).lines[0]["item"]
    put(tmp_path / "store", item, "unknown")
    assert [(row["id"], row["code"]) for row in store("item", "list").lines] == [(item, "run.unknown_outcome")]
    assert store("item", "draft").lines == []
    assert store("item", "again", item).lines[0]["state"] == "new"
    assert store("item", "draft").lines[0]["item"] == item
    assert store("item", "list").lines == []


def test_an_unknown_outcome_can_be_left(store: Run, mail: Path, tmp_path: Path) -> None:
    """``leave`` ends the question; nothing is drafted."""
    item = store("draft", "reply", mail).lines[0]["item"]
    put(tmp_path / "store", item, "unknown")
    assert store("item", "leave", item).lines[0]["code"] == "item.left"
    assert store("item", "draft").lines == []


@pytest.mark.parametrize("act", ["again", "leave"])
def test_a_drafted_item_is_not_decided_again(store: Run, mail: Path, act: str) -> None:
    """Neither act touches a drafted item or one that does not exist: 4, and a sentence."""
    item = store("draft", "reply", mail).lines[0]["item"]
    assert store("item", act, item).code == 4
    assert store("item", act, "nothing").code == 4
    assert store("item", "list", "--state", "drafted").lines[0]["id"] == item


def test_a_defect_is_named_without_its_text(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A defect ends with 1 and its place in the code; the text an exception may quote is not shown."""
    quoted = "Anna " + "Keller"

    def broken(_self: object, *_given: object) -> None:
        raise ValueError(quoted)

    monkeypatch.setattr("hybriddesk.headless.privacy.Scrubber.scrub", broken)
    ended = run("scrub", stdin='{"id": 1, "text": "hello"}\n')
    assert ended.code == 1
    assert "ValueError" in ended.words
    assert quoted not in ended.words
