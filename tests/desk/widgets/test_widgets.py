from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from hybriddesk.desk.widgets.buttons import Button, Segmented
from hybriddesk.desk.widgets.cards import Card, CoachLine, EmptyState, Meter, Progress
from hybriddesk.desk.widgets.fields import PasswordField, SearchField
from hybriddesk.desk.widgets.notices import ErrorBar, Toast
from hybriddesk.desk.widgets.sparkline import Sparkline
from hybriddesk.desk.widgets.text import Chip, ElidedLabel
from hybriddesk.records.errors import Permanent


def _all(theme, parent):
    return [
        Button(theme, "Approve", "primary", icon="check", keys="A", parent=parent),
        Button(theme, kind="icon", icon="x", label="Close", parent=parent),
        Segmented({"a": "One", "b": "Two"}, name="seg", label="View", parent=parent),
        SearchField(theme, "find", "Search", parent=parent), PasswordField(theme, "pass", "Passphrase", parent=parent),
        EmptyState(theme, "inbox", "Nothing", "Drop files here.", "Import", lambda: None, parent=parent),
        CoachLine(theme, "Try it", lambda: None, parent=parent), Progress(theme, lambda: None, parent=parent),
        Toast(theme, parent), ErrorBar(theme, parent), Meter(theme, "Confidence", 0.5, parent=parent), Card("Title", parent=parent),
        Chip("Ready", "ok", parent=parent), Sparkline(theme, "Seven days", parent=parent),
    ]


