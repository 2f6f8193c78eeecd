"""The Conversations place as a person uses it: on a real store, against a provider on the loopback."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget

from hybriddesk.desk.conversations.link_card import LinkCard
from hybriddesk.desk.conversations.tasks import TASKS
from hybriddesk.desk.preview.sheet import CheckSheet
from hybriddesk.vault.conversations import turn_rows
from tests.way.loopback import Loopback, chat_chunk, cut, events, gated, pieces, status, stream, whole

LETTER = "Write to Anna Keller, anna.keller@example.org, about her parcel."


def test_a_message_is_answered_and_both_stay(desk):
    """The first words name the conversation; question and answer are in the store and on the screen."""
    with Loopback([stream("Hello", " **there**")]) as server:
        desk.cloud(server)
        desk.say(LETTER)
        assert [(one.role, one.state, one.text) for one in desk.turns()] == [
            ("user", "complete", LETTER), ("assistant", "complete", "Hello **there**"),
        ]
        assert desk.place.talk.current.title == LETTER
        assert b"Anna Keller" not in server.requests[0].raw
        assert desk.view().body.content.text == "Hello **there**"
        assert desk.view().confidence.isVisible()
        assert desk.place.composer.text() == ""


def test_the_answer_grows_in_sight_and_stop_keeps_what_came(desk):
    """Esc ends the answer; its text stays and says that it was stopped; nothing is sent again."""
    gates = [threading.Event() for _ in range(9)]
    gates[0].set()
    gates[1].set()
    gates[2].set()
    with Loopback([gated(events("First words", " and more", " never seen"), gates)]) as server:
        desk.cloud(server)
        desk.write("Tell me")
        QTest.keyClick(desk.place.composer.paper, Qt.Key.Key_Return)
        desk.wait(lambda: desk.path and desk.path[-1].role == "assistant" and "and more" in desk.view().body.content.text)
        assert desk.place.composer.stop.isVisible()
        assert not desk.place.composer.send.isVisible()
        QTest.keyClick(desk.place.composer.paper, Qt.Key.Key_Escape)
        desk.wait(lambda: not desk.place.is_answering())
        assert [(one.role, one.state, one.text) for one in desk.turns()][-1] == ("assistant", "interrupted", "First words and more")
        assert desk.view().state.text() == "Stopped"
        assert len(server.requests) == 1


def test_what_a_broken_answer_cost_is_looked_up_where_its_provider_can_tell(desk):
    """The offer stands beside the notice, asks with the request's id alone, and the charge stands there from then on."""
    billing = whole(200, (Path(__file__).parents[2] / "providers" / "wire" / "nanogpt_request_billing.json").read_bytes())
    looked = [whole(404, b"", [("retry-after", "30")]), status(401), billing]

    def answer(wire, request):
        if request.method == "GET":
            looked.pop(0)(wire, request)
        else:
            pieces([chat_chunk({"content": "Half an"})], [("x-request-id", "req_example")])(wire, request)

    with Loopback(otherwise=answer) as server:
        desk.fetch(lambda: desk.workspace.providing.add(
            "cloud", "nanogpt", server.url, "sk-planted-key-0001", allow_loopback_http=True, default_model="m", ask="never"))
        desk.wait(lambda: "cloud" in desk.place.around.tellers)
        thread = desk.conversation("cloud", "m")
        desk.say("Tell me")
        rest = desk.view()._rest
        assert desk.view().look_up.isVisible()
        for words in ("has not booked it yet", "does not accept the key", "carried it out and charged $0.0012"):
            desk.view().look_up.click()
            desk.wait(lambda words=words: words in rest.text() + desk.shell.toast.words.text() and not desk.engine.busy)
        assert not desk.view().look_up.isVisible()
        assert [(one.method, one.body) for one in server.requests[1:]] == [("GET", b"")] * 3
        desk.restart()
        desk.place.open(thread)
        desk.wait(lambda: "charged $0.0012" in desk.view()._rest.text())


