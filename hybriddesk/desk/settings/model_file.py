"""A model file of the person's own, run on this computer: chosen, added, and said plainly where the extra for it is missing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.settings.outcome import Outcome
from hybriddesk.desk.settings.phrases import tr
from hybriddesk.desk.sync.choosing import open_file, open_folder
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import of_code
from hybriddesk.providers.local_model import installed
from hybriddesk.providers.senders import LOCAL
from hybriddesk.records.work import ProviderConfig


class ModelFile(QWidget):
    """``added`` is called with the stored provider; ``outcome`` says how it went."""

    def __init__(self, context: DeskContext, added: Callable[[ProviderConfig], object], outcome: Outcome) -> None:
        super().__init__()
        self._context, self._added, self._outcome = context, added, outcome
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addWidget(Label(tr("Or run a model file (GGUF) that you have, without any server:"), "hint", 400, "text2", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.file_button = Button(context.theme, tr("Choose a model file"), icon="hard-drive", name="local_file", act=self.choose_file)
        self.folder_button = Button(context.theme, tr("Choose a folder of them"), icon="folder-open", name="local_folder", act=self.choose_folder)
        row.addWidget(self.file_button)
        row.addWidget(self.folder_button)
        row.addStretch(1)
        column.addLayout(row)
        self.missing = Label("", "hint", 400, "warn", wrap=True)
        self.missing.setObjectName("local_missing")
        said = of_code("local.not_installed", {})
        self.missing.setText(f"{said.what} {said.do}")
        column.addWidget(self.missing)
        if installed():
            self.missing.hide()

    def choose_file(self) -> None:
        """Asks for a file."""
        open_file(self, tr("Choose a model file"), tr("Model files (*.gguf)"), self.add)

    def choose_folder(self) -> None:
        """Asks for a folder."""
        open_folder(self, tr("Choose a folder of model files"), self.add)

    def add(self, path: Path) -> None:
        """Adds what was chosen under its own name."""
        providing = self._context.workspace.providing
        words = re.sub(r"[^\w.-]+", " ", path.stem if path.is_file() else path.name).strip(" .-")
        name = (words or tr("Model file"))[:40].strip()

        def store() -> ProviderConfig:
            return providing.add(name, LOCAL, str(path), None)

        job = self._context.engine.call(store)
        job.done.connect(self._added)
        job.done.connect(lambda _config: self._outcome.good(tr("{name} is in your list. Nothing that you write to it leaves this computer.").format(name=name)))
        job.failed.connect(self._outcome.bad)
        job.start()
