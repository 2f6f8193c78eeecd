"""The ways in which the sources are split, side by side: which is in use, how many passages each has, and switching between them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from hybriddesk.desk.knowledge.index_words import length_words, state_words, version_words
from hybriddesk.desk.knowledge.phrases import counted, tr
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.privacy.tables import Cell, PlainTable
from hybriddesk.desk.settings.confirm import Confirm
from hybriddesk.desk.widgets.beside import row
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import moment, number
from hybriddesk.vault.knowledge import IndexRow

FEWEST, MOST = 1, 6


class VersionTable(PlainTable):
    """Enter uses a version, Delete removes it."""

    def __init__(self, card: VersionsCard, context: DeskContext) -> None:
        super().__init__(context.theme, "versions_table", tr("Ways your sources are split"), [
            tr("Version"), tr("Length of passages"), tr("Shared with the next"), tr("Passages"), tr("Built"), tr("State"),
        ], (10, 30, 18, 12, 17, 13))
        self._card = card

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._card.use()
        elif event.key() == Qt.Key.Key_Delete:
            self._card.remove()
        else:
            super().keyPressEvent(event)


class VersionsCard(Card):
    """``compare_wanted`` carries a version. ``rows`` are those the table shows, ``live`` the one in use or None; ``changed`` follows an act."""

    compare_wanted = Signal(int)
    changed = Signal()

    def __init__(self, context: DeskContext) -> None:
        super().__init__(tr("How your sources are split"), name="pane_versions")
        self._context = context
        self.rows: tuple[IndexRow, ...] = ()
        self.confirm: Confirm | None = None
        self._next = 0
        theme = context.theme
        self.words = Label(tr(
            "A request gets passages, not whole files. Short ones hit more exactly, long ones keep more of what belongs together. "
            "Another way can be built beside the one in use, compared with it, and used; the old one stays until you remove it.",
        ), "hint", tone="text2", wrap=True)
        self.none = Label(tr("Nothing is split yet: the first way is made by itself when you add a source."), "base", tone="text2", wrap=True)
        self.table = VersionTable(self, context)
        self.table.currentCellChanged.connect(lambda *_cells: self._offer())
        self.switch = Button(theme, tr("Use this one"), icon="check", name="version_use", act=self.use)
        self.against = Button(theme, tr("Compare"), icon="columns-2", name="version_compare", act=self.compare)
        self.drop = Button(theme, tr("Remove"), "ghost", icon="trash-2", name="version_remove", act=self.remove)
        self.body.addWidget(self.words)
        self.body.addWidget(self.none)
        self.body.addWidget(self.table)
        self.body.addLayout(row(self.switch, self.against, self.drop, stretch=-1))
        theme.changed.connect(self._fit)
        self.show_rows(())

    @property
    def live(self) -> IndexRow | None:
        """The version in use."""
        return next((one for one in self.rows if one.live), None)

    def show_rows(self, rows: tuple[IndexRow, ...]) -> None:
        """What there is; the chosen version stays chosen."""
        before = self.chosen()
        self.rows = rows
        self.table.show_cells([_cells(one) for one in rows])
        there = [one.version for one in rows]
        wanted = self._next if self._next in there else before.version if before is not None else 0
        at = there.index(wanted) if wanted in there else 0
        self._next = 0 if self._next in there else self._next
        if rows:
            self.table.setCurrentCell(at, 0)
        self.table.setVisible(bool(rows))
        self.none.setVisible(not rows)
        self._fit()
        self._offer()

    def choose_next(self, version: int) -> None:
        """This version is the chosen one as soon as it was read."""
        self._next = version

    def chosen(self) -> IndexRow | None:
        """The version under the cursor."""
        at = self.table.currentRow()
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def use(self) -> None:
        """Asks, and then requests get passages of this version."""
        one, live = self.chosen(), self.live
        if one is None or not self._usable(one):
            return
        self._ask(tr("Use {version} from now on?").format(version=version_words(one.version)), (
            tr("Requests get passages of up to {size} characters from now on; there are {n} of them.").format(size=number(one.size), n=number(one.chunks)),
            tr("The sources stay as they are. {version} stays as well, and you can go back to it at any time.").format(
                version=version_words(live.version) if live else version_words(one.version)),
        ), tr("Use it"), partial(self._switch, one.version, live.version if live else 0))

    def compare(self) -> None:
        """What kept questions find by this version and by the one in use."""
        one = self.chosen()
        if one is not None and self._usable(one):
            self.compare_wanted.emit(one.version)

    def remove(self) -> None:
        """Asks, and then takes a version away that is not in use."""
        one = self.chosen()
        if one is None or one.live:
            return
        self._ask(tr("Remove {version}?").format(version=version_words(one.version)), (
            counted(one.chunks, "Its 1 passage is removed. Your sources and the version in use stay.", "Its {n} passages are removed. Your sources and the version in use stay."),
            tr("It can be built again in the same way."),
        ), tr("Remove"), partial(self._run, partial(self._context.workspace.knowing.drop, one.version), tr("Version removed")))

    def close_sheet(self) -> None:
        """No question stays open over the lock screen."""
        if self.confirm is not None:
            self.confirm.reject()

    def _ask(self, title: str, sentences: tuple[str, ...], words: str, act: Callable[[], object]) -> None:
        self.confirm = Confirm(self._context.theme, title, sentences, words, act, self.window())
        self.confirm.finished.connect(self._closed)
        self.confirm.open()

    def _closed(self, _result: int) -> None:
        self.confirm = None
        self.table.setFocus()

    def _switch(self, version: int, before: int) -> None:
        said = tr("{version} is in use").format(version=version_words(version))
        knowing = self._context.workspace.knowing
        back = partial(self._run, partial(knowing.switch, before), tr("{version} is in use again").format(version=version_words(before)))
        self._run(partial(knowing.switch, version), said, back if before else None)

    def _run(self, work: Callable[[], Awaitable[None]], said: str, undo: Callable[[], object] | None = None) -> None:
        job = self._context.engine.job(work)
        job.done.connect(lambda _none: self._context.toasts.show_toast(said, undo=undo))
        job.failed.connect(self._context.errors.show_fault)
        job.ended.connect(self.changed)
        job.start()

    def _usable(self, one: IndexRow) -> bool:
        return one.state == "ready" and not one.live

    def _offer(self) -> None:
        one = self.chosen()
        for button in (self.switch, self.against):
            button.setEnabled(one is not None and self._usable(one))
        self.drop.setEnabled(one is not None and not one.live)
        for button in (self.switch, self.against, self.drop):
            button.setVisible(len(self.rows) > 1)

    def _fit(self) -> None:
        self.table.setFixedHeight(self.table.height_for(min(max(len(self.rows), FEWEST), MOST)))


def _cells(one: IndexRow) -> tuple[Cell, ...]:
    word, tone = state_words(one)
    built = moment(one.built_ms) if one.state == "ready" else ""
    return (
        Cell(version_words(one.version)), Cell(length_words(one)), Cell(tr("{n} characters").format(n=number(one.overlap)), "text2"),
        Cell(number(one.chunks)), Cell(built, "text2"), Cell(word, tone),
    )
