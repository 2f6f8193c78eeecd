"""The review desk, driven through its real widgets on a real store."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from review_desk import DRAFT

from hybriddesk.records.way import Reason


def press(widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(widget, key, modifier)


def type_at_end(editor, text):
    editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(editor, text)


def saved(desk):
    desk.qtbot.waitUntil(lambda: desk.place.table.autosave.clean, timeout=5_000)


def test_a_whole_session_without_a_mouse(desk):
    """Read, edit, approve, next opens by itself, approve as is, send back with a reason, undo: keys only."""
    place = desk.show()
    first, second, third = desk.ids
    queue, editor = place.queue.list, place.bench.texts.editor
    assert queue.hasFocus()
    press(queue, Qt.Key.Key_Return)
    assert editor.hasFocus()
    type_at_end(editor, " from all of us")
    press(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.lies(second)
    decided = desk.review(first)
    assert decided.state == "edited"
    assert decided.final == DRAFT + " from all of us"
    assert 0 < decided.edit_words < 1
    assert desk.said.toasts[-1].startswith("Approved with edits")
    assert queue.hasFocus()
    press(queue, Qt.Key.Key_A)
    desk.lies(third)
    assert desk.review(second).state == "approved"
    assert desk.review(second).final == DRAFT
    press(queue, Qt.Key.Key_R)
    line = place.bench.bar.line.field
    assert line.hasFocus()
    QTest.keyClicks(line, "Wrong sum")
    press(line, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: place.table.current is None and not place.table.deciding, timeout=5_000)
    assert (desk.review(third).state, desk.review(third).note) == ("returned", "Wrong sum")
    desk.qtbot.waitUntil(lambda: place.badge() == 0 and place.queue.model.rowCount() == 0, timeout=5_000)
    assert place.empty.isVisible()
    assert place.queue.body.hasFocus()
    press(place.queue.body, Qt.Key.Key_U)
    desk.lies(third)
    assert desk.review(third).state == "in_review"


def test_letters_typed_in_the_editor_decide_nothing(desk):
    """Bare letters are commands on the list alone."""
    place = desk.show()
    editor = place.bench.texts.editor
    editor.setFocus()
    type_at_end(editor, "aresujkdiov")
    assert editor.text().endswith("aresujkdiov")
    assert desk.review(desk.ids[0]).state == "in_review"
    assert place.table.review_id == desk.ids[0]


def test_tokens_are_shown_and_real_values_are_stored(desk):
    """The screen shows tokens; what the customer gets holds the real name."""
    place = desk.show()
    editor = place.bench.texts.editor
    assert editor.text().startswith("Dear PERSON_7QXK,")
    editor.setFocus()
    type_at_end(editor, " PERSON_7QXK")
    saved(desk)
    assert desk.review(desk.ids[0]).working == DRAFT + " Anna Keller"


def test_showing_real_values_keeps_what_was_typed(desk):
    """Both forms are one text."""
    place = desk.show()
    editor = place.bench.texts.editor
    editor.setFocus()
    type_at_end(editor, " more")
    place.toggle_values()
    assert editor.text() == DRAFT + " more"
    assert place.bench.texts.draft.text() == DRAFT
    place.toggle_values()
    assert editor.text().startswith("Dear PERSON_7QXK,")
    assert editor.text().endswith(" more")


def test_holding_v_shows_real_values_and_letting_go_hides_them(desk):
    """A look over the shoulder lasts as long as the key; the version and its undo are untouched."""
    place = desk.show()
    QTest.keyPress(place.queue.list, Qt.Key.Key_V)
    assert place.bench.texts.draft.text() == DRAFT
    assert place.bench.texts.editor.text().startswith("Dear PERSON_7QXK,")
    QTest.keyRelease(place.queue.list, Qt.Key.Key_V)
    assert place.bench.texts.draft.text().startswith("Dear PERSON_7QXK,")
    assert place.bench.texts.editor.isVisible()


def test_erasing_beside_a_token_erases_all_of_it(desk):
    """Half a token would reach the customer as it stands."""
    place = desk.show()
    editor = place.bench.texts.editor
    editor.setFocus()
    cursor = editor.textCursor()
    cursor.setPosition(len("Dear PERSON_7QXK"))
    editor.setTextCursor(cursor)
    press(editor, Qt.Key.Key_Backspace)
    assert editor.text().startswith("Dear ,")


def test_typing_inside_a_token_stands_beside_it(desk):
    """A click into the middle of a token cannot break it."""
    place = desk.show()
    editor = place.bench.texts.editor
    editor.setFocus()
    cursor = editor.textCursor()
    cursor.setPosition(len("Dear PERS"))
    editor.setTextCursor(cursor)
    QTest.keyClicks(editor, "x")
    assert editor.text().startswith("Dear PERSON_7QXKx,")


def test_fast_typing_before_a_token_stays_where_it_was_typed(desk):
    """Ten keys within one frame push the token away; the caret does not jump behind the place where it stood."""
    place = desk.show()
    editor = place.bench.texts.editor
    editor.setFocus()
    QTest.keyClicks(editor, "Good morning. ")
    assert editor.text().startswith("Good morning. Dear PERSON_7QXK,")


def test_the_version_is_in_the_store_within_a_second_and_says_so(desk):
    """Typing, then a crash: the words are there."""
    place = desk.show()
    place.bench.texts.editor.setFocus()
    type_at_end(place.bench.texts.editor, " soon")
    assert place.bench.saved.text() == "Not saved yet"
    desk.qtbot.waitUntil(lambda: place.bench.saved.text() == "Autosaved", timeout=1_500)
    assert desk.review(desk.ids[0]).working == DRAFT + " soon"


def test_going_to_the_next_draft_keeps_the_words_just_typed(desk):
    """J right after a key press loses nothing, and coming back shows them."""
    place = desk.show()
    place.bench.texts.editor.setFocus()
    type_at_end(place.bench.texts.editor, " kept")
    press(place.bench.texts.editor, Qt.Key.Key_Escape)
    press(place.queue.list, Qt.Key.Key_J)
    desk.lies(desk.ids[1])
    saved(desk)
    assert desk.review(desk.ids[0]).working == DRAFT + " kept"
    assert desk.review(desk.ids[0]).state == "pending"
    press(place.queue.list, Qt.Key.Key_K)
    desk.lies(desk.ids[0])
    assert place.bench.texts.editor.text().endswith(" kept")


def test_hiding_the_place_saves_at_once(desk):
    """Locking or leaving does not wait for the pause."""
    place = desk.show()
    type_at_end(place.bench.texts.editor, " now")
    place.hide()
    saved(desk)
    assert desk.review(desk.ids[0]).working == DRAFT + " now"


def test_leaving_saves_and_gives_the_entry_back(desk):
    """Ctrl+L right after a key press: the words are in the store, the entry is free for the next session."""
    place = desk.show()
    type_at_end(place.bench.texts.editor, " kept")
    place.leaving()
    desk.engine.cancel_all()
    desk.qtbot.waitUntil(lambda: not desk.engine.busy, timeout=5_000)
    kept = desk.review(desk.ids[0])
    assert (kept.working, kept.state, kept.taken_by) == (DRAFT + " kept", "pending", None)


def test_an_edited_version_is_not_approved_as_is(desk):
    """A on a changed text would throw the changes away; it says so instead."""
    place = desk.show()
    type_at_end(place.bench.texts.editor, " x")
    assert not place.bench.bar.as_is.isEnabled()
    press(place.queue.list, Qt.Key.Key_A)
    assert "You changed the text" in desk.said.toasts[-1]
    assert desk.review(desk.ids[0]).state == "in_review"


def test_the_change_is_painted_counted_and_walked(desk):
    """Alt+Down finds the change, Alt+Backspace takes it back, undo brings it again."""
    place = desk.show()
    texts = place.bench.texts
    editor = texts.editor
    editor.setFocus()
    at = editor.text().index("24 hours")
    editor.replace(at, at + len("24 hours"), "3 days")
    desk.qtbot.waitUntil(lambda: texts.places.text() == "1 place changed", timeout=2_000)
    assert "words" in place.bench.figures.text()
    assert not place.bench.figures.text().startswith("Edit distance 0")
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    press(editor, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert editor.caret() == at
    press(editor, Qt.Key.Key_Backspace, Qt.KeyboardModifier.AltModifier)
    assert "24 hours" in editor.text()
    editor.undo()
    assert "3 days" in editor.text()


def test_the_three_views_of_the_changes(desk):
    """D goes round; inline holds both words, final only the new ones."""
    place = desk.show()
    texts = place.bench.texts
    at = texts.editor.text().index("24 hours")
    texts.editor.replace(at, at + len("24 hours"), "3 days")
    texts.settle()
    press(place.queue.list, Qt.Key.Key_D)
    assert "24 hours 3 days" in texts.both.text()
    assert not texts.editor.isVisible()
    press(place.queue.list, Qt.Key.Key_D)
    assert texts.editor.isVisible()
    assert not texts.draft.isVisible()
    press(place.queue.list, Qt.Key.Key_D)
    assert texts.draft.isVisible()


def test_editing_from_the_inline_view_opens_the_version(desk):
    """The one-text view is for reading; Return leads to where one can write."""
    place = desk.show()
    place.show_mode("inline")
    press(place.queue.list, Qt.Key.Key_Return)
    assert place.bench.texts.editor.hasFocus()


def test_a_reason_shows_its_words_in_the_draft(desk):
    """Clicking why leads to where, although tokens stand where values were."""
    start = DRAFT.index("24 hours")
    reason = Reason("review.not_in_source", 0.3, ((start, start + len("24 hours")),), {"count": 1})
    marked = desk.fetch(lambda: desk.file(10, reasons=(reason,), title="Marked"))
    place = desk.show()
    place.opened(review=marked)
    desk.lies(marked)
    desk.qtbot.waitUntil(lambda: not place.inspector._soon.isActive(), timeout=2_000)  # until then the rows are those of the draft before
    row = place.inspector.why.rows[0]
    desk.qtbot.waitUntil(row.isVisible, timeout=2_000)
    row.setFocus()
    press(row, Qt.Key.Key_Return)
    view = place.bench.texts.draft
    words = [s.cursor.selectedText() for s in view.extraSelections() if s.format.underlineStyle() == s.format.UnderlineStyle.WaveUnderline]
    assert words == ["24 hours"]


@pytest.mark.parametrize("tab", ["why", "sources", "sent", "log"])
def test_each_tab_of_the_inspector_says_something(desk, tab):
    """No empty page, also for a draft that was written on this computer."""
    from PySide6.QtWidgets import QLabel

    place = desk.show()
    place.inspector.show_tab(tab)
    page = getattr(place.inspector, tab)
    expected = {"why": "not in the request", "sources": "Where is it?", "sent": "no request left", "log": "Draft filed"}[tab]

    def said():
        return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())

    desk.qtbot.waitUntil(lambda: expected in said(), timeout=2_000)


def test_a_thumb_is_kept_with_its_reason(desk):
    """Feedback reaches the store."""
    place = desk.show()
    place.inspector.why.thumbs.faults["tone"].click()
    assert place.inspector.why.thumbs.down.isChecked()

    def kept():
        return desk.workspace.db.query("SELECT name, value, reason FROM feedback")

    desk.qtbot.waitUntil(lambda: not desk.engine.busy, timeout=5_000)
    assert desk.fetch(kept) == [("thumb", "down", "tone")]


def test_stars_are_kept_for_a_draft_and_stand_when_it_is_opened_again(desk):
    """Given beside the draft, taken back, given anew; the list keeps its keys, and coming back shows what stands."""
    place = desk.show()
    for key in (Qt.Key.Key_5, Qt.Key.Key_Backspace, Qt.Key.Key_4):
        press(place.inspector.why.stars, key)
    desk.qtbot.waitUntil(lambda: not desk.engine.busy, timeout=5_000)
    rows = desk.fetch(lambda: desk.workspace.db.query("SELECT name, value, review FROM feedback ORDER BY rowid"))
    assert rows == [("stars", "5", desk.ids[0]), ("stars", "", desk.ids[0]), ("stars", "4", desk.ids[0])]
    assert place.table.current.stars == 4
    press(place.queue.list, Qt.Key.Key_J)
    desk.lies(desk.ids[1])
    desk.qtbot.waitUntil(lambda: place.inspector.why.stars.value() == 0, timeout=2_000)
    press(place.queue.list, Qt.Key.Key_K)
    desk.lies(desk.ids[0])
    desk.qtbot.waitUntil(lambda: place.inspector.why.stars.value() == 4, timeout=2_000)


def test_escalated_stays_open_with_its_reason(desk):
    """E asks why; the entry stays in the list for somebody else."""
    place = desk.show()
    press(place.queue.list, Qt.Key.Key_E)
    QTest.keyClicks(place.bench.bar.line.field, "Legal must see it")
    press(place.bench.bar.line.field, Qt.Key.Key_Return)
    desk.lies(desk.ids[1])
    assert desk.review(desk.ids[0]).state == "escalated"
    assert place.queue.model.index_of(desk.ids[0]).isValid()


def test_a_reason_can_be_cancelled(desk):
    """Esc goes back to the list and decides nothing; an empty reason cannot be confirmed."""
    place = desk.show()
    press(place.queue.list, Qt.Key.Key_R)
    assert not place.bench.bar.line.confirm.isEnabled()
    press(place.bench.bar.line.field, Qt.Key.Key_Escape)
    assert place.queue.list.hasFocus()
    assert desk.review(desk.ids[0]).state == "in_review"


def test_an_empty_queue_says_what_would_land_there(empty_desk):
    """No blank window."""
    place = empty_desk.show()
    empty_desk.qtbot.waitUntil(place.queue.empty.isVisible, timeout=5_000)
    assert place.queue.empty.title.text() == "Nothing waits"
    assert "riskiest first" in place.queue.empty.sentence.text()


def test_a_decided_draft_opens_for_reading_and_can_be_decided_again(desk):
    """Done entries show what was decided; "Decide again" hands them back."""
    place = desk.show()
    press(place.queue.list, Qt.Key.Key_A)
    desk.lies(desk.ids[1])
    place.queue.views.button("done").click()
    desk.qtbot.waitUntil(lambda: place.queue.model.index_of(desk.ids[0]).isValid(), timeout=5_000)
    place.queue.choose(desk.ids[0])
    desk.lies(desk.ids[0])
    assert place.bench.texts.editor.isReadOnly()
    assert place.bench.bar.said.whole_text().startswith("Approved as is")
    place.bench.bar.again.click()
    desk.qtbot.waitUntil(lambda: not place.bench.texts.editor.isReadOnly(), timeout=5_000)
    assert desk.review(desk.ids[0]).state == "in_review"


def test_the_filter_narrows_the_queue(desk):
    """Words typed in the filter leave the matching drafts."""
    place = desk.show()
    QTest.keyClicks(place.queue.filter, "Request 2")
    desk.qtbot.waitUntil(lambda: place.queue.model.rowCount() == 1, timeout=3_000)
    assert place.queue.model.id_at(0) == desk.ids[2]


def test_another_draft_is_written_and_the_first_kept(desk):
    """The instruction line leads to a new entry; the old one stands under Done."""
    place = desk.show()
    place.deciding.redraft()
    press(place.bench.bar.line.field, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: place.table.review_id not in {None, *desk.ids}, timeout=15_000)
    assert desk.review(desk.ids[0]).state == "returned"
    assert desk.said.faults == []


def test_a_narrow_window_turns_the_inspector_into_a_drawer(desk):
    """Below 1360 px it opens over the desk by I and goes again."""
    place = desk.show()
    assert place.inspector.isVisible()
    desk.window.resize(1024, 700)
    desk.qtbot.waitUntil(lambda: not place.inspector.isVisible(), timeout=2_000)
    press(place.queue.list, Qt.Key.Key_I)
    assert place.inspector.isVisible()
    press(place.queue.list, Qt.Key.Key_I)
    assert not place.inspector.isVisible()


def test_every_focusable_widget_has_a_name(desk):
    """A screen reader never says "button" alone."""
    from PySide6.QtWidgets import QWidget

    place = desk.show()
    nameless = [
        widget.objectName() or type(widget).__name__
        for widget in place.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible() and not widget.accessibleName()
    ]
    assert nameless == []


def test_keys_in_a_list_never_conflict(desk):
    """One key means one thing here."""
    desk.show()
    assert desk.registry.conflicts() == ()


def test_nothing_but_the_window_ever_shows_as_a_window(desk):
    """A part without a parent would flash as a window of its own."""
    desk.show()
    shown = {widget.objectName() or type(widget).__name__ for widget in QApplication.topLevelWidgets() if widget.isVisible()}
    assert shown == {"QMainWindow"}
