"""Export a bundle: the whole store as one sealed file that also opens without this program."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QHBoxLayout

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.sync.carrying import export
from hybriddesk.desk.sync.choosing import save_as
from hybriddesk.desk.sync.passphrase_pair import PassphrasePair
from hybriddesk.desk.sync.phrases import bundle_facts, tr
from hybriddesk.desk.sync.running import Running
from hybriddesk.desk.sync.showing import copy_digest, open_folder_of
from hybriddesk.desk.sync.widgets import FileRow, Result, card_head
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card
from hybriddesk.desk.widgets.text import Label
from hybriddesk.sync.manifest import BundleSummary


class ExportCard(Card):
    """The passphrase is forgotten as soon as the bundle is written."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(name="pane_export")
        self._context = context
        theme = context.theme
        card_head(theme, self, "package", tr("Export a bundle"), tr(
            "Everything in this store in one encrypted file: to move to another computer, or to keep as a backup.",
        ))
        self.file = FileRow(theme, "export_file", tr("Choose where"), self.choose)
        self.passphrase = PassphrasePair(theme)
        self.keys = QCheckBox(tr("Include the keys of my providers"))
        self.keys.setObjectName("export_keys")
        self.keys.setAccessibleName(self.keys.text())
        self.keys.setAccessibleDescription(tr("Off: you type the keys again on the other computer. On: whoever opens the bundle can use your accounts."))
        self.button = Button(theme, tr("Export"), "primary", icon="download", name="export_start", act=self.start)
        self.result = Result(theme, "export_result")
        self._made: BundleSummary | None = None
        self.result.add_button(Button(theme, tr("Open the folder"), icon="folder-open", name="export_folder", act=self._open_folder))
        self.result.add_button(Button(theme, tr("Copy SHA-256"), "ghost", icon="copy", name="export_copy", act=self._copy))
        controls = (self.file.button, self.passphrase, self.keys, self.button)
        self.running = Running(context, "export_progress", self.result, controls, self.allow)
        self.passphrase.judged.connect(lambda _good: self.allow())
        for widget in (self.file, self.passphrase, self.keys):
            self.body.addWidget(widget)
        self.body.addWidget(Label(self.keys.accessibleDescription(), "hint", 400, "text3", wrap=True))
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.running.progress)
        self.body.addWidget(self.result)
        self.body.addStretch(1)
        self.allow()

    def choose(self) -> None:
        """Asks where to write."""
        name = f"hybriddesk-{datetime.now().astimezone():%Y-%m-%d}.age"
        save_as(self, tr("Export a bundle"), Path.home() / name, tr("Bundles (*.age)"), self.choose_path)

    def choose_path(self, path: Path) -> None:
        """The file to write."""
        self.file.show_path(path)
        self.allow()

    def allow(self) -> None:
        """Export is possible with a file and a good passphrase written twice."""
        self.button.setEnabled(self.file.path is not None and self.passphrase.good and not self.running.busy)

    def start(self) -> None:
        """Writes the bundle."""
        path, passphrase, keys = self.file.path, self.passphrase.text(), self.keys.isChecked()
        if path is None or not self.passphrase.good:
            return
        workspace = self._context.workspace
        self.running.start(tr("Sealing"), lambda tell: export(workspace, path, passphrase, tell, keys=keys), self.show_made)

    def show_made(self, made: BundleSummary) -> None:
        """The bundle is on the disk."""
        assert self.file.path is not None
        self._made = made
        self.passphrase.forget()
        self.result.say(
            tr("Exported: {file}").format(file=self.file.path.name),
            tr("It also opens without HybridDesk: age -d {file} | tar x").format(file=self.file.path.name), bundle_facts(made),
        )

    def _open_folder(self) -> None:
        if self.file.path is not None:
            open_folder_of(self.file.path)

    def _copy(self) -> None:
        if self._made is not None:
            copy_digest(self._context, self._made.sha256)
