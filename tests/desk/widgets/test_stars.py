"""Five stars by keyboard and mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from hybriddesk.desk.widgets.stars import Stars

KEY = Qt.Key


@pytest.fixture
def stars(theme, qtbot):
    made = Stars(theme, "rating", "Your rating")
    qtbot.addWidget(made)
    made.told = []
    made.given.connect(made.told.append)
    made.show()
    made.setFocus()
    return made


def test_the_keys_give_change_and_take_back(stars):
    """Arrows go a star up and down, digits say how many, 0 and Backspace take back; Up and Down are left to the list around it."""
    for key in (KEY.Key_Right, KEY.Key_Right, KEY.Key_Left, KEY.Key_4, KEY.Key_0, KEY.Key_5, KEY.Key_Backspace, KEY.Key_Up, KEY.Key_Down, KEY.Key_9):
        QTest.keyClick(stars, key)
    assert stars.told == [1, 2, 1, 4, 0, 5, 0]
    QTest.keyClick(stars, KEY.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert stars.value() == 0


def test_a_click_gives_and_a_second_one_takes_back(stars):
    """The star under the mouse, and all before it."""
    third = QPoint(5 + 2 * 22 + 9, stars.height() // 2)
    QTest.mouseClick(stars, Qt.MouseButton.LeftButton, pos=third)
    assert stars.value() == 3
    QTest.mouseMove(stars, third)
    QTest.mouseClick(stars, Qt.MouseButton.LeftButton, pos=third)
    QTest.mouseClick(stars, Qt.MouseButton.RightButton, pos=third)
    assert stars.told == [3, 0]


def test_from_the_right_the_first_star_stands_right(stars):
    """In a language that is read from the right the row is mirrored, the arrows with it."""
    stars.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QTest.keyClick(stars, KEY.Key_Left)
    assert stars.value() == 1
    QTest.mouseClick(stars, Qt.MouseButton.LeftButton, pos=QPoint(10, stars.height() // 2))
    assert stars.value() == 5


def test_it_says_what_it_is(stars):
    """Name and value for those who hear the screen; showing a rating tells nobody."""
    said = QAccessible.queryAccessibleInterface(stars)
    assert said.role() == QAccessible.Role.Slider
    assert said.text(QAccessible.Text.Name) == "Your rating: no stars given"
    stars.show_stars(3)
    assert said.text(QAccessible.Text.Name) == "Your rating: 3 of 5 stars"
    assert said.valueInterface().currentValue() == 3
    assert stars.told == []


def test_what_stands_is_seen_without_a_colour(stars, theme, qtbot):
    """A given star is filled and the others are hollow: inside, the one has ink where the other has the ground."""
    for choice in ("light", "dark", "contrast"):
        theme.apply(choice)
        stars.clearFocus()
        stars.show_stars(2)
        image = stars.grab().toImage()
        inside = [image.pixelColor(5 + n * 22 + 9, stars.height() // 2 + 1).name() for n in range(5)]
        assert inside[0] == inside[1] == theme.colour("accent").name()
        assert inside[2] == inside[3] == inside[4] != inside[0]
    theme.apply("light")
