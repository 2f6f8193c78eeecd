"""Reasons and rubric, answered with number keys."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from hybriddesk.desk.review.flow import Flow
from hybriddesk.desk.review.reasons import MOST, Offered, offered, suggested
from hybriddesk.records.way import Reason
from hybriddesk.vault.rubric_answers import answers


def press(widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(widget, key, modifier)


def test_what_a_check_found_is_offered_first_with_its_source():
    """Rules are no faults of the draft; the own list follows, each reason once, nine at most."""
    found = suggested((Reason("review.rule"), Reason("review.amount"), Reason("review.not_in_source", 0.4, (), {"count": 1}), Reason("review.unheard_of")))
    assert found == (Offered("Figures not in the request", "found by a check"),)
    assert [one.words for one in offered(found, ("Tone", " ", "Figures not in the request"))] == ["Figures not in the request", "Tone"]
    assert len(offered((), [f"r{n}" for n in range(20)])) == MOST


def test_a_draft_is_sent_back_with_three_keys(desk):
    """R, 1, Return: the check's finding is the reason; another digit changes an untouched choice."""
    desk.context.set_setting("review.back_reasons", ("Wrong tone", "Too long"))
    place = desk.show()
    press(place.queue.list, Qt.Key.Key_R)
    field = place.bench.bar.line.field
    press(field, Qt.Key.Key_3)
    assert field.text() == "Too long"
    press(field, Qt.Key.Key_1)
    assert field.text() == "Figures not in the request"
    press(field, Qt.Key.Key_Return)
    desk.lies(desk.ids[1])
    assert (desk.review(desk.ids[0]).state, desk.review(desk.ids[0]).note) == ("returned", "Figures not in the request")


def test_digits_inside_words_are_words(desk):
    """Once something was typed, a digit is a digit."""
    place = desk.show()
    press(place.queue.list, Qt.Key.Key_R)
    field = place.bench.bar.line.field
    QTest.keyClicks(field, "Sum 1")
    assert field.text() == "Sum 1"


def rubric(desk, *lines):
    desk.fetch(lambda: desk.workspace.settings.set("review.rubric", lines))


def test_the_rubric_is_answered_by_number_keys_and_kept_at_once(desk):
    """G asks, 2 is no, 4 is a grade, Space passes over; the store has it before the decision, and the log shows it."""
    rubric(desk, "reply: Facts right", "reply: Tone (1-5)", "Clear")
    place = desk.show()
    line = place.bench.bar.rubric
    press(place.queue.list, Qt.Key.Key_G)
    desk.qtbot.waitUntil(line.hasFocus, timeout=5_000)
    assert line.accessibleName() == "1 of 3: Facts right"
    press(line, Qt.Key.Key_7)
    press(line, Qt.Key.Key_2)
    desk.qtbot.waitUntil(lambda: line.accessibleName().startswith("2 of 3"), timeout=5_000)
    press(line, Qt.Key.Key_4)
    desk.qtbot.waitUntil(lambda: line.accessibleName().startswith("3 of 3"), timeout=5_000)
    press(line, Qt.Key.Key_Space)
    assert place.queue.list.hasFocus()
    found = desk.fetch(lambda: answers(desk.db, desk.ids[0]))
    assert [(one.criterion, one.value) for one in found] in ([("Facts right", 0), ("Tone", 4)], [("Tone", 4), ("Facts right", 0)])
    press(place.queue.list, Qt.Key.Key_G)
    desk.qtbot.waitUntil(line.hasFocus, timeout=5_000)
    assert line.accessibleName() == "1 of 3: Facts right \u00b7 so far: No"
    press(line, Qt.Key.Key_Escape)
    assert place.queue.list.hasFocus()
    press(place.queue.list, Qt.Key.Key_A)
    desk.lies(desk.ids[1])
    assert desk.review(desk.ids[0]).state == "approved"


def test_no_rubric_is_said(desk):
    """A workflow without criteria tells where to write them."""
    rubric(desk)
    place = desk.show()
    press(place.queue.list, Qt.Key.Key_G)
    desk.qtbot.waitUntil(lambda: any("no rubric" in toast for toast in desk.said.toasts), timeout=5_000)
    assert not place.bench.bar.asking


def test_long_words_take_another_row(qtbot):
    """Widgets that do not fit beside each other stand below each other, mirrored from right to left."""
    home = QWidget()
    qtbot.addWidget(home)
    flow = Flow(6, home)
    for n in range(3):
        flow.addWidget(QPushButton(f"Eine sehr lange Begr\u00fcndung Nummer {n}"))
    width = flow.itemAt(0).sizeHint().width()
    assert flow.heightForWidth(width) > 2 * flow.heightForWidth(4 * width)
    flow.setGeometry(QRect(0, 0, width, 400))
    assert [flow.itemAt(n).geometry().x() for n in range(3)] == [0, 0, 0]
    home.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    flow.setGeometry(QRect(0, 0, 2 * width + 20, 400))
    assert flow.itemAt(0).geometry().x() > flow.itemAt(1).geometry().x()
    assert flow.itemAt(9) is None
    assert flow.takeAt(9) is None
    flow.clear()
    assert flow.count() == 0


def test_the_bar_is_as_high_as_what_it_shows(desk):
    """Reasons and rubric take room while they are asked, and give it back."""
    desk.context.set_setting("review.back_reasons", tuple(f"A reason of some length, number {n}" for n in range(9)))
    place = desk.show()
    bar = place.bench.bar
    before = bar.height()
    press(place.queue.list, Qt.Key.Key_R)
    desk.qtbot.waitUntil(lambda: bar.height() > before + 60, timeout=5_000)
    press(bar.line.field, Qt.Key.Key_Escape)
    desk.qtbot.waitUntil(lambda: bar.height() == before, timeout=5_000)
