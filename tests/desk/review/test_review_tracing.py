"""Why a decided draft was bad, on the desk: a sentence, the words, a menu; all of it by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hybriddesk.desk.cause_words import cause_name, marks, said, side_of
from hybriddesk.records.diagnoses import CAUSES, Diagnosis, Mark
from hybriddesk.records.errors import Transient
from hybriddesk.records.work import NewDecision
from hybriddesk.vault.diagnoses import Diagnoses, Found, Kept, diagnosis_of

FINAL = "Dear Anna Keller,\n\nWe will refund CHF 189.00 within 30 days.\n\nKind regards"
AT = FINAL.index("We will")
ADDED = Mark("added", "index", AT, AT + len("We will refund CHF 189.00 within 30 days."), "s", "Refund policy", 0, 20, "Refunds take 30 days.")
DRAFT_AT = len("Dear Anna Keller,\n\n")
REMOVED = Mark("removed", "nowhere", DRAFT_AT, DRAFT_AT + len("We will refund CHF 189.00 within 24 hours."))
MISSED = Found(Diagnosis("missed", 0.8, ("invented",), (ADDED, REMOVED)), asked=True)


def kept(found, cause=None, by="app"):
    return Kept("r", cause or found.diagnosis.cause, by, found, 1)


def decide(desk, review_id, action="edit", words=0.6, found=MISSED):
    """A bad decision with what the app found about it, then the entry on the desk."""
    def write():
        desk.workspace.reviews.decide(NewDecision(review_id, action, FINAL if action == "edit" else None, "too late", words, words, 3.0), "me")
        if found is not None:
            Diagnoses(desk.db).keep(review_id, desk.workspace.reviews.get(review_id).decided_ms, found)

    desk.fetch(write)
    desk.place._show_review(review_id)
    desk.qtbot.waitUntil(lambda: desk.place.table.current is not None and desk.place.table.review_id == review_id and desk.place.table.current.review.decided_ms is not None, timeout=20_000)
    return desk.place.inspector.why.cause


def until(desk, condition):
    desk.qtbot.waitUntil(condition, timeout=20_000)


def quotes(card):
    return [] if card.words is None else [label.text() for label in card.words.findChildren(type(card.sentence), "cause_quote")]


def test_one_sentence_says_what_and_where_and_the_words_are_a_click_away(desk):
    """Tokens as long as values are hidden; the words go away again."""
    desk.show()
    card = decide(desk, desk.ids[1])
    until(desk, lambda: not card.isHidden())
    assert card.sentence.text() == "\u201cRefund policy\u201d has the words that were added, but it was not found."
    assert (card.side.text(), card.also.text()) == ("Finding passages", "Also: Made up.")
    card.show_words.click()
    assert quotes(card) == ["We will refund CHF 189.00 within 30 days.", "Refunds take 30 days."]
    card.show_words.click()
    assert quotes(card) == []


def test_words_that_were_taken_out_are_marked_in_the_draft(desk):
    """Where they stand as shown, in tokens or in values."""
    place = desk.show()
    card = decide(desk, desk.ids[1], found=Found(Diagnosis("invented", 0.8, (), (REMOVED,)), asked=False))
    until(desk, lambda: not card.isHidden())
    assert card.sentence.text() == "\u201cWe will refund CHF 189.00 within 24 hours.\u201d stands neither in the message nor in a passage that went along."
    card.show_words.click()
    (mark,) = place.bench.texts._reasons
    assert place.bench.texts.draft.text()[mark.start:mark.end] == "We will refund CHF 189.00 within 24 hours."
    place.toggle_values()
    assert card.words is not None
    (mark,) = place.bench.texts._reasons
    assert place.bench.texts.draft.text()[mark.start:mark.end] == "We will refund CHF 189.00 within 24 hours."


def test_a_person_names_another_cause_by_keyboard_and_takes_it_back(desk):
    """W opens the menu; the toast's undo and the menu bring back what the app found."""
    place = desk.show()
    card = decide(desk, desk.ids[1])
    until(desk, lambda: not card.isHidden())
    place.queue.take_focus()
    desk.registry.run("review.cause")
    assert card.box.view().isVisible() or card.box.hasFocus()
    card.box.hidePopup()
    card.box.setCurrentIndex(card.box.findData("gap"))
    card.box.activated.emit(card.box.currentIndex())
    until(desk, lambda: card.kept.cause == "gap")
    assert card.also.text() == "Named by a person; the app found: In a source, not found."
    assert card.sentence.text() == "None of your sources says what was missing."
    assert not card.show_words.isVisibleTo(card)
    until(desk, lambda: desk.said.toasts == ["Named: In no source"])
    assert card.box.itemText(0) == "As the app found: In a source, not found"
    card.box.setCurrentIndex(0)
    card.box.activated.emit(0)
    until(desk, lambda: (card.kept.cause, card.kept.named_by) == ("missed", "app"))
    card.box.setCurrentIndex(card.box.findData("wording"))
    card.box.activated.emit(card.box.currentIndex())
    until(desk, lambda: len(desk.said.undo) == 3)
    desk.said.undo[-1]()
    until(desk, lambda: (card.kept.cause, card.kept.named_by) == ("missed", "app"))
    card.box.activated.emit(card.box.currentIndex())
    assert len(desk.said.toasts) == 3


