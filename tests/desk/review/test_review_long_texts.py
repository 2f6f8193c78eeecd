"""Long drafts come slice by slice, and nothing of them is lost on the way."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from review_desk import DRAFT, Desk

from hybriddesk.desk.review.marks import Look, Mark, Marks
from hybriddesk.desk.review.text_view import FORM, LINE_HEIGHT, SLICE, TextView
from hybriddesk.desk.theme.theme import Theme

LONG = "\n\n".join(f"Paragraph {n}: Anna Keller wrote about the parcel 📦 and the cup." for n in range(1_600))


@pytest.fixture
def view(qtbot):
    theme = Theme(QApplication.instance())
    theme.apply("light")
    made = TextView(theme, "A text", "version")
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    return made


def whole(qtbot, view):
    qtbot.waitUntil(lambda: not view.loading, timeout=10_000)


def test_a_short_text_is_there_at_once(view):
    """No turn of the loop in between."""
    view.show_text("Short\nwords")
    assert not view.loading
    assert view.document().blockCount() == 2
    assert not view.isReadOnly()


def test_a_long_text_is_whole_to_everybody_but_the_screen(qtbot, view):
    """While it comes nobody can type; who asks for the text gets all of it; then it is what was given, ready to write in."""
    view.show_text(LONG)
    assert view.loading
    assert view.isReadOnly()
    assert view.document().characterCount() <= SLICE * 2
    assert view.text() == LONG
    whole(qtbot, view)
    assert view.text() == LONG
    assert view.document().toPlainText() == LONG
    assert not view.isReadOnly()
    assert view.textCursor().position() == 0
    assert view.verticalScrollBar().value() == 0
    assert not view.document().isUndoAvailable()


def test_every_paragraph_has_its_line_height(qtbot, view):
    """Slices look like one text."""
    view.show_text(LONG, form=True)
    whole(qtbot, view)
    formats = [view.document().findBlockByNumber(n).blockFormat() for n in range(0, 3_000, 97)]
    assert {each.lineHeight() for each in formats} == {float(LINE_HEIGHT)}
    assert all(each.boolProperty(FORM) for each in formats)


def test_what_is_to_be_shown_waits_for_its_slice(qtbot, view):
    """A place near the end is brought into sight when it is there."""
    view.show_text(LONG)
    at = LONG.index("Paragraph 1500")
    view.set_marks(Marks((Mark(at, at + 14, Look.TOKEN),)))
    view.reveal(Mark(at, at + 14, Look.TOKEN))
    whole(qtbot, view)
    assert view.caret() == at
    assert view.verticalScrollBar().value() > 0


def test_another_text_stops_the_one_that_comes(qtbot, view):
    """Moving on to the next draft leaves nothing of the last one behind."""
    view.show_text(LONG)
    view.show_text("Next")
    qtbot.wait(50)
    assert view.text() == "Next"
    assert view.document().toPlainText() == "Next"


def test_locking_while_it_comes_holds(qtbot, view):
    """A decided draft stays closed once it is whole."""
    view.show_text(LONG)
    view.setReadOnly(True)
    whole(qtbot, view)
    assert view.isReadOnly()


@pytest.fixture
def long_desk(qtbot, tmp_path):
    made = Desk(qtbot, tmp_path, drafts=0)
    made.ids = made.fetch(lambda: [made.file(0, draft=LONG), made.file(1)])
    yield made
    made.close()


def test_moving_on_and_approving_while_it_comes_loses_nothing(long_desk):
    """The whole draft is what a decision stores, and going on stores nothing at all."""
    place = long_desk.show()
    editor = place.bench.texts.editor
    place.queue.step(1)
    long_desk.lies(long_desk.ids[1])
    assert editor.text().startswith("Dear PERSON_7QXK,")
    assert long_desk.review(long_desk.ids[0]).working is None
    seen = []
    place.table.opened.connect(lambda _opened, _version: (seen.append(editor.loading), place.deciding.approve()))
    place.queue.step(-1)
    long_desk.qtbot.waitUntil(lambda: long_desk.review(long_desk.ids[0]).final is not None, timeout=10_000)
    decided = long_desk.review(long_desk.ids[0])
    assert seen[0]
    assert decided.state == "approved"
    assert decided.final == LONG


def test_keys_typed_while_it_comes_are_kept_and_decided_about(long_desk):
    """A fast hand loses no key: what was typed early is written when the text is whole, and nothing is decided before."""
    place = long_desk.show()
    editor = place.bench.texts.editor
    place.queue.step(1)
    long_desk.lies(long_desk.ids[1])
    seen = []

    def type_at_once(_opened, _version):
        seen.append(editor.loading)
        editor.setFocus()
        QTest.keyClicks(editor, "Early ")
        place.deciding.approve()

    place.table.opened.connect(type_at_once)
    place.queue.step(-1)
    long_desk.qtbot.waitUntil(lambda: editor.text().startswith("Early Paragraph"), timeout=10_000)
    assert seen == [True]
    assert long_desk.review(long_desk.ids[0]).final is None
    place.deciding.approve()
    long_desk.qtbot.waitUntil(lambda: long_desk.review(long_desk.ids[0]).final is not None, timeout=10_000)
    assert long_desk.review(long_desk.ids[0]).final == "Early " + LONG


def test_undo_reaches_behind_a_change_of_form(desk):
    """Tokens to real values and back lie in the history like any step; no state has half the text in each form."""
    place = desk.show()
    editor, texts = place.bench.texts.editor, place.bench.texts
    editor.setFocus()
    QTest.keyClicks(editor, "One ")
    place.toggle_values()
    QTest.keyClicks(editor, "two ")
    assert editor.text() == "One two " + DRAFT
    place.toggle_values()
    assert editor.text().startswith("One two Dear PERSON_7QXK,")
    expected = [
        ("One two Dear Anna Keller,", True), ("One Dear Anna Keller,", True), ("One Dear PERSON_7QXK,", False), ("Dear PERSON_7QXK,", False),
    ]
    for start, clear in expected:
        QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert editor.text().startswith(start)
        assert place.table.version.clear is clear
        assert texts.draft.text() == (DRAFT if clear else DRAFT.replace("Anna Keller", "PERSON_7QXK"))
        assert place.bench.values.accessibleName() == ("Hide real values" if clear else "Show real values")
    for _ in expected:
        editor.redo()
    assert editor.text().startswith("One two Dear PERSON_7QXK,")
    assert place.table.version.clear is False
    desk.qtbot.waitUntil(lambda: place.table.autosave.clean, timeout=5_000)
    assert desk.review(desk.ids[0]).working == "One two " + DRAFT


def test_typing_after_an_undone_change_of_form_stays_in_that_form(desk):
    """The way forward is forgotten, and with it the other form."""
    place = desk.show()
    editor = place.bench.texts.editor
    editor.setFocus()
    place.toggle_values()
    editor.undo()
    QTest.keyClicks(editor, "Anna Keller: ")
    assert place.table.version.clear is False
    assert editor.text().startswith("Anna Keller: Dear PERSON_7QXK,")
    assert not editor.document().isRedoAvailable()


def test_a_change_of_form_after_deleting_everything_is_none(desk):
    """An empty version has no form to mistake."""
    place = desk.show()
    editor = place.bench.texts.editor
    editor.setFocus()
    place.toggle_values()
    editor.selectAll()
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    QTest.keyClicks(editor, "Anna Keller")
    assert place.table.version.clear is True
    editor.undo()
    editor.undo()
    assert editor.text() == DRAFT
    assert place.table.version.clear is True


def test_a_mistyped_token_is_warned_of_and_does_not_block(desk):
    """It would stand in the reply as it is; the person may want just that."""
    place = desk.show()
    editor, notice = place.bench.texts.editor, place.bench.strangers
    editor.setFocus()
    assert not notice.isVisible()
    QTest.keyClicks(editor, "PERSON_7QX9 and PERSON_7QXK ")
    desk.qtbot.waitUntil(notice.isVisible, timeout=2_000)
    assert notice.said() == "PERSON_7QX9 is not a hidden value of this message; it will stand in the reply as it is."
    place.deciding.approve()
    desk.lies(desk.ids[1])
    assert desk.review(desk.ids[0]).final == "PERSON_7QX9 and Anna Keller " + DRAFT
    desk.qtbot.waitUntil(lambda: not notice.isVisible(), timeout=2_000)
