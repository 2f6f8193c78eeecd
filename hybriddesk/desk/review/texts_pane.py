"""The draft beside the person's version, both in one, or the version alone; with the differences painted as one types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hybriddesk.desk.review.compare import Comparison, Picture, inline, personal, picture
from hybriddesk.desk.review.editor import Editor
from hybriddesk.desk.review.given import cited_at
from hybriddesk.desk.review.marks import Look, Mark, Marks
from hybriddesk.desk.review.phrases import tr
from hybriddesk.desk.review.text_view import TextView
from hybriddesk.desk.review.version import Version
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import number

Mode = Literal["side", "inline", "final"]
MODES: tuple[Mode, ...] = ("side", "inline", "final")
FRAME_MS = 16
BIG = 8_000
"""Characters of both texts together above which comparing is handed to a job."""

Away = Callable[[Callable[[], object], Callable[[object], None]], None]
"""``away(work, done)`` runs ``work`` off this thread and calls ``done(result)`` back on it."""


class TextsPane(QWidget):
    """Knows the shown form only; ``Version`` translates to what is stored."""

    edited = Signal(str)
    """The whole version as shown, at each change by the person."""
    compared = Signal(object)
    """The newest ``Comparison``."""
    cited = Signal(int)
    """The number of the passage whose ``[n]`` was clicked in the draft."""
    formed = Signal()
    """Undo or redo changed between tokens and real values."""

    def __init__(self, theme: Theme, away: Away, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._away = away
        self._version: Version | None = None
        self._picture = Picture()
        self._reasons: tuple[Mark, ...] = ()
        self.mode: Mode = "side"
        self.draft = TextView(theme, tr("AI draft"))
        self.draft.setObjectName("draft_text")
        self.both = TextView(theme, tr("Changes in one text"))
        self.both.setObjectName("inline_text")
        self.editor = Editor(theme, tr("Your version"))
        self.editor.setObjectName("version_text")
        self._peek = TextView(theme, tr("Your version with real values"))
        self._peek.setObjectName("peek_text")
        self._peek.hide()
        self.places = Label("", "hint", tone="text2")
        self.state = Label("", "hint", tone="text2")
        self._columns = {
            "draft": _column(tr("AI draft"), self.places, self.draft),
            "both": _column(tr("Changes in one text"), Label(""), self.both),
            "final": _column(tr("Your version"), self.state, self.editor, self._peek),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for column in self._columns.values():
            row.addWidget(column, 1)
        self._frame = QTimer(self, singleShot=True, interval=FRAME_MS)
        self._frame.timeout.connect(self._compare)
        self.draft.clicked.connect(self._clicked)
        self.editor.edited.connect(self._edited)
        self.editor.formed.connect(self._formed)
        self.editor.verticalScrollBar().valueChanged.connect(self._follow)
        self.show_mode("side")

    def show_version(self, version: Version, *, locked: bool) -> None:
        """Puts a draft on the desk. ``locked``: it is decided and only read."""
        self._version, self._reasons = version, ()
        self.editor.setReadOnly(locked)
        self.draft.show_text(version.draft)
        self.editor.show_text(version.start, form=version.clear)
        self.state.setText(tr("Decided") if locked else tr("Editing"))
        self._compare()

    def clear(self) -> None:
        """Nothing lies on the desk."""
        self._version = None
        for view in (self.draft, self.both, self.editor):
            view.show_text("")

    def show_mode(self, mode: Mode) -> None:
        """Side by side, in one text, or the version alone."""
        self.mode = mode
        self._columns["draft"].setVisible(mode == "side")
        self._columns["both"].setVisible(mode == "inline")
        self._columns["final"].setVisible(mode != "inline")
        self._paint()

    def next_mode(self) -> Mode:
        """The one after the mode that is shown; round at the end."""
        return MODES[(MODES.index(self.mode) + 1) % len(MODES)]

    def change(self, step: int) -> None:
        """To the next or previous changed place."""
        self.settle()
        self.editor.go_to_change(step)

    def take_back(self) -> None:
        """The draft's words again at the change under the caret."""
        self.settle()
        self.editor.take_back()

    def start_editing(self) -> None:
        """The caret into the version; from the one-text view to the version alone, which can be written in."""
        if self.mode == "inline":
            self.show_mode("final")
        self.editor.setFocus()

    def show_clear(self, clear: bool) -> None:
        """Real values or tokens, in both texts. What was typed stays, and so does the way back through undo."""
        version = self._version
        if version is None or not version.hideable or version.clear == clear:
            return
        scroll, shown = self.editor.verticalScrollBar().value(), self.editor.text()
        if self.editor.isReadOnly():  # decided, or still coming: nothing was typed that undo could reach
            text = version.mask.clear(shown) if clear else version.mask.hide(shown).text
            self.editor.show_text(text, form=clear)
        else:
            self.editor.reform(version.mask.swaps(shown, clear=clear), form=clear)
        self._formed(clear)
        self._compare()
        self.editor.verticalScrollBar().setValue(scroll)

    def peek(self, on: bool) -> None:
        """Real values as long as a key is held: a second picture over the texts, which stay as they are."""
        version = self._version
        if version is None or not version.hideable or version.clear:
            return
        self._peek.setVisible(on)
        self.editor.setVisible(not on)
        self.draft.show_text(version.mask.clear(version.draft) if on else version.draft)
        if on:
            final = version.mask.clear(self.editor.text())
            self._peek.show_text(final)
            self._peek.set_marks(Marks(personal(final, version.mask, clear=True)))
            draft = self.draft.text()
            self.draft.set_marks(Marks(personal(draft, version.mask, clear=True)))
        else:
            self._paint()

    def show_reason(self, places: tuple[tuple[int, int], ...]) -> None:
        """Underlines the words of the draft that a reason speaks of, and brings the first into sight."""
        self._reasons = tuple(Mark(start, end, Look.REASON) for start, end in places)
        if self._reasons and self.mode != "side":
            self.show_mode("side")
        self._paint()
        if self._reasons:
            self.draft.reveal(self._reasons[0])

    def _clicked(self, place: int) -> None:
        number_of = cited_at(self.draft.text(), place)
        if number_of:
            self.cited.emit(number_of)

    @property
    def changed(self) -> bool:
        """Whether the version differs from the draft at this moment."""
        return self.editor.text() != self.draft.text()

    @property
    def strangers(self) -> tuple[str, ...]:
        """Words of the version that look like a token of this message and are none."""
        return self._picture.strangers

    @property
    def comparison(self) -> Comparison:
        """What differs now."""
        return self._picture.comparison

    def settle(self) -> None:
        """Compares at once what still waits for its frame."""
        if self._frame.isActive():
            self._frame.stop()
            self._compare()

    def _formed(self, clear: bool) -> None:
        assert self._version is not None
        self._version.clear = clear
        self.draft.show_text(self._version.draft)
        self._reasons = ()
        self.formed.emit()

    def _edited(self) -> None:
        self._frame.start()
        self.edited.emit(self.editor.text())

    def _compare(self) -> None:
        version = self._version
        if version is None:
            return
        draft, final, mask, clear = self.draft.text(), self.editor.text(), version.mask, version.clear
        if len(draft) + len(final) <= BIG:
            self._take(draft, final, picture(draft, final, mask, clear=clear))
            return
        self._away(
            lambda: picture(draft, final, mask, clear=clear), lambda found: self._take(draft, final, cast("Picture", found)),
        )

    def _take(self, draft: str, final: str, found: Picture) -> None:
        """A comparison of texts that have moved on meanwhile is dropped; a newer one is on its way."""
        if self._version is None or final != self.editor.text() or draft != self.draft.text():
            return
        self._picture = found
        self.editor.show_edits(draft, final, found.comparison.edits, self._version.mask.tokens)
        self._paint()
        self.places.setText(_places(len(found.comparison.edits)))
        self.compared.emit(found.comparison)

    def _paint(self) -> None:
        version, found = self._version, self._picture
        if version is None:
            return
        if self.mode == "inline":
            text, marks = inline(found.comparison, self.draft.text(), self.editor.text(), version.mask, clear=version.clear)
            self.both.show_text(text)
            self.both.set_marks(marks)
        elif self.mode == "side":
            self.draft.set_marks(Marks((*found.removed, *found.draft_values, *self._reasons)))
            self.editor.set_marks(Marks((*found.added, *found.final_values)))
        else:
            self.editor.set_marks(Marks(found.final_values))

    def _follow(self, value: int) -> None:
        """The draft scrolls along with the version, in proportion."""
        most = self.editor.verticalScrollBar().maximum()
        bar = self.draft.verticalScrollBar()
        bar.setValue(round(value / most * bar.maximum()) if most else 0)


def _places(count: int) -> str:
    if not count:
        return tr("Unchanged")
    return tr("1 place changed") if count == 1 else tr("{n} places changed").format(n=number(count))


def _column(title: str, note: Label, *views: TextView) -> QWidget:
    column = QWidget()
    head = QHBoxLayout()
    head.addWidget(Label(title, "base", 600))
    head.addStretch(1)
    head.addWidget(note)
    body = QVBoxLayout(column)
    body.setContentsMargins(0, 0, 0, 0)
    body.setSpacing(6)
    body.addLayout(head)
    for view in views:
        body.addWidget(view, 1)
    return column
