"""Several people at one desk: lanes, second looks, disagreements, agreement, handing over, notes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from review_desk import DRAFT

from hybriddesk.desk.review.agreement_page import said
from hybriddesk.desk.review.lane_words import HOUR_MS, due
from hybriddesk.desk.review.quoting import go_to, marked
from hybriddesk.insight.agreement import Rated, wilson
from hybriddesk.workflow.overlapping import Agreement

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def key(which, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), which, modifier)


def until(desk, what):
    desk.qtbot.waitUntil(lambda: bool(what()), timeout=8_000)


def two(desk):
    """Ada and Ben review here; everything is looked at twice. Ada sits at the desk."""
    def write():
        settings = desk.workspace.settings
        settings.set("review.reviewers", ("Ada", "Ben"))
        settings.set("general.person", "Ada")
        settings.set("review.overlap_share", 1.0)

    desk.fetch(write)
    place = desk.show()
    until(desk, lambda: place.queue.reviewer.count() == 2)
    return place


def hand_over(desk, place):
    place.others.switching.next()
    until(desk, lambda: "Ben reviews now" in desk.said.toasts)
    until(desk, lambda: place.queue.lanes.button("second").isVisible())


def test_a_second_look_by_keyboard(desk):
    """Ada decides, hands the desk over by key; Ben sees nothing of it, decides differently, undoes, decides again; both stay."""
    place = two(desk)
    first = desk.ids[0]
    key(Qt.Key.Key_A)
    desk.lies(desk.ids[1])
    hand_over(desk, place)
    key(Qt.Key.Key_O, CTRL | SHIFT)
    desk.lies(first)
    assert place.queue.view == "second"
    assert place.queue.model.row_at(0).state == "pending"
    assert "Second look" in place.bench.lane.said()
    assert place.bench.bar.escalate.isHidden()
    assert not place.bench.again.isEnabled()
    assert place.bench.texts.editor.isReadOnly() is False
    key(Qt.Key.Key_R)
    QTest.keyClicks(QApplication.focusWidget(), "Not nine")
    key(Qt.Key.Key_Return)
    until(desk, lambda: desk.said.toasts[-1:] == ["Sent back"])
    assert desk.review(first).state == "approved"
    place.deciding.undo()
    desk.lies(first)
    until(desk, lambda: place.queue.view == "second")
    assert place.table.current.blind
    place.queue.take_focus()
    key(Qt.Key.Key_A)
    until(desk, lambda: desk.said.toasts[-1:] == ["Approved as is"])
    assert desk.fetch(lambda: desk.workspace.reviewing.overlapping.both(first)).differs is False


def differing(desk):
    """Ada approved the first draft, Ben sent it back; Ben sits at the desk and looks at the lane."""
    place = two(desk)
    key(Qt.Key.Key_A)
    desk.lies(desk.ids[1])
    hand_over(desk, place)
    place.others.show_lane("second")
    desk.lies(desk.ids[0])
    place.table.send_back("Not nine", 1.0)
    until(desk, lambda: place.queue.lanes.button("differ").isVisible())
    place.others.show_lane("differ")
    until(desk, lambda: place.others.settling.open and place.others.settling.page.isVisible())
    return place


def test_a_disagreement_is_settled_with_2(desk):
    """Both decisions stand beside each other with their values hidden; 2 takes the second, which then lies on the desk under Done."""
    place = differing(desk)
    page = place.others.settling.page
    assert page.texts[0].toPlainText() == DRAFT.replace("Anna Keller", "PERSON_7QXK")
    assert page.texts[1].toPlainText() == "Sent back: Not nine"
    assert page.origins[1].whole_text().startswith("Ben \u00b7 Sent back")
    QTest.keyClick(page.texts[0], Qt.Key.Key_2)
    until(desk, lambda: not place.others.settling.open)
    assert (desk.review(desk.ids[0]).state, desk.review(desk.ids[0]).note) == ("returned", "Not nine")
    until(desk, lambda: place.queue.view == "done")


def test_escape_settles_nothing_and_the_command_asks_again(desk):
    """A fault of the store leaves the page open, with its sentence."""
    place = differing(desk)
    page = place.others.settling.page
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert not place.others.settling.open
    place.others.settling.ask()
    until(desk, lambda: place.others.settling.open)
    desk.fetch(lambda: desk.workspace.reviewing.overlapping._looks.settle(desk.ids[0], "first", "Ada"))
    page.choose("second")
    until(desk, lambda: [fault.code for fault in desk.said.faults] == ["review.settled"])
    assert page.keeps[0].isEnabled()


def test_there_is_nothing_to_settle_about_a_draft_decided_once(desk):
    """The command says so in the error bar's own words."""
    place = desk.show()
    place.others.settling.ask()
    until(desk, lambda: [fault.code for fault in desk.said.faults] == ["review.no_second_look"])


