"""Branches: going on from an older answer, writing a message anew, asking again for words without an answer."""

from __future__ import annotations

import threading

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.way.loopback import Loopback, events, gated, stream


def _sent(server, number=-1):
    return server.requests[number].raw.decode()


def test_words_go_on_from_the_older_answer_in_sight(desk):
    """With "< 1/2 >" in sight the next words hang on that answer, the model hears that branch alone, and it stays in sight."""
    with Loopback([stream("Red apples"), stream("Green pears"), stream("Third")]) as server:
        desk.cloud(server)
        desk.say("Which fruit")
        desk.view().again.click()
        desk.wait(lambda: desk.path and desk.path[-1].text == "Green pears" and not desk.place.is_answering())
        desk.view().older.click()
        older = desk.path[-1]
        desk.say("Why those")
        assert [one.text for one in desk.path] == ["Which fruit", "Red apples", "Why those", "Third"]
        assert desk.path[2].parent == older.id
        assert "Red apples" in _sent(server)
        assert "Green pears" not in _sent(server)


def test_a_message_written_anew_stands_beside_the_old_one(desk):
    """E puts the first words into the composer; the new version gets an answer of its own, the old one is one step away."""
    with Loopback([stream("One"), stream("Two")]) as server:
        desk.cloud(server)
        desk.say("Frist words")
        desk.place.transcript.setFocus()
        desk.place.transcript.set_current(desk.path[0].id)
        QTest.keyClick(desk.place.transcript, "E")
        assert desk.place.composer.text() == "Frist words"
        assert desk.place.composer.edit_bar.isVisible()
        desk.say("First words")
        assert not desk.place.composer.edit_bar.isVisible()
        assert [one.text for one in desk.path] == ["First words", "Two"]
        assert [one.parent for one in desk.turns() if one.role == "user"] == [None, None]
        assert "Frist" not in _sent(server)
        assert desk.view(0).place.text() == "2/2"
        desk.view(0).older.click()
        assert [one.text for one in desk.path] == ["Frist words", "One"]
        desk.view(0).newer.click()
        assert desk.path[-1].text == "Two"


def test_a_later_message_written_anew_keeps_what_came_before(desk):
    """The new version goes on from the same answer as the old one."""
    with Loopback([stream("One"), stream("Two"), stream("Three")]) as server:
        desk.cloud(server)
        desk.say("Begin")
        desk.say("Go on")
        desk.view(2).edit.click()
        desk.say("Go further")
        assert [one.text for one in desk.path] == ["Begin", "One", "Go further", "Three"]


def test_giving_up_leaves_the_message_and_brings_the_draft_back(desk):
    """Esc changes nothing in the conversation; half-written words come back, and a crash in between costs neither text."""
    with Loopback([stream("One")]) as server:
        thread = desk.cloud(server)
        desk.say("Begin")
        QTest.keyClicks(desk.place.composer.paper, "half a thought")
        desk.view(0).edit.click()
        QTest.keyClicks(desk.place.composer.paper, "ning")
        desk.wait(lambda: desk.place.talk.autosave.clean)
        assert desk.fetch(lambda: desk.workspace.conversations.unsent(thread)) == "half a thought\n\nBeginning"
        QTest.keyClick(desk.place.composer.paper, Qt.Key.Key_Escape)
        assert desk.place.composer.text() == "half a thought"
        assert not desk.place.composer.edit_bar.isVisible()
        desk.wait(lambda: desk.place.talk.autosave.clean)
        assert desk.fetch(lambda: desk.workspace.conversations.unsent(thread)) == "half a thought"
        assert [one.text for one in desk.turns()] == ["Begin", "One"]


def test_the_draft_is_there_again_after_a_new_version_was_sent(desk):
    """Words that waited in the composer are not lost by editing another message, neither there nor in the store."""
    with Loopback([stream("One"), stream("Two")]) as server:
        thread = desk.cloud(server)
        desk.say("Begin")
        QTest.keyClicks(desk.place.composer.paper, "half a thought")
        desk.view(0).edit.click()
        desk.say("Begin anew")
        assert desk.place.composer.text() == "half a thought"
        desk.wait(lambda: desk.place.talk.autosave.clean)
        assert desk.fetch(lambda: desk.workspace.conversations.unsent(thread)) == "half a thought"


def test_another_conversation_ends_the_editing(desk):
    """What is sent there is new words, not another version of a message elsewhere."""
    with Loopback([stream("One"), stream("Two")]) as server:
        desk.cloud(server)
        desk.say("Begin")
        desk.view(0).edit.click()
        desk.conversation("cloud", "small-1")
        assert not desk.place.composer.edit_bar.isVisible()
        desk.say("Other")
        assert [one.text for one in desk.turns()] == ["Other", "Two"]


def test_asking_again_for_unanswered_words_says_them_once(desk):
    """Words whose request was not agreed to stand once in the store, however often one asks; the reason stands at them."""
    with Loopback([stream("Thanks")]) as server:
        desk.cloud(server, ask="always")
        desk.write("Tell me")
        desk.place.composer.submit()
        for _ in range(2):
            desk.wait(lambda: desk.place.asking.sheet is not None)
            desk.place.asking.sheet.cancel.click()
            desk.wait(lambda: not desk.place.is_answering())
            assert "not sent" in desk.view().what.text()
            desk.view().ask_again.click()
        desk.wait(lambda: desk.place.asking.sheet is not None)
        desk.place.asking.sheet.send.click()
        desk.wait(lambda: not desk.place.is_answering() and desk.path[-1].text == "Thanks")
        assert [one.text for one in desk.turns()] == ["Tell me", "Thanks"]


def test_nothing_is_edited_while_an_answer_grows(desk):
    """The button waits for the end of the answer, as asking again does."""
    gates = [threading.Event() for _ in range(8)]
    gates[0].set()
    gates[1].set()
    with Loopback([gated(events("First", " second"), gates)]) as server:
        desk.cloud(server)
        desk.write("Tell me")
        desk.place.composer.submit()
        desk.wait(lambda: desk.path and desk.path[-1].role == "assistant")
        assert not desk.view(0).edit.isEnabled()
        desk.place.acts.run("edit", desk.path[0].id)
        assert desk.place.composer.text() == ""
        desk.place.talk.stop()
        desk.wait(lambda: not desk.place.is_answering())
        assert desk.view(0).edit.isEnabled()