def test_a_cut_answer_is_kept_and_asked_again_only_by_the_person(desk):
    """What had arrived stays with a sentence; "Ask again" puts a whole answer beside it, one step from the old."""
    with Loopback([cut("Half an"), stream("A whole answer")]) as server:
        desk.cloud(server)
        desk.say("Tell me")
        assert desk.path[-1].state == "unknown"
        assert desk.view().body.content.text == "Half an"
        assert "broke off" in desk.view().what.text()
        assert not desk.view().look_up.isVisible()
        assert len(server.requests) == 1
        desk.view().ask_again.click()
        desk.wait(lambda: desk.path and desk.path[-1].text == "A whole answer" and not desk.place.is_answering())
        view = desk.view()
        assert view.place.text() == "2/2"
        view.older.click()
        assert desk.path[-1].text == "Half an"
        assert desk.view().place.text() == "1/2"
        assert desk.place.header.branches.isVisible()
        desk.place.transcript.setFocus()
        QTest.keyClick(desk.place.transcript, "]")
        assert desk.path[-1].text == "A whole answer"


def test_the_reason_of_a_failed_answer_is_there_after_a_restart(desk):
    """A fault is said in a sentence, also on another day."""
    with Loopback([status(401, "invalid_api_key")]) as server:
        desk.cloud(server)
        desk.say("Tell me")
        said = desk.view().what.text()
        assert "does not accept the key" in said
        desk.restart()
        desk.wait(lambda: desk.path)
        assert desk.view().what.text() == said
        assert desk.view().ask_again.isEnabled()


def test_the_wait_before_a_second_try_is_shown(desk):
    """A provider that asks to slow down does not look like a frozen window."""
    with Loopback([status(503, retry_after="2"), stream("Here")]) as server:
        desk.cloud(server)
        desk.write("Tell me")
        desk.place.composer.submit()
        desk.wait(lambda: desk.place.composer.status.text().startswith("Second try in"))
        assert "fault of its own" in desk.place.composer.status.toolTip()
        desk.wait(lambda: not desk.place.is_answering())
        assert desk.path[-1].text == "Here"
        assert desk.place.composer.status.text() == ""


def test_nothing_leaves_before_the_person_agreed(desk):
    """The sheet shows the request; Cancel sends nothing and keeps the words, which can be asked again."""
    with Loopback([stream("Thanks")]) as server:
        desk.cloud(server, ask="always")
        desk.write(LETTER)
        desk.place.composer.submit()
        desk.wait(lambda: desk.place.asking.sheet is not None)
        sheet = desk.place.asking.sheet
        assert isinstance(sheet, CheckSheet)
        assert server.requests == []
        sheet.cancel.click()
        desk.wait(lambda: not desk.place.is_answering())
        assert server.requests == []
        assert [one.text for one in desk.path] == [LETTER]
        assert "not sent" in desk.view().what.text()
        desk.view().ask_again.click()
        desk.wait(lambda: desk.place.asking.sheet is not None)
        desk.place.asking.sheet.send.click()
        desk.wait(lambda: not desk.place.is_answering() and desk.path[-1].text == "Thanks")
        assert len(server.requests) == 1


def test_unsent_words_come_back(desk):
    """What stands in the composer is in the store within a second, per conversation, and there again after a restart."""
    first = desk.conversation(title="one")
    QTest.keyClicks(desk.place.composer.paper, "Half a thou")
    desk.wait(lambda: desk.place.talk.autosave.clean)
    assert desk.fetch(lambda: desk.workspace.conversations.unsent(first)) == "Half a thou"
    desk.conversation(title="two")
    assert desk.place.composer.text() == ""
    QTest.keyClicks(desk.place.composer.paper, "other")
    desk.restart()
    desk.place.open(first)
    assert desk.place.composer.text() == "Half a thou"


def test_keeping_letters_does_not_read_the_turns_again(desk, monkeypatch):
    """A conversation of ten thousand turns is not read anew for every pause in writing."""
    desk.conversation(title="long")
    reads = []
    monkeypatch.setattr("hybriddesk.desk.conversations.talk.turn_rows", lambda *wanted: reads.append(wanted) or ())
    QTest.keyClicks(desk.place.composer.paper, "words")
    desk.wait(lambda: desk.place.talk.autosave.clean)
    desk.wait(lambda: desk.place.talk.current.unsent == "words")
    assert reads == []


