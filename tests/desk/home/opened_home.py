"""A real store, a real engine and the real shell with Home in front; made cheap by a weak key stretch."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QWidget

from hybriddesk.building import add_samples, build
from hybriddesk.desk.engine.engine import Engine
from hybriddesk.desk.importing.importing import ImportDoor, open_import
from hybriddesk.desk.shell.shell import Shell
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.vault.database import Database
from hybriddesk.vault.folder import StoreFolder
from hybriddesk.vault.keys import DataKey, Stretch
from hybriddesk.vault.store import create
from hybriddesk.workflow.samples import SOURCE
from tests.way.desk_store import add_provider

LONG = 20_000


@cache
def _template():
    home = Path(tempfile.mkdtemp(prefix="hybriddesk-test-"))
    key, _ = create(StoreFolder(home), "correct horse battery staple", stretch=Stretch(passes=1, lanes=1, memory_kib=8))
    Database.open(StoreFolder(home), key).close()
    return home, bytes(key.raw)


class OpenedHome:
    """Everything a test touches. ``fetch(f)`` runs a function on the engine thread, ``wait(f)`` runs the window until f is true."""

    def __init__(self, qtbot, theme, folder):
        self.qtbot, self.theme = qtbot, theme
        template, raw = _template()
        shutil.copytree(template, folder / "store")
        self.engine = Engine()
        self.engine.start()
        self.db = self.fetch(lambda: Database.open(StoreFolder(folder / "store"), DataKey(raw), on_change=self.engine.post_changed))
        self.workspace = self.fetch(lambda: build(self.db))
        self.window = QMainWindow()
        self.shell = None

    def show(self, width=1440, height=900):
        """Opens the desk at Home and waits until it was read."""
        self.window.resize(width, height)
        self.shell = Shell(self.engine, self.theme, None, self.workspace, lock=lambda: None, search=lambda: None)
        self.window.setCentralWidget(self.shell)
        self.window.show()
        self.qtbot.waitExposed(self.window)
        self.shell.go_to("home")
        self.wait(lambda: self.home.now is not None)
        return self

    @property
    def home(self):
        return self.shell.place("home")

    @property
    def drafts(self):
        return self.home.drafts

    @property
    def sheet(self):
        return ImportDoor.of(self.shell.context, self.window).sheet

    def open_import(self, *paths):
        open_import(self.shell.context, [str(path) for path in paths], self.window)
        if paths:
            self.wait(lambda: self.sheet._job is None and self.sheet.step == "preview" and self.sheet.preview.providers.count())
        return self.sheet

    def draft(self, *paths, provider="helper"):
        """Imports and begins to draft."""
        sheet = self.open_import(*paths)
        sheet.preview.providers.setCurrentIndex(sheet.preview.providers.findData(provider))
        self.click(sheet, "import_draft")
        self.wait(lambda: sheet._job is None and sheet.step == "drafting" and (self.drafts.running or self.drafts.view.done))

    def file(self, *bodies, workflow="reply"):
        """Items that wait, as an earlier session left them."""
        from hybriddesk.records.work import SourceItem

        found = [SourceItem("mail", str(n), "mail", f"Request {n}", body) for n, body in enumerate(bodies)]
        return self.fetch(lambda: self.workspace.drafting.file_import("mail", workflow, found)).new

    def samples(self):
        """The sample drafts of the first minute."""
        self.run(lambda: add_samples(self.workspace))
        return SOURCE

    def provider(self, url, name="cloud", **options):
        options.setdefault("ask", "never")
        self.fetch(lambda: add_provider(self.workspace, url, name, **options))

    def click(self, parent, name):
        # a row that was made anew leaves its old self behind until the loop comes round
        self.wait(lambda: any(one.isVisible() for one in parent.findChildren(Button, name)))
        button = next(one for one in parent.findChildren(Button, name) if one.isVisible())
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def settled(self):
        """Home has read what changed last."""
        self.wait(lambda: not self.engine.busy)
        self.home.refresh()
        self.wait(lambda: self.home._job is None and not self.home._again and not self.home._pause.isActive())
        return self.home

    def wait(self, ready):
        self.qtbot.waitUntil(lambda: bool(ready()), timeout=LONG)

    def fetch(self, function):
        async def once():
            return function()

        return self.run(once)

    def run(self, work):
        result = []
        job = self.engine.job(work)
        job.done.connect(result.append)
        job.failed.connect(result.append)
        with self.qtbot.waitSignal(job.ended, timeout=LONG):
            job.start()
        if isinstance(result[0], Exception):
            raise result[0]
        return result[0]

    def close(self):
        if self.shell is not None:
            self.shell.leaving()
        self.engine.cancel_all()
        self.wait(lambda: not self.engine.busy)
        if self.shell is not None:
            self.shell.reader.close()

        async def shut():
            self.db.close()

        self.engine.at_stop(shut)
        self.engine.stop()
        self.window.close()
        self.window.deleteLater()


@contextmanager
def opened_home(qtbot, theme, folder):
    made = OpenedHome(qtbot, theme, folder)
    try:
        yield made
    finally:
        made.close()


def unnamed(root):
    """Focusable widgets in sight that a screen reader could not name or a finger not hit."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root) or widget.focusPolicy() == Qt.FocusPolicy.NoFocus or widget.focusProxy() is not None:
            continue
        if not (widget.accessibleName() or getattr(widget, "text", str)()) or not widget.objectName():
            found.append((type(widget).__name__, widget.objectName(), "name"))
        if min(widget.width(), widget.height()) < 24:
            found.append((type(widget).__name__, widget.objectName(), widget.size().toTuple()))
    return found
