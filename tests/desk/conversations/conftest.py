"""The Conversations place in the real shell, on a real store, with a loopback provider when a test asks for one."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hybriddesk.building import build
from hybriddesk.desk.shell.shell import Shell
from hybriddesk.records.errors import Fault
from hybriddesk.vault.database import Database
from hybriddesk.vault.folder import StoreFolder
from hybriddesk.vault.keys import DataKey, Stretch
from hybriddesk.vault.store import create
from hybriddesk.workflow.senders import Target
from tests.way.desk_store import add_provider


@cache
def _template() -> tuple[Path, bytes]:
    home = Path(tempfile.mkdtemp(prefix="hybriddesk-test-"))
    key, _ = create(StoreFolder(home), "correct horse battery staple", stretch=Stretch(passes=1, lanes=1, memory_kib=8))
    Database.open(StoreFolder(home), key).close()
    return home, bytes(key.raw)


class Desk:
    """Everything a test touches. ``fetch(f)`` runs a function on the engine thread and returns its result."""

    def __init__(self, qtbot, engine, theme, home):
        self.qtbot, self.engine, self.theme = qtbot, engine, theme
        template, raw = _template()
        shutil.copytree(template, home / "store")
        self.folder, self._raw = StoreFolder(home / "store"), raw
        self.db = self.fetch(lambda: Database.open(self.folder, DataKey(raw), on_change=engine.post_changed))
        self.workspace = self.fetch(lambda: build(self.db))
        self.start()

    def start(self):
        self.shell = Shell(self.engine, self.theme, None, self.workspace, lock=lambda: None, search=lambda: None)
        self.shell.resize(1300, 800)
        self.shell.show()
        self.qtbot.waitExposed(self.shell)
        self.went = []
        self.shell.went.connect(self.went.append)
        self.shell.go_to("conversations")
        self.place = self.shell.place("conversations")

    def restart(self):
        """The window goes and another one comes up on the same store."""
        self.leave()
        self.start()

    def fetch(self, function):
        result = []
        job = self.engine.call(function)
        job.done.connect(result.append)
        job.failed.connect(result.append)
        with self.qtbot.waitSignal(job.ended, timeout=20_000):
            job.start()
        if isinstance(result[0], Fault):
            raise result[0]
        return result[0]

    def wait(self, condition):
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=10_000)

    def conversation(self, provider="helper", model="helper/1", title=""):
        """A conversation in sight."""
        made = self.fetch(lambda: self.workspace.conversations.new(title, provider, model))
        self.place.open(made.id)
        return made.id

    def cloud(self, server, **options):
        """A conversation in sight that is answered by the loopback server."""
        self.fetch(lambda: add_provider(self.workspace, server.url, **{"ask": "never"} | options))
        self.wait(lambda: any(one.name == "cloud" for one in self.place.writing.providers))
        return self.conversation("cloud", "small-1")

    def write(self, text):
        """Types by setting, as pasting does."""
        self.place.composer.paper.setFocus()
        self.place.composer.paper.setPlainText(text)

    def say(self, text):
        """Writes and presses Enter, and waits for the end of the answer."""
        self.write(text)
        QTest.keyClick(self.place.composer.paper, Qt.Key.Key_Return)
        self.wait(lambda: not self.place.is_answering() and self.place.talk.path)

    @property
    def path(self):
        return self.place.talk.path

    def turns(self):
        """Of the conversation in sight, as the store has them."""
        wanted = self.place.talk.current.id
        return self.fetch(lambda: self.workspace.conversations.turns(wanted))

    def target(self, provider):
        return Target(provider)

    def view(self, number=-1):
        """The widget of a turn of the path."""
        found = self.place.transcript.view(self.path[number].id)
        assert found is not None
        return found

    def leave(self):
        self.shell.leaving()
        self.wait(lambda: not self.engine.busy)
        self.shell.reader.close()
        self.shell.close()
        self.shell.deleteLater()

    def close(self):
        self.leave()

        async def shut():
            self.db.close()

        self.engine.at_stop(shut)


@pytest.fixture
def desk(qtbot, engine, theme, tmp_path):
    made = Desk(qtbot, engine, theme, tmp_path)
    yield made
    made.close()
