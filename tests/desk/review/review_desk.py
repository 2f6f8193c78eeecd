"""A real store with drafts in it, a real engine, and the Review place in a window."""

import shutil
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QMainWindow

from hybriddesk.building import build
from hybriddesk.desk.commands.registry import Registry
from hybriddesk.desk.engine.engine import Engine
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.review.place import ReviewPlace
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.records.ids import new_id
from hybriddesk.records.way import MapEntry, Reason
from hybriddesk.records.work import NewReview, SourceItem
from hybriddesk.vault.database import Database
from hybriddesk.vault.folder import StoreFolder
from hybriddesk.vault.keys import DataKey, Stretch
from hybriddesk.vault.store import create

DRAFT = "Dear Anna Keller,\n\nWe will refund CHF 189.00 within 24 hours.\n\nKind regards"
ANNA = MapEntry("PERSON_7QXK", "PERSON", "Anna Keller")


@cache
def _template():
    home = Path(tempfile.mkdtemp(prefix="hybriddesk-test-"))
    key, _ = create(StoreFolder(home), "correct horse battery staple", stretch=Stretch(passes=1, lanes=1, memory_kib=8))
    Database.open(StoreFolder(home), key).close()
    return home, bytes(key.raw)


@dataclass
class Said:
    """What the place told the window."""

    toasts: list = field(default_factory=list)
    undo: list = field(default_factory=list)
    faults: list = field(default_factory=list)

    def show_toast(self, text, *, undo=None):
        self.toasts.append(text)
        self.undo.append(undo)

    def show_fault(self, fault, *, act=None):
        self.faults.append(fault)

    def clear_fault(self):
        self.faults.clear()


class Desk(QObject):
    """Everything a test touches. ``fetch(f)`` runs a function on the engine thread and returns its result."""

    def __init__(self, qtbot, home, drafts=3):
        super().__init__()
        self.qtbot = qtbot
        template, raw = _template()
        shutil.copytree(template, home / "store")
        self.folder, self.key = StoreFolder(home / "store"), raw
        self.engine = Engine(self)
        self.engine.start()
        self.db = self.fetch(lambda: Database.open(self.folder, DataKey(raw), on_change=self.engine.post_changed))
        self.workspace = self.fetch(lambda: build(self.db))
        self.ids = self.fetch(lambda: [self.file(number) for number in range(drafts)])
        self.reader = self.db.reader()
        self.said = Said()
        theme = Theme(QApplication.instance())
        theme.apply("light")
        self.registry = Registry(self)
        settings = {"review.threshold": 0.75, "review.escalation_hours": 8}
        self.context = DeskContext(
            self.engine, self.workspace, self.reader, self.registry, theme, self.said, self.said, lambda *_a, **_k: None, None,
            settings.get, settings.__setitem__,
        )
        self.window = QMainWindow()
        self.place = ReviewPlace(self.context)
        self.registry.add(self.place.commands(), self.place)
        self.engine.changed.connect(self.place.on_changed)
        self.window.setCentralWidget(self.place)
        self.window.resize(1440, 900)

    def file(self, number, draft=DRAFT, reasons=(), **more):
        """A draft that waits; the lower the number, the riskier. Runs on the engine thread."""
        item = self.workspace.items.file_import(
            "mail", "reply", [SourceItem("mail", str(number), "mail", f"Request {number}", f"Where is my parcel {number}? Anna Keller")],
        ).new[0]
        self.workspace.placeholders.add(item, (ANNA,))
        values = {
            "conversation": item, "run": new_id(), "item": item, "turn": None, "workflow": "reply", "prompt_version": "reply@1",
            "provider": "helper", "model": "helper/1", "title": f"Request {number}", "request": "Where is it? Anna Keller", "draft": draft,
            "draft_scrubbed": draft, "confidence": 0.58, "reasons": reasons or (Reason("review.not_in_source", 0.4, (), {"count": 1}),),
            "needs_person": True, "hidden_count": 1,
        }
        return self.workspace.reviews.file(NewReview(**(values | more)), 1.0 - number / 1_000)

    def fetch(self, function):
        result = []
        job = self.engine.call(function)
        job.done.connect(result.append)
        job.failed.connect(result.append)
        with self.qtbot.waitSignal(job.ended, timeout=20_000):
            job.start()
        if isinstance(result[0], Exception):
            raise result[0]
        return result[0]

    def review(self, review_id):
        return self.fetch(lambda: self.workspace.reviews.get(review_id))

    def review_history(self, review_id):
        return self.fetch(lambda: self.workspace.reviews.history(review_id))

    def show(self):
        """Shows the window and waits until the first draft lies on the desk."""
        self.window.show()
        self.qtbot.waitExposed(self.window)
        self.place.opened()
        self.lies(self.ids[0]) if self.ids else None
        return self.place

    def lies(self, review_id):
        """Waits until this entry lies on the desk."""
        self.qtbot.waitUntil(lambda: self.place.table.review_id == review_id and not self.place.table.deciding, timeout=5_000)

    def close(self):
        self.place.flush()
        self.qtbot.waitUntil(lambda: not self.engine.busy, timeout=5_000)
        self.reader.close()

        async def shut():
            self.db.close()

        self.engine.at_stop(shut)
        self.engine.stop()
        self.window.close()
        self.window.deleteLater()
