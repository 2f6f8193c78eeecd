"""Verify a bundle: read all of it and say whether it is whole. Nothing is imported."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.sync.carrying import verify
from hybriddesk.desk.sync.choosing import open_file
from hybriddesk.desk.sync.phrases import bundle_facts, tr
from hybriddesk.desk.sync.running import Running
from hybriddesk.desk.sync.showing import copy_digest
from hybriddesk.desk.sync.widgets import FileRow, Result, card_head
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card
from hybriddesk.desk.widgets.fields import PasswordField
from hybriddesk.sync.manifest import BundleSummary


class VerifyCard(Card):
    """A wrong passphrase, a damaged, a cut and a foreign file are told apart."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(name="pane_verify")
        self._context = context
        theme = context.theme
        card_head(theme, self, "shield-check", tr("Verify a bundle"), tr(
            "Reads a bundle to its end and compares every checksum, so that you know a backup is good before you need it.",
        ))
        self.file = FileRow(theme, "verify_file", tr("Choose a bundle"), self.choose)
        self.passphrase = PasswordField(theme, "verify_passphrase", tr("Passphrase of the bundle"))
        self.button = Button(theme, tr("Verify"), icon="shield-check", name="verify_start", act=self.start)
        self.result = Result(theme, "verify_result")
        self._told: BundleSummary | None = None
        self.result.add_button(Button(theme, tr("Copy SHA-256"), "ghost", icon="copy", name="verify_copy", act=self._copy))
        self.running = Running(context, "verify_progress", self.result, (self.file.button, self.passphrase, self.button), self.allow)
        self.passphrase.textChanged.connect(lambda _text: self.allow())
        self.passphrase.returnPressed.connect(self.start)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.passphrase, 1)
        row.addWidget(self.button)
        self.body.addWidget(self.file)
        self.body.addLayout(row)
        self.body.addWidget(self.running.progress)
        self.body.addWidget(self.result)
        self.body.addStretch(1)
        self.allow()

    def choose(self) -> None:
        """Asks for a bundle."""
        open_file(self, tr("Verify a bundle"), tr("Bundles (*.age);;All files (*)"), self.choose_path)

    def choose_path(self, path: Path) -> None:
        """The file to read."""
        self.file.show_path(path)
        self.result.hide()
        self.allow()
        self.passphrase.setFocus()

    def allow(self) -> None:
        """Verify is possible with a file and a passphrase."""
        self.button.setEnabled(self.file.path is not None and bool(self.passphrase.text()) and not self.running.busy)

    def start(self) -> None:
        """Reads the bundle."""
        path, passphrase = self.file.path, self.passphrase.text()
        if path is None or not self.button.isEnabled():
            return
        bundling = self._context.workspace.bundling
        self.running.start(tr("Reading"), verify(bundling, path, passphrase), self.show_told, "bytes")

    def show_told(self, told: BundleSummary) -> None:
        """The bundle is whole."""
        self._told = told
        self.passphrase.clear()
        self.result.say(tr("This bundle is whole and opens with this passphrase."), "", bundle_facts(told))

    def _copy(self) -> None:
        if self._told is not None:
            copy_digest(self._context, self._told.sha256)
