"""Drafts that are alike: side by side in the list, picked together, and one edit carried over to them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from review_desk import DRAFT, Desk

from hybriddesk.desk.review.carry_page import words
from hybriddesk.workflow.alike import Preview

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
OTHER = "Hello,\n\nthe invoice of March was paid twice by your bank, and the second sum goes back within a week.\n\nBest wishes"


def press(widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(widget, key, modifier)


@pytest.fixture
def mixed(qtbot, tmp_path):
    """Six drafts by risk: refund, invoice, refund, invoice, refund, and a refund that a person has begun to change."""
    made = Desk(qtbot, tmp_path, drafts=0)
    made.ids = made.fetch(lambda: [made.file(n, OTHER if n in {1, 3} else DRAFT.replace("189", f"{180 + n}")) for n in range(6)])
    made.fetch(lambda: made.workspace.reviews.autosave(made.ids[5], "Begun"))
    yield made
    made.close()


def edited(desk, word="tomorrow"):
    place = desk.show()
    editor = place.bench.texts.editor
    press(place.queue.list, Qt.Key.Key_Return)
    editor.setPlainText(editor.text().replace("within 24 hours", f"by {word}"))
    desk.qtbot.waitUntil(lambda: place.deciding.edited and place.deciding.allowed, timeout=5_000)
    return place, editor


def asked(desk):
    desk.qtbot.waitUntil(lambda: desk.place.many.carrying.open and desk.place.many.carry_page.isVisible(), timeout=5_000)
    return desk.place.many.carry_page


def test_similar_together_puts_groups_side_by_side(mixed):
    """The order of the box: refunds first, since the riskiest is one of them; a new draft joins its group by itself."""
    place = mixed.show()
    box = place.queue.order_box
    box.setCurrentIndex(box.findData("alike"))
    box.activated.emit(box.currentIndex())
    ids = mixed.ids
    wanted = [ids[0], ids[2], ids[4], ids[5], ids[1], ids[3]]
    mixed.qtbot.waitUntil(lambda: list(place.queue.model.ids()) == wanted, timeout=5_000)
    new = mixed.fetch(lambda: mixed.file(9, OTHER))
    mixed.qtbot.waitUntil(lambda: list(place.queue.model.ids()) == [*wanted, new], timeout=5_000)


def test_like_ones_are_picked_with_one_key(mixed):
    """L picks the current draft and the open ones that are alike."""
    place = mixed.show()
    press(place.queue.list, Qt.Key.Key_L)
    mixed.qtbot.waitUntil(lambda: len(place.many.picked) == 4, timeout=5_000)
    assert place.many.picked.ids() == (mixed.ids[0], mixed.ids[2], mixed.ids[4], mixed.ids[5])
    assert mixed.said.toasts[-1] == "3 drafts are alike"


def test_an_edit_is_carried_over_and_taken_back_as_one(mixed):
    """From the editor: preview, Space leaves one out, Ctrl+Return approves, Undo opens all of it again."""
    place, editor = edited(mixed)
    press(editor, Qt.Key.Key_L, SHIFT | CTRL)
    page = asked(mixed)
    assert page.list.count() == 2
    assert page.list.hasFocus()
    assert "\u2212 within 24 hours" in page.list.item(0).text()
    assert "+ by tomorrow" in page.list.item(0).text()
    press(page.list, Qt.Key.Key_Space)
    assert page.yes.accessibleName() == "Approve this draft and 1 like one"
    press(page.list, Qt.Key.Key_Return, CTRL)
    mixed.qtbot.waitUntil(lambda: "2 drafts approved" in mixed.said.toasts, timeout=5_000)
    states = [mixed.review(one).state for one in mixed.ids]
    assert [states[n] for n in (0, 4)] == ["edited", "edited"]
    assert {states[n] for n in (1, 2, 3, 5)} <= {"pending", "in_review"}
    assert mixed.review(mixed.ids[4]).final == DRAFT.replace("189", "184").replace("within 24 hours", "by tomorrow")
    mixed.said.undo[-1]()
    mixed.lies(mixed.ids[0])
    assert {mixed.review(one).state for one in mixed.ids} <= {"pending", "in_review"}
    assert place.bench.texts.editor.text().count("by tomorrow") == 1


def test_a_name_is_carried_to_nobody(mixed):
    """An edit that adds this customer's name alone finds no draft to go to."""
    place, editor = edited(mixed, "PERSON_7QXK")
    press(editor, Qt.Key.Key_L, SHIFT | CTRL)
    mixed.qtbot.waitUntil(lambda: any("No open draft is alike" in toast for toast in mixed.said.toasts), timeout=5_000)
    assert not place.many.open


def test_nothing_changed_is_said(mixed):
    """Without an edit there is nothing to carry."""
    place = mixed.show()
    place.deciding.carry_over()
    assert "Change the draft first" in mixed.said.toasts[-1]


def test_leaving_keeps_the_edit(mixed):
    """Esc closes the preview; the version on the desk is as it was, and no draft is ticked without being asked again."""
    place, editor = edited(mixed)
    place.deciding.carry_over()
    page = asked(mixed)
    for row in range(page.list.count()):
        page.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert not page.yes.isEnabled()
    press(page.list, Qt.Key.Key_Escape)
    assert not place.many.open
    assert "by tomorrow" in editor.text()
    assert mixed.review(mixed.ids[0]).state == "in_review"


def test_a_draft_with_many_differences_is_cut_short():
    """Six places are written out, the rest and what was missed is counted."""
    said = words(Preview("x" * 26, "Refund", 0.58, "", 2, tuple((f"old{n}", "") for n in range(8)))).splitlines()
    assert len(said) == 9
    assert said[-2:] == ["and 2 more places", "Places of your edit that were not found here: 2"]