def test_the_escalated_lane_by_keyboard(desk):
    """Escalated, found in its lane with who and why and how much time is left, decided there."""
    place = desk.show()
    assert place.queue.lanes.isHidden()
    key(Qt.Key.Key_E)
    QTest.keyClicks(QApplication.focusWidget(), "Ask legal")
    key(Qt.Key.Key_Return)
    until(desk, lambda: place.queue.lanes.button("escalated").isVisible())
    desk.lies(desk.ids[1])
    key(Qt.Key.Key_E, CTRL | SHIFT)
    desk.lies(desk.ids[0])
    row = place.queue.model.row_at(0)
    assert (row.escalated_by, row.escalated_why) == ("me", "Ask legal")
    assert "h left" in place.queue.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert place.bench.lane.said().startswith("Escalated by me (7 h left)")
    place.grab()
    key(Qt.Key.Key_A)
    until(desk, lambda: desk.review(desk.ids[0]).state == "approved")
    until(desk, place.queue.empty.isVisible)
    place.queue.views.button("needs").click()
    until(desk, lambda: place.queue.view == "needs" and place.queue.lanes.isHidden())


def test_a_lane_is_left_by_its_own_button(desk):
    """Pressing it again puts the views in force."""
    place = desk.show()
    desk.fetch(lambda: desk.workspace.reviews.decide(_escalation(desk.ids[1]), "Ada"))
    until(desk, lambda: place.queue.lanes.button("escalated").isVisible())
    place.queue.lanes.button("escalated").click()
    until(desk, lambda: place.queue.model.ids() and list(place.queue.model.ids()) == [desk.ids[1]])
    place.queue.lanes.button("escalated").click()
    until(desk, lambda: place.queue.view == "needs" and len(place.queue.model.ids()) == 3)


def _escalation(review):
    from hybriddesk.records.work import NewDecision

    return NewDecision(review, "escalate", None, "Ask", None, None, 0.0)


@pytest.mark.parametrize(("waited", "words", "tone"), [
    (0.0, "8 h left", "ok"), (6.5, "1 h left", "warn"), (7.5, "30 min left", "warn"), (9.0, "overdue 1 h", "bad"), (8 + 72.0, "overdue 3 days", "bad"),
])
def test_how_the_time_stands_is_said_in_words_and_colour(waited, words, tone):
    """Never by colour alone."""
    assert due(0, 8, round(waited * HOUR_MS)) == (words, tone)


def test_with_one_reviewer_there_is_nobody_to_hand_over_to(desk):
    """The key says where others are named."""
    place = desk.show()
    place.others.switching.next()
    assert desk.said.toasts[-1].startswith("Name the other reviewers")
    assert place.queue.reviewer.isHidden()


def test_the_box_hands_over_and_a_fault_puts_it_back(desk, monkeypatch):
    """What was typed is kept; the box shows who really sits there."""
    place = two(desk)
    place.bench.texts.editor.insertPlainText("Hm. ")

    def broken(_person):
        from hybriddesk.records.errors import Permanent

        raise Permanent("vault.damaged")

    overlapping = desk.workspace.reviewing.overlapping
    keep = overlapping.hand_over
    monkeypatch.setattr(overlapping, "hand_over", broken)
    place.others.switching.to("Ben")
    until(desk, lambda: [fault.code for fault in desk.said.faults] == ["vault.damaged"])
    until(desk, lambda: place.queue.reviewer.currentText() == "Ada")
    monkeypatch.setattr(overlapping, "hand_over", keep)
    place.queue.reviewer.setCurrentIndex(1)
    place.queue.reviewer.activated.emit(1)
    until(desk, lambda: "Ben reviews now" in desk.said.toasts)
    assert desk.review(desk.ids[0]).working.startswith("Hm. ")
    desk.lies(desk.ids[0])
    assert desk.review(desk.ids[0]).taken_by == "Ben"
    desk.fetch(lambda: desk.workspace.settings.set("general.person", "Cem"))
    until(desk, lambda: desk.review(desk.ids[0]).taken_by == "Cem")


