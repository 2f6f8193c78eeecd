"""The real shell on a real store with Monitor in front; troubles, runs and breakers planted as the services write them."""

from __future__ import annotations

from contextlib import contextmanager

from hybriddesk.records.errors import Permanent, Transient
from hybriddesk.records.ids import new_id
from hybriddesk.records.way import Params, Route
from hybriddesk.records.work import LedgerLine, Run
from tests.desk.privacy.opened_place import OpenedPlace

KEY = Permanent("provider.wrong_key", provider="cloud", model="small-1", host="api.example.org", status=401)
SLOW = Transient("provider.timeout", provider="cloud", model="small-1", host="api.example.org", seconds=30)
AT = 1_700_000_000_000


class OpenedMonitor(OpenedPlace):
    """``view`` opens one page of the place and waits until it was read."""

    def view(self, view="errors", width=1440, height=900, **args):
        self.open("monitor", width, height, view=view, **args)
        page = getattr(self.place, view)
        self.idle()
        self.wait(lambda: not getattr(getattr(page, "fresh", None), "reading", False))
        return page

    def trouble(self, *faults, workflow="reply", node="send", run=""):
        """Faults as the global trigger writes them."""
        for fault in faults:
            self.fetch(lambda fault=fault: self.workspace.error_log.trouble(fault, workflow=workflow, node=node, run=run))

    def troubles(self):
        return self.fetch(self.workspace.error_log.errors.all)

    def many_troubles(self, count):
        """Kinds of trouble that differ, straight into the table."""
        rows = [
            (f"{number:016x}", "provider.server_error", "transient", "reply", "send", f"cloud {number % 7}", "small-1", "", "open", AT, AT + number, 1)
            for number in range(count)
        ]
        self.many("errors", "INSERT INTO errors VALUES(?,?,?,?,?,?,?,?,?,?,?,?)", rows)

    def many_runs(self, count):
        """Runs that ended, straight into the table; the last one is the newest. Returns its id."""
        thread = self.fetch(lambda: self.workspace.conversations.new("Refund", "cloud", "small-1"))
        rows = [
            (new_id(), thread.id, "reply", "reply@v1", f"cloud {number % 7}", "small-1", "failed" if number % 10 == 0 else "done", 1, AT + number)
            for number in range(count)
        ]
        self.many(
            "runs", "INSERT INTO runs(id, conversation, workflow, prompt_version, provider, model, state, attempts, started_ms) VALUES(?,?,?,?,?,?,?,?,?)",
            rows,
        )
        return rows[-1][0]

    def many(self, table, sql, rows):
        def write():
            with self.db.write(table) as connection:
                connection.executemany(sql, rows)

        self.fetch(write)

    def run_of(self, state="done", item=None, conversation=None, fault=None, **values):
        """One run with three steps, as the path writes it; returns its id."""
        given = {
            "provider": "cloud", "model": "small-1", "workflow": "reply", "prompt_version": "reply@v7", "attempts": 2, "ended_ms": AT + 3_000,
            "latency_ms": 2_400, "prompt_tokens": 412, "completion_tokens": 88, "cost_usd": 0.0123, "request_id": "req-1", **values,
        }

        def write():
            thread = conversation or self.workspace.conversations.new("Refund request, order 1042", "cloud", "small-1").id
            run = Run(id=new_id(), conversation=thread, item=item, state=state, started_ms=AT, fault_code=fault, **given)
            self.workspace.runs.begin(run)
            add = self.workspace.runs.add_span
            add(run.id, "send", AT, 900_000, "failed", {"provider": "cloud", "model": "large-2", "code": "provider.server_error", "status": 503})
            add(run.id, "send", AT + 900, 1_500_000, "ok" if state == "done" else "failed", {"provider": "cloud", "model": "small-1", "attempts": 2})
            if state == "done":
                add(run.id, "score", AT + 2_400, 40_000, "ok", {})
            return run.id

        return self.fetch(write)

    def unknown(self, request_id="req-1", name="cloud"):
        """An item whose request was on its way when something broke: run, item and ledger line. Returns the run and the item."""
        (item,) = self.file("Where is my parcel?")
        run = self.run_of("unknown", item=item, conversation=item, fault="provider.cut", provider=name)

        def write():
            self.workspace.items.set_state(item, "unknown", "run.unknown_outcome")
            self.workspace.ledger.intent(LedgerLine(
                id=new_id(), run=run, conversation=item, attempt=1, at_ms=AT, provider=name, model="small-1", host="api.example.org", method="POST",
                url="https://api.example.org/v1", headers=(), body=b"{}", sha256="", replaced=(), outcome="unknown", status=200, request_id=request_id,
            ))

        self.fetch(write)
        return run, item

    def fails(self, provider="cloud", model="small-1", times=5, *, at_once=False):
        """A breaker that was told of failures, as ``attempts`` tells it."""
        def write():
            senders = self.workspace.providing._senders
            route = Route(provider=provider, adapter="openai", model=model, host="api.example.org", local=False, params=Params())
            for _time in range(times):
                senders.breaker(route).record(False, self.db.clock(), at_once=at_once)
            senders.keep(route)

        self.fetch(write)

    def state_of(self, name="cloud"):
        return {model: state for model, state, _at in self.fetch(lambda: self.workspace.providing.breakers(name))}

    def chain(self, name="cloud", model=""):
        return self.fetch(lambda: self.workspace.providing.fallbacks.chain(name, model))

    def shown(self, page):
        """What a screen reader hears of the list, line by line."""
        return [page.model.index(row).data() for row in range(page.model.rowCount())]


@contextmanager
def opened_monitor(qtbot, theme, folder):
    made = OpenedMonitor(qtbot, theme, folder)
    try:
        yield made
    finally:
        made.close()
