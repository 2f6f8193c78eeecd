"""One list of a client or matter: its name, its words, and where it is used."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import anyio.to_thread
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QWidget,
)

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.privacy.phrases import tr
from hybriddesk.desk.privacy.word_list import lines_of
from hybriddesk.desk.settings.outcome import Outcome
from hybriddesk.desk.sync.choosing import open_file
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.fields import Field
from hybriddesk.desk.widgets.sheets import Sheet
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import number
from hybriddesk.privacy.terms import terms_of
from hybriddesk.records.errors import Fault, Permanent
from hybriddesk.records.hide_lists import HideList
from hybriddesk.vault.hide_lists import HideLists, import_names

WIDTH, HEIGHT, IMPORTS_HEIGHT, ROW = 640, 620, 112, 28
MOST_BYTES = 8 << 20


class ClientListSheet(Sheet):
    """Shown with ``open()``. Save stores everything in one step; Esc and Cancel store nothing."""

    def __init__(self, context: DeskContext, shown: HideList | None, window: QWidget) -> None:
        theme = context.theme
        title = tr("Words of a client or matter") if shown else tr("New list of a client or matter")
        super().__init__(theme, "client_list_sheet", title, window)
        self._context, self._shown = context, shown
        self.name = Field("client_list_name", tr("Client or matter"), tr("Marsh & Sons"))
        self.words = QPlainTextEdit()
        self.words.setObjectName("client_list_words")
        self.words.setAccessibleName(tr("Words, one a line"))
        self.words.setPlaceholderText(tr("Marsh & Sons\nEleanor Marsh\nE. Marsh\nK-2041\n12 Mill Lane, York"))
        self.words.setTabChangesFocus(True)
        self.file = Button(theme, tr("Add from a file"), icon="file-text", name="client_list_file", act=self._choose)
        self.everywhere = QCheckBox(tr("For every request"))
        self.everywhere.setObjectName("client_list_everywhere")
        self.imports = QListWidget()
        self.imports.setObjectName("client_list_imports")
        self.imports.setAccessibleName(tr("For what was imported from"))
        self.imports.setTabKeyNavigation(False)
        self.imports.setFixedHeight(theme.px(IMPORTS_HEIGHT))
        self.none = Label(tr("Nothing was imported yet."), "hint", tone="text3")
        self.outcome = Outcome(theme, "client_list_outcome")
        self.cancel = Button(theme, tr("Cancel"), name="client_list_cancel", act=self.reject)
        self.save = Button(theme, tr("Save"), "primary", name="client_list_save", act=self.store)
        self.file.setAutoDefault(False)
        self._lay_out()
        self.place(WIDTH, HEIGHT)
        self._fill()
        self.name.setFocus()

    def read(self, path: Path) -> None:
        """Adds the words of a text file, one a line, or of the cells of a CSV table."""
        job = self._context.engine.job(lambda: anyio.to_thread.run_sync(partial(words_of, path)))
        job.done.connect(self._add)
        job.failed.connect(self.outcome.bad)
        job.start()

    def store(self) -> None:
        """Saves, and closes where that worked."""
        rows = [self.imports.item(row) for row in range(self.imports.count())]
        chosen = {row.text(): row.checkState() == Qt.CheckState.Checked for row in rows}
        work = partial(store_list, self._context.workspace.hide_lists, self._shown, self.name.text(), lines_of(self.words.toPlainText()), chosen, everywhere=self.everywhere.isChecked())
        self.save.setEnabled(False)
        job = self._context.engine.call(work)
        job.done.connect(lambda _list: self.accept())
        job.failed.connect(self._failed)
        job.start()

    def show_imports(self, names: tuple[str, ...]) -> None:
        """What the list may be used for; what it is used for has a tick, also where that is gone."""
        used = self._shown.imports if self._shown else ()
        for name in dict.fromkeys((*used, *names)):
            row = QListWidgetItem(name, self.imports)
            row.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            row.setSizeHint(QSize(0, self._context.theme.px(ROW)))
            row.setCheckState(Qt.CheckState.Checked if name in used else Qt.CheckState.Unchecked)
        self.imports.setVisible(self.imports.count() > 0)
        self.none.setVisible(self.imports.count() == 0)

    def _fill(self) -> None:
        if self._shown is not None:
            self.name.setText(self._shown.name)
            self.words.setPlainText("\n".join(self._shown.terms))
            self.everywhere.setChecked(self._shown.everywhere)
        self.imports.hide()
        self.none.hide()
        job = self._context.engine.call(partial(import_names, self._context.workspace.db))
        job.done.connect(self.show_imports)
        job.failed.connect(self.outcome.bad)
        job.start()

    def _choose(self) -> None:
        open_file(self, tr("Words to hide"), f"{tr('Text or table')} (*.txt *.csv *.tsv);;{tr('All files')} (*)", self.read)

    def _add(self, words: tuple[str, ...]) -> None:
        before = lines_of(self.words.toPlainText())
        after = tuple(dict.fromkeys((*before, *words)))
        self.words.setPlainText("\n".join(after))
        self.outcome.good(tr("{n} words added").format(n=number(len(after) - len(before))))

    def _failed(self, fault: Fault) -> None:
        self.save.setEnabled(True)
        self.outcome.bad(fault)

    def _lay_out(self) -> None:
        column = self.column
        self.head()
        column.addWidget(self.name)
        head = QHBoxLayout()
        head.addWidget(Label(tr("Words, one a line"), "base", 600))
        head.addStretch(1)
        head.addWidget(self.file)
        column.addLayout(head)
        column.addWidget(Label(tr(
            "Each is hidden wherever it stands as a whole word, in any case; a number in any grouping. Add the spellings that occur.",
        ), "hint", tone="text2", wrap=True))
        column.addWidget(self.words, 1)
        column.addWidget(Label(tr("Used"), "base", 600))
        column.addWidget(self.everywhere)
        column.addWidget(Label(tr("For what was imported from, also later:"), "hint", tone="text2"))
        column.addWidget(self.imports)
        column.addWidget(self.none)
        column.addWidget(self.outcome)
        self.foot(self.cancel, self.save)


def words_of(path: Path) -> tuple[str, ...]:
    """The words of a file. Runs in a worker thread. Raises ``Permanent('file.unreadable')``."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Permanent("file.unreadable", file=path.name, why=tr("it cannot be opened")) from error
    if len(raw) > MOST_BYTES or b"\0" in raw:
        raise Permanent("file.unreadable", file=path.name, why=tr("it is no short text"))
    return terms_of(raw.decode("utf-8-sig", "replace"), table=path.suffix.lower() in {".csv", ".tsv"})


def store_list(lists: HideLists, shown: HideList | None, name: str, words: tuple[str, ...], imports: dict[str, bool], *, everywhere: bool) -> HideList:
    """The list with its uses, in one transaction. Engine thread. Raises what ``HideLists`` does."""
    with lists.db.write("hide_lists", "audit"):
        stored = lists.change(shown.id, name, words, everywhere=everywhere) if shown else lists.add(name, words, everywhere=everywhere)
        for target, on in imports.items():
            if on != (target in stored.imports):
                lists.use(stored.id, "import", target, on=on)
        return lists.get(stored.id)
