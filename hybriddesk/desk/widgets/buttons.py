"""Buttons: primary, plain, ghost, danger, icon and link; with their keys written inside."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.text import restyle

ICON_ROLES = {"primary": "on_accent", "danger": "bad", "ghost": "text2", "link": "accent"}
KEY_GAP = 8


class Button(QPushButton):
    """``kind``: primary, plain, ghost, danger, link, icon. ``name`` is its objectName; an icon button needs ``label`` too.

    ``keys`` is written small inside the button; it binds nothing (commands do).
    """

    def __init__(
        self, theme: Theme, text: str = "", kind: str = "plain", *, icon: str = "", keys: str = "", name: str = "",
        label: str = "", act: Callable[[], object] | None = None, parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._theme, self._icon = theme, icon
        self._keys = re.sub(r"\+(?=.)", " ", keys)
        self.setProperty("kind", kind)
        self.setObjectName(name or "button_" + "".join(c if c.isalnum() else "_" for c in (text or label).lower()))
        self.setAccessibleName(label or text)
        if keys:
            self.setAccessibleDescription(keys)
        if label and not text:
            self.setToolTip(f"{label} ({keys})" if keys else label)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if act is not None:
            self.clicked.connect(lambda _checked=False: act())
        theme.changed.connect(self._tint)
        self._tint()

    def set_icon(self, icon: str) -> None:
        """Another picture."""
        self._icon = icon
        self._tint()

    def set_kind(self, kind: str) -> None:
        """Another look, for a button that becomes the main one."""
        restyle(self, kind=kind)
        self._tint()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if not self._shows_keys():
            return hint
        return QSize(hint.width() + self._keys_width() + self._theme.px(KEY_GAP), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._shows_keys():
            super().paintEvent(event)
            return
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        inside = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self)
        words = inside.adjusted(0, 0, -self._keys_width() - self._theme.px(KEY_GAP), 0)
        option.rect = QStyle.visualRect(self.layoutDirection(), inside, words)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonLabel, option)
        painter.setFont(self._theme.font("small", 500))
        primary = self.property("kind") == "primary" and self.isEnabled()
        painter.setPen(self._theme.colour("on_accent" if primary else "text3"))
        painter.drawText(self._keys_place(), Qt.AlignmentFlag.AlignCenter, self._keys)

    def _keys_place(self) -> QRect:
        width, pad = self._keys_width(), self._theme.px(12)
        place = QRect(self.width() - width - pad, 0, width, self.height())
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)

    def _keys_width(self) -> int:
        return QFontMetrics(self._theme.font("small", 500)).horizontalAdvance(self._keys)

    def _shows_keys(self) -> bool:
        return bool(self._keys) and bool(self.text())

    def _tint(self) -> None:
        if self._icon:
            role = ICON_ROLES.get(str(self.property("kind")), "text2")
            size = self._theme.px(16)
            self.setIconSize(QSize(size, size))
            text = " " + self.text().strip() if self.text() else ""
            self.setText(text)
            self.setIcon(self._theme.icon(self._icon, role, 16))
        self.updateGeometry()


class Segmented(QFrame):
    """One choice of a few, as touching buttons. ``chosen`` carries the key of the choice; ``tight`` leaves little room around the words."""

    def __init__(
        self, choices: dict[str, str], *, name: str, label: str, chosen: Callable[[str], object] | None = None,
        tight: bool = False, parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tight = tight
        self.setProperty("kind", "segmented")
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, QPushButton] = {}
        for key, words in choices.items():
            self._buttons[key] = self._segment(key, words, label)
            row.addWidget(self._buttons[key], 1)
        next(iter(self._buttons.values())).setChecked(True)
        if chosen is not None:
            self._group.buttonClicked.connect(lambda _button: chosen(self.value()))

    def value(self) -> str:
        """The key of the choice in force."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def choose(self, key: str) -> None:
        """Shows a choice without telling anybody."""
        self._buttons[key].setChecked(True)

    def rest(self) -> None:
        """Shows that none of them is in force; ``value`` has no answer until one is chosen."""
        self._group.setExclusive(False)
        for button in self._buttons.values():
            button.setChecked(False)
        self._group.setExclusive(True)

    def button(self, key: str) -> QPushButton:
        """One of the buttons."""
        return self._buttons[key]

    def _segment(self, key: str, words: str, label: str) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("kind", "segment")
        button.setProperty("tight", self._tight)
        button.setObjectName(f"{self.objectName()}_{key}")
        button.setAccessibleName(f"{label}: {words}")
        button.setCheckable(True)
        self._group.addButton(button)
        return button
