"""The person's own sources in a conversation: switched on and off, seen under an answer, counted in the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from hybriddesk.desk.conversations.context_line import details
from hybriddesk.desk.conversations.passages_sheet import PassagesSheet
from hybriddesk.records.context import Parts
from hybriddesk.records.errors import Refused
from hybriddesk.vault.knowledge import keep_passages
from tests.desk.conversations.test_conversations_context import counted
from tests.way.loopback import Loopback, stream

RETURNS = "Returns policy. Goods can be sent back within 45 days of delivery. Questions go to Maria Schmidt."
ASKS = "How many days after delivery can the goods be sent back?"


@pytest.fixture
def source(desk):
    """A source that the questions of these tests rest on."""
    desk.fetch(lambda: desk.workspace.settings.set("knowledge.least", 0.05))
    job = desk.engine.job(lambda: desk.workspace.knowing.add_text("Returns", RETURNS))
    with desk.qtbot.waitSignal(job.ended, timeout=10_000):
        job.start()
    desk.wait(lambda: desk.workspace is not None)


def sheet(desk):
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, PassagesSheet) and one.isVisible()]
    return found[0] if found else None


def test_the_switch_is_there_only_for_people_with_sources(desk):
    desk.conversation()
    chip = desk.place.composer.sources
    assert not chip.isVisible()
    desk.place.sources.toggle()
    job = desk.engine.job(lambda: desk.workspace.knowing.add_text("Returns", RETURNS))
    job.start()
    desk.wait(chip.isVisible)
    assert chip.text().strip() == "Sources (1)"
    assert chip.isChecked()
    desk.fetch(lambda: desk.workspace.settings.set("knowledge.use_in", ("reply",)))
    desk.wait(lambda: not chip.isVisible())


def test_a_conversation_remembers_that_it_goes_without(desk, source):
    """Another conversation is not touched; the questions really go without passages; it can be switched back."""
    with Loopback([stream("Hello.")]) as server:
        first = desk.cloud(server)
        chip = desk.place.composer.sources
        desk.wait(chip.isVisible)
        chip.click()
        desk.wait(lambda: chip.text().strip() == "No sources")
        assert not chip.isChecked()
        desk.say(ASKS)
        assert b"45 days" not in server.requests[0].body
        assert not desk.view().passages.isVisible()
        desk.conversation("cloud", "small-1")
        desk.wait(lambda: chip.text().strip() == "Sources (1)")
        desk.place.open(first)
        desk.wait(lambda: chip.text().strip() == "No sources")
        desk.place.sources.toggle()
        desk.wait(lambda: chip.text().strip() == "Sources (1)")
        desk.say(f"{ASKS} Please.")
        assert b"45 days" in server.requests[1].body


def test_a_conversation_nobody_has_cannot_be_switched(desk):
    with pytest.raises(Refused, match=r"conversation\.unknown"):
        desk.fetch(lambda: desk.workspace.conversing.use_sources("x" * 26, on=False))


def test_an_answer_shows_what_it_rested_on(desk, source):
    """By the button under it or by its key; in the form in which the messages show values; Esc closes it."""
    with Loopback([stream("Within 45 days [1].")]) as server:
        desk.cloud(server)
        desk.say(ASKS)
        button = desk.view().passages
        desk.wait(button.isVisible)
        assert button.text().strip() == "1 passage"
        button.click()
        desk.wait(lambda: sheet(desk))
        words = [label.text() for label in sheet(desk).findChildren(QLabel)]
        assert "[1] Returns" in words
        assert RETURNS in words
        assert "Held back" not in words
        QTest.keyClick(sheet(desk), Qt.Key.Key_Escape)
        desk.wait(lambda: sheet(desk) is None)
        desk.place.show_values(clear=False)
        desk.place.acts.run("passages", desk.path[-1].id)
        desk.wait(lambda: sheet(desk))
        assert not any("Maria Schmidt" in label.text() for label in sheet(desk).findChildren(QLabel))
        sheet(desk).close_button.click()
        desk.wait(lambda: sheet(desk) is None)
        desk.place.acts.run("passages", desk.path[0].id)
        assert sheet(desk) is None


def test_a_passage_leads_to_its_source_while_that_stands(desk, source):
    """By keyboard; the sheet closes first. For a source that was removed nothing is offered."""
    with Loopback([stream("Within 45 days [1].")]) as server:
        desk.cloud(server)
        desk.say(ASKS)
        ((wanted,),) = desk.fetch(lambda: desk.db.query("SELECT id FROM knowledge_sources"))
        desk.place.acts.run("passages", desk.path[-1].id)
        desk.wait(lambda: sheet(desk))
        button = sheet(desk).findChild(QPushButton, "passage_source_1")
        assert button.accessibleName() == "Open the source"
        QTest.keyClick(button, Qt.Key.Key_Space)
        desk.wait(lambda: sheet(desk) is None)
        knowledge = desk.shell.place("knowledge")
        desk.wait(lambda: knowledge.made("sources") is not None and knowledge.made("sources").opened == wanted)
        desk.fetch(lambda: desk.workspace.knowing.knowledge.remove([wanted]))
        desk.place.acts.run("passages", desk.path[-1].id)
        desk.wait(lambda: sheet(desk))
        assert sheet(desk).findChild(QPushButton, "passage_source_1") is None
        sheet(desk).close()


def test_held_ones_stand_below_with_their_reason(desk, source):
    from hybriddesk.records.knowledge import Gathered, HeldBack, Passage

    with Loopback([stream("Hello.")]) as server:
        desk.cloud(server)
        desk.say(ASKS)
        one = Passage("a" * 26, "Returns", 0, 3, 0.5, "Yes")
        run = desk.path[-1].run
        desk.fetch(lambda: keep_passages(desk.db, run, Gathered(1, (one,), (HeldBack(one, "knowledge.held_injection"),))))
        desk.place.acts.run("passages", desk.path[-1].id)
        desk.wait(lambda: sheet(desk))
        words = [label.text() for label in sheet(desk).findChildren(QLabel)]
        assert words[words.index("Held back") + 1 :][:3] == ["Returns", "gives orders to the model", "Yes"]
        sheet(desk).close()


def test_passages_take_room_in_the_window_under_a_word_of_their_own(desk, source):
    """What the last answer was given is counted; switched off, nothing is."""
    with Loopback([stream("Within 45 days [1].")]) as server:
        thread = desk.cloud(server)
        desk.fetch(lambda: desk.workspace.settings.set("context.unknown_window", 4000))
        desk.say(ASKS)
        counted(desk)
        taken = desk.place.composer.meter.parts.knowledge
        assert 10 < taken < 100
        assert "knowledge" in [name for name, _, _ in desk.place.composer.meter.segments()]
        desk.fetch(lambda: desk.workspace.conversing.use_sources(thread, on=False))
        counted(desk)
        assert desk.place.composer.meter.parts.knowledge == 0


def test_the_figures_name_the_sources():
    assert "your sources 321" in details(Parts(knowledge=321, window=1000))
