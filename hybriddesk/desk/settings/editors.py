"""One editor per type of setting. ``edited`` follows each change by the person; ``show_value`` tells nobody."""

from __future__ import annotations

import math

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QWidget

from hybriddesk.desk.settings.controls import Measure, Tick, WholeBox, named
from hybriddesk.desk.settings.phrases import choice_words, is_share, limits, tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Segmented
from hybriddesk.desk.widgets.fields import Field
from hybriddesk.desk.words import NO_BREAK
from hybriddesk.records.settings import Setting, Value

ZOOM_STEP = 10


class Editor(QWidget):
    """``at_once``: every change is a whole one and is saved without a pause. ``wide``: stands under its words, not beside."""

    edited = Signal()
    finished = Signal()
    at_once = True
    wide = False

    def __init__(self, setting: Setting, control: QWidget) -> None:
        super().__init__()
        self.setting, self.control = setting, control
        if not control.objectName():
            named(control, f"setting_{setting.name.replace('.', '_')}", tr(setting.label))
        control.setAccessibleDescription(tr(setting.sentence))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(control)
        self.setFocusProxy(control)

    def value(self) -> Value:
        """What stands in the field."""
        raise TypeError(f"{type(self).__name__} has no value")

    def show_value(self, value: Value) -> None:
        """Puts a value into the field."""
        raise TypeError(f"{type(self).__name__} cannot show {type(value).__name__}")

    def refusal(self) -> str:
        """Why what stands there does not fit; empty if it does."""
        return ""

    def _name(self) -> str:
        return f"setting_{self.setting.name.replace('.', '_')}"


class Switch(Editor):
    """Yes or no."""

    def __init__(self, setting: Setting) -> None:
        self.tick = Tick(f"setting_{setting.name.replace('.', '_')}", tr(setting.label))
        super().__init__(setting, self.tick)
        self.tick.toggled.connect(lambda _on: self.edited.emit())

    def value(self) -> Value:
        return self.tick.isChecked()

    def show_value(self, value: Value) -> None:
        with QSignalBlocker(self.tick):
            self.tick.setChecked(bool(value))


class OneOf(Editor):
    """One of a few words."""

    def __init__(self, setting: Setting) -> None:
        self.segments = Segmented(
            {choice: choice_words(choice) for choice in setting.choices}, name=f"setting_{setting.name.replace('.', '_')}",
            label=tr(setting.label), chosen=lambda _key: self.edited.emit(),
        )
        super().__init__(setting, self.segments)

    def value(self) -> Value:
        return self.segments.value()

    def show_value(self, value: Value) -> None:
        self.segments.choose(str(value))


class Number(Editor):
    """A number with its unit; a share stands there in percent."""

    at_once = False

    def __init__(self, theme: Theme, setting: Setting) -> None:
        assert setting.low is not None
        assert setting.high is not None
        self._times = 100 if is_share(setting) else 1
        self.box = WholeBox(
            f"setting_{setting.name.replace('.', '_')}", tr(setting.label), math.ceil(setting.low * self._times), round(setting.high * self._times),
        )
        unit = "%" if is_share(setting) else tr(setting.unit)
        if unit:
            self.box.setSuffix(f"{NO_BREAK}{unit}")
        if setting.unit == "%":
            self.box.setSingleStep(ZOOM_STEP)
        super().__init__(setting, self.box)
        Measure(theme, self.box, width=112)
        self.box.valueChanged.connect(lambda _value: self.edited.emit())
        self.box.editingFinished.connect(self.finished)

    def value(self) -> Value:
        return self.box.value() / 100 if self._times > 1 else self.box.value()

    def show_value(self, value: Value) -> None:
        assert isinstance(value, int | float)
        with QSignalBlocker(self.box):
            self.box.setValue(round(value * self._times))

    def refusal(self) -> str:
        return "" if self.box.fits() else limits(self.setting)


class Line(Editor):
    """A line of text."""

    at_once = False

    def __init__(self, theme: Theme, setting: Setting) -> None:
        self.field = Field(f"setting_{setting.name.replace('.', '_')}", tr(setting.label))
        super().__init__(setting, self.field)
        Measure(theme, self.field, width=280)
        self.field.textEdited.connect(lambda _text: self.edited.emit())
        self.field.editingFinished.connect(self.finished)

    def value(self) -> Value:
        return self.field.text().strip()

    def show_value(self, value: Value) -> None:
        if self.field.text().strip() != value:
            self.field.setText(str(value))


class Lines(Editor):
    """One entry a line. Blank lines and doubles are left out."""

    at_once = False
    wide = True

    def __init__(self, theme: Theme, setting: Setting) -> None:
        self.text = QPlainTextEdit()
        named(self.text, f"setting_{setting.name.replace('.', '_')}", tr(setting.label))
        super().__init__(setting, self.text)
        self.text.setTabChangesFocus(True)
        Measure(theme, self.text, height=104)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.text.textChanged.connect(self.edited)

    def value(self) -> Value:
        lines = (line.strip() for line in self.text.toPlainText().splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    def show_value(self, value: Value) -> None:
        assert isinstance(value, tuple)
        if self.value() != value:
            with QSignalBlocker(self.text):
                self.text.setPlainText("\n".join(value))


def editor_for(theme: Theme, setting: Setting) -> Editor:
    """The editor that fits a setting's type."""
    if isinstance(setting.default, bool):
        return Switch(setting)
    if setting.choices:
        return OneOf(setting)
    if isinstance(setting.default, int | float):
        return Number(theme, setting)
    return Lines(theme, setting) if isinstance(setting.default, tuple) else Line(theme, setting)
