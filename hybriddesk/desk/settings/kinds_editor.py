"""Which kinds of personal data are replaced: a tick for each, so that nobody types the name of a kind."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QGridLayout, QWidget

from hybriddesk.desk.settings.controls import Tick, named
from hybriddesk.desk.settings.editors import Editor
from hybriddesk.desk.settings.phrases import tr
from hybriddesk.desk.words import translated
from hybriddesk.privacy.kinds import KINDS, NEVER_OFF, KindInfo
from hybriddesk.records.settings import Setting, Value

COLUMNS = 3
BY_HAND = "OTHER"


class KindsOff(Editor):
    """A tick means that the kind is not replaced."""

    wide = True

    def __init__(self, setting: Setting) -> None:
        self.ticks = {kind.name: _tick(kind) for kind in KINDS if kind.name not in NEVER_OFF and kind.name != BY_HAND and not kind.optional}
        super().__init__(setting, self._grid(setting))
        for tick in self.ticks.values():
            tick.toggled.connect(lambda _on: self.edited.emit())

    def value(self) -> Value:
        off = tuple(name for name, tick in self.ticks.items() if tick.isChecked())
        return (*off, *self._unknown)

    def show_value(self, value: Value) -> None:
        assert isinstance(value, tuple)
        # a kind of another version stays in the list: leaving it out would change what is replaced there
        self._unknown = tuple(name for name in value if name not in self.ticks)
        for name, tick in self.ticks.items():
            with QSignalBlocker(tick):
                tick.setChecked(name in value)

    def _grid(self, setting: Setting) -> QWidget:
        box = QWidget()
        named(box, "setting_privacy_kinds_off", tr(setting.label))
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        grid.setHorizontalSpacing(16)
        for at, tick in enumerate(self.ticks.values()):
            grid.addWidget(tick, at // COLUMNS, at % COLUMNS)
        return box


def _tick(kind: KindInfo) -> Tick:
    words = translated(kind.label, "Kinds")
    tick = Tick(f"kind_{kind.name.lower()}", tr("Do not replace: {kind}").format(kind=words), words)
    tick.setToolTip(kind.example)
    return tick
