"""The queue's list is read anew when rows moved, and left alone when they did not."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from review_desk import DRAFT

from hybriddesk.records.errors import Permanent


@pytest.fixture
def readings(desk, monkeypatch):
    """A row per reading of the whole list."""
    noted, reviews = [], desk.workspace.reviews
    ids = reviews.ids
    monkeypatch.setattr(reviews, "ids", lambda *wanted: noted.append(wanted) or ids(*wanted))
    return noted


def settled(desk):
    desk.qtbot.waitUntil(lambda: not desk.engine.busy, timeout=5_000)
    desk.qtbot.wait(20)


def test_stepping_and_typing_read_no_list(desk, readings):
    """Claims, their return and autosaves move no row: 100,000 ids are not read for them."""
    place = desk.show()
    settled(desk)
    readings.clear()
    QTest.keyClick(place.queue.list, Qt.Key.Key_J)
    desk.lies(desk.ids[1])
    place.bench.texts.editor.setFocus()
    QTest.keyClicks(place.bench.texts.editor, "x")
    place.flush()
    settled(desk)
    assert desk.review(desk.ids[1]).working is not None
    assert readings == []


def test_a_decision_reads_the_list_once_more(desk, readings):
    """The decided row leaves, the count follows."""
    place = desk.show()
    settled(desk)
    readings.clear()
    QTest.keyClick(place.queue.list, Qt.Key.Key_A)
    desk.qtbot.waitUntil(lambda: place.badge() == 2, timeout=5_000)
    settled(desk)
    assert 1 <= len(readings) <= 2
    assert not place.queue.model.index_of(desk.ids[0]).isValid()


def test_a_draft_filed_meanwhile_appears(desk, readings):
    """An id the list does not know is a new row."""
    place = desk.show()
    settled(desk)
    new = desk.fetch(lambda: desk.file(9))
    desk.qtbot.waitUntil(lambda: place.queue.model.index_of(new).isValid(), timeout=5_000)
    assert place.badge() == 4


def test_an_escalated_row_looks_like_one_at_once(desk):
    """It stays in the list and says what it is."""
    place = desk.show()
    desk.fetch(lambda: desk.workspace.reviews.release(desk.ids[2]))
    settled(desk)
    QTest.keyClick(place.queue.list, Qt.Key.Key_E)
    QTest.keyClicks(place.bench.bar.line.field, "Legal")
    QTest.keyClick(place.bench.bar.line.field, Qt.Key.Key_Return)
    desk.lies(desk.ids[1])
    settled(desk)
    row = place.queue.model.row_at(place.queue.model.index_of(desk.ids[0]).row())
    assert row.state == "escalated"


def test_a_list_that_could_not_be_read_is_said_and_read_at_the_next_change(desk, monkeypatch):
    """One failure does not leave the list dead."""
    place = desk.show()
    settled(desk)
    reviews = desk.workspace.reviews
    counts = reviews.counts

    def broken(_person):
        raise Permanent("vault.damaged")

    monkeypatch.setattr(reviews, "counts", broken)
    place.listing.refresh()
    desk.qtbot.waitUntil(lambda: [fault.code for fault in desk.said.faults] == ["vault.damaged"], timeout=5_000)
    monkeypatch.setattr(reviews, "counts", counts)
    new = desk.fetch(lambda: desk.file(8, draft=DRAFT + " again"))
    desk.qtbot.waitUntil(lambda: place.queue.model.index_of(new).isValid(), timeout=5_000)


def test_the_row_on_the_desk_is_the_chosen_one_however_it_became_current(desk):
    """The focus alone makes a row current in Qt; the person must see it chosen, or nothing tells which draft lies on the desk."""
    place = desk.show()
    selection = place.queue.list.selectionModel()
    selection.clear()
    place.bench.texts.editor.setFocus()
    place.queue.take_focus()
    place.queue.list.setFocus()
    desk.qtbot.waitUntil(lambda: place.queue.list.currentIndex().isValid(), timeout=2_000)
    assert [index.row() for index in selection.selectedIndexes()] == [place.queue.list.currentIndex().row()]
