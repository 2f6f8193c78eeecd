"""Every provider and model with its breaker, counted down live while in sight, and whom it falls back to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent

from hybriddesk.desk.engine.job import Job
from hybriddesk.desk.lists.columns import Column, Mark
from hybriddesk.desk.lists.split import SplitPage
from hybriddesk.desk.monitor.health import SHOWN, Health, ModelHealth, read_health
from hybriddesk.desk.monitor.phrases import NONE, seconds_words, tr, who
from hybriddesk.desk.monitor.provider_detail import ProviderDetail, left
from hybriddesk.desk.place import DeskContext
from hybriddesk.records.work import Changed

SECOND_MS = 1_000


class ProvidersPage(SplitPage[ModelHealth]):
    """The timer runs only while the page is in sight and something rests; at rest nothing wakes up."""

    tables = frozenset({"breakers", "providers", "fallbacks", "settings", "offers"})

    def __init__(self, context: DeskContext) -> None:
        self.health: Health | None = None
        self._since = QElapsedTimer()
        super().__init__(context, "providers", tr("Providers and models"), (
            Column(tr("Provider"), 24), Column(tr("Model"), 28), Column(tr("State"), 16),
            Column(tr("Then asks"), 22), Column(tr("Next try"), 10, end=True),
        ), (Column(tr("Provider and model"), 52), Column(tr("State"), 30), Column(tr("Next try"), 18, end=True)))
        self.clock = QTimer(self)
        self.clock.setInterval(SECOND_MS)
        self.clock.timeout.connect(self.tick)
        self.lay_out(
            tr("A model that fails several times in a row is left alone for a while, so that a bad day of a provider costs nothing."), (),
        )
        self.refresh()

    @property
    def now_ms(self) -> int:
        """The store's time, carried on from when it was read."""
        return self.health.now_ms + self._since.elapsed() if self.health is not None else 0

    def tick(self) -> None:
        """Another second. What has rested enough is read anew."""
        if self.health is None:
            return
        waiting = [row.retry_at_ms for row in self.health.rows if row.retry_at_ms is not None]
        self.list.viewport().update()
        if self.opened:
            self.detail.tick(self.now_ms)
        if waiting and min(waiting) <= self.now_ms:
            self.refresh()
        self._wind()

    def show_provider(self, provider: str) -> None:
        """Opens the first line of a provider."""
        self.open_after_reading(provider)

    def open_one(self, wanted: str) -> None:
        if "\0" not in wanted and self.health is not None:
            wanted = next((row.id for row in self.health.rows if row.provider == wanted), "")
        if wanted:
            super().open_one(wanted)

    @property
    def detail(self) -> ProviderDetail:
        found = super().detail
        assert isinstance(found, ProviderDetail)
        return found

    def make_detail(self) -> ProviderDetail:
        return ProviderDetail(self._context)

    def reading(self) -> Job:
        return self._context.engine.call(partial(read_health, self._context.workspace))

    def take(self, result: Any) -> Sequence[str]:
        self.health = result
        self._since.start()
        if self.detail.one is not None:  # shown already: what was only wished for is read by the pane itself
            self.detail.show_read(result)
        self._wind()
        return tuple(row.id for row in result.rows)

    def on_changed(self, changed: Changed) -> None:
        # ids name providers, and all is read at once anyway
        super().on_changed(Changed(changed.tables, frozenset({""})))

    def read_page(self, ids: Sequence[str]) -> Sequence[ModelHealth]:
        wanted = set(ids)
        return [row for row in self.health.rows if row.id in wanted] if self.health is not None else []

    def id_of(self, row: ModelHealth) -> str:
        return row.id

    def row_words(self, row: ModelHealth) -> str:
        then = tr("then asks {name}").format(name=row.falls_to) if row.falls_to else ""
        return ", ".join(part for part in (who(row.provider, row.model), tr(SHOWN[row.state][0]), then) if part)

    def marks(self, row: ModelHealth, *, few: bool) -> Sequence[Mark]:
        words, tone = SHOWN[row.state]
        state = Mark(tr(words), tone, chip=True)
        due = Mark(seconds_words(left(row.retry_at_ms, self.now_ms)) if row.retry_at_ms is not None else "", "warn")
        if few:
            return Mark(who(row.provider, row.model)), state, due
        name = who(row.provider, "")
        return Mark(name), Mark(row.model or tr("No model yet"), "text2"), state, Mark(row.falls_to or NONE, "text2"), due

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()  # a rest may have ended meanwhile, and nothing is written when it does

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.clock.stop()

    def _wind(self) -> None:
        rests = self.health is not None and any(row.retry_at_ms is not None for row in self.health.rows)
        if rests and self.isVisible():
            if not self.clock.isActive():
                self.clock.start()
        else:
            self.clock.stop()
