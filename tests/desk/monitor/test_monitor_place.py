"""The place as a whole: how one comes to it, how it fits, and what locking does to it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from hybriddesk.desk.monitor.phrases import class_words, node_words, state_words, who, workflow_words
from hybriddesk.desk.monitor.place import VIEWS
from hybriddesk.desk.shell.places import PLACES
from tests.desk.home.opened_home import unnamed
from tests.desk.monitor.opened_monitor import KEY, SLOW
from tests.window.test_window_reach import clipped

LISTS = ("errors", "providers", "runs")


def planted(desk):
    desk.provider("http://127.0.0.1:9/v1")
    desk.fetch(lambda: desk.workspace.providing.set_fallback("cloud", "", [("helper", "")]))
    run, _item = desk.unknown()
    desk.trouble(SLOW)
    desk.trouble(KEY, run=run)
    desk.fails()


def test_it_is_opened_by_the_number_the_design_gives_it():
    """Each place keeps its number whichever other places there are."""
    numbers = {row.id: row.number for row in PLACES if row.number}
    assert numbers == {"home": 1, "conversations": 2, "review": 3, "monitor": 4, "knowledge": 7, "privacy": 8, "sync": 9}


def test_opening_makes_no_page_before_the_window_painted(desk):
    """The place is in front at once with its head; the page follows, then its pane."""
    desk.open("home")
    desk.shell.go_to("monitor", view="runs")
    place = desk.shell.place("monitor")
    assert not place.growing.grown
    assert place.findChildren(QWidget, "pane_errors") == place.findChildren(QWidget, "pane_runs") == []
    desk.wait(lambda: place.growing.grown)
    assert place.views.value() == "runs"
    assert place.runs._detail is None
    desk.wait(lambda: place.runs._detail is not None)
    desk.idle()


@pytest.mark.parametrize("view", LISTS)
@pytest.mark.parametrize("opened", [False, True])
def test_everything_has_a_name_and_room(desk, view, opened):
    """Each control says what it is and is large enough, with and without an open line, in the smallest window."""
    planted(desk)
    page = desk.view(view, 1008, 600)
    if opened:
        page.open_one(page.model.id_at(1 if view == "providers" else 0))
        desk.idle()
    assert unnamed(desk.place) == []


@pytest.mark.parametrize("view", LISTS)
def test_a_narrow_window_shows_the_line_in_place_of_the_list(desk, view):
    """One pane at a time below the breakpoint; Esc goes back to the list and its line."""
    planted(desk)
    page = desk.view(view, 1008, 600)
    page.open_one(page.model.id_at(0))
    desk.idle()
    assert not page.list_card.isVisible()
    assert page.detail_card.isVisible()
    desk.qtbot.keyClick(page.detail, Qt.Key.Key_Escape)
    assert page.list_card.isVisible()
    assert not page.detail_card.isVisible()
    desk.window.resize(1440, 900)
    page.open_one(page.model.id_at(0))
    desk.wait(lambda: page.list_card.isVisible() and page.detail_card.isVisible())
    assert page.columns.columns == page._few


@pytest.mark.parametrize("view", LISTS)
def test_j_and_k_walk_the_list_in_front(desk, view):
    """With a line open they open the next one, and they stay at the ends."""
    planted(desk)
    desk.run_of()
    page = desk.view(view)
    page.list.setFocus()
    page.list.setCurrentIndex(page.model.index(0))
    desk.qtbot.keyClick(page.list, Qt.Key.Key_J)
    assert page.list.currentIndex().row() == 1
    page.open_one(page.model.id_at(1))
    desk.idle()
    page.list.setFocus()
    desk.qtbot.keyClick(page.list, Qt.Key.Key_K)
    assert page.opened == page.model.id_at(0)
    desk.qtbot.keyClick(page.list, Qt.Key.Key_K)
    assert page.opened == page.model.id_at(0)
    desk.idle()


def test_a_step_in_an_empty_list_does_nothing(desk):
    """There is no line to go to."""
    page = desk.view()
    page.step(1)
    assert page.chosen() == ""


@pytest.mark.parametrize("view", LISTS)
def test_return_opens_the_line_and_the_keyboard_is_in_the_list(desk, view):
    """All of it works without a mouse."""
    planted(desk)
    page = desk.view(view)
    desk.window.activateWindow()
    desk.shell.go_to("monitor", view=view)
    desk.wait(page.list.hasFocus)
    page.list.setCurrentIndex(page.model.index(0))
    desk.qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert page.opened == page.model.id_at(0)
    desk.idle()


def test_alt_and_a_digit_change_the_page(desk):
    """The keys of the table are bound when the place is built."""
    desk.view()
    for view in VIEWS:
        assert desk.shell.registry.run(f"monitor.{view}")
        assert desk.place.views.value() == view
    keys = [desk.shell.registry.keys(f"monitor.{view}")[0] for view in VIEWS]
    assert keys == [f"Alt+{number}" for number in range(1, len(VIEWS) + 1)]
    assert all(QKeySequence(key).count() == 1 for key in keys)
    desk.idle()


@pytest.mark.parametrize("view", LISTS)
def test_locking_while_it_is_open_shows_no_fault(desk, view):
    """A reading that the lock cuts off is no trouble of the person's."""
    planted(desk)
    page = desk.view(view)
    page.open_one(page.model.id_at(0))
    desk.idle()
    desk.fetch(desk.db.close)
    page.refresh()
    page.detail.show_one(page.opened)
    desk.idle()
    assert desk.shell.error_bar.fault is None
    assert page.model.rowCount() > 0


