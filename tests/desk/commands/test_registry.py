from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QVBoxLayout, QWidget

from hybriddesk.desk.commands.registry import Command, Registry, is_bare, normal
from hybriddesk.records.errors import Refused


@pytest.fixture
def home(qtbot):
    widget = QWidget()
    layout = QVBoxLayout(widget)
    widget.list, widget.editor = QListWidget(), QLineEdit()
    layout.addWidget(widget.list)
    layout.addWidget(widget.editor)
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    widget.activateWindow()
    return widget


@pytest.fixture
def ran():
    return []


@pytest.fixture
def registry(home, ran):
    made = Registry()
    made.add([
        Command("review.approve_as_is", "Approve as is", lambda: ran.append("A"), place="review", keys=("A",), list_only=True),
        Command("review.approve", "Approve with edits", lambda: ran.append("ctrl"), place="review", keys=("Ctrl+Return",)),
        Command("desk.lock", "Lock now", lambda: ran.append("lock"), keys=("Ctrl+L",)),
        Command("home.refresh", "Refresh", lambda: ran.append("home"), place="home", keys=("Ctrl+R",)),
        Command("desk.never", "Never", lambda: ran.append("never"), enabled=lambda: False),
    ], home)
    made.attach_list("review", home.list)
    return made


def test_a_bare_letter_works_on_the_list_only(qtbot, home, registry, ran):
    """A on the list approves; A in the editor is a letter."""
    home.list.setFocus()
    qtbot.keyClick(home.list, Qt.Key.Key_A)
    home.editor.setFocus()
    qtbot.keyClicks(home.editor, "a")
    assert ran == ["A"]
    assert home.editor.text() == "a"


def test_a_disabled_command_does_not_run(registry, ran):
    """run says that nothing happened."""
    assert registry.run("desk.never") is False
    assert ran == []
    assert registry.run("desk.lock") is True


def test_rebinding_changes_the_keys_that_work(qtbot, home, registry, ran):
    """After rebinding, the new keys run the command and the old ones do not."""
    registry.load(registry.rebound("review.approve", ["Ctrl+E"]))
    home.editor.setFocus()
    qtbot.keyClick(home.editor, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(home.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert ran == ["ctrl"]
    assert registry.shown_keys("review.approve") == "Ctrl+E"


def test_a_taken_key_is_refused_by_name(registry):
    """The conflict names the command that holds the key."""
    with pytest.raises(Refused) as caught:
        registry.rebound("review.approve", ["Ctrl+L"])
    assert caught.value.code == "desk.shortcut_taken"
    assert caught.value.facts["other"] == "Lock now"


def test_two_places_may_share_a_key(registry):
    """What is taken in Home is free in Review: only one of them is in front."""
    assert registry.rebound("review.approve", ["Ctrl+R"]) == ("review.approve=Ctrl+R",)


def test_a_bare_letter_for_the_window_is_refused(registry):
    """A letter alone would fire while somebody writes."""
    with pytest.raises(Refused) as caught:
        registry.rebound("desk.lock", ["L"])
    assert caught.value.code == "desk.shortcut_reserved"


def test_going_back_to_the_default_stores_nothing(registry):
    """Only what differs from a default is kept."""
    registry.load(registry.rebound("desk.lock", ["Ctrl+J"]))
    assert registry.rebound("desk.lock", ["Ctrl+L"]) == ()


def test_conflicts_are_found_in_what_was_stored(registry):
    """A stored binding of an older version that now clashes is named."""
    registry.load(("review.approve=Ctrl+L",))
    assert registry.conflicts() == (("Ctrl+L", "review.approve", "desk.lock"),)


def test_key_texts_have_one_form():
    """Different spellings of one key are one key; bare is what prints."""
    assert normal("ctrl+k") == normal("Ctrl+K") == "Ctrl+K"
    assert [is_bare(keys) for keys in ("A", "Shift+A", "?", "F6", "Ctrl+A", "Alt+Up")] == [True, True, True, False, False, False]