def test_one_changed_turn_does_not_read_the_others_again(desk, monkeypatch):
    """Words and answer come into sight from the turns that changed; a long conversation stays as fast as a short one."""
    with Loopback([stream("One"), stream("Two")]) as server:
        desk.cloud(server)
        desk.say("Begin")
        desk.wait(lambda: [one.state for one in desk.path] == ["complete", "complete"] and desk.path == desk.turns())
        for _ in range(3):
            desk.fetch(lambda: None)  # what the first answer still had to tell has been told
        reads = []
        monkeypatch.setattr("hybriddesk.desk.conversations.talk.turn_rows", lambda *wanted: reads.append(wanted) or turn_rows(*wanted))
        desk.say("Go on")
        desk.wait(lambda: [one.state for one in desk.path] == ["complete"] * 4)
        desk.view().up.click()
        desk.wait(lambda: desk.view().shown.thumb == "up")
        assert [one.text for one in desk.path] == ["Begin", "One", "Go on", "Two"]
        assert desk.path == desk.turns()
        assert reads == []


def test_writing_without_a_conversation_makes_one(desk):
    """The first letter is as safe as the last."""
    assert desk.place.talk.current is None
    QTest.keyClicks(desk.place.composer.paper, "Hello")
    desk.wait(lambda: desk.place.talk.current is not None)
    desk.wait(lambda: desk.place.talk.autosave.clean)
    assert desk.place.composer.text() == "Hello"
    assert len(desk.fetch(lambda: list(desk.workspace.conversations.all()))) == 1


