"""What people wrote about this draft; a note may quote a passage, and clicking the passage goes there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from hybriddesk.desk.commands.registry import shown
from hybriddesk.desk.review.clickable import Clickable
from hybriddesk.desk.review.page import Page
from hybriddesk.desk.review.phrases import tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.text import ElidedLabel, Label, SectionTitle
from hybriddesk.desk.words import moment
from hybriddesk.vault.notes import About, Note

ABOUT: dict[About, str] = {"request": "In the request", "draft": "In the draft", "version": "In the version"}
HEIGHT = 72


class NoteField(QPlainTextEdit):
    """Ctrl+Return keeps the note, Esc leaves the field."""

    kept = Signal()
    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Ctrl+Return approves a draft elsewhere; here it must not."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _keeps(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _keeps(event):
            self.kept.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _keeps(event: QKeyEvent) -> bool:
    return event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


class NotesPage(QWidget):
    """Asks; keeps nothing. ``written(text, about, quote)`` in the form on the screen."""

    written = Signal(str, str, str)
    removed = Signal(object)
    """A ``Note``."""
    wanted = Signal(object)
    """The ``Note`` whose passage was clicked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notes_page")
        self.setAccessibleName(tr("Notes"))
        self.setProperty("kind", "page")
        self._theme = theme
        self._about: About = ""
        self._quote = ""
        self._person = self._review = ""
        self._begun: dict[tuple[str, str], tuple[str, About, str]] = {}
        self.list = Page("notes_list", tr("Notes"))
        self.field = NoteField()
        self.field.setObjectName("note_field")
        self.field.setAccessibleName(tr("A note about this draft"))
        self.field.setPlaceholderText(tr("Write a note. Mark words in a text first to quote them."))
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(theme.px(HEIGHT))
        self.field.kept.connect(self.keep)
        self.field.textChanged.connect(self._allow)
        self.quoted = ElidedLabel("", "hint", tone="text2")
        self._no_quote = Button(theme, kind="icon", icon="x", label=tr("Without the passage"), name="note_no_quote", act=lambda: self.quote("", ""))
        self._quote_row = QWidget()
        self.add = Button(theme, tr("Keep the note"), keys=shown("Ctrl+Return"), name="note_keep", act=self.keep)
        self._lay_out()
        self.quote("", "")
        self.field.setEnabled(False)

    def show_notes(self, notes: Sequence[Note], form: Callable[[str], str]) -> None:
        """The notes, the latest last; ``form`` puts a text into the form on the screen."""
        self.list.empty()
        self.list.column.addWidget(SectionTitle(tr("Notes")))
        if not notes:
            self.list.column.addWidget(Label(tr("No notes yet. They stay in your store, can be searched, and are exported with the draft."), "hint", tone="text2", wrap=True))
        for note in notes:
            self.list.column.addWidget(self._block(note, form))

    def lay(self, review: str) -> None:
        """Another draft lies on the desk, or none: a note that was begun stays with the draft it is about."""
        self._swap(self._person, review)

    def seat(self, person: str) -> None:
        """Another person writes from now on; what the one before began is theirs alone."""
        self._swap(person, self._review)

    def _swap(self, person: str, review: str) -> None:
        if (person, review) == (self._person, self._review):
            return
        self._begun[self._person, self._review] = (self.field.toPlainText(), self._about, self._quote)
        self._person, self._review = person, review
        text, about, quote = self._begun.pop((person, review), ("", "", ""))
        self.field.setPlainText(text)
        self.quote(about, quote)
        self.field.setEnabled(bool(review))
        self._allow()

    def quote(self, about: About, words: str) -> None:
        """The passage the next note quotes; none: it speaks of the whole."""
        self._about, self._quote = about, words
        self.quoted.set_text(f"\u201c{' '.join(words.split())}\u201d" if words else "")
        self._quote_row.setVisible(bool(words))
        self._allow()

    def keep(self) -> None:
        """Hands the note over; the field stays as it is until ``taken``."""
        if self.add.isEnabled():
            self.written.emit(self.field.toPlainText().strip(), self._about, self._quote)

    def taken(self) -> None:
        """The note is in the store."""
        self.field.clear()
        self.quote("", "")

    def _allow(self) -> None:
        self.add.setEnabled(self.field.isEnabled() and bool(self.field.toPlainText().strip() or self._quote))

    def _block(self, note: Note, form: Callable[[str], str]) -> QWidget:
        block = QWidget()
        head = QHBoxLayout()
        head.addWidget(Label(f"{note.person} \u00b7 {moment(note.created_ms)}", "hint", 500, "text2"), 1)
        head.addWidget(Button(
            self._theme, kind="icon", icon="trash-2", label=tr("Remove this note"), name=f"note_remove_{note.id[:6].lower()}", act=lambda: self.removed.emit(note),
        ))
        body = QVBoxLayout(block)
        body.setContentsMargins(0, 2, 0, 6)
        body.setSpacing(3)
        body.addLayout(head)
        if note.quote:
            body.addWidget(self._passage(note, form(note.quote)))
        if note.text:
            body.addWidget(Label(form(note.text), wrap=True, selectable=True))
        return block

    def _passage(self, note: Note, words: str) -> Clickable:
        where = tr(ABOUT[note.about]) if note.about else ""
        card = Clickable(f"note_passage_{note.id[:6].lower()}", tr("{where}: {words}. Go there").format(where=where, words=words))
        card.column.addWidget(Label(where, "hint", 500, "accent"))
        card.column.addWidget(Label(f"\u201c{' '.join(words.split())}\u201d", "hint", tone="text2", wrap=True))
        card.clicked.connect(lambda: self.wanted.emit(note))
        return card

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._quote_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.quoted, 1)
        row.addWidget(self._no_quote)
        self.add.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._quote_row)
        column.addWidget(self.field)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeading)
        column.addSpacing(8)
        column.addWidget(self.list)
        column.addStretch(1)
