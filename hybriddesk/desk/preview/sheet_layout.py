"""Where the parts of "Check before sending" stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from hybriddesk.desk.widgets.cards import IconLabel
from hybriddesk.desk.widgets.text import Label, line
from hybriddesk.desk.words import translated

if TYPE_CHECKING:
    from hybriddesk.desk.preview.sheet import CheckSheet
    from hybriddesk.desk.theme.theme import Theme


def lay_out(sheet: CheckSheet, theme: Theme) -> QStackedWidget:
    """Puts the sheet's widgets into their places; returns the stack of both views, ``0`` the texts, ``1`` the exact bytes and ``2`` the passages."""
    panel = QFrame()
    panel.setProperty("kind", "panel")
    outer = QVBoxLayout(sheet)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(panel)
    stack = QStackedWidget()
    stack.addWidget(_texts(sheet, theme))
    stack.addWidget(_bytes(sheet))
    stack.addWidget(sheet.passages)
    column = QVBoxLayout(panel)
    column.setContentsMargins(24, 20, 24, 16)
    column.setSpacing(12)
    column.addLayout(_head(sheet, theme))
    column.addWidget(sheet.doubt)
    column.addWidget(stack, 3)
    column.addWidget(sheet.found)
    column.addWidget(sheet.values, 2)
    column.addLayout(_facts(sheet, theme))
    column.addWidget(sheet.rest)
    column.addWidget(line())
    column.addLayout(_foot(sheet))
    return stack


def _head(sheet: CheckSheet, theme: Theme) -> QHBoxLayout:
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(Label(sheet.windowTitle(), "title", 600))
    words.addWidget(
        Label(_t("Nothing has been sent yet. The provider gets the right-hand text, a fresh session without history, and no account name."), "hint", tone="text2", wrap=True),
    )
    head = QHBoxLayout()
    head.setSpacing(12)
    head.addWidget(IconLabel(theme, "shield-check", "pii", 20))
    head.addLayout(words, 1)
    head.addWidget(sheet.replaced)
    head.addWidget(sheet.views)
    return head


def _texts(sheet: CheckSheet, theme: Theme) -> QWidget:
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    for title, note, view in (
        (_t("You wrote (stays here)"), sheet.hide_button, sheet.left), (_t("Leaves this computer"), sheet.estimate, sheet.right),
    ):
        head = QHBoxLayout()
        head.addStrut(theme.px(32))
        head.addWidget(Label(title, "base", 600))
        head.addStretch(1)
        head.addWidget(note)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(view, 1)
        row.addLayout(column, 1)
    return page


def _bytes(sheet: CheckSheet) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    column.addWidget(sheet.body, 1)
    column.addWidget(sheet.digest)
    return page


def framed(table: QWidget) -> QFrame:
    """A table with the frame of a panel around it."""
    frame = QFrame()
    frame.setProperty("kind", "panel")
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(1, 1, 1, 1)
    inside.addWidget(table)
    return frame


def _facts(sheet: CheckSheet, theme: Theme) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    row.addWidget(IconLabel(theme, "info", "text3", 14))
    row.addWidget(sheet.to, 1)
    row.addWidget(sheet.copy)
    return row


def _foot(sheet: CheckSheet) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(sheet.rule)
    row.addStretch(1)
    for button in (sheet.cancel, sheet.helper, sheet.send):
        row.addWidget(button)
    return row


def _t(text: str) -> str:
    return translated(text, "CheckBeforeSending")
