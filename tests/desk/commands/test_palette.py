from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from hybriddesk.desk.commands.palette import Entry, Palette, command_entries, matches
from hybriddesk.desk.commands.registry import Command, Registry


@pytest.fixture
def parent(qtbot):
    widget = QWidget()
    widget.resize(1200, 800)
    qtbot.addWidget(widget)
    widget.show()
    return widget


@pytest.fixture
def ran():
    return []


@pytest.fixture
def palette(theme, parent, ran):
    registry = Registry()
    registry.add([
        Command("review.approve", "Approve with edits", lambda: ran.append("approve"), place="review", keys=("Ctrl+Return",)),
        Command("desk.lock", "Lock now", lambda: ran.append("lock"), keys=("Ctrl+L",), icon="lock"),
        Command("desk.hidden", "Never shown", lambda: ran.append("hidden"), hidden=True),
    ], parent)
    found = Entry("a text about approval", "Review", "inbox", lambda: ran.append("found"))
    return Palette(theme, lambda: command_entries(registry, str.title), lambda text: [found] if "appr" in text else [], parent)


def _titles(palette):
    return [entry.title for entry in palette._model.entries]


def test_typing_narrows_and_return_runs(qtbot, palette, ran):
    """The first match is chosen and Return runs it; the palette is gone."""
    palette.open()
    assert _titles(palette) == ["Approve with edits", "Lock now"]
    qtbot.keyClicks(palette.field, "lo")
    assert _titles(palette) == ["Lock now"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert ran == ["lock"]
    assert not palette.isVisible()


def test_texts_of_the_store_stand_under_the_commands(qtbot, palette, ran):
    """From three letters on, found texts follow; the arrow reaches them."""
    palette.open()
    qtbot.keyClicks(palette.field, "appr")
    assert _titles(palette) == ["Approve with edits", "a text about approval"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert ran == ["found"]


def test_escape_closes_and_forgets(qtbot, palette, ran):
    """Esc leaves nothing of what was typed or found behind."""
    palette.open()
    qtbot.keyClicks(palette.field, "appr")
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert palette.field.text() == ""
    assert palette._model.rowCount() == 0
    assert ran == []


def test_a_click_outside_closes(qtbot, palette):
    """The scrim is a way out."""
    palette.open()
    qtbot.mouseClick(palette, Qt.MouseButton.LeftButton, pos=palette.rect().bottomLeft() + palette.rect().topLeft())
    assert not palette.isVisible()


def test_nothing_found_runs_nothing(qtbot, palette, ran):
    """Return on an empty list closes and runs nothing."""
    palette.open()
    qtbot.keyClicks(palette.field, "zzz")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert ran == []


@pytest.mark.parametrize(("query", "title", "fits"), [
    ("app", "Approve", True), ("with app", "Approve with edits", True), ("rove", "Approve", True), ("xyz", "Approve", False),
    ("", "Anything", True), ("approve lock", "Approve", False),
])
def test_every_word_must_fit(query, title, fits):
    """Each word of the query must be found in the title, in any order."""
    assert (matches(query, title) is not None) is fits


def test_beginnings_come_before_middles():
    """A title that begins with the word beats one that only holds it."""
    assert matches("lock", "Lock now") < matches("lock", "Unlock")
