"""Commands of places that are not built: known, free of conflicts, and what choosing one does."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from hybriddesk.desk.commands.declared import Declared, bound
from hybriddesk.desk.commands.registry import Registry
from hybriddesk.desk.shell.places import PLACES
from hybriddesk.records.errors import Refused

APPROVE = Declared("review.approve", "Approve", "review", ("Ctrl+Return",))
NEW = Declared("conversations.new", "New conversation", keys=("Ctrl+N",), opening=True)


@pytest.fixture
def window(qtbot):
    made = QWidget()
    made.place, made.field = QWidget(made), QLineEdit()
    column = QVBoxLayout(made)
    column.addWidget(made.field)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.field.setFocus()
    return made


def test_a_key_of_an_unbuilt_place_is_taken(window):
    """Keys may not be given to a second command although the place of the first was never opened."""
    registry = Registry()
    registry.declare([APPROVE.bound(print), NEW.bound(print)], window)
    with pytest.raises(Refused) as refused:
        registry.rebound("conversations.new", ["Ctrl+Return"])
    assert refused.value.code == "desk.shortcut_taken"


def test_keys_of_a_place_wait_for_the_place(qtbot, window):
    """A place's keys do nothing before it is built; those that belong to no place work from everywhere at once."""
    ran: list[str] = []
    registry = Registry()
    registry.declare([APPROVE.bound(lambda: ran.append("approve")), NEW.bound(lambda: ran.append("new"))], window)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_N):
        qtbot.keyClick(window.field, key, Qt.KeyboardModifier.ControlModifier)
    assert ran == ["new"]


def test_a_built_place_takes_over(qtbot, window):
    """Building binds the real acts, and what works everywhere goes on working while the place is in the back."""
    ran: list[str] = []
    registry = Registry()
    registry.declare([NEW.bound(lambda: ran.append("opens"))], window)
    registry.add([NEW.bound(lambda: ran.append("new"))], window.place)
    window.place.hide()
    qtbot.keyClick(window.field, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert ran == ["new"]


def test_acts_and_table_agree():
    """A command without an act, and an act without a command, are defects."""
    with pytest.raises(KeyError):
        bound((APPROVE,), {})
    with pytest.raises(KeyError):
        bound((APPROVE,), {"review.approve": print, "review.other": print})


def test_the_tables_of_all_places_meet_nowhere(window):
    """No key means two things in one place, over every place there is, and each command bears its place's name."""
    registry = Registry()
    for row in PLACES:
        declared = row.declared()
        registry.declare([each.bound(print) for each in declared], window)
        assert all(each.id.startswith(f"{row.id}.") for each in declared)
    assert registry.conflicts() == ()
    assert {"review.approve", "conversations.new", "privacy.rules", "sync.export", "settings.about"} <= {each.id for each in registry.all()}


def test_reading_the_tables_builds_nothing():
    """The tables of all places are read without importing a place."""
    asked = (
        "import sys; from hybriddesk.desk.shell.places import PLACES; [row.declared() for row in PLACES];"
        "print([row.module for row in PLACES if row.module in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"
