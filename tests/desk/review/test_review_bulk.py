"""Picking rows and deciding about them together, by keyboard, on a real store."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from review_desk import DRAFT, Desk

from hybriddesk.desk.review.bulk_words import said, taken_back
from hybriddesk.vault.bulk import MOST, Outcome

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
BOTH = SHIFT | CTRL


def press(widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(widget, key, modifier)


@pytest.fixture
def five(qtbot, tmp_path):
    made = Desk(qtbot, tmp_path, drafts=5)
    yield made
    made.close()


def asked(desk):
    desk.qtbot.waitUntil(lambda: desk.place.many.together.open and desk.place.many.page.isVisible(), timeout=5_000)
    return desk.place.many.page


def toasted(desk, words):
    desk.qtbot.waitUntil(lambda: any(words in toast for toast in desk.said.toasts), timeout=5_000)


def states(desk):
    return [desk.review(one).state for one in desk.ids]


def test_pick_look_approve_and_take_back_without_a_mouse(five):
    """X and Shift+Down pick, Shift+A asks, the sample shows drafts, Ctrl+Return approves, one U opens all of them again."""
    place = five.show()
    queue = place.queue.list
    press(queue, Qt.Key.Key_X)
    press(queue, Qt.Key.Key_Down, SHIFT)
    press(queue, Qt.Key.Key_J, SHIFT)
    assert place.many.picked.ids() == tuple(five.ids[:3])
    press(queue, Qt.Key.Key_A, SHIFT)
    page = asked(five)
    assert page.title.text() == "Approve 3 drafts as they are"
    assert page.look.hasFocus()
    press(page.look, Qt.Key.Key_R, BOTH)
    five.qtbot.waitUntil(lambda: page.sample.toPlainText().count("Request") == 2, timeout=5_000)
    press(page.look, Qt.Key.Key_Return, CTRL)
    toasted(five, "3 drafts approved")
    five.qtbot.waitUntil(lambda: len(place.queue.model.ids()) == 2 and not place.many.together.open, timeout=5_000)
    assert states(five)[:3] == ["approved"] * 3
    assert five.review(five.ids[0]).final == DRAFT
    assert not place.many.picked.ids()
    five.lies(five.ids[3])
    press(queue, Qt.Key.Key_U)
    toasted(five, "3 drafts are open again")
    five.lies(five.ids[0])
    assert {"approved", "edited", "returned"}.isdisjoint(states(five))


def test_words_typed_on_the_desk_are_left_out_of_approving_as_is(five):
    """The draft with a change stays open, the page says so, and the change is kept."""
    place = five.show()
    editor = place.bench.texts.editor
    press(place.queue.list, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "X")
    place.queue.take_focus()
    press(place.queue.list, Qt.Key.Key_A, CTRL)
    press(place.queue.list, Qt.Key.Key_A, SHIFT)
    page = asked(five)
    assert page.ids == tuple(five.ids[1:])
    assert "Left out, since they hold words you typed: 1" in shown(page)
    assert "Lowest confidence: 58 %" in shown(page).replace("\u202f", " ")
    page.confirm()
    toasted(five, "4 drafts approved")
    five.lies(five.ids[0])
    assert five.review(five.ids[0]).working == "X" + DRAFT


def shown(page):
    column = page.facts.column
    return " | ".join(column.itemAt(n).widget().text() for n in range(column.count()))


def test_sending_back_needs_a_reason(five):
    """Shift+R asks for one; Ctrl+Return does nothing without it; with it all picked are returned with that note."""
    place = five.show()
    press(place.queue.list, Qt.Key.Key_A, CTRL)
    press(place.queue.list, Qt.Key.Key_R, SHIFT)
    page = asked(five)
    assert page.reason.hasFocus()
    press(page.reason, Qt.Key.Key_Return, CTRL)
    assert states(five)[1:] == ["pending"] * 4
    QTest.keyClicks(page.reason, "Old price list")
    press(page.reason, Qt.Key.Key_Return, CTRL)
    toasted(five, "5 drafts sent back")
    assert {(five.review(one).state, five.review(one).note) for one in five.ids} == {("returned", "Old price list")}
    five.qtbot.waitUntil(place.empty.isVisible, timeout=5_000)


def test_escape_leaves_the_page_and_keeps_the_picks(five):
    """Nothing is decided, the list has the focus again, the same rows are picked; Shift+X lets them go."""
    place = five.show()
    press(place.queue.list, Qt.Key.Key_X)
    press(place.queue.list, Qt.Key.Key_E, SHIFT)
    page = asked(five)
    QTest.keyClicks(page.reason, "ask legal ax")
    press(page.reason, Qt.Key.Key_Escape)
    assert not place.many.together.open
    assert place.queue.list.hasFocus()
    assert place.many.picked.ids() == (five.ids[0],)
    press(place.queue.list, Qt.Key.Key_X, SHIFT)
    assert not place.many.picked.ids()
    assert five.review(five.ids[0]).state == "in_review"


def test_stepping_back_lets_go(five):
    """Shift+Up over picked rows shrinks the pick again, and stops at the top."""
    place = five.show()
    queue = place.queue.list
    for _ in range(2):
        press(queue, Qt.Key.Key_Down, SHIFT)
    press(queue, Qt.Key.Key_Up, SHIFT)
    assert place.many.picked.ids() == tuple(five.ids[:2])
    press(queue, Qt.Key.Key_K, SHIFT)
    press(queue, Qt.Key.Key_K, SHIFT)
    assert place.many.picked.ids() == (five.ids[0],)


def test_nothing_picked_is_said_and_asks_nothing(five):
    """Shift+A with no pick tells how to pick."""
    place = five.show()
    press(place.queue.list, Qt.Key.Key_A, SHIFT)
    toasted(five, "Pick drafts with X")
    assert not place.many.together.open


def test_decided_drafts_cannot_be_picked_and_another_list_lets_go(five):
    """A filter or view that hides rows lets the pick go: nobody decides about what is out of sight."""
    place = five.show()
    press(place.queue.list, Qt.Key.Key_X)
    press(place.queue.list, Qt.Key.Key_A)
    five.lies(five.ids[1])
    place.queue.views.button("done").click()
    assert not place.many.picked.ids()
    five.qtbot.waitUntil(lambda: len(place.queue.model.ids()) == 1, timeout=5_000)
    place.many.picking.toggle()
    place.many.picking.extend(1)
    place.many.picking.all()
    assert not place.many.picked.ids()


def test_the_toast_means_its_own_act(five):
    """Undo on the toast of the bulk takes that one back, also after a later decision."""
    place = five.show()
    for one in five.ids[1:3]:
        place.many.picked.add((one,))
    place.many.together.ask("approve")
    asked(five).confirm()
    toasted(five, "2 drafts approved")
    undo = five.said.undo[-1]
    five.lies(five.ids[0])
    press(place.queue.list, Qt.Key.Key_A)
    five.lies(five.ids[3])
    undo()
    toasted(five, "2 drafts are open again")
    assert states(five)[0] == "approved"


def test_one_act_takes_no_more_than_its_most(five):
    """The pick stops there with a sentence."""
    place = five.show()
    place.many.picked.add([f"{n:026}" for n in range(MOST)])
    place.many.picking.toggle()
    assert len(place.many.picked) == MOST
    assert "one act takes no more" in five.said.toasts[-1]


def test_a_decided_draft_is_opened_again_by_key(five):
    """Ctrl+Shift+D on a draft under Done puts it on the desk with the text that stood."""
    place = five.show()
    press(place.queue.list, Qt.Key.Key_A)
    five.lies(five.ids[1])
    place.opened(review=five.ids[0])
    five.lies(five.ids[0])
    press(place.queue.list, Qt.Key.Key_D, BOTH)
    five.qtbot.waitUntil(lambda: five.review(five.ids[0]).state == "in_review", timeout=5_000)
    assert [row.act for row in five.review_history(five.ids[0])] == ["filed", "approve", "undo"]


def test_the_sentences_count():
    """One draft is a singular, and what others took is named."""
    assert said("back", Outcome("b", ("1",), ("2", "3"))) == "1 draft sent back; 2 left, somebody was faster"
    assert taken_back(1, 0) == "Taken back. It is open again."
    assert taken_back(4, 2) == "Taken back. 4 drafts are open again. 2 stay as they are: others took them up."
