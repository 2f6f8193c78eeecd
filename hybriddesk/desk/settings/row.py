"""One setting on the page: its words, its field, a quiet "Saved", or the reason why a value does not fit."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.settings.editors import Editor
from hybriddesk.desk.settings.phrases import in_short, tr
from hybriddesk.desk.widgets.cards import IconLabel
from hybriddesk.desk.widgets.text import Label, restyle
from hybriddesk.records.errors import Fault, Refused
from hybriddesk.records.settings import Setting, checked

PAUSE_MS = 400
SAVED_MS = 4_000


class SettingRow(QWidget):
    """Saves by itself, less than a second after the last change; ``flush`` saves now."""

    def __init__(self, context: DeskContext, setting: Setting, editor: Editor) -> None:
        super().__init__()
        self.setting, self.editor = setting, editor
        self._context, self._saving = context, 0
        self.setObjectName(f"row_{setting.name.replace('.', '_')}")
        self._lay_out()
        self._pause = _timer(self, PAUSE_MS, self.flush)
        self._fade = _timer(self, SAVED_MS, self._show_nothing)
        self.show_value()
        editor.edited.connect(self._edited)
        editor.finished.connect(self.flush)

    def show_value(self) -> None:
        """Shows what is stored, unless the person is changing it just now."""
        if not self._saving and not self._pause.isActive() and not self.refusal.text():
            self.editor.show_value(self._context.setting(self.setting.name))

    def flush(self) -> None:
        """Saves what stands in the field, if it fits and differs from what is stored."""
        self._pause.stop()
        words = self.editor.refusal()
        self._refuse(words)
        if words:
            return
        try:
            value = checked(self.setting.name, self.editor.value())
        except Refused as fault:
            self._refuse(in_short(fault))
            return
        if value == self._context.setting(self.setting.name) and not self._saving:
            return
        gating = self._context.workspace.gating
        self._saving += 1
        job = self._context.engine.call(lambda: gating.set(self.setting.name, value))
        job.done.connect(self._saved)
        job.failed.connect(self._failed)
        job.ended.connect(self._ended)
        job.start()

    def _edited(self) -> None:
        if self.editor.at_once:
            self.flush()
        else:
            self._pause.start()

    def _saved(self, _none: object) -> None:
        self._mark.show()
        self.note.setText(tr("Saved"))
        self._fade.start()

    def _failed(self, fault: Fault) -> None:
        self._refuse(in_short(fault))

    def _ended(self) -> None:
        self._saving -= 1

    def _refuse(self, words: str) -> None:
        self.refusal.setText(words)
        self.refusal.setVisible(bool(words))
        if bool(words) != bool(self.editor.control.property("wrong")):
            restyle(self.editor.control, wrong=bool(words))
        self.editor.control.setAccessibleDescription(words or tr(self.setting.sentence))
        if words:
            self._show_nothing()

    def _show_nothing(self) -> None:
        self._mark.hide()
        self.note.setText("")

    def _lay_out(self) -> None:
        direction = QBoxLayout.Direction.TopToBottom if self.editor.wide else QBoxLayout.Direction.LeftToRight
        box = QBoxLayout(direction, self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8 if self.editor.wide else 24)
        box.addLayout(self._words(), 1)
        if self.editor.wide:
            box.addWidget(self.editor)
        else:
            box.addWidget(self.editor, 0, Qt.AlignmentFlag.AlignTop)

    def _words(self) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(self._head())
        self.sentence = Label(tr(self.setting.sentence), "hint", 400, "text2", wrap=True)
        self.refusal = Label("", "hint", 500, "bad", wrap=True)
        self.refusal.setObjectName(f"refusal_{self.setting.name.replace('.', '_')}")
        self.refusal.hide()
        for label in (self.sentence, self.refusal):
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            words.addWidget(label)
        words.addStretch(1)
        return words

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(4)
        label = Label(tr(self.setting.label), "base", 500)
        label.setBuddy(self.editor.control)
        self._mark = IconLabel(self._context.theme, "check", "ok", 14)
        self.note = Label("", "hint", 400, "ok")
        self.note.setObjectName(f"note_{self.setting.name.replace('.', '_')}")
        self._mark.hide()
        head.addWidget(label)
        head.addSpacing(8)
        head.addWidget(self._mark)
        head.addWidget(self.note, 1)
        return head


def _timer(parent: QWidget, ms: int, act: object) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(ms)
    timer.timeout.connect(act)
    return timer
