from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QLabel, QPushButton

from hybriddesk.desk.theme import icons, qss
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.theme.tokens import ROLES, TOKENS


@pytest.fixture
def theme(qapp):
    made = Theme(qapp)
    made.apply("light", 100)
    yield made
    made.apply("light", 100)


def test_the_bundled_fonts_are_used(theme, qtbot):
    """Labels are set in Inter, and code in JetBrains Mono, whatever the system has."""
    assert QFontInfo(theme.font()).family() == "Inter"
    assert QFontInfo(theme.font(mono=True)).family() == "JetBrains Mono"


@pytest.mark.parametrize("mode", sorted(TOKENS))
def test_the_sheet_has_no_hole(mode):
    """Every placeholder of the style sheet is filled and every picture it names exists."""
    text = qss.sheet(TOKENS[mode], mode, 100)
    assert "$" not in text
    from pathlib import Path

    for picture in re.findall(r'url\("([^"]+)"\)', text):
        assert Path(picture).exists()


def test_a_button_that_cannot_be_pressed_is_told_by_its_edge_in_contrast():
    """There no text is grey, so the colour says nothing."""
    assert {mode: "dashed" in qss.sheet(TOKENS[mode], mode, 100) for mode in TOKENS} == {"light": False, "dark": False, "contrast": True}


def test_zoom_grows_text_and_buttons(theme, qtbot):
    """At 200 % a label is twice as tall and a button is at least 1.8 times as tall."""
    label, button = QLabel("x"), QPushButton("x")
    qtbot.addWidget(label)
    qtbot.addWidget(button)
    label.ensurePolished()
    small = button.sizeHint().height()
    theme.apply(zoom=200)
    for widget in (label, button):
        widget.ensurePolished()
    assert label.font().pixelSize() == 26
    assert button.sizeHint().height() >= 1.8 * small


def test_zoom_is_held_within_limits(theme):
    """Zoom never leaves 80 to 200 percent."""
    theme.apply(zoom=500)
    assert theme.zoom == 200
    theme.apply(zoom=10)
    assert theme.zoom == 80


def test_changed_follows_a_switch_and_only_a_switch(theme, qtbot):
    """Widgets are told once per real change."""
    with qtbot.waitSignal(theme.changed):
        theme.apply("dark")
    with qtbot.assertNotEmitted(theme.changed):
        theme.apply("dark")


def test_an_icon_takes_the_colour_of_its_role(theme):
    """A tinted icon paints in the token's colour and in no other."""
    picture = theme.pixmap("check", "bad", 32, 2.0).toImage()
    painted = {picture.pixelColor(x, y).name() for x in range(64) for y in range(64) if picture.pixelColor(x, y).alpha() == 255}
    assert painted == {theme.tokens.bad.lower()}


def test_an_unknown_role_or_icon_is_a_defect(theme):
    """A typing mistake in a role or icon name is found at once."""
    with pytest.raises(KeyError):
        theme.colour("no_such_role")
    with pytest.raises(FileNotFoundError):
        theme.icon("no-such-icon")


def test_all_themes_name_every_role():
    """The three themes speak of the same roles."""
    assert all(TOKENS[mode].role(role).startswith("#") for mode in TOKENS for role in ROLES)


def test_icons_are_drawn_once(theme):
    """The same icon in the same colour is the same object: no second rendering."""
    assert icons.tinted("check", "#112233", 16) is icons.tinted("check", "#112233", 16)
