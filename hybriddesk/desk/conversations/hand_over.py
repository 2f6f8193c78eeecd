"""Handing a conversation over: one encrypted file with all of it, taken over on another computer under Sync and backup."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from hybriddesk.desk.conversations.phrases import tr
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.sync.choosing import save_as
from hybriddesk.desk.sync.passphrase_pair import PassphrasePair
from hybriddesk.desk.sync.phrases import counts
from hybriddesk.desk.sync.running import Running, Tell
from hybriddesk.desk.sync.widgets import FileRow, Result
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.sheets import Sheet
from hybriddesk.sync.manifest import BundleSummary

WIDE = 520


class HandOverCard(Sheet):
    """``conversation`` is marked as gone once the file is whole; a failed or stopped one changes nothing."""

    def __init__(self, context: DeskContext, conversation: str, title: str, parent: QWidget) -> None:
        theme = context.theme
        super().__init__(theme, "hand_over_card", tr("Hand over “{title}”?").format(title=title), parent, spacing=12)
        self._context, self._conversation = context, conversation
        self._ending = False
        self.file = FileRow(theme, "hand_over_file", tr("Choose where"), self.choose)
        self.passphrase = PassphrasePair(theme)
        self.outcome = Result(theme, "hand_over_result")
        self.close_button = Button(theme, tr("Close"), name="hand_over_close", act=self.reject)
        self.go = Button(theme, tr("Hand over"), "primary", icon="log-out", name="hand_over_start", act=self.start)
        self.running = Running(context, "hand_over_progress", self.outcome, (self.file.button, self.passphrase, self.go, self.close_button), self.allow)
        self.passphrase.judged.connect(lambda _good: self.allow())
        self._lay_out()
        self.allow()

    def choose(self) -> None:
        """Asks where to write."""
        name = f"hybriddesk-conversation-{datetime.now().astimezone():%Y-%m-%d-%H%M}.age"
        save_as(self, tr("Hand over to another computer"), Path.home() / name, tr("Encrypted files (*.age)"), self.choose_path)

    def choose_path(self, path: Path) -> None:
        """The file to write."""
        self.file.show_path(path)
        self.allow()

    def allow(self) -> None:
        """Needs a file and a good passphrase written twice; once done there is nothing more to do."""
        if self._ending and not self.running.busy:
            self._ending = False
            super().done(self.DialogCode.Rejected)
        self.go.setEnabled(self.file.path is not None and self.passphrase.good and not self.running.busy)

    def start(self) -> None:
        """Writes the file."""
        path, words, bundling = self.file.path, self.passphrase.text(), self._context.workspace.bundling
        if path is None or not self.go.isEnabled():
            return

        def work(tell: Tell) -> Awaitable[BundleSummary]:
            return bundling.hand_over(self._conversation, path, words, progress=tell)

        self.running.start(tr("Sealing"), work, self.show_made)

    def show_made(self, made: BundleSummary) -> None:
        """The file is whole and the conversation is marked."""
        assert self.file.path is not None
        self.passphrase.forget()
        self.file.hide()
        self.passphrase.hide()
        self.go.hide()
        self.outcome.say(
            tr("Handed over: {file}").format(file=self.file.path.name),
            tr("Take it over on the other computer: Sync and backup, Import a bundle. It needs the passphrase."),
            ((tr("Holds"), counts(made.rows)), ("SHA-256", made.sha256)),
        )
        self.close_button.setFocus()

    def done(self, result: int) -> None:
        """Esc stops what is under way: a file that is not whole is none."""
        if self.running.busy:
            self._ending = True  # what is under way still speaks to this card
            self.running.cancel()
            self.hide()
        else:
            super().done(result)

    def _lay_out(self) -> None:
        self.head(tr(
            "All of it goes into one encrypted file: messages, summaries, what its tokens stand for. Keys of providers and other conversations"
            " do not. Afterwards it is continued on the other computer; here it can be read, and goes on only if you say so.",
        ))
        for part in (self.file, self.passphrase, self.running.progress, self.outcome):
            self.column.addWidget(part)
        self.foot(self.close_button, self.go)
        for button in (self.file.button, self.passphrase.offer):
            button.setAutoDefault(False)
        self.place(WIDE)
