"""Readable exports: approved replies and conversations as files that any program opens. In clear, and said so."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.sync.choosing import open_folder, save_as
from hybriddesk.desk.sync.gathering import write_approved, write_conversations
from hybriddesk.desk.sync.phrases import amount, tr
from hybriddesk.desk.sync.running import Running, Tell
from hybriddesk.desk.sync.showing import open_folder_of
from hybriddesk.desk.sync.widgets import FileRow, Result, card_head
from hybriddesk.desk.widgets.buttons import Button, Segmented
from hybriddesk.desk.widgets.cards import Card
from hybriddesk.workspace import Workspace

Write = Callable[[Workspace, Path, Any, Tell], Awaitable[int]]
FORMS = {"md": "Markdown", "jsonl": "JSON lines", "eml": "E-mail drafts", "html": "HTML"}
FOLDERS = {"md", "eml"}


class ReadableCard(Card):
    """``forms``: keys of ``FORMS``; those in ``folders`` write one file each into a folder. ``noun``: one and many, such as ``1 reply``."""

    def __init__(
        self, context: DeskContext, name: str, head: tuple[str, str, str], forms: tuple[str, ...], write: Write, noun: tuple[str, str],
        *, folders: bool,
    ) -> None:
        super().__init__(name=f"pane_{name}")
        self._context, self._name, self._title, self._write, self._noun, self._folders = context, name, head[1], write, noun, folders
        theme = context.theme
        card_head(theme, self, *head)
        self.forms = Segmented(
            {form: tr(FORMS[form]) for form in forms}, name=f"{name}_format", label=tr("Format"), chosen=lambda _form: self._retarget(),
        )
        self.file = FileRow(theme, f"{name}_target", tr("Choose where"), self.choose)
        self.button = Button(theme, tr("Export in clear"), icon="download", name=f"{name}_start", act=self.start)
        self.result = Result(theme, f"{name}_result")
        self.result.add_button(Button(theme, tr("Open the folder"), icon="folder-open", name=f"{name}_folder", act=self._open_folder))
        self.running = Running(context, f"{name}_progress", self.result, (self.forms, self.file.button, self.button), self.allow)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.forms)
        row.addStretch(1)
        row.addWidget(self.button)
        self.body.addWidget(self.file)
        self.body.addLayout(row)
        self.body.addWidget(self.running.progress)
        self.body.addWidget(self.result)
        self.body.addStretch(1)
        self.allow()

    def choose(self) -> None:
        """Asks for a folder or a file, as the format needs."""
        if self._into_folder():
            open_folder(self, self._title, self.choose_path)
        else:
            form = self.forms.value()
            save_as(self, self._title, Path.home() / f"{self._proposed()}.{form}", f"{tr(FORMS[form])} (*.{form})", self.choose_path)

    def choose_path(self, path: Path) -> None:
        """Where to write. Many files go into a folder of their own."""
        self.file.show_path(path / self._proposed() if self._into_folder() else path)
        self.allow()

    def allow(self) -> None:
        """Export is possible once it is known where to."""
        self.button.setEnabled(self.file.path is not None and not self.running.busy)

    def start(self) -> None:
        """Gathers and writes."""
        path, form = self.file.path, self.forms.value()
        if path is not None:
            self.running.start(tr("Writing"), partial(self._write, self._context.workspace, path, form), self.show_count)

    def show_count(self, count: int) -> None:
        """The files are written."""
        if count:
            self.result.say(
                tr("Exported: {what}").format(what=amount(count, *self._noun)),
                tr("The files are readable by anybody who can open the folder. {path}").format(path=self.file.path),
            )
        else:
            self.result.say(tr("There was nothing to export yet"), "", icon="info", tone="text2")

    def _into_folder(self) -> bool:
        return self._folders and self.forms.value() in FOLDERS

    def _proposed(self) -> str:
        return f"hybriddesk-{self._name}-{datetime.now().astimezone():%Y-%m-%d}"

    def _retarget(self) -> None:
        """Another format may need a folder instead of a file: the person chooses anew."""
        self.file.show_path(None)
        self.allow()

    def _open_folder(self) -> None:
        if self.file.path is not None:
            open_folder_of(self.file.path)


def approved_card(context: DeskContext) -> ReadableCard:
    """Approved replies, to send or to keep."""
    head = "check-check", tr("Export approved replies"), tr("Your finished replies: as e-mail drafts to send, as text, or as data.")
    return ReadableCard(context, "replies", head, ("md", "jsonl", "eml"), write_approved, ("1 reply", "{n} replies"), folders=True)


def conversations_card(context: DeskContext) -> ReadableCard:
    """Conversations in one file."""
    head = "message-square", tr("Export conversations"), tr("All your conversations in one file, newest first.")
    return ReadableCard(
        context, "conversations", head, ("md", "html", "jsonl"), write_conversations, ("1 conversation", "{n} conversations"), folders=False,
    )
