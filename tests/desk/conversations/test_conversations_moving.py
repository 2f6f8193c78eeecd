"""Handing a conversation over from the window, and going on here all the same."""

from __future__ import annotations

import pytest

from hybriddesk.sync import age
from tests.way.loopback import Loopback, chat_chunk

WORDS = "five green boats at noon"


@pytest.fixture(autouse=True)
def quick_seal(monkeypatch):
    """The seal's key derivation, weak and quick: what it costs is tested where it lives."""
    init = age.Sealer.__init__
    monkeypatch.setattr(age.Sealer, "__init__", lambda self, raw, passphrase, **_: init(self, raw, passphrase, log_n=4))


def hand_over(desk, path):
    desk.place.header.hand_over.click()
    card = desk.place.moving.card
    assert not card.go.isEnabled()
    card.choose_path(path)
    for field in (card.passphrase.first, card.passphrase.second):
        field.setText(WORDS)
    card.passphrase.judge()
    card.go.click()
    desk.wait(lambda: not card.running.busy)
    return card


def test_a_conversation_is_handed_over_and_kept_here_after_all(desk, tmp_path):
    """The dialog says what happens; afterwards a bar says where it went, sending is refused with the words put back; one click keeps it."""
    desk.conversation()
    desk.say("Summarise: Anna Keller wants her parcel by Friday, order 1042.")
    bar = desk.place.moved_bar
    assert not bar.isVisible()
    card = hand_over(desk, tmp_path / "one.age")
    assert card.outcome.title.text() == "Handed over: one.age"
    assert "1 conversation" in card.outcome.facts.text()
    assert (tmp_path / "one.age").stat().st_size > 0
    assert not card.go.isVisible()
    card.close_button.click()
    desk.wait(bar.isVisible)
    assert "another computer" in bar.words.text()
    before = len(desk.path)
    desk.write("And then?")
    desk.place.composer.submit()
    desk.wait(lambda: desk.place.context.errors.fault is not None)
    desk.wait(lambda: desk.place.composer.text() == "And then?")
    assert len(desk.turns()) == before
    bar.keep_button.click()
    desk.wait(lambda: not bar.isVisible())
    desk.place.composer.submit()
    desk.wait(lambda: len(desk.turns()) == before + 2)


def test_an_answer_under_way_is_stopped_and_goes_along(desk, tmp_path):
    """What had come is in the file; nothing is lost, nothing goes on in two places."""
    def slow(wire, _request):
        wire.head()
        wire.chunk(chat_chunk({"content": "Half of it"}))
        wire.stopping.wait(20)

    with Loopback([slow]) as server:
        thread = desk.cloud(server)
        desk.write("Tell me")
        desk.place.composer.submit()
        desk.wait(lambda: desk.place.talk.answering is not None and desk.place.talk.answering.parts)
        desk.place.header.hand_over.click()
        desk.wait(lambda: not desk.place.is_answering())
        desk.place.moving.card.close()
        card = hand_over(desk, tmp_path / "one.age")
        assert card.outcome.title.text() == "Handed over: one.age"
        kept = desk.fetch(lambda: desk.workspace.conversations.turns(thread))
        assert kept[-1].text == "Half of it"
        assert kept[-1].state == "interrupted"
        card.close()


def test_a_file_that_cannot_be_written_marks_nothing(desk, tmp_path):
    """The fault is said in the dialog; the conversation goes on here."""
    thread = desk.conversation()
    card = hand_over(desk, tmp_path)
    assert "Handed over" not in card.outcome.title.text()
    assert card.outcome.isVisible()
    assert desk.fetch(lambda: desk.workspace.db.query("SELECT * FROM handovers WHERE conversation = ?", (thread,))) == []
    card.close()
