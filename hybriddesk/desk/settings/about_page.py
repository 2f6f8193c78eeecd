"""Which version this is, where its data lies, and what it is made of."""

from __future__ import annotations

from pathlib import Path

import anyio.to_thread
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPlainTextEdit, QSizePolicy

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.settings.controls import Drop, Measure, named
from hybriddesk.desk.settings.outcome import Outcome
from hybriddesk.desk.settings.page import SettingsPage
from hybriddesk.desk.settings.phrases import tr
from hybriddesk.desk.settings.shipped import Package, Work, packages, versions, works
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card
from hybriddesk.desk.widgets.text import ElidedLabel, Label
from hybriddesk.vault.provider_book import provider_rows

Shipped = tuple[tuple[Package, ...], tuple[Work, ...]]


class AboutPage(SettingsPage):
    """Licences and packages are read in a worker thread when the page is first shown."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context, "about", tr("About and licences"), tr("HybridDesk is free software under the Apache licence 2.0."))
        self._works: dict[str, str] = {}
        self._packages: tuple[Package, ...] = ()
        self.grow(
            lambda: self.add(self._versions_card()), lambda: self.add(self._folder_card()),
            lambda: self.add(self._licences_card()), self._read,
        )

    def details(self) -> str:
        """What "Copy details" copies: versions of the program and its packages, and counts; nothing that people wrote."""
        lines = [f"{name} {number}" for name, number in versions()]
        providers = [config.adapter for config in provider_rows(self.context.reader)]
        lines += [f"providers: {', '.join(sorted(providers)) or 'none'}", f"theme: {self.context.setting('appearance.theme')}"]
        lines += [f"zoom: {self.context.setting('appearance.zoom')} %", ""]
        return "\n".join(lines + [f"{package.name} {package.version}" for package in self._packages])

    def copy_details(self) -> None:
        """To the clipboard."""
        QGuiApplication.clipboard().setText(self.details())
        self.outcome.good(tr("Copied. It holds versions and counts, nothing that you or anybody else wrote."))

    def open_folder(self) -> None:
        """In the desktop's own file manager."""
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder()))):
            self.folder_outcome.plain(tr("This desktop has no program to open folders. The path can be copied."))

    def copy_folder(self) -> None:
        """The path to the clipboard."""
        QGuiApplication.clipboard().setText(str(self._folder()))
        self.folder_outcome.good(tr("The path is copied."))

    def _folder(self) -> Path:
        return self.context.door.data_dir

    def _read(self) -> None:
        async def read() -> Shipped:
            return await anyio.to_thread.run_sync(lambda: (packages(), works()))

        job = self.context.engine.job(read)
        job.done.connect(self._show)
        job.failed.connect(self.outcome.bad)
        job.start()

    def _show(self, shipped: Shipped) -> None:
        self._packages, found = shipped
        listed = "\n".join(f"{package.name} {package.version}    {package.licence}" for package in self._packages)
        self._works = {work.title: work.text for work in found} | {tr("Python packages"): listed}
        self.chooser.offer([(title, title) for title in self._works], next(iter(self._works)))
        self._choose()

    def _choose(self) -> None:
        self.text.setPlainText(self._works.get(self.chooser.key(), ""))

    def _versions_card(self) -> Card:
        card = Card(tr("Versions"), name="versions_card")
        card.head.addWidget(Button(
            self.context.theme, tr("Copy details for a report"), icon="copy", name="about_copy", act=self.copy_details,
        ))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for at, (name, number) in enumerate(versions()):
            grid.addWidget(Label(name, "base", 400, "text2"), at, 0)
            grid.addWidget(Label(number, "base", 500), at, 1)
        card.body.addLayout(grid)
        self.outcome = Outcome(self.context.theme, "about_outcome")
        card.body.addWidget(self.outcome)
        return card

    def _folder_card(self) -> Card:
        card = Card(tr("Your data"), name="folder_card")
        theme = self.context.theme
        card.head.addWidget(Button(theme, tr("Copy the path"), "ghost", name="about_copy_path", act=self.copy_folder))
        card.head.addWidget(Button(theme, tr("Open folder"), icon="folder-open", name="about_open_folder", act=self.open_folder))
        path = ElidedLabel(str(self._folder()), "base", 500)
        path.setObjectName("about_folder")
        card.body.addWidget(path)
        card.body.addWidget(Label(
            tr("Everything of yours is in this folder, encrypted. To back it up use Sync and backup, or copy the whole folder while the desk is closed."),
            "hint", 400, "text2", wrap=True,
        ))
        self.folder_outcome = Outcome(theme, "folder_outcome")
        card.body.addWidget(self.folder_outcome)
        return card

    def _licences_card(self) -> Card:
        card = Card(tr("Licences"), name="licences_card")
        row = QHBoxLayout()
        self.chooser = Drop("licence_chooser", tr("Licence or notice"))
        self.chooser.setMinimumWidth(self.context.theme.px(280))
        self.chooser.activated.connect(lambda _at: self._choose())
        row.addWidget(self.chooser)
        row.addStretch(1)
        card.body.addLayout(row)
        self.text = QPlainTextEdit()
        named(self.text, "licence_text", tr("Text of the licence"))
        self.text.setProperty("kind", "mono")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        Measure(self.context.theme, self.text, height=280)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        card.body.addWidget(self.text)
        return card