@pytest.mark.parametrize("mode", ["dark", "contrast"])
def test_every_theme_and_direction_paints_every_page(desk, mode):
    """Rows, chips, bars and steps are drawn without a word from Qt, mirrored too, at twice the size."""
    planted(desk)
    desk.theme.apply(mode, 200)
    desk.qtbot.addWidget(QWidget())
    for view in LISTS:
        page = desk.view(view) if desk.shell is None else _go(desk, view)
        page.open_one(page.model.id_at(0))
        desk.idle()
        page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        assert not page.grab().isNull()
    desk.theme.apply("light", 100)


def _go(desk, view):
    desk.shell.go_to("monitor", view=view)
    page = getattr(desk.place, view)
    desk.idle()
    desk.wait(lambda: not page.fresh.reading)
    return page


def test_words_of_another_version_stay_as_they_are():
    """A newer device may know more classes, steps, workflows and states."""
    assert class_words("newer") == ("newer", "neutral", "")
    assert (node_words("x"), node_words(""), workflow_words("y"), workflow_words("")) == ("x", "\u2014", "y", "\u2014")
    assert state_words({}, "z") == ("z", "neutral")
    assert (who("", ""), who("a", "")) == ("\u2014", "a")


@pytest.mark.parametrize("width", [1008, 1259, 1360, 1440])
def test_nothing_of_an_open_line_is_cut(desk, width):
    """Buttons and labels have the room they need at every breakpoint; what is wider than the pane would be lost beside it."""
    planted(desk)
    for view in LISTS:
        page = desk.view(view, width, 600) if desk.shell is None else _go(desk, view)
        for row in range(min(3, page.model.rowCount())):
            page.open_one(page.model.id_at(row))
            desk.idle()
            desk.qtbot.wait(1)
            assert clipped(SimpleNamespace(front=desk.window)) == [], (view, row)
            assert page.detail.widget().minimumSizeHint().width() <= page.detail.viewport().width(), (view, row)


def test_tabs_go_under_the_title_and_scroll_where_there_is_no_room(desk):
    """A large zoom in the smallest window neither widens it nor hides a tab: the chosen one is scrolled into sight."""
    desk.view("errors", 1440, 900)
    place = desk.place
    assert place._head.direction() == place._head.Direction.LeftToRight
    desk.theme.apply("light", 200)
    desk.window.resize(1008, 600)
    desk.qtbot.wait(1)
    assert place._head.direction() == place._head.Direction.TopToBottom
    assert place._strip.minimumSizeHint().width() < 400
    _go_page(desk, "cycle")
    button, strip = place.views.button("cycle"), place._strip
    left = button.mapTo(strip, button.rect().topLeft()).x()
    assert left >= 0
    assert left + button.width() <= strip.width()
    desk.theme.apply("light", 100)


def _go_page(desk, view):
    desk.shell.go_to("monitor", view=view)
    desk.idle()
    desk.qtbot.wait(1)
