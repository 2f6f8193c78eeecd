"""The first page of a place, made a part at a time."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from hybriddesk.desk.growing import Growing


@pytest.mark.parametrize("place", ["privacy", "sync"])
def test_opening_makes_no_part_before_the_window_painted(desk, place):
    """The place is in front at once with its head; the cards follow one by one."""
    desk.open("home")
    desk.shell.go_to(place)
    opened = desk.shell.place(place)
    assert not opened.growing.grown
    assert opened.findChildren(QWidget, "pane_export") == opened.findChildren(QWidget, "pane_try") == []
    desk.wait(lambda: opened.growing.grown)
    desk.idle()


def test_a_part_asked_for_early_is_there(desk):
    """A command, a dropped file or a test never waits for the cards."""
    desk.open("home")
    assert desk.shell.place("sync").verify.button is not None
    assert desk.shell.place("privacy").rules.rules.table.rowCount() > 0
    assert desk.shell.place("privacy").growing.grown
    desk.idle()


def test_locking_or_a_change_before_the_cards_are_there_is_harmless(desk):
    """What does not exist yet has nothing to save; a change is shown once it does."""
    desk.open("home")
    place, sync = desk.shell.place("privacy"), desk.shell.place("sync")
    place.leaving()
    sync.leaving()
    desk.wait(lambda: place.made("rules") is not None)
    desk.fetch(lambda: desk.workspace.settings.set("privacy.always_hide", ("Marsh",)))
    desk.wait(lambda: place.growing.grown and place.rules.hide_list.text.toPlainText() == "Marsh")


def test_tab_walks_the_cards_in_the_order_they_stand(desk):
    """Made one by one, the focus chain is the one of the whole page."""
    place = desk.open("privacy")
    chain, at = [], place.rules
    for _ in range(400):
        at = at.nextInFocusChain()
        chain.append(at)
    wanted = [place.rules.try_box.text, place.rules.kinds.switches["PERSON"], place.rules.kinds.switches["AGE"],
              place.rules.hide_list.text, place.rules.show_list.text, place.rules.rules.table]
    places = [chain.index(widget) for widget in wanted]
    assert places == sorted(places)


def test_the_keyboard_is_in_the_first_card_after_opening_sync(desk):
    """Leaving a place that had the focus does not leave the keyboard nowhere."""
    desk.open("privacy").rules.try_box.text.setFocus()
    desk.window.activateWindow()
    desk.shell.go_to("sync")
    place = desk.shell.place("sync")
    desk.wait(lambda: place.growing.grown)
    desk.idle()
    assert desk.window.focusWidget() is place.export.file.button


def test_parts_keep_their_order(desk, qtbot):
    """What is added while growing comes last; afterwards runs at once when all is there."""
    desk.open("home")
    page, done = QWidget(), []
    qtbot.addWidget(page)
    growing = Growing(desk.shell.context, page, "json", lambda: growing.add(lambda: done.append(1), lambda: done.append(2)))
    growing.afterwards(lambda: done.append(0))
    desk.wait(lambda: growing.grown)
    growing.afterwards(lambda: done.append(3))
    growing.finish()
    assert done == [0, 1, 2, 3]


def test_modules_are_imported_off_the_window(desk, qtbot, monkeypatch):
    """A module that is not there yet is imported by a worker, then the first part is made."""
    import sys
    import threading

    desk.open("home")
    page, done, threads = QWidget(), [], []
    qtbot.addWidget(page)
    monkeypatch.delitem(sys.modules, "this", raising=False)
    monkeypatch.setattr("importlib.import_module", lambda _name: threads.append(threading.current_thread()))
    growing = Growing(desk.shell.context, page, "this", lambda: done.append(1))
    desk.wait(lambda: done == [1])
    assert growing.grown
    assert threads != [threading.main_thread()]
