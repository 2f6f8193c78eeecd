"""A copy button on every block of code in sight."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from hybriddesk.desk.conversations.content import Content
from hybriddesk.desk.conversations.phrases import tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button


class CodeCopiers:
    """``copy(code)`` hears the whole block's code."""

    def __init__(self, theme: Theme, parent: QWidget, copy: Callable[[str], object]) -> None:
        self._theme, self._parent, self._copy = theme, parent, copy
        self._buttons: dict[int, Button] = {}

    def place(self, content: Content, first: int, last: int) -> None:
        """Buttons where blocks of code begin between these heights."""
        seen = (number for number in content.in_sight(first, last) if content.blocks[number].piece.kind == "code")
        wanted = {number: content.ground(number) for number in seen if not content.blocks[number].piece.joins}
        for number in self._buttons.keys() - wanted.keys():
            self._let_go(self._buttons.pop(number))
        for number, ground in wanted.items():
            button = self._button(content, number)
            button.move(ground.right() - button.width() - 4, ground.top() + 1)

    def drop(self) -> None:
        """Another text is shown."""
        for button in self._buttons.values():
            self._let_go(button)
        self._buttons = {}

    def _button(self, content: Content, number: int) -> Button:
        if number not in self._buttons:
            group = content.blocks[number].piece.group
            made = Button(
                self._theme, kind="icon", icon="copy", label=tr("Copy this code"), name=f"copy_code_{number}", parent=self._parent,
                act=partial(self._act, content, group),
            )
            made.adjustSize()
            made.show()
            self._buttons[number] = made
        return self._buttons[number]

    def _act(self, content: Content, group: int) -> None:
        self._copy(content.code(group))

    @staticmethod
    def _let_go(button: Button) -> None:
        button.hide()
        button.deleteLater()
