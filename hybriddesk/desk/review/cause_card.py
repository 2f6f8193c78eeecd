"""Beside a decided draft that was bad: what went wrong and where, the words that show it, and a menu to name another cause."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QFrame, QSizePolicy, QVBoxLayout, QWidget

from hybriddesk.desk.cause_words import cause_name, marks, said, side_of, tr
from hybriddesk.desk.review.version import Version
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.text import Chip, Label, SectionTitle
from hybriddesk.records.diagnoses import CAUSES, Cause, Mark
from hybriddesk.vault.diagnoses import Kept

MOST_WORDS = 4
"""Places whose words are shown."""
QUOTED = 90
"""Characters of the words inside the sentence."""


class CauseBox(QComboBox):
    """Chooses in its opened list alone: an arrow key or a wheel that passes by names nothing."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.showPopup()
        elif event.key() in {Qt.Key.Key_Space, Qt.Key.Key_F4}:
            super().keyPressEvent(event)
        else:
            event.ignore()  # a letter, Home or End would choose at once

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class CauseCard(QFrame):
    """Out of sight until there is something to say."""

    named = Signal(object)
    """The ``Cause`` a person chose, or None: what the app found."""
    wanted = Signal()
    """Look into it now."""
    spots = Signal(object)
    """Places of the draft, as stored, to mark."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cause_card")
        self.setProperty("kind", "sunken")
        self.setAccessibleName(tr("What went wrong"))
        self._theme = theme
        self.kept: Kept | None = None
        self._version: Version | None = None
        self.side, self.sentence, self.also = Chip(""), Label("", "base", wrap=True), Label("", "hint", tone="text2", wrap=True)
        self.show_words = Button(theme, tr("Show the words"), "link", name="cause_words", act=self._toggle)
        self.words: QWidget | None = None
        self.look = Button(theme, tr("Find out why"), icon="search", name="cause_look", act=self.wanted.emit)
        self.box = self._make_box()
        self._lay_out()
        self.hide()

    def show_kept(self, kept: Kept | None, version: Version) -> None:
        """What stands about the entry on the desk; None: it was bad and nobody looked yet."""
        again = self.kept == kept and self._version is not None and self._version.review.id == version.review.id
        opened = again and self.words is not None
        self.kept, self._version = kept, version
        self._drop_words()
        for part in (self.side, self.show_words, self.box):
            part.setVisible(kept is not None)
        self.look.setVisible(kept is None)
        if kept is None:
            self.sentence.setText(tr("This answer was bad. Nobody has looked yet at where it went wrong."))
            self.also.hide()
        else:
            self._show(kept, version)
        self.show()
        if opened:
            self._toggle()

    def take_focus(self) -> None:
        """The menu of causes, open."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.showPopup()

    def _show(self, kept: Kept, version: Version) -> None:
        shown = self._marks()
        self.side.show_text(side_of(kept), "neutral")
        removed = _short(version.shown(_words(shown[0], version))) if shown and shown[0].what == "removed" else ""
        self.sentence.setText(said(kept, removed))
        self.show_words.setVisible(bool(shown))
        self.also.setText(self._beside(kept))
        self.also.setVisible(bool(self.also.text()))
        self._fill_box(kept)

    def _beside(self, kept: Kept) -> str:
        """Who says so, and what played a part."""
        found = kept.found.diagnosis if kept.found is not None else None
        if kept.named_by == "person":
            if found is None or found.cause == kept.cause:
                return tr("Named by a person.")
            return tr("Named by a person; the app found: {cause}.").format(cause=cause_name(found.cause))
        also = [cause_name(one) for one in found.also] if found is not None and kept.cause != "unclear" else []
        return tr("Also: {causes}.").format(causes=", ".join(also)) if also else ""

    def _marks(self) -> Sequence[Mark]:
        if self.kept is None or self.kept.found is None:
            return ()
        return marks(self.kept.found.diagnosis, self.kept.cause)[:MOST_WORDS]

    def _toggle(self) -> None:
        if self.words is not None:
            self._drop_words()
            self.spots.emit(())
            return
        assert self._version is not None
        shown = self._marks()
        self.words = QWidget()
        self.words.setObjectName("cause_quotes")
        column = QVBoxLayout(self.words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for one in shown:
            self._quote(column, one, self._version)
        self._column.insertWidget(self._column.indexOf(self.show_words) + 1, self.words)
        self.show_words.setText(tr("Hide the words"))
        self.spots.emit(tuple((one.start, one.end) for one in shown if one.what == "removed"))

    def _quote(self, column: QVBoxLayout, one: Mark, version: Version) -> None:
        reason = self.kept is not None and self.kept.found is not None and self.kept.found.diagnosis.read != "final"
        if one.what == "removed":
            head = tr("Claimed") if reason else tr("Taken out")
        else:
            head = tr("From the reason") if reason else tr("Added")
        self._line(column, head, version.shown(_words(one, version, reason=self._reason())))
        if one.quote:
            place = {"request": tr("In the message"), "earlier": tr("In an earlier reply")}.get(one.where, "") or tr("In “{name}”").format(name=one.name)
            self._line(column, place, version.shown(one.quote))

    def _reason(self) -> str:
        return self._version.review.note if self._version is not None else ""

    def _line(self, column: QVBoxLayout, head: str, words: str) -> None:
        if not words.strip():
            return
        column.addWidget(Label(head, "hint", 600))
        label = Label(words, "hint", tone="text2", wrap=True, selectable=True)
        label.setObjectName("cause_quote")
        label.setAccessibleName(f"{head}: {words}")
        column.addWidget(label)

    def _drop_words(self) -> None:
        if self.words is not None:
            self.words.hide()
            self.words.deleteLater()
            self.words = None
        self.show_words.setText(tr("Show the words"))

    def _fill_box(self, kept: Kept) -> None:
        self.box.clear()
        found = kept.found.diagnosis.cause if kept.found is not None else None
        if found is not None and kept.named_by == "person":
            self.box.addItem(tr("As the app found: {cause}").format(cause=cause_name(found)), "")
        for cause in CAUSES:
            self.box.addItem(cause_name(cause), cause)
        self.box.setCurrentIndex(self.box.findData(kept.cause))

    def _chosen(self) -> None:
        cause: Cause | str = self.box.currentData()
        if self.kept is not None and cause != self.kept.cause:
            self.named.emit(cause or None)

    def _make_box(self) -> QComboBox:
        box = CauseBox()
        box.setObjectName("cause_box")
        box.setAccessibleName(tr("Cause"))
        box.setToolTip(tr("Another cause, if you know better"))
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        box.activated.connect(lambda _at: self._chosen())
        return box

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 10, 12, 12)
        self._column.setSpacing(8)
        self._column.addWidget(SectionTitle(tr("What went wrong")))
        self._column.addWidget(self.side, 0, Qt.AlignmentFlag.AlignLeading)
        for part in (self.sentence, self.show_words, self.also, self.box, self.look):
            self._column.addWidget(part)


def _words(one: Mark, version: Version, *, reason: str = "") -> str:
    """The words of the draft or the final, or of the reason where there is no final."""
    review = version.review
    text = review.draft if one.what == "removed" else review.final if review.final is not None else reason
    return text[one.start:one.end]


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= QUOTED else flat[: QUOTED - 1].rstrip() + "…"
