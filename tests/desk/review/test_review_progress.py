"""The line under the queue's title, and the claim on the draft on the desk."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hybriddesk.desk.review.progress import said, starts
from hybriddesk.vault.progress import Progress


def test_the_line_follows_each_decision_and_its_undo(desk):
    """Hidden before the first; true after a decision; hidden again when it is taken back."""
    place = desk.show()
    assert not place.queue.progress.isVisible()
    QTest.keyClick(place.queue.list, Qt.Key.Key_A)
    desk.qtbot.waitUntil(lambda: place.queue.progress.whole_text().startswith("You: 1 today, 1 this week"), timeout=5_000)
    assert place.queue.progress.isVisible()
    QTest.keyClick(place.queue.list, Qt.Key.Key_U)
    desk.qtbot.waitUntil(lambda: not place.queue.progress.isVisible(), timeout=5_000)


def test_the_week_begins_on_monday_where_the_person_is():
    """Sunday night in Zurich still belongs to the old week; a change of the clock does not matter."""
    zurich = ZoneInfo("Europe/Zurich")
    day, week = starts(datetime(2026, 3, 29, 23, 30, tzinfo=zurich))
    assert datetime.fromtimestamp(day / 1_000, zurich).isoformat() == "2026-03-29T00:00:00+01:00"
    assert datetime.fromtimestamp(week / 1_000, zurich).isoformat() == "2026-03-23T00:00:00+01:00"


def test_others_are_named_only_where_they_decided():
    """Alone: own figures and time; with others: everybody's too."""
    assert said(Progress(0, 0, 0, 0, None)) == ""
    assert said(Progress(2, 5, 2, 5, 37.6)) == "You: 2 today, 5 this week \u00b7 38 s each"
    assert said(Progress(2, 5, 4, 9, None)) == "You: 2 today, 5 this week \u00b7 all: 4, 9"


def test_the_claim_is_renewed_by_a_sign_of_life_and_its_loss_is_said_once(desk):
    """A key renews it at the next minute; at rest it is not; when somebody else has it, that is said, and typing is kept."""
    place = desk.show()
    first = desk.ids[0]
    place.holding.tick()
    desk.qtbot.waitUntil(lambda: not desk.engine.busy, timeout=5_000)
    desk.fetch(lambda: set_taken(desk, first, "me", 1))
    place.holding.tick()
    desk.qtbot.waitUntil(lambda: not desk.engine.busy, timeout=5_000)
    assert desk.review(first).taken_ms == 1
    QTest.keyClick(desk.window.windowHandle(), Qt.Key.Key_Shift)
    place.holding.tick()
    desk.qtbot.waitUntil(lambda: desk.review(first).taken_ms > 1, timeout=5_000)
    desk.fetch(lambda: set_taken(desk, first, "bob", 2**50))
    for _ in range(2):
        QTest.keyClick(desk.window.windowHandle(), Qt.Key.Key_Shift)
        place.holding.tick()
        desk.qtbot.waitUntil(lambda: not desk.engine.busy, timeout=5_000)
    desk.qtbot.waitUntil(lambda: [fault.code for fault in desk.said.faults] == ["review.taken"], timeout=5_000)


def set_taken(desk, review_id, person, at):
    with desk.db.write() as connection:
        connection.execute("UPDATE reviews SET taken_by = ?, taken_ms = ? WHERE id = ?", (person, at, review_id))
