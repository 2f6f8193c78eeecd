"""A morning at the desk without a mouse: fifty drafts, every kind of decision, and undo."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from review_desk import DRAFT, Desk

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
FIFTY = 50


@pytest.fixture
def fifty(qtbot, tmp_path):
    made = Desk(qtbot, tmp_path, drafts=FIFTY)
    yield made
    made.close()


def key(which, modifier=Qt.KeyboardModifier.NoModifier):
    """A key goes where the focus is: no widget is named, as on a real keyboard."""
    QTest.keyClick(QApplication.focusWidget(), which, modifier)


def words(text):
    QTest.keyClicks(QApplication.focusWidget(), text)


def as_is(_place):
    key(Qt.Key.Key_A)


def with_edits(place):
    key(Qt.Key.Key_Return)
    key(Qt.Key.Key_End, CTRL)
    words(" from all of us")
    place.bench.texts.settle()
    key(Qt.Key.Key_Return, CTRL)


def back(_place):
    key(Qt.Key.Key_R)
    key(Qt.Key.Key_1)
    key(Qt.Key.Key_Return)


def escalate(_place):
    key(Qt.Key.Key_E)
    words("Ask legal")
    key(Qt.Key.Key_Return)


ACTS = (as_is, with_edits, as_is, back, with_edits)
SINGLE = 25


def test_fifty_drafts_without_a_mouse(fifty):
    """Twenty-five one by one, one escalated, the rest picked and approved together; ten undone; every row as the keys said."""
    place = fifty.show()
    for n in range(SINGLE):
        fifty.lies(fifty.ids[n])
        ACTS[n % len(ACTS)](place)
    fifty.lies(fifty.ids[SINGLE])
    escalate(place)
    fifty.qtbot.waitUntil(lambda: fifty.said.toasts[-1].startswith("Escalated"), timeout=5_000)
    fifty.lies(fifty.ids[SINGLE + 1])
    for _ in range(FIFTY - SINGLE - 2):
        key(Qt.Key.Key_Down, SHIFT)
    key(Qt.Key.Key_A, SHIFT)
    fifty.qtbot.waitUntil(lambda: place.many.together.open, timeout=5_000)
    key(Qt.Key.Key_Return, CTRL)
    fifty.qtbot.waitUntil(lambda: "24 drafts approved" in fifty.said.toasts, timeout=10_000)
    wanted = [{as_is: "approved", with_edits: "edited", back: "returned"}[ACTS[n % len(ACTS)]] for n in range(SINGLE)]
    assert states(fifty, fifty.ids[:SINGLE]) == wanted
    assert states(fifty, fifty.ids[SINGLE + 1:]) == ["approved"] * 24
    assert fifty.review(fifty.ids[1]).final == DRAFT + " from all of us"
    assert fifty.review(fifty.ids[3]).note == "Figures not in the request"
    undo_ten(fifty, place)


def undo_ten(desk, place):
    """U ten times: the act over many first, then the escalation, then the last eight one by one, the latest first."""
    desk.qtbot.waitUntil(lambda: place.queue.list.hasFocus() or place.queue.body.hasFocus(), timeout=5_000)
    taken = [desk.ids[SINGLE + 1], desk.ids[SINGLE], *(desk.ids[n] for n in range(SINGLE - 1, SINGLE - 9, -1))]
    for wanted in taken:
        key(Qt.Key.Key_U)
        desk.lies(wanted)
    assert set(states(desk, desk.ids[SINGLE - 8:])) <= {"pending", "in_review"}
    assert not set(states(desk, desk.ids[:SINGLE - 8])) & {"pending", "in_review"}
    assert desk.said.faults == []


def states(desk, ids):
    return [desk.review(one).state for one in ids]
