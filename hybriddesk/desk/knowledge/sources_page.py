"""The person's own sources: listed by name, added by dropping or choosing files or by pasting, read, renamed and removed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import anyio.to_thread
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QVBoxLayout

from hybriddesk.desk.engine.job import Job
from hybriddesk.desk.importing.choose_page import ChoosePage
from hybriddesk.desk.knowledge.adding import Adding
from hybriddesk.desk.knowledge.phrases import STATES, State, counted, kind_words, size_words, tr, used_words
from hybriddesk.desk.knowledge.source_acts import SourceActs
from hybriddesk.desk.knowledge.source_detail import SourceDetail
from hybriddesk.desk.knowledge.source_reads import Listed, file_states, find_sources
from hybriddesk.desk.lists.columns import Column, Mark
from hybriddesk.desk.lists.split import SplitPage
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.fields import SearchField
from hybriddesk.desk.widgets.text import Chip
from hybriddesk.desk.words import ago, number
from hybriddesk.records.work import Changed
from hybriddesk.vault.knowledge import SourceRow
from hybriddesk.vault.knowledge_pages import source_page

FILTER, MANY = 300, 64


class SourcesPage(SplitPage[SourceRow]):
    """``states`` are the sources whose file is not what was read; files are looked at when the page is shown and when the person asks."""

    tables = frozenset({"knowledge_sources", "knowledge_indexes", "passages"})
    room = "knowledge"

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context, "sources", tr("Your sources"), (
            Column(tr("Name"), 33), Column(tr("Kind"), 11), Column(tr("Size"), 12, end=True), Column(tr("Passages"), 9, end=True),
            Column(tr("Used for"), 11, end=True), Column(tr("Added"), 10, end=True), Column("", 14),
        ), (Column(tr("Name"), 54), Column(tr("Size"), 18, end=True), Column("", 28)))
        theme = context.theme
        self.states: dict[str, State] = {}
        self._whole = 0
        self._tell = self._look_again = False
        self._next_row = -1
        self._read = self._focus_next = False
        self._looking: Job | None = None
        self.adding = Adding(context)
        self.acts = SourceActs(context, self.adding, self)
        self.choose_files, self.choose_folder, self.paste_text, self.settings = (
            self.acts.choose_files, self.acts.choose_folder, self.acts.paste, self.acts.settings,
        )
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._offer())
        self.filter = SearchField(theme, "sources_filter", tr("Filter by name"))
        self.filter.setMaximumWidth(theme.px(FILTER))
        self.filter.searched.connect(lambda _text: self.refresh())
        self.count = Chip("")
        self.remove = Button(theme, tr("Remove {n}"), "ghost", icon="trash-2", name="sources_remove", act=self.remove_chosen)
        self.again = Button(theme, tr("Read {n} again"), "ghost", icon="refresh-cw", name="sources_again", act=self.read_again)
        self.changed = Button(theme, tr("Read {n} changed again"), icon="refresh-cw", name="sources_changed", act=self.read_changed)
        self.changed.hide()
        self.use = Button(theme, kind="icon", icon="settings", label=tr("Which requests use sources"), name="sources_use", act=self.settings)
        self.paste = Button(theme, tr("Paste text"), icon="file-text", name="sources_paste", act=self.paste_text)
        self.files = Button(theme, tr("Add files"), "primary", icon="plus", name="sources_add", act=self.choose_files)
        self.lay_out(
            tr("Files and texts that answers may rest on. They are kept encrypted on this computer; passages that fit a request go along with it, "
               "after they were looked through like every text."),
            (self.filter, self.count, self.again, self.remove, self.changed), (self.use, self.paste, self.files),
        )
        self._lay_out_first()
        self._offer()
        self.refresh()
        self.look()

    @property
    def detail(self) -> SourceDetail:
        found = super().detail
        assert isinstance(found, SourceDetail)
        return found

    def make_detail(self) -> SourceDetail:
        made = SourceDetail(self._context)
        made.asked.connect(lambda act: {"again": self.read_again, "rename": self.rename, "remove": self.remove_chosen}[act]((self.opened,)))
        return made

    # -- reading ------------------------------------------------------------------------------------------------------

    def reading(self) -> Job:
        db, needle = self._context.workspace.db, self.filter.text().strip()
        return self._context.engine.job(partial(anyio.to_thread.run_sync, partial(find_sources, db, needle)))

    def take(self, result: Any) -> Sequence[str]:
        found: Listed = result
        self._whole = found.whole
        self.count.show_text(number(len(found.ids)) if self.filter.text().strip() else counted(found.whole, "1 source", "{n} sources"))
        return found.ids

    def _arrived(self, result: Any) -> None:
        super()._arrived(result)
        if not self._whole:
            self._stack.setCurrentWidget(self.first)
        if self._next_row >= 0 and len(self.model.ids()) and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(min(self._next_row, len(self.model.ids()) - 1)))
        self._next_row = -1
        self._offer()
        self._read = True
        if self._focus_next:
            self.take_focus()

    def look_now(self) -> None:
        """Looks because the person asked: what was found is said."""
        self._tell = True
        self.look()

    def look(self) -> None:
        """Looks at every source's file, off the window's thread; while a look is under way, once more after it."""
        if self._looking is not None:
            self._look_again = True
            return
        db, knowing = self._context.workspace.db, self._context.workspace.knowing
        job = self._looking = self._context.engine.job(partial(anyio.to_thread.run_sync, partial(file_states, db, knowing)))
        job.done.connect(self._looked)
        job.failed.connect(self.failed)
        job.ended.connect(self._over)
        job.start()

    def on_changed(self, changed: Changed) -> None:
        # to look up thousands of ids in the list costs more than to read what is in sight anew
        super().on_changed(changed if len(changed.ids) <= MANY else Changed(changed.tables))
        if "knowledge_sources" in changed.tables and self.states and changed.ids & self.states.keys():
            self.look()

    def _looked(self, states: dict[str, State]) -> None:
        touched = frozenset(states.keys() | self.states.keys())
        self.states = states
        self.model.forget(touched if len(touched) <= MANY else ())
        if self.opened:
            self.detail.show_state(states.get(self.opened))
        changed = len(self._changed_ids())
        self.changed.setText(" " + counted(changed, "Read 1 changed again", "Read {n} changed again"))
        self.changed.setAccessibleName(self.changed.text().strip())
        self.changed.setVisible(changed > 0)
        if self._tell:
            self._context.toasts.show_toast(counted(
                len(states), "1 file was changed or is gone", "{n} files were changed or are gone",
            ) if states else tr("Every file is as it was read"))
        self._tell = False

    def _over(self) -> None:
        self._looking = None
        if self._look_again:
            self._look_again = False
            self.look()

    # -- rows ---------------------------------------------------------------------------------------------------------

    def read_page(self, ids: Sequence[str]) -> Sequence[SourceRow]:
        return source_page(self._context.reader, ids)

    def id_of(self, row: SourceRow) -> str:
        return row.id

    def row_words(self, row: SourceRow) -> str:
        state = self.states.get(row.id)
        return ", ".join((
            row.name, kind_words(row), size_words(row.characters), counted(row.chunks, "1 passage", "{n} passages"),
            tr("used for {requests}").format(requests=used_words(row.used)) if row.used else tr("not used yet"),
            *((tr(STATES[state][0]),) if state else ()),
        ))

    def marks(self, row: SourceRow, *, few: bool) -> Sequence[Mark]:
        state = self.states.get(row.id)
        badge = Mark(tr(STATES[state][0]), STATES[state][1], chip=True) if state else Mark("")
        name, size = Mark(row.name), Mark(size_words(row.characters), "text2")
        if few:
            return name, size, badge
        used = Mark(number(row.used), "text2" if row.used else "text3")
        return name, Mark(kind_words(row), "text2"), size, Mark(number(row.chunks), "text2"), used, Mark(ago(row.added_ms), "text2"), badge

    def say_empty(self) -> None:
        self.empty.say(tr("No source has this in its name"), tr("Other words, or an empty filter, show more."))

    # -- one and several ----------------------------------------------------------------------------------------------

    def chosen_ids(self) -> tuple[str, ...]:
        """Every source that is chosen in the list, else the one that is open."""
        ids, found = self.model.ids(), list[str]()
        for part in self.list.selectionModel().selection().toList():
            found += ids[part.top() : part.bottom() + 1]
        return tuple(found) or ((self.opened,) if self.opened else ())

    def choose_all(self) -> None:
        """Every source that the filter leaves."""
        ids = self.model.ids()
        if len(ids):
            self.model.index_of(ids[-1])
            self.list.selectAll()

    def open_one(self, wanted: str) -> None:
        """Ctrl and Shift choose several; then no line is opened."""
        if QApplication.keyboardModifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier):
            return
        self.detail.show_state(self.states.get(wanted))
        super().open_one(wanted)

    def open_at(self, wanted: str, place: int) -> None:
        """A source with the passage at ``place`` of its text in sight; a filter in force does not hide it."""
        self.filter.clear()
        self.detail.reveal = place
        self.open_after_reading(wanted)

    def read_changed(self) -> None:
        """Reads every file again that was changed."""
        self.adding.again(self._changed_ids())

    def _changed_ids(self) -> tuple[str, ...]:
        return tuple(one for one, state in self.states.items() if state == "changed")

    def read_again(self, ids: Sequence[str] = ()) -> None:
        """Reads the files of these sources, or of the chosen ones, again; those that came from no file are passed over."""
        self.adding.again(ids or self.chosen_ids())

    def rename(self, ids: Sequence[str] = ()) -> None:
        """Asks for another name of this source, or of the chosen one."""
        for row in source_page(self._context.reader, tuple(ids or self.chosen_ids())[:1]):
            self.acts.rename(row)

    def remove_chosen(self, ids: Sequence[str] = ()) -> None:
        """Takes these sources, or the chosen ones, away; the toast brings them back. The line that follows is the current one then."""
        self._next_row = min((part.top() for part in self.list.selectionModel().selection().toList()), default=-1)
        self.acts.remove(ids or self.chosen_ids())

    def take_focus(self) -> None:
        """To the list, or to what makes one, as soon as it is known which."""
        self._focus_next = not self._read
        (self.list if self._whole else self.first.files).setFocus()

    def go_filter(self) -> None:
        """The cursor into the filter."""
        self.filter.setFocus()

    def leaving(self) -> None:
        """The store is about to be locked: nothing of it stays over the lock screen."""
        self.acts.close()

    def _offer(self) -> None:
        """Buttons for one source stand beside its text; here are those for several."""
        several = len(self.chosen_ids())
        for button, words in ((self.again, "Read {n} again"), (self.remove, "Remove {n}")):
            button.setText(" " + tr(words).format(n=number(several)))
            button.setAccessibleName(button.text().strip())
            button.setVisible(several > 1)
        for widget in (self.filter, self.count, self.use, self.paste, self.files):
            widget.setVisible(self._whole > 0)

    # -- layout -------------------------------------------------------------------------------------------------------

    def _lay_out_first(self) -> None:
        theme = self._context.theme
        self.first = ChoosePage(
            theme, self.choose_files, self.choose_folder, name="sources", title=tr("Drop files here"),
            says=tr("What your answers should rest on: terms, price lists, manuals, earlier letters. Mail, text, Word, PDF, tables and JSON lines."),
            stays=tr("The files are read on this computer and stay where they are. Their texts go into your encrypted store."),
        )
        self.first.add_button(Button(theme, tr("Paste text"), icon="file-text", name="sources_first_paste", act=self.paste_text))
        self.first.setContentsMargins(16, 16, 16, 16)
        self._stack.addWidget(self.first)
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.insertWidget(outer.count() - 1, self.adding)
