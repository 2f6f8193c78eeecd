"""Keys rebound by pressing them, on the registry of a real shell."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from hybriddesk.desk.settings.key_capture import keys_of

CTRL, SHIFT, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier


def rows(page):
    model = page.model
    return [tuple(model.index(row, column).data() for column in range(4)) for row in range(model.rowCount())]


def press(desk, qtbot, command, key, modifiers=NONE):
    page = desk.page("shortcuts")
    page.choose(command)
    desk.find("shortcut_change").click()
    qtbot.keyClick(desk.find("key_capture"), key, modifiers)
    return page


def said(desk):
    return desk.find("shortcut_outcome_words").text()


def test_every_command_of_the_registry_has_a_row(desk):
    """The table shows each command with its place and keys."""
    page = desk.page("shortcuts")
    assert len(rows(page)) == len(desk.shell.registry.all())
    assert ("Lock now", "Everywhere", "Ctrl+L", "") in rows(page)
    assert ("Providers", "Settings", "", "") in rows(page)


def test_a_row_is_chosen_from_the_start(desk):
    """The page opens with its first command chosen, so that Change keys works at once."""
    desk.place.show_page("shortcuts")
    desk.wait(lambda: desk.place.page("shortcuts").grown)
    assert desk.place.page("shortcuts").chosen() == desk.shell.registry.all()[0]
    assert desk.find("shortcut_change").isEnabled()


def test_keys_read_the_same_way_round_in_every_language(desk, qapp):
    """Right to left, the keys of a row are isolated, so that Ctrl+= is not turned around."""
    page = desk.page("shortcuts")
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        assert ("Lock now", "Everywhere", "\u2066Ctrl+L\u2069", "") in rows(page)
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_pressing_keys_gives_them_to_the_command(desk, qtbot):
    """Ctrl+Shift+L is stored, shown, marked as changed, and runs the command from then on."""
    page = press(desk, qtbot, "desk.lock", Qt.Key.Key_L, CTRL | SHIFT)
    desk.wait(lambda: desk.stored("shortcuts.bindings") == ("desk.lock=Ctrl+Shift+L",))
    desk.wait(lambda: ("Lock now", "Everywhere", "Ctrl+Shift+L", "changed") in rows(page))
    assert "now has Ctrl+Shift+L" in said(desk)
    assert page.chosen().id == "desk.lock"
    assert desk.shell.registry.keys("desk.lock") == ("Ctrl+Shift+L",)


def test_keys_of_another_command_are_refused_by_its_name(desk, qtbot):
    """Ctrl+F belongs to the search; the sentence says so and nothing is stored."""
    press(desk, qtbot, "desk.lock", Qt.Key.Key_F, CTRL)
    assert "already belongs to \u201cFind in your texts\u201d" in said(desk)
    assert desk.stored("shortcuts.bindings") == ()


def test_a_letter_alone_is_refused_for_the_whole_desk(desk, qtbot):
    """A bare letter would run while somebody writes."""
    press(desk, qtbot, "desk.lock", Qt.Key.Key_L)
    assert "a letter alone" in said(desk)
    assert desk.stored("shortcuts.bindings") == ()


def test_escape_leaves_the_keys_as_they_are(desk, qtbot):
    """Esc ends the waiting without a change."""
    press(desk, qtbot, "desk.lock", Qt.Key.Key_Escape)
    assert not desk.find("key_capture").isVisible()
    assert desk.stored("shortcuts.bindings") == ()


def test_while_waiting_no_command_runs(desk, qtbot):
    """Pressing the lock's own keys into the field does not lock."""
    page = desk.page("shortcuts")
    page.choose("desk.find")
    desk.find("shortcut_change").click()
    capture = desk.find("key_capture")
    ask = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_L, CTRL)
    ask.ignore()
    QApplication.sendEvent(capture, ask)
    assert ask.isAccepted()
    qtbot.keyClick(capture, Qt.Key.Key_L, CTRL)
    assert desk.locked == []
    assert "already belongs to \u201cLock now\u201d" in said(desk)


def test_a_modifier_alone_is_not_taken(desk, qtbot):
    """Holding Ctrl down waits for the key that follows."""
    press(desk, qtbot, "desk.lock", Qt.Key.Key_Control, CTRL)
    assert desk.find("key_capture").isVisible()


def test_a_command_can_have_no_keys_and_get_its_own_back(desk, qtbot):
    """No keys takes them away; Reset gives the first ones back and stores nothing."""
    page = desk.page("shortcuts")
    page.choose("desk.lock")
    desk.find("shortcut_clear").click()
    desk.wait(lambda: ("Lock now", "Everywhere", "", "changed") in rows(page))
    desk.wait(desk.find("shortcut_reset").isEnabled)
    desk.find("shortcut_reset").click()
    desk.wait(lambda: desk.stored("shortcuts.bindings") == ())
    desk.wait(lambda: ("Lock now", "Everywhere", "Ctrl+L", "") in rows(page))


def test_reset_all_can_be_undone(desk, qtbot):
    """Every command gets its first keys; the toast's Undo brings the person's own back."""
    press(desk, qtbot, "desk.lock", Qt.Key.Key_L, CTRL | SHIFT)
    desk.wait(lambda: desk.shell.setting("shortcuts.bindings") != ())
    desk.wait(desk.find("shortcut_reset_all").isEnabled)
    desk.find("shortcut_reset_all").click()
    desk.wait(lambda: desk.stored("shortcuts.bindings") == ())
    desk.find("toast_undo").click()
    desk.wait(lambda: desk.stored("shortcuts.bindings") == ("desk.lock=Ctrl+Shift+L",))


def test_the_table_is_filtered_by_words_and_keys(desk):
    """Typing part of a command or of its keys leaves the rows that hold it."""
    page = desk.page("shortcuts")
    desk.find("shortcut_search").setText("ctrl+l")
    desk.wait(lambda: [row[0] for row in rows(page)] == ["Lock now"])
    desk.find("shortcut_search").setText("no such thing")
    desk.wait(lambda: rows(page) == [])
    assert not desk.find("shortcut_change").isEnabled()


def test_enter_on_a_row_waits_for_keys(desk, qtbot):
    """The table works without a mouse."""
    page = desk.page("shortcuts")
    page.choose("desk.lock")
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert desk.find("key_capture").isVisible()


@pytest.mark.parametrize(("key", "modifiers", "text", "keys"), [
    (Qt.Key.Key_Return, CTRL, "", "Ctrl+Return"), (Qt.Key.Key_Question, SHIFT, "?", "?"), (Qt.Key.Key_A, SHIFT, "A", "Shift+A"),
    (Qt.Key.Key_F6, SHIFT, "", "Shift+F6"), (Qt.Key.Key_Plus, CTRL | Qt.KeyboardModifier.KeypadModifier, "+", "Ctrl++"),
    (Qt.Key.Key_Space, SHIFT, " ", "Shift+Space"),
])
def test_keys_are_written_so_that_they_work_on_other_keyboards(key, modifiers, text, keys):
    """The keypad is no modifier, and a sign made with Shift is the sign."""
    assert keys_of(QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text)) == keys