def test_everything_that_takes_the_focus_has_a_name(theme, qtbot):
    """Each focusable widget has an objectName for tests and an accessibleName for screen readers."""
    parent = QWidget()
    qtbot.addWidget(parent)
    _all(theme, parent)
    parent.show()
    focusable = [child for child in parent.findChildren(QWidget) if child.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(focusable) > 12
    assert [child for child in focusable if not child.accessibleName() or not child.objectName()] == []


@pytest.mark.parametrize("zoom", [80, 100, 200])
def test_targets_are_large_enough(theme, qtbot, zoom):
    """Every button and field is at least 24 px high and wide at any zoom."""
    theme.apply(zoom=zoom)
    parent = QWidget()
    qtbot.addWidget(parent)
    _all(theme, parent)
    parent.show()
    for child in parent.findChildren(QWidget):
        if isinstance(child, (QAbstractButton, QLineEdit)) and child.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert min(child.sizeHint().width(), child.sizeHint().height()) >= 24, child.objectName()
    theme.apply(zoom=100)


def test_a_button_with_keys_is_wider_by_the_keys(theme, qtbot):
    """The key hint has room of its own and never covers the words."""
    plain, keyed = Button(theme, "Approve"), Button(theme, "Approve", keys="Ctrl+K")
    for button in (plain, keyed):
        qtbot.addWidget(button)
    assert keyed.sizeHint().width() >= plain.sizeHint().width() + keyed._keys_width()


def test_keys_stand_on_the_other_side_from_right_to_left(theme, qtbot):
    """In a right-to-left language the key hint is on the left."""
    button = Button(theme, "Approve", keys="A")
    qtbot.addWidget(button)
    button.resize(200, 32)
    right = button._keys_place()
    button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert button._keys_place().left() == 200 - right.right() - 1


def test_a_segment_tells_its_key(theme, qtbot):
    """Clicking a segment hands over its key; choose() stays quiet."""
    told = []
    seg = Segmented({"a": "One", "b": "Two"}, name="seg", label="View", chosen=told.append)
    qtbot.addWidget(seg)
    seg.choose("b")
    assert (seg.value(), told) == ("b", [])
    seg.button("a").click()
    assert (seg.value(), told) == ("a", ["a"])


def test_elided_label_keeps_the_whole_text_for_those_who_ask(qtbot):
    """A text that does not fit ends in dots; tooltip and accessible name hold all of it."""
    label = ElidedLabel("a rather long title that cannot fit")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()
    assert label.text().endswith("\u2026")
    assert label.toolTip() == label.accessibleName() == label.whole_text() == "a rather long title that cannot fit"
    label.resize(900, 20)
    assert label.toolTip() == ""


def test_search_waits_for_a_pause_and_escape_clears(theme, qtbot):
    """One search for a burst of keys; Esc empties the field."""
    field = SearchField(theme, "find", "Search")
    qtbot.addWidget(field)
    told = []
    field.searched.connect(told.append)
    with qtbot.waitSignal(field.searched):
        qtbot.keyClicks(field, "abc")
    assert told == ["abc"]
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_a_passphrase_is_dots_until_asked(theme, qtbot):
    """The eye shows the letters and hides them again."""
    field = PasswordField(theme, "pass", "Passphrase")
    qtbot.addWidget(field)
    field.setText("secret words")
    assert field.displayText() != "secret words"
    field.eye.trigger()
    assert field.displayText() == "secret words"
    field.eye.trigger()
    assert field.displayText() != "secret words"


def test_toast_undo_runs_once_and_goes(theme, qtbot):
    """Undo takes back and closes; without an undo there is no such button."""
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    toast, undone = Toast(theme, parent), []
    toast.show_toast("Approved", undo=lambda: undone.append(1))
    toast.undo_button.click()
    assert undone == [1]
    assert not toast.isVisible()
    toast.show_toast("Saved")
    assert not toast.undo_button.isVisible()
    assert toast._timer.interval() == 10_000


def test_error_bar_says_three_things_and_copies_no_text(theme, qtbot):
    """What happened, what works, what to do; the copied details are code and facts."""
    bar = ErrorBar(theme)
    qtbot.addWidget(bar)
    bar.show_fault(Permanent("desk.defect", kind="ValueError", where="page.py:3"))
    assert "ValueError" in bar.what.text()
    assert "goes on" in bar.rest.text()
    assert "Try again" in bar.rest.text()
    bar.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert "Permanent desk.defect" in copied
    assert "where: page.py:3" in copied
    bar.close_button.click()
    assert not bar.isVisible()
    assert bar.fault is None


def test_error_bar_offers_an_act(theme, qtbot):
    """The offered button runs its act once and takes the bar away."""
    bar, done = ErrorBar(theme), []
    qtbot.addWidget(bar)
    bar.show_fault(Permanent("desk.defect", kind="x", where="y"), act=("Unlock", lambda: done.append(1)))
    bar.act_button.click()
    assert done == [1]
    assert not bar.isVisible()


def test_meter_speaks_its_share(theme, qtbot):
    """A screen reader hears the figure, held within 0 and 100 percent."""
    meter = Meter(theme, "Confidence", 0.58)
    qtbot.addWidget(meter)
    assert meter.accessibleName().startswith("Confidence: 58")
    meter.show_share(7.0)
    assert "100" in meter.accessibleName()


def test_sparkline_is_mirrored_and_needs_two_values(theme, qtbot):
    """Time runs with the reading direction; one value is no course."""
    line = Sparkline(theme, "Seven days")
    qtbot.addWidget(line)
    line.resize(200, 40)
    line.show_series([1.0])
    assert line.points() == ()
    line.show_series([1.0, 3.0, 2.0], limit=2.5)
    left = [point.x() for point in line.points()]
    assert left == sorted(left)
    assert line.points()[1].y() < line.points()[0].y()
    line.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert [point.x() for point in line.points()] == sorted(left, reverse=True)
    assert not line.grab().isNull()


def test_coach_line_closes_and_tells(theme, qtbot):
    """Closing the hint is told to its owner, who remembers it."""
    told = []
    line = CoachLine(theme, "Try it", lambda: told.append(1))
    qtbot.addWidget(line)
    line.show()
    line.close_button.click()
    assert told == [1]
    assert not line.isVisible()