def test_a_bad_answer_nobody_looked_at_can_be_looked_at_now(desk):
    """Sent back; a fine decision shows nothing, and the key says why."""
    place = desk.show()
    desk.fetch(lambda: desk.workspace.reviews.decide(NewDecision(desk.ids[2], "approve", None, "", 0.0, 0.0, 3.0), "me"))
    card = decide(desk, desk.ids[1], "return", None, found=None)
    until(desk, lambda: not card.isHidden() and card.look.isVisibleTo(card))
    desk.registry.run("review.cause")
    assert not card.box.isVisibleTo(card)
    card.look.click()
    until(desk, lambda: card.kept is not None)
    assert (card.kept.cause, card.sentence.text()) == ("unclear", "There is too little to say where it went wrong.")
    place._show_review(desk.ids[2])
    until(desk, lambda: place.table.review_id == desk.ids[2])
    until(desk, card.isHidden)
    desk.registry.run("review.cause")
    assert desk.said.toasts[-1].startswith("Causes are traced for answers")


def test_it_appears_as_soon_as_it_was_found_and_goes_with_the_decision(desk):
    """The look runs in the background; opening the draft again takes it away."""
    place = desk.show()
    card = decide(desk, desk.ids[1], "return", None, found=None)
    until(desk, lambda: not card.isHidden())
    job = desk.engine.job(desk.workspace.diagnosing.catch_up).start()
    until(desk, lambda: card.kept is not None)
    assert job is not None
    place.deciding.decide_again()
    until(desk, card.isHidden)
    assert diagnosis_of(desk.reader, desk.ids[1]) is None


def test_a_fault_of_the_look_is_told(desk, monkeypatch):
    """And the card stays as it was."""
    desk.show()
    card = decide(desk, desk.ids[1], "return", None, found=None)
    until(desk, lambda: not card.isHidden())

    async def broken(_review):
        raise Transient("vault.locked")

    monkeypatch.setattr(type(desk.workspace.diagnosing), "diagnose", lambda _self, review: broken(review))
    card.look.click()
    until(desk, lambda: [fault.code for fault in desk.said.faults] == ["vault.locked"])
    assert card.kept is None


@pytest.mark.parametrize(("found", "words"), [
    (Found(Diagnosis("held", 1, (), (Mark("added", "held", 0, 1, "s", "Fees", 0, 1, "q", "knowledge.held_repeats"),)), asked=True),
     "\u201cFees\u201d has the words that were added. It was found and held back: It says the same as a passage that goes along."),
    (Found(Diagnosis("ignored", 1, (), (Mark("added", "given", 0, 1, "s", "Fees"),), "reason"), asked=True),
     "\u201cFees\u201d went along and has what the reason says; the model did not use it."),
    (Found(Diagnosis("ignored", 1, (), (Mark("added", "request", 0, 1),)), asked=True), "The message itself has the words that were added; the model overlooked it."),
    (Found(Diagnosis("outdated", 1, (), (Mark("removed", "given", 0, 1, "s", "Fees"),)), asked=True), "What was taken out stands in \u201cFees\u201d: that source seems out of date."),
    (Found(Diagnosis("irrelevant", 1, (), (Mark("removed", "earlier", 0, 1),)), asked=True), "The draft followed an earlier reply of yours that does not fit this request."),
    (Found(Diagnosis("gap", 1, (), (Mark("added", "nowhere", 0, 1),)), asked=True), "None of your sources says what was missing."),
    (Found(Diagnosis("wording", 1), asked=True), "The facts are right; the words, the tone or the length were not."),
])
def test_each_cause_has_its_sentence(found, words):
    """With the name of the source where there is one; no room's jargon."""
    assert said(kept(found), "It costs 5.") == words


def test_a_cause_of_a_persons_own_has_the_plain_sentence_and_no_words():
    """Also where the app never looked."""
    named = kept(MISSED, "outdated", "person")
    assert said(named, "") == "The draft says what a source says; the source is out of date."
    assert marks(MISSED.diagnosis, "outdated") == ()
    assert said(Kept("r", "gap", "person", None, 1), "") == "None of your sources says what was missing."
    assert side_of(named) == "Your sources"
    assert len({cause_name(cause) for cause in CAUSES}) == len(CAUSES)


def test_a_decided_entry_is_never_saved_again(desk):
    """Another zoom lays its text out anew: nobody typed."""
    place = desk.show()
    decide(desk, desk.ids[1])
    place.table.typed("Another text")
    assert place.table.autosave.take(desk.ids[1]) is None
    desk.context.theme.apply("dark", 150)
    desk.context.theme.apply("light", 100)
    until(desk, lambda: not desk.engine.busy)
    assert desk.said.faults == []


def test_the_menu_is_reached_by_tab(desk):
    """Every part that takes the focus has a name."""
    desk.show()
    card = decide(desk, desk.ids[1])
    until(desk, lambda: not card.isHidden())
    for part in (card.show_words, card.look, card.box):
        assert part.objectName()
        assert part.accessibleName()
        assert part.focusPolicy() & Qt.FocusPolicy.TabFocus
    card.box.setFocus()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_I, Qt.Key.Key_PageDown):
        QTest.keyClick(card.box, key)
    until(desk, lambda: not desk.engine.busy)
    assert card.kept.named_by == "app"
    QTest.keyClick(card.box, Qt.Key.Key_Down)
    until(desk, lambda: card.box.view().isVisible())
    assert card.kept.named_by == "app"
    QTest.keyClick(card.box.view(), Qt.Key.Key_Down)
    QTest.keyClick(card.box.view(), Qt.Key.Key_Return)
    until(desk, lambda: card.kept.named_by == "person")