def test_the_figures_of_agreement_are_shown_and_left(desk):
    """Esc goes back; without any pair the page says what to do."""
    place = two(desk)
    place.others.agreement()
    until(desk, place.others.page.isVisible)
    QTest.keyClick(place.others.page, Qt.Key.Key_Escape)
    until(desk, lambda: not place.others.page.isVisible())
    place.others.page.show_pairs([Agreement(("Ada", "Ben"), wilson(29, 30), None)])


def test_what_is_said_of_two_reviewers():
    """Too few, no variety, or the figure with its interval."""
    few = said(Agreement(("Ada", "Ben"), wilson(1, 1), None))
    assert few[0].startswith("1 draft decided by both: the same decision in 100")
    assert few[1] == "Too few for Cohen's kappa: 1 of the 30 that it needs."
    assert "says nothing" in said(Agreement(("Ada", "Ben"), wilson(40, 40), None))[1]
    assert said(Agreement(("Ada", "Ben"), wilson(40, 40), Rated(0.6, 0.4, 0.8, 40)))[1].startswith("Cohen's kappa 0.60 (95 % interval 0.40 to 0.80)")


def notes(place):
    return place.inspector.notes


def test_a_note_quotes_marked_words_and_leads_back_to_them(desk):
    """Marked in the draft, quoted by key, kept with the real value; a click goes there, in either form."""
    place = desk.show()
    start = place.bench.texts.draft.text().index("We will refund")
    place.bench.texts.draft.select(start, start + 14)
    place.others.note()
    assert QApplication.focusWidget() is notes(place).field
    assert notes(place).quoted.whole_text() == "\u201cWe will refund\u201d"
    QTest.keyClicks(notes(place).field, "Only with PERSON_7QXK's consent")
    key(Qt.Key.Key_Return, CTRL)
    until(desk, lambda: place.table.current.notes)
    (note,) = place.table.current.notes
    assert (note.about, note.quote, note.text, note.person) == ("draft", "We will refund", "Only with Anna Keller's consent", "me")
    assert notes(place).field.toPlainText() == ""
    notes(place).wanted.emit(note)
    assert place.bench.texts.draft.caret() == start
    notes(place).removed.emit(note)
    until(desk, lambda: desk.said.toasts[-1:] == ["Note removed"])
    assert place.table.current.notes == ()
    desk.said.undo[-1]()
    until(desk, lambda: place.table.current.notes)


def test_passages_of_the_version_and_the_request(desk):
    """Both can be quoted and found again; words that are gone are said to be."""
    place = desk.show()
    bench = place.bench
    bench.texts.editor.select(0, 4)
    bench.texts.editor.setFocus()
    assert marked(bench) == ("version", "Dear")
    assert go_to(bench, "version", "Kind   regards")
    assert bench.texts.editor.textCursor().selectedText() == "Kind regards"
    bench.texts.editor.select(0, 0)
    assert go_to(bench, "request", "is it? PERSON_7QXK")
    assert bench.message.body.selectedText() == "is it? PERSON_7QXK"
    assert marked(bench) == ("request", "is it? PERSON_7QXK")
    bench.message.body.setSelection(0, 0)
    assert marked(bench) == ("", "")
    assert not go_to(bench, "request", "not there")
    assert not go_to(bench, "draft", "not there")
    assert not go_to(bench, "draft", " ")
    place.others.noting._go(_note("draft", "gone words"))
    assert desk.said.toasts[-1:] == ["These words do not stand there any more."]


def _note(about, quote):
    from hybriddesk.vault.notes import Note

    return Note("n" * 26, "r" * 26, "Ada", 0, about, quote, "")


