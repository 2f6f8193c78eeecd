"""A field that takes the next keys pressed as a shortcut, instead of doing what they do."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from hybriddesk.desk.settings.controls import named
from hybriddesk.desk.settings.phrases import tr

ALONE = {
    Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock,
    Qt.Key.Key_ScrollLock, Qt.Key.Key_unknown, Qt.Key.Key_Dead_Acute, Qt.Key.Key_Dead_Grave, Qt.Key.Key_Dead_Circumflex,
}


class KeyCapture(QLineEdit):
    """``pressed`` carries portable key text such as ``Ctrl+Return``. Esc and Tab leave without a change."""

    pressed = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "key_capture", tr("Press the new keys"))
        self.setReadOnly(True)
        self.setPlaceholderText(tr("Press the new keys, Esc to leave"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def event(self, event: QEvent) -> bool:
        """While this has the focus no shortcut of the desk runs."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and not _held(event):
            self.left.emit()
        elif event.key() not in ALONE:
            self.pressed.emit(keys_of(event))
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


def keys_of(event: QKeyEvent) -> str:
    """The keys as portable text. A sign that needs Shift on this keyboard is the sign alone, so that it works on others."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    sign = event.text()
    if modifiers == Qt.KeyboardModifier.ShiftModifier and len(sign) == 1 and sign.isprintable() and not sign.isalnum() and sign != " ":
        modifiers = Qt.KeyboardModifier.NoModifier
    key = QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key())))
    return key.toString(QKeySequence.SequenceFormat.PortableText)


def _held(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier))
