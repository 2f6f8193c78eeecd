"""The rail's width: what its own words need."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from hybriddesk.desk.settings.page_list import WIDTH, PageList
from hybriddesk.desk.shell.rail import NARROW, WIDE, Rail
from hybriddesk.desk.theme.theme import Theme


class Longer(QTranslator):
    """A language whose words are half as long again."""

    def isEmpty(self):
        return False

    def translate(self, _context, text, _disambiguation=None, _n=-1):
        return text + "~" * max(4, len(text) // 2)


@pytest.fixture
def theme(qapp):
    made = Theme(qapp)
    made.apply("light", 100)
    return made


@pytest.fixture
def longer(qapp):
    translator = Longer()
    QApplication.installTranslator(translator)
    yield
    QApplication.removeTranslator(translator)


def rail(theme, qtbot):
    made = Rail(theme, go=print, search=print, lock=print)
    qtbot.addWidget(made)
    return made


def test_english_keeps_the_design(theme, qtbot):
    """The words the design was drawn with leave the rail and the settings list at their widths."""
    pages = PageList(theme, print)
    qtbot.addWidget(pages)
    assert rail(theme, qtbot).width() == WIDE
    assert pages.width() == WIDTH


def test_longer_words_get_their_room(theme, longer, qtbot):
    """In a longer language no button of the rail or of the settings list is cut; the status lines end in dots instead."""
    made, pages = rail(theme, qtbot), PageList(theme, print)
    qtbot.addWidget(pages)
    made.show_status("Cloud: " + "asks " * 40, asks=True)
    for page, buttons in ((made, made.buttons), (pages, pages.buttons)):
        page.show()
        page.resize(page.sizeHint())
        short = {name: (button.width(), button.sizeHint().width()) for name, button in buttons.items()}
        assert {name: pair for name, pair in short.items() if pair[0] < pair[1]} == {}
    assert made.cloud_words.text().endswith("\u2026")
    assert made.cloud_words.toolTip() == made.cloud_words.whole_text()


def test_icons_alone_need_no_room_for_words(theme, longer, qtbot):
    """Narrow, the rail is as narrow in every language."""
    made = rail(theme, qtbot)
    made.show_narrow(True)
    assert made.width() == NARROW