def test_the_note_field_by_keyboard(desk):
    """An empty note cannot be kept; Esc leaves the field; a passage can be let go; a fault is said and the words stay."""
    place = desk.show()
    place.others.note()
    field = notes(place).field
    assert not notes(place).add.isEnabled()
    key(Qt.Key.Key_Return, CTRL)
    notes(place).quote("draft", "Dear")
    assert notes(place).add.isEnabled()
    notes(place)._no_quote.click()
    assert not notes(place).add.isEnabled()
    field.setPlainText("x" * 20_001)
    notes(place).keep()
    until(desk, lambda: [fault.code for fault in desk.said.faults] == ["review.long_note"])
    assert field.toPlainText()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is not field
    place.table.open(desk.ids[1])
    desk.lies(desk.ids[1])
    until(desk, lambda: not field.toPlainText())
    place.table.open(desk.ids[0])
    desk.lies(desk.ids[0])
    until(desk, lambda: len(field.toPlainText()) == 20_001)
    notes(place).seat("Ben")
    assert not field.toPlainText()
    notes(place).seat("")
    assert field.toPlainText()
    place._nothing()
    assert not field.isEnabled()
    place.others.note()


def test_what_the_draft_rests_on(desk):
    """Each passage of the request with the draft's words beside it; a click marks them; hidden values stay hidden."""
    place = desk.show()
    desk.fetch(lambda: desk.db.query("SELECT 1"))
    draft = "Dear Anna Keller,\n\nYour parcel 4711 is lost. Our shop in Bern is closed."
    made = desk.fetch(lambda: desk.file(9, draft=draft, request="My parcel 4711 is lost.\nAnna Keller"))
    place.table.open(made)
    desk.lies(made)
    place.panes.show_tab("sent")
    place.inspector.show_tab("sources")
    until(desk, lambda: len(place.inspector.sources.cards) >= 2)
    names = [card.accessibleName() for card in place.inspector.sources.cards]
    assert any("My parcel 4711 is lost." in name and "Your parcel 4711 is lost." in name for name in names)
    assert not any("Anna" in name for name in names)
    assert names[-1] == "1 sentence rests on none of these"
    last = place.inspector.sources.cards[-1]
    until(desk, lambda: last.isVisible() and (last.setFocus() or last.hasFocus()))
    key(Qt.Key.Key_Return)
    until(desk, lambda: place.bench.texts.draft.text()[place.bench.texts.draft.caret():].startswith("Our shop"))
    QTest.mouseClick(place.inspector.sources.cards[-1], Qt.MouseButton.LeftButton)
    place.toggle_values()
    until(desk, lambda: any("Anna" in card.accessibleName() for card in place.inspector.sources.cards))


def test_second_looks_by_file_and_back(desk, tmp_path):
    """Asked here, answered there (the other store is played by the file that it would write), every refusal in words."""
    place = two(desk)
    key(Qt.Key.Key_A)
    desk.lies(desk.ids[1])
    card = place.others.handing
    assert not card.ask.isEnabled()
    card.passphrase.setText("short")
    card.person.setText("Ben")
    card.ask.click()
    assert card.said.text()
    card.suggest()
    assert card.ask.isEnabled()
    card.go("ask", tmp_path / "ask.age")
    until(desk, lambda: card.said.text() == "1 draft written for Ben.")
    card.go("take_in", tmp_path / "ask.age")
    until(desk, lambda: card.said.text().startswith("0 drafts filed for review. 1 left out"))
    card.go("answer", tmp_path / "answer.age")
    until(desk, lambda: [fault.code for fault in desk.said.faults] == ["sync.nothing_to_hand"])
    assert card.said.text() == ""
    card.go("take_answers", tmp_path / "ask.age")
    until(desk, lambda: [fault.code for fault in desk.said.faults][-1:] == ["sync.other_look_file"])


def test_the_buttons_ask_for_a_file(desk, monkeypatch):
    """Writing proposes a name, reading offers the files there are."""
    from hybriddesk.desk.review import handing_card

    place = desk.show()
    card, asked = place.others.handing, []
    monkeypatch.setattr(handing_card, "save_as", lambda _parent, _title, proposed, _kinds, _then: asked.append(proposed.name))
    monkeypatch.setattr(handing_card, "open_file", lambda _parent, _title, kinds, _then: asked.append(kinds))
    card.suggest()
    card.person.setText("Ben")
    for button in (card.ask, card.take_in, card.answer, card.take_answers):
        button.click()
    assert asked == ["second-looks.age", handing_card.KINDS, "second-answers.age", handing_card.KINDS]
