"""One source in full: where it is from, how large it is, how often it was used, and its text with its passages."""

from __future__ import annotations

from functools import partial
from typing import Any

import anyio.to_thread
from PySide6.QtCore import Signal

from hybriddesk.desk.engine.job import Job
from hybriddesk.desk.knowledge.phrases import STATES, State, counted, kind_words, size_words, tr, used_words
from hybriddesk.desk.knowledge.source_reads import SourceInFull, source_in_full
from hybriddesk.desk.knowledge.source_screen import Looked, look_through
from hybriddesk.desk.knowledge.source_text import SourceText
from hybriddesk.desk.lists.detail import Detail
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.sync.widgets import FactsGrid
from hybriddesk.desk.widgets.beside import row
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import moment, number
from hybriddesk.records.errors import Fault
from hybriddesk.vault.knowledge import SourceRow

ACTS = {"again": ("Read again", "refresh-cw", "plain"), "rename": ("Rename", "pencil", "plain"), "remove": ("Remove", "trash-2", "ghost")}


class SourceDetail(Detail):
    """``asked`` carries what the person chose: again, rename or remove. ``reveal`` is a place of the text to show once it was read."""

    asked = Signal(str)

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context, "source", tr("The source"))
        self.whole: SourceInFull | None = None
        self.reveal: int | None = None
        self._state: State | None = None
        theme = context.theme
        self.note = Label("", "hint", tone="text2", wrap=True)
        self.warning = Label("", "hint", 500, "warn", wrap=True)
        self.hidden = Label("", "hint", tone="text2", wrap=True)
        self.acts = {
            act: Button(theme, tr(words), kind, icon=icon, name=f"source_{act}", act=partial(self.asked.emit, act))
            for act, (words, icon, kind) in ACTS.items()
        }
        self.facts = FactsGrid()
        self.text = SourceText(theme)
        self.column.addWidget(self.note)
        self.column.addLayout(row(*self.acts.values(), stretch=-1))
        self.column.addWidget(self.facts)
        self.column.addWidget(self.warning)
        self.column.addWidget(self.hidden)
        self.column.addSpacing(4)
        self.column.addWidget(self.text, 1)

    def reading(self, wanted: str) -> Job:
        db = self.context.workspace.db
        return self.context.engine.job(partial(anyio.to_thread.run_sync, partial(source_in_full, db, wanted)))

    def show_read(self, result: Any) -> None:
        whole: SourceInFull = result
        before, self.whole = self.whole, whole
        one = whole.row
        self.title.setText(one.name)
        self.chips[0].show_text(kind_words(one))
        self.acts["again"].setVisible(bool(one.path))
        self.facts.show_facts(facts_of(one))
        same = before is not None and (before.row.id, before.text, before.parts) == (one.id, whole.text, whole.parts)
        if self.reveal is not None:
            self.text.show_source(whole.text, whole.parts, whole.parts.passage_at(self.reveal))
        elif not same:
            self.text.show_source(whole.text, whole.parts)
        self.reveal = None
        self.show_state(self._state)
        if not same:
            self.show_looked(whole, Looked())
            self._look(whole)

    def show_state(self, state: State | None) -> None:
        """What became of the file since it was read; None if it is as it was, or not known."""
        self._state = state
        word, tone, meaning = STATES[state] if state else ("", "neutral", "")
        self.chips[1].show_text(tr(word) if word else "", tone)
        self.chips[1].setVisible(bool(word))
        self.note.setText(tr(meaning) if meaning else "")
        self.note.setVisible(bool(meaning))

    def show_looked(self, whole: SourceInFull, looked: Looked) -> None:
        """What was found in the passages; another source may be shown by now."""
        if whole is not self.whole:
            return
        self.text.warn(looked.warned)
        self.warning.setText(counted(
            len(looked.warned), "1 passage gives orders to a model or asks it to send data away. It is held back whenever it is found; it is marked below.",
            "{n} passages give orders to a model or ask it to send data away. They are held back whenever they are found; they are marked below.",
        ))
        self.warning.setVisible(bool(looked.warned))
        left_out = looked.hidden + whole.row.hidden
        self.hidden.setText(counted(
            left_out, "1 character that no reader sees is left out of what goes along.", "{n} characters that no reader sees are left out of what goes along.",
        ))
        self.hidden.setVisible(left_out > 0)

    def _failed(self, wanted: str, fault: Fault) -> None:
        """A source that was in sight and is gone now was removed, here or elsewhere: there is nothing to tell."""
        if self.whole is not None and self.whole.row.id == wanted == self.wanted and fault.code == "knowledge.unknown_source":
            self.closed.emit()
            return
        super()._failed(wanted, fault)

    def _look(self, whole: SourceInFull) -> None:
        looking = partial(look_through, whole.text, whole.parts.spans)
        job = self.context.engine.job(partial(anyio.to_thread.run_sync, looking, abandon_on_cancel=True))
        job.done.connect(partial(self.show_looked, whole))
        job.failed.connect(self.context.errors.show_fault)
        job.start()

    def clear(self) -> None:
        super().clear()
        self.whole = None
        self.text.clear()


def facts_of(one: SourceRow) -> tuple[tuple[str, str], ...]:
    """Where from, how large, since when and how often, as name and value."""
    return (
        *(((tr("File"), one.path),) if one.path else ()),
        (tr("Size"), tr("{size}, {n} characters").format(size=size_words(one.characters), n=number(one.characters))),
        (tr("Passages"), number(one.chunks)),
        (tr("Used for"), used_words(one.used)),
        (tr("Added"), moment(one.added_ms)),
        *(((tr("Read again"), moment(one.changed_ms)),) if one.changed_ms > one.added_ms else ()),
    )
