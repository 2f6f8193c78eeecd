"""Import a bundle: first what it would do, then, if the person wants it, all of it in one step."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.sync.carrying import bring_in
from hybriddesk.desk.sync.choosing import open_file
from hybriddesk.desk.sync.phrases import import_facts, preview_sentence, tr
from hybriddesk.desk.sync.running import Running
from hybriddesk.desk.sync.widgets import FileRow, Result, card_head
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card
from hybriddesk.desk.widgets.fields import PasswordField
from hybriddesk.sync.manifest import ImportSummary
from hybriddesk.vault.conversations import conversation


class ImportCard(Card):
    """The passphrase is kept from the preview to the import, then forgotten."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(name="pane_import")
        self._context = context
        self._ready = False
        theme = context.theme
        card_head(theme, self, "import", tr("Import a bundle"), tr(
            "Brings in what another store exported. You first see what would be added; where both sides changed a text, both are kept.",
        ))
        self.file = FileRow(theme, "import_file", tr("Choose a bundle"), self.choose)
        self.passphrase = PasswordField(theme, "import_passphrase", tr("Passphrase of the bundle"))
        self.look = Button(theme, tr("Show what it brings"), icon="eye", name="import_preview", act=self.preview)
        self.result = Result(theme, "import_result")
        self.button = self.result.add_button(Button(theme, tr("Import"), "primary", icon="import", name="import_start", act=self.start))
        self.open = self.result.add_button(Button(theme, tr("Open the conversation"), icon="message-square", name="import_open", act=self._open))
        self._taken = ""
        self.running = Running(
            context, "import_progress", self.result, (self.file.button, self.passphrase, self.look, self.button), self.allow,
        )
        self.passphrase.textChanged.connect(lambda _text: self._changed())
        self.passphrase.returnPressed.connect(self.preview)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.passphrase, 1)
        row.addWidget(self.look)
        self.body.addWidget(self.file)
        self.body.addLayout(row)
        self.body.addWidget(self.running.progress)
        self.body.addWidget(self.result)
        self.body.addStretch(1)
        self.allow()

    def choose(self) -> None:
        """Asks for a bundle."""
        open_file(self, tr("Import a bundle"), tr("Bundles (*.age);;All files (*)"), self.choose_path)

    def choose_path(self, path: Path) -> None:
        """The file to read; the passphrase comes next."""
        self.file.show_path(path)
        self._changed()
        self.passphrase.setFocus()

    def allow(self) -> None:
        """The preview needs a file and a passphrase; the import needs the preview of just these."""
        given = self.file.path is not None and bool(self.passphrase.text())
        self.look.setEnabled(given and not self.running.busy)
        self.button.setVisible(self._ready)
        self.open.setVisible(bool(self._taken))
        self.button.setEnabled(self._ready and not self.running.busy)

    def preview(self) -> None:
        """What the import would do; writes nothing."""
        path, passphrase = self.file.path, self.passphrase.text()
        if path is None or not self.look.isEnabled():
            return
        self._ready = False
        bundling = self._context.workspace.bundling
        self.running.start(tr("Reading"), bring_in(bundling, path, passphrase, dry_run=True), self.show_preview, "bytes")

    def show_preview(self, found: ImportSummary) -> None:
        """The counts, and the Import button if there is anything to bring in."""
        self._taken = ""
        self._ready = bool(found.new or found.newer or found.conflicts)
        self.result.say(tr("This is what the import would do"), preview_sentence(found), import_facts(found), icon="info", tone="accent")
        self.allow()

    def start(self) -> None:
        """Brings it in: all of it or nothing."""
        path, passphrase = self.file.path, self.passphrase.text()
        if path is None or not self._ready:
            return
        self._ready = False
        bundling = self._context.workspace.bundling
        self.running.start(tr("Importing"), bring_in(bundling, path, passphrase, dry_run=False), self.show_done, "bytes")

    def show_done(self, done: ImportSummary) -> None:
        """The bundle is in the store."""
        self.file.show_path(None)
        self.passphrase.clear()
        self._taken = done.conversation if done.conversation and self._is_chat(done.conversation) else ""
        words = tr("It was handed over to this computer and goes on here.") if done.conversation else ""
        self.result.say(tr("Imported"), words, import_facts(done))
        self.allow()

    def _is_chat(self, wanted: str) -> bool:
        return conversation(self._context.reader, wanted).kind == "chat"

    def _open(self) -> None:
        self._context.go_to("conversations", conversation=self._taken)

    def _changed(self) -> None:
        """Another file or passphrase: what was previewed no longer stands."""
        if self._ready:
            self._ready = False
            self.result.hide()
        self.allow()
