"""The real shell on a real store with one place in front, and requests planted in its ledger."""

from __future__ import annotations

import hashlib
import json
from contextlib import contextmanager

from hybriddesk.desk.sync.stopping import Stop
from hybriddesk.records.ids import new_id
from hybriddesk.records.way import MapEntry
from hybriddesk.records.work import LedgerLine
from tests.desk.home.opened_home import OpenedHome

ENTRIES = (MapEntry("PERSON_7QXK", "PERSON", "Anna Keller"), MapEntry("EMAIL_M3TW", "EMAIL", "anna@example.org"))


class AskedAtOnce(Stop):
    """As if the person pressed Cancel before the first step."""

    def __init__(self):
        super().__init__()
        self.ask()


class OpenedPlace(OpenedHome):
    """``place`` is the one in front."""

    def open(self, place, width=1440, height=900, **args):
        from hybriddesk.desk.shell.shell import Shell

        self.window.resize(width, height)
        self.shell = Shell(self.engine, self.theme, None, self.workspace, lock=lambda: None, search=lambda: None)
        self.window.setCentralWidget(self.shell)
        self.window.show()
        self.qtbot.waitExposed(self.window)
        self.shell.go_to(place, **args)
        self.place = self.shell.place(place)
        growing = getattr(self.place, "growing", None)
        self.wait(lambda: growing is None or growing.grown)
        self.idle()
        return self.place

    def idle(self):
        """Every job has ended and its result has arrived."""
        self.wait(lambda: not self.engine.busy)
        self.qtbot.wait(1)
        self.wait(lambda: not self.engine.busy)

    def send(self, count=1, outcome="done", run="RUN", size=0):
        """Requests that left, the last one newest; returns their ids."""
        return self.fetch(lambda: self._send(count, outcome, run, size))

    def _send(self, count, outcome, run, size):
        conversation = self.workspace.conversations.new("Refund", "cloud", "small-1")
        self.workspace.placeholders.add(conversation.id, ENTRIES)
        made = []
        with self.db.write():
            for number in range(count):
                text = f"Write to PERSON_7QXK (EMAIL_M3TW), parcel {number}.\nThank you." + "x" * size
                body = json.dumps({"messages": [{"role": "user", "content": text}]}).encode()
                line = LedgerLine(
                    id=new_id(), run=f"{run}{number}", conversation=conversation.id, attempt=1, at_ms=1_700_000_000_000 + number,
                    provider="cloud", model="small-1" if number % 2 else "large-2", host="api.example.org", method="POST",
                    url="https://api.example.org/v1/chat/completions", headers=(("authorization", "(hidden)"), ("accept", "*/*")), body=body,
                    sha256=hashlib.sha256(body).hexdigest(), replaced=tuple((e.token, e.kind) for e in ENTRIES), outcome=outcome,
                    status=200, request_id="req-1",
                )
                self.workspace.ledger.intent(line)
                made.append(line.id)
        return made

    def acts(self):
        """The audit log, newest first, as (act, subject)."""
        return [(row.act, row.subject) for row in self.fetch(lambda: self.workspace.audit.rows(50))]

    def toast(self):
        return self.shell.toast.words.text()


@contextmanager
def opened_place(qtbot, theme, folder):
    made = OpenedPlace(qtbot, theme, folder)
    try:
        yield made
    finally:
        made.close()