def test_shift_enter_makes_a_line_and_enter_on_nothing_sends_nothing(desk):
    """Enter sends, Shift+Enter does not, blanks alone are no message."""
    desk.conversation()
    paper = desk.place.composer.paper
    QTest.keyClick(paper, Qt.Key.Key_Return)
    QTest.keyClicks(paper, "  ")
    QTest.keyClick(paper, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(paper, Qt.Key.Key_Return)
    assert desk.turns() == ()
    assert desk.place.composer.text() == "  \n"


def test_what_will_be_replaced_is_counted_while_one_writes(desk):
    """The count names how many values, the tooltip which kinds; the same value counts once."""
    with Loopback() as server:
        desk.cloud(server)
        desk.write(f"{LETTER} Anna Keller!")
        composer = desk.place.composer
        desk.place.writing.count()
        desk.wait(composer.found.isVisible)
        assert composer.found.text().startswith("2 ")
        assert "1 × Person's name" in composer.found.toolTip()
        assert "1 × E-mail address" in composer.found.toolTip()
        assert "tokens" in composer.figure.text()


def test_the_context_meter_shows_how_full_a_known_model_is(desk):
    """Where the window is known the share is shown with its marks, and its colour changes at 70 and 95 %."""
    desk.conversation("cloud", "gpt-4o-mini")
    composer = desk.place.composer
    composer.show_text("word " * 90_000)
    desk.place.writing.count()
    desk.wait(composer.meter.isVisible)
    assert composer.meter.share > 0.7
    assert composer.meter.tone() in {"warn", "bad"}
    assert composer.figure.text().startswith("context")


def test_the_three_offers_work_offline(desk):
    """Each is one click and Enter away from a finished result of the built-in helper."""
    for task in TASKS:
        desk.place.new()
        desk.wait(lambda: desk.place.talk.current is not None and not desk.path)
        QTest.mouseClick(desk.place.tasks.buttons[task.name], Qt.MouseButton.LeftButton)
        desk.wait(lambda named=task: desk.place.composer.text() == f"{named.words}\n\n{named.sample}")
        assert desk.place.composer.paper.textCursor().selectedText() == task.sample
        QTest.keyClick(desk.place.composer.paper, Qt.Key.Key_Return)
        desk.wait(lambda: not desk.place.is_answering() and len(desk.path) == 2)
        assert desk.path[-1].state == "complete"
        assert desk.path[-1].text.strip()
        assert desk.place.header.where.text() == "Stays on this computer"


def test_thumbs_reasons_words_and_copies_are_kept(desk):
    """Explicit feedback with its reason, and a copy with the share that was copied."""
    with Loopback([stream("Some answer to judge")]) as server:
        desk.cloud(server)
        desk.say("Tell me")
        thread = desk.place.talk.current.id
        view = desk.view()
        view.down.click()
        assert view.opinion.isVisible()
        view.opinion.chips["too_long"].click()
        view.opinion.comment.setText("Half of it would do")
        view.opinion.save_button.click()
        view.copy.click()
        desk.wait(lambda: len(desk.fetch(lambda: desk.workspace.feedback.of(thread))) == 3)
        rows = desk.fetch(lambda: desk.workspace.feedback.of(thread))
        assert [(row.name, row.value, row.reason) for row in rows] == [("thumb", "down", ""), ("thumb", "down", "too_long"), ("copy", "1.00", "")]
        assert rows[1].comment == "Half of it would do"
        assert QGuiApplication.clipboard().text() == "Some answer to judge"
        desk.wait(lambda: "background" in desk.view().down.styleSheet())


def test_stars_are_kept_changed_and_taken_back(desk):
    """Given by the keyboard under an answer, shown as they stand, with what they are about; 0 takes them back."""
    with Loopback([stream("Some answer to judge")]) as server:
        desk.cloud(server)
        desk.say("Tell me")
        thread = desk.place.talk.current.id
        assert desk.view().stars.isVisible()
        for key, stands in ((Qt.Key.Key_4, 4), (Qt.Key.Key_Left, 3), (Qt.Key.Key_0, 0), (Qt.Key.Key_2, 2)):
            QTest.keyClick(desk.view().stars, key)
            desk.wait(lambda stands=stands: desk.view().shown.stars == stands)
            assert desk.view().stars.value() == stands
        rows = desk.fetch(lambda: desk.workspace.feedback.of(thread))
        assert [(row.name, row.value) for row in rows] == [("stars", "4"), ("stars", "3"), ("stars", ""), ("stars", "2")]
        (context,) = desk.fetch(lambda: desk.workspace.db.query("SELECT context_json FROM feedback ORDER BY rowid LIMIT 1"))[0]
        assert '"prompt_version":"chat@1"' in context
        assert '"step":"answer"' in context


def test_a_disliked_answer_is_traced_as_far_as_the_reason_tells(desk):
    """What it claims and what stands nowhere is said; where there is too little to say, the thanks alone."""
    with Loopback([stream("It costs 250 EUR."), stream("Well.")]) as server:
        desk.cloud(server)
        desk.say("What does it cost?")
        desk.view().down.click()
        desk.view().opinion.chips["wrong_fact"].click()
        desk.view().opinion.save_button.click()
        desk.wait(lambda: "went along" in desk.shell.toast.words.text())
        assert desk.shell.toast.words.text() == (
            "Thank you. It stays on this computer. \u201cIt costs 250 EUR.\u201d stands neither in the message nor in a passage that went along.")
        desk.say("And now?")
        desk.view().down.click()
        desk.view().opinion.chips["not_asked"].click()
        desk.view().opinion.save_button.click()
        desk.wait(lambda: desk.shell.toast.words.text() == "Thank you. It stays on this computer.")


def test_an_answer_goes_to_review_and_the_way_there_stays(desk):
    """"Send to review" files it once; from then on the same button leads to the entry."""
    with Loopback([stream("Some answer")]) as server:
        desk.cloud(server)
        desk.say("Tell me")
        desk.view().review.click()
        desk.wait(lambda: "Open" in desk.view().review.text())
        assert desk.fetch(desk.workspace.reviews.counts)["needs"] == 1
        desk.view().review.click()
        assert desk.went[-1] == "review"


def test_what_was_sent_is_one_click_away(desk):
    """The ledger opens on this answer's request."""
    with Loopback([stream("Some answer")]) as server:
        desk.cloud(server)
        desk.say(LETTER)
        desk.view().sent.click()
        assert desk.went[-1] == "privacy"


def test_tokens_are_shown_while_v_is_held(desk):
    """Real values by default; holding V shows what the provider saw, letting go brings the values back."""
    with Loopback([stream("Fine")]) as server:
        desk.cloud(server)
        desk.say(LETTER)
        transcript = desk.place.transcript
        transcript.setFocus()
        QTest.keyPress(transcript, Qt.Key.Key_V)
        held = desk.view(0).body.content.text
        QTest.keyRelease(transcript, Qt.Key.Key_V)
        assert "Anna Keller" not in held
        assert "PERSON_" in held
        assert desk.view(0).body.content.text == LETTER


def test_a_link_is_opened_only_after_a_second_look(desk, monkeypatch):
    """A click shows host and address; Cancel opens nothing, Open opens exactly that address."""
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    address = "https://tracking.example.com/p/1042"
    with Loopback([stream(f"[the page]({address})")]) as server:
        desk.cloud(server)
        desk.say("Tell me")
        body = desk.view().body
        for button in ("cancel", "go"):
            QTest.mouseClick(body, Qt.MouseButton.LeftButton, pos=QPoint(15, 8))
            card = next(one for one in QApplication.topLevelWidgets() if isinstance(one, LinkCard) and one.isVisible())
            assert card.address == address
            assert opened == []
            getattr(card, button).click()
        assert opened == [address]


def test_no_remote_picture_is_ever_asked_for(desk):
    """An answer full of pictures and raw HTML makes no request of its own."""
    with Loopback([stream("placeholder")]) as server, Loopback() as tracker:
        desk.cloud(server)
        answer = f"![p]({tracker.url}/p.png) <img src='{tracker.url}/q.png'> <link rel=stylesheet href='{tracker.url}/s.css'>\n\n[a]: {tracker.url}"
        thread = desk.place.talk.current.id
        desk.say("Tell me")
        turn = desk.path[-1].id
        desk.fetch(lambda: desk.workspace.conversations.end_turn(turn, answer, answer, "complete", 0.9))
        desk.wait(lambda: "p.png" in desk.view().body.content.text)
        desk.shell.grab()
        assert desk.place.talk.current.id == thread
        assert tracker.requests == []
        assert tracker.connections == 0


def test_conversations_are_found_by_title_and_text(desk):
    """Words of the title or of any message leave only the conversations that hold them; Esc brings all back."""
    first = desk.conversation(title="Warranty of the clock")
    second = desk.conversation(title="Something else")
    desk.say("Summarise this text:\n\nThe zebra stood in the yard. It was a Tuesday and nobody came to see it.")
    threads = desk.place.threads
    threads.search.setText("warranty")
    desk.wait(lambda: threads.model.rowCount() == 1 and threads.model.conversation_at(0).id == first)
    threads.search.setText("zebra")
    desk.wait(lambda: threads.model.rowCount() == 1 and threads.model.conversation_at(0).id == second)
    threads.search.setText("nothing like it")
    desk.wait(threads.nothing.isVisible)
    QTest.keyClick(threads.search, Qt.Key.Key_Escape)
    desk.wait(lambda: threads.model.rowCount() == 2)


def test_rename_delete_and_undo(desk):
    """A title is changed in place; a deleted conversation is gone from the list until Undo."""
    thread = desk.conversation(title="Old")
    desk.place.header.edit_title()
    desk.place.header.title_field.setText("  New   title ")
    QTest.keyClick(desk.place.header.title_field, Qt.Key.Key_Return)
    desk.wait(lambda: desk.place.header.title.whole_text() == "New title")
    desk.place.delete()
    desk.wait(lambda: desk.place.threads.model.rowCount() == 0)
    assert desk.place.talk.current is None
    desk.shell.toast.undo_button.click()
    desk.wait(lambda: desk.place.talk.current is not None and desk.place.talk.current.id == thread)
    assert desk.place.threads.model.rowCount() == 1


def test_who_answers_is_chosen_per_conversation_and_said_plainly(desk):
    """The chip names the provider once words would leave, and says that they stay otherwise."""
    with Loopback([stream("Hi")]) as server:
        helper = desk.conversation(title="local")
        desk.cloud(server)
        desk.place.open(helper)
        header = desk.place.header
        assert header.where.text() == "Stays on this computer"
        header.provider.setCurrentIndex(header.provider.findData("cloud"))
        header.provider.activated.emit(header.provider.currentIndex())
        desk.wait(lambda: desk.place.talk.current.provider == "cloud")
        assert desk.place.talk.current.model == "small-1"
        desk.fetch(lambda: desk.workspace.providing.remove("cloud"))
        desk.wait(lambda: header.provider.currentText() == "cloud (removed)")
        assert header.where.text() == "cloud · small-1"


def test_an_answer_goes_on_in_a_conversation_out_of_sight(desk):
    """Looking at another conversation does not stop an answer, and coming back finds all of it."""
    gates = [threading.Event(), threading.Event(), threading.Event()]
    gates[0].set()
    gates[1].set()
    with Loopback([gated(events("Early", " late"), gates)]) as server:
        first = desk.cloud(server)
        desk.write("Tell me")
        desk.place.composer.submit()
        desk.wait(lambda: desk.path and desk.path[-1].role == "assistant" and desk.view().body.content.text == "Early")
        desk.conversation(title="other")
        assert not desk.place.is_answering()
        desk.place.open(first)
        assert desk.view().body.content.text == "Early"
        gates[2].set()
        desk.wait(lambda: not desk.place.is_answering())
        assert desk.view().body.content.text == "Early late"


def test_locking_while_an_answer_grows_keeps_it(desk):
    """The store may close in the middle of an answer: its text stays, and nothing is read from a closed store."""
    gates = [threading.Event() for _ in range(4)]
    gates[0].set()
    gates[1].set()
    with Loopback([gated(events("Kept words", " never"), gates)]) as server:
        thread = desk.cloud(server)
        desk.write("Tell me")
        desk.place.composer.submit()
        desk.wait(lambda: desk.path and desk.path[-1].role == "assistant" and desk.view().body.content.text == "Kept words")
        desk.place.leaving()
        desk.engine.cancel_all()
        desk.wait(lambda: not desk.engine.busy)
        turns = desk.fetch(lambda: desk.workspace.conversations.turns(thread))
        assert [(one.role, one.state, one.text) for one in turns][-1] == ("assistant", "interrupted", "Kept words")
        assert desk.place.talk.path[-1].state == "streaming"


def test_everything_that_takes_the_focus_has_a_name_and_is_big_enough(desk):
    """Screen readers and clumsy fingers find every control."""
    with Loopback([stream("```py\nx = 1\n```\n")]) as server:
        desk.cloud(server)
        desk.say("Tell me")
        seen = [one for one in desk.place.findChildren(QWidget) if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus]
        assert len(seen) > 15
        for one in seen:
            assert one.objectName(), one
            assert one.accessibleName(), one.objectName()
            if isinstance(one, (QAbstractButton, QLineEdit, QPlainTextEdit)):
                assert min(one.width(), one.height()) >= 24, one.objectName()


def test_beginning_and_end_of_an_answer_are_announced(desk, monkeypatch):
    """Whoever cannot see the answer grow hears when it begins and when it is whole."""
    said = []
    monkeypatch.setattr("hybriddesk.desk.conversations.growing.QAccessible.updateAccessibility", lambda event: said.append(event.message()))
    with Loopback([stream("Hello")]) as server:
        desk.cloud(server)
        desk.say("Tell me")
    assert said == ["The answer begins", "The answer has ended"]


def test_a_task_of_the_helper_is_done_by_the_helper(desk):
    """An offer made in a conversation with a provider does not send its text there."""
    with Loopback([stream("never")]) as server:
        desk.cloud(server)
        desk.place.tasks.buttons["sort"].click()
        desk.wait(lambda: desk.place.talk.current.provider == "helper")
        desk.place.composer.submit()
        desk.wait(lambda: len(desk.path) == 2 and not desk.place.is_answering())
        assert server.requests == []


def test_keys_reach_every_message_and_its_acts(desk):
    """J and K walk the messages, C copies the current one; in the composer they are letters."""
    with Loopback([stream("The answer")]) as server:
        desk.cloud(server)
        desk.say("The question")
        transcript = desk.place.transcript
        transcript.setFocus()
        QTest.keyClick(transcript, "K")
        QTest.keyClick(transcript, "C")
        assert QGuiApplication.clipboard().text() == "The question"
        QTest.keyClick(transcript, "J")
        QTest.keyClick(transcript, "C")
        assert QGuiApplication.clipboard().text() == "The answer"
        desk.place.composer.paper.setFocus()
        QTest.keyClicks(desk.place.composer.paper, "jkc")
        assert desk.place.composer.text() == "jkc"


def test_the_place_stands_in_every_theme_and_direction(desk):
    """Theme, zoom and direction may change with messages in sight."""
    desk.conversation()
    desk.say(f"{TASKS[0].words}\n\n{TASKS[0].sample}")
    for mode in ("dark", "contrast", "light"):
        desk.theme.apply(mode, 150)
        desk.shell.grab()
    desk.theme.apply("light", 100)
    desk.place.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    desk.shell.grab()
    assert desk.view().body.content.text == desk.path[-1].text


def test_a_long_first_line_ends_in_dots_as_the_title(desk):
    """A title that was cut says so, in the header and in the list."""
    with Loopback([stream("One")]) as server:
        desk.cloud(server)
        desk.say("parcel " * 30)
        desk.wait(lambda: desk.place.header.title.whole_text().startswith("parcel"))
        title = desk.place.header.title.whole_text()
        assert title.endswith("\u2026")
        assert len(title) <= 80
