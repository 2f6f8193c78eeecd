"""Every command and its keys; other keys by pressing them, refused by name where they belong to another command."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView

from hybriddesk.desk.commands.registry import Command, shown
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.settings.controls import Measure, named
from hybriddesk.desk.settings.key_capture import KeyCapture
from hybriddesk.desk.settings.outcome import Outcome
from hybriddesk.desk.settings.page import SettingsPage
from hybriddesk.desk.settings.phrases import tr
from hybriddesk.desk.settings.shortcut_model import ShortcutModel, is_default
from hybriddesk.desk.shell.window_commands import place_title
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card
from hybriddesk.desk.widgets.fields import SearchField
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import translated
from hybriddesk.records.errors import Fault, Refused

BINDINGS = "shortcuts.bindings"
ROWS_SHOWN = 14
REFRESH_MS = 50


class ShortcutsPage(SettingsPage):
    """Enter or a double click on a row waits for the new keys; Delete takes its keys away."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context, "shortcuts", tr("Shortcuts"), tr("Choose a command, press Enter, then press the new keys."))
        self.registry = context.registry
        self.model = ShortcutModel(self.registry, place_title)
        self.capture = KeyCapture()
        self.capture.pressed.connect(self._pressed)
        self.capture.left.connect(self._left)
        self.capture.hide()
        self._words = ""
        self.outcome = Outcome(context.theme, "shortcut_outcome")
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(REFRESH_MS)
        self._late.timeout.connect(self.refresh)
        self.registry.changed.connect(self._late.start)
        self._card = Card(name="shortcuts_card")
        self.grow(self._add_search, self._add_acts, self._add_table)

    def opened(self) -> None:
        if self.grown:
            self.refresh()

    def refresh(self) -> None:
        """Reads the registry anew and keeps the chosen row."""
        if not self.grown:
            return
        chosen = self.chosen()
        self.model.refresh()
        if chosen is not None:
            self.choose(chosen.id)
        self._show_acts()

    def chosen(self) -> Command | None:
        """The command of the chosen row."""
        at = self.table.currentIndex()
        return self.model.command(at.row()) if at.isValid() else None

    def choose(self, command_id: str) -> None:
        """Chooses a command's row, if it is shown."""
        row = self.model.row_of(command_id)
        if row >= 0:
            self._select(row)

    def start(self) -> None:
        """Waits for the new keys of the chosen command."""
        command = self.chosen()
        if command is None:
            return
        title = translated(command.title, "Commands")
        self.outcome.busy(tr("Press the new keys for \u201c{command}\u201d.").format(command=title))
        self.capture.setAccessibleName(tr("Press the new keys for {command}").format(command=title))
        self.capture.show()
        self.capture.setFocus()

    def rebind(self, command: Command, keys: tuple[str, ...]) -> None:
        """Gives the command these keys, or says to whom they belong."""
        try:
            bindings = self.registry.rebound(command.id, keys)
        except Refused as fault:
            self.outcome.bad(fault)
            return
        title = translated(command.title, "Commands")
        words = tr("\u201c{command}\u201d now has {keys}.") if keys else tr("\u201c{command}\u201d has no keys now.")
        self._save(bindings, words.format(command=title, keys=", ".join(map(shown, keys))))

    def clear_keys(self) -> None:
        """Takes the keys of the chosen command away."""
        command = self.chosen()
        if command is not None:
            self.rebind(command, ())

    def reset(self) -> None:
        """Gives the chosen command the keys it came with."""
        command = self.chosen()
        if command is not None:
            self.rebind(command, command.keys)

    def reset_all(self) -> None:
        """Gives every command the keys it came with."""
        before = self.context.setting(BINDINGS)
        self._save((), tr("Every command has its first keys again."))
        self.context.toasts.show_toast(tr("Shortcuts reset"), undo=lambda: self._save(before, tr("Your keys are back.")))

    def _save(self, bindings: tuple[str, ...], words: str) -> None:
        settings = self.context.workspace.settings
        job = self.context.engine.call(lambda: settings.set(BINDINGS, bindings))
        self._words = words
        job.done.connect(self._saved)
        job.failed.connect(self._failed)
        job.start()

    def _saved(self, _none: object) -> None:
        self.outcome.good(self._words)

    def _failed(self, fault: Fault) -> None:
        self.outcome.bad(fault)

    def _pressed(self, keys: str) -> None:
        command = self.chosen()
        if command is not None:
            self.outcome.clear()
            self._stop()
            self.rebind(command, (keys,))

    def _left(self) -> None:
        if self.capture.isVisible():
            self.outcome.clear()
            self._stop()

    def _stop(self) -> None:
        had_focus = self.capture.hasFocus()
        self.capture.hide()
        if had_focus:
            self.table.setFocus()

    def _show_acts(self) -> None:
        command = self.chosen()
        self.change_button.setEnabled(command is not None)
        self.clear_button.setEnabled(command is not None and bool(self.registry.keys(command.id)))
        self.reset_button.setEnabled(command is not None and not is_default(self.registry, command))
        self.reset_all_button.setEnabled(any(not is_default(self.registry, each) for each in self.registry.all()))

    def _add_search(self) -> None:
        self.search = SearchField(self.context.theme, "shortcut_search", tr("Find a command or keys"))
        self.search.searched.connect(self._search)
        self._card.body.addWidget(self.search)
        self.add(self._card)

    def _add_table(self) -> None:
        self.table = self._make_table()
        self._card.body.addWidget(self.table)
        self._card.body.addWidget(Label(
            tr("A letter alone is possible only for commands of a list."),
            "hint", 400, "text2", wrap=True,
        ))
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_acts())
        self._select(0)
        self._show_acts()

    def _add_acts(self) -> None:
        theme, card = self.context.theme, self._card
        self.change_button = Button(theme, tr("Change keys"), "primary", icon="keyboard", name="shortcut_change", act=self.start)
        self.clear_button = Button(theme, tr("No keys"), name="shortcut_clear", act=self.clear_keys)
        self.reset_button = Button(theme, tr("Reset"), name="shortcut_reset", act=self.reset)
        self.reset_all_button = Button(theme, tr("Reset all"), "danger", name="shortcut_reset_all", act=self.reset_all)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for button in (self.change_button, self.clear_button, self.reset_button):
            acts.addWidget(button)
        acts.addStretch(1)
        acts.addWidget(self.reset_all_button)
        card.body.addLayout(acts)
        card.body.addWidget(self.capture)
        card.body.addWidget(self.outcome)

    def _search(self, text: str) -> None:
        self.model.refresh(text)
        self._select(0)
        self._show_acts()

    def _select(self, row: int) -> None:
        # not selectRow: it asks the header for a column, and has none before the table was laid out
        self.table.setCurrentIndex(self.model.index(row, 0))

    def _make_table(self) -> QTableView:
        table = QTableView()
        named(table, "shortcut_table", tr("Commands and their keys"))
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self.context.theme.px(32))
        head = table.horizontalHeader()
        named(head, "shortcut_table_head", tr("Columns"))
        head.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 150), (2, 150), (3, 84)):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            head.resizeSection(column, self.context.theme.px(width))
        Measure(self.context.theme, table, height=32 * (ROWS_SHOWN + 1))
        table.activated.connect(lambda _index: self.start())
        return table
