"""Home: greeting, four figures, what needs the person, the latest events, what the models cost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from hybriddesk.desk.engine.job import Job
from hybriddesk.desk.home.acts import COACH_SEEN, HomeActs
from hybriddesk.desk.home.checklist import Checklist
from hybriddesk.desk.home.events import EventsTable
from hybriddesk.desk.home.needs import Need, NeedsCard, needs
from hybriddesk.desk.home.phrases import day, greeting, tr
from hybriddesk.desk.home.reading import HomeNow, read_home
from hybriddesk.desk.home.samples_bar import SamplesBar
from hybriddesk.desk.home.spend import SpendCard
from hybriddesk.desk.home.tile import WORDS, TileCard, days
from hybriddesk.desk.importing.batch import Drafts
from hybriddesk.desk.importing.drafting_panel import DraftingPanel
from hybriddesk.desk.place import DeskContext, Place
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card, CoachLine
from hybriddesk.desk.widgets.text import Label
from hybriddesk.records.errors import Fault
from hybriddesk.records.work import Changed

TABLES = frozenset({"settings", "items", "imports", "reviews", "decisions", "runs", "breakers", "providers", "conversations", "errors", "charges", "cycle_entries", "cycle_sessions"})
SETTLE_MS, BATCH_MS, MINUTE_MS = 200, 1_000, 60_000
FOUR_TILES, BESIDE = 800, 1080
SIDE = 330


class HomePlace(Place):
    """Reads everything in one job; several changes in a row are read once, and none while another place is in front."""

    place_id = "home"
    title = "Home"
    icon = "house"

    def build(self, context: DeskContext) -> None:
        self.now: HomeNow | None = None
        self.drafts = Drafts.of(context, self)
        self._job: Job | None = None
        self._again = False
        self._pause = _timer(self, SETTLE_MS, self.refresh)
        self._rested = _timer(self, SETTLE_MS, self.refresh)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._minute.timeout.connect(self.refresh)
        theme = context.theme
        self.acts = HomeActs(context, self.drafts, self)
        self.acts.failed.connect(self._failed)
        self.acts.done.connect(self.refresh)
        self.day = Label("", "hint", 500, "text2")
        self.greeting = Label("", "page", 600)
        self.import_button = Button(theme, tr("Import drafts\u2026"), icon="import", name="home_import", act=self.acts.import_work)
        self.new_button = Button(
            theme, tr("New conversation"), "primary", icon="plus", name="home_new", act=lambda: context.go_to("conversations", new=True),
        )
        self.monitor_button = Button(
            theme, tr("Open Monitor"), "ghost", name="home_monitor", act=lambda: context.go_to("monitor", view="runs"),
        )
        self.samples = SamplesBar(theme, self.acts.import_work, self.acts.remove_samples)
        self.coach = CoachLine(
            theme, tr("Sample drafts wait in Review: read one, mend it, and press Ctrl+Enter to approve it."),
            self.acts.close_coach,
        )
        self.batch = Card(name="home_batch")
        self.batch.body.addWidget(DraftingPanel(context, self.drafts, name="home_drafting", leave=lambda: None))
        self.tiles = {name: TileCard(theme, name) for name in WORDS}
        self.needs = NeedsCard(theme, self.acts.act)
        self.events = EventsTable(theme)
        self.spend = SpendCard(theme)
        self.checklist = Checklist(theme, self.acts.step)
        self._lay_out()
        self.drafts.changed.connect(self._batch_changed)
        self._batch_changed()
        self._greet()
        self.refresh()

    def opened(self, **_args: Any) -> None:
        self.refresh()
        self._scroll.setFocus()

    def on_changed(self, changed: Changed) -> None:
        # not started anew: a batch commits all the time, and Home would never be read
        if changed.tables & TABLES and self.isVisible() and not self._pause.isActive():
            self._pause.start(BATCH_MS if self.drafts.running else SETTLE_MS)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._minute.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._minute.stop()

    def refresh(self) -> None:
        """Reads anew; while a reading is under way, once more after it."""
        self._pause.stop()
        if self._job is not None:
            self._again = True
            return
        workspace = self.context.workspace
        job = self._job = self.context.engine.job(lambda: read_home(workspace))
        job.done.connect(self.show_now)
        job.failed.connect(self._failed)
        job.ended.connect(self._read)
        job.start()

    def show_now(self, now: HomeNow) -> None:
        """Shows what was read."""
        self.now = now
        self._greet()
        course = any(len(days(tile)) > 1 for tile in now.figures.tiles)
        for tile in now.figures.tiles:
            self.tiles[tile.name].show_tile(tile, course=course)
        found = self._needs(now)
        self.needs.show_needs(found)
        empty = now.standing.empty
        self.checklist.setVisible(empty)
        self.needs.setVisible(not empty or bool(found))
        self._events_card.setVisible(bool(now.events))
        self.events.show_events(now.events, now.now_ms)
        self.spend.show_spend(now.figures, datetime.now().astimezone())
        self.samples.show_count(now.standing.samples, wanted=now.figures.decided > 0)
        self.coach.setVisible(now.standing.samples > 0 and now.figures.decided == 0 and not self.context.setting(COACH_SEEN))
        self._watch_breakers(now)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _failed(self, fault: Fault) -> None:
        if fault.code != "vault.locked":
            self.context.errors.show_fault(fault)

    def _read(self) -> None:
        self._job = None
        if self._again:
            self._again = False
            self._pause.start()

    def _batch_changed(self) -> None:
        self.batch.setVisible(self.drafts.view.state != "idle")
        if self.now is not None:
            self.needs.show_needs(self._needs(self.now))

    def _needs(self, now: HomeNow) -> tuple[Need, ...]:
        batch = self.drafts.view.state in {"drafting", "stopped", "cancelled"}
        return needs(now, batch=batch, provider=self.acts.target().provider)

    def _watch_breakers(self, now: HomeNow) -> None:
        rests = [one.retry_at_ms - now.now_ms for one in now.paused]
        if rests:
            self._rested.start(max(SETTLE_MS, min(rests) + SETTLE_MS))

    def _greet(self) -> None:
        now = datetime.now().astimezone()
        self.day.setText(day(now))
        self.greeting.setText(greeting(now))

    # -- layout -------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        page = QWidget()
        page.setProperty("kind", "page")
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(28, 24, 28, 24)
        self._column.setSpacing(16)
        self._column.addLayout(self._head())
        for widget in (self.coach, self.samples, self.batch, self.checklist):
            widget.hide()
            self._column.addWidget(widget)
        self._grid = QGridLayout()
        self._grid.setSpacing(16)
        self._column.addLayout(self._grid)
        self._events_card = Card(tr("Latest events"), name="latest_events")
        self._events_card.head.addWidget(self.monitor_button)
        self._events_card.body.addWidget(self.events)
        self._events_card.hide()
        self._main = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._main.setSpacing(16)
        left = QVBoxLayout()
        left.setSpacing(16)
        left.addWidget(self.needs)
        left.addWidget(self._events_card)
        left.addStretch(1)
        self._main.addLayout(left, 1)
        self._main.addWidget(self.spend, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(self._main)
        self._column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("home_scroll")
        self._scroll.setAccessibleName(tr("Home"))
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)
        self._arrange()

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.day)
        words.addWidget(self.greeting)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addWidget(self.import_button, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.new_button, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _arrange(self) -> None:
        px, width = self.context.theme.px, self.width()
        columns = 4 if width >= px(FOUR_TILES) else 2
        for at, tile in enumerate(self.tiles.values()):
            self._grid.addWidget(tile, at // columns, at % columns)
        for column in range(4):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        beside = width >= px(BESIDE)
        self._main.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self.spend.setMinimumWidth(px(SIDE) if beside else 0)
        self.spend.setMaximumWidth(px(SIDE) if beside else 16_777_215)
        self._main.setAlignment(self.spend, Qt.AlignmentFlag.AlignTop if beside else Qt.AlignmentFlag(0))


def _timer(parent: QWidget, ms: int, act: Callable[[], object]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(ms)
    timer.timeout.connect(act)
    return timer
