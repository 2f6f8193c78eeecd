"""Queue, desk and inspector side by side; where the window is narrow, the inspector is a drawer over the desk."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from hybriddesk.desk.review import bench as bench_module
from hybriddesk.desk.review import inspector as inspector_module
from hybriddesk.desk.review import queue_pane
from hybriddesk.desk.review.bench import Bench
from hybriddesk.desk.review.inspector import Inspector
from hybriddesk.desk.review.queue_pane import QueuePane
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.cards import EmptyState
from hybriddesk.desk.widgets.text import line, restyle

ALL_PANES = 1160
"""From this width on (window 1360 without the rail) the inspector stands beside the desk; below it is a drawer."""


class Panes(QWidget):
    """Shows either the desk or the sentence that nothing lies on it."""

    def __init__(self, theme: Theme, queue: QueuePane, bench: Bench, empty: EmptyState, inspector: Inspector, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._queue, self._bench, self.inspector = theme, queue, bench, inspector
        self._wanted: bool | None = None
        self._busy = False
        self._middle = QStackedWidget()
        self._empty = empty
        self._middle.addWidget(empty)
        self._middle.addWidget(bench)
        self._asked: QWidget | None = None
        self._line = line(vertical=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(queue)
        self._row.addWidget(line(vertical=True))
        self._row.addWidget(self._middle, 1)
        self._row.addWidget(self._line)
        self._row.addWidget(inspector)

    def show_desk(self, *, busy: bool) -> None:
        """The desk with a draft on it, or the sentence in its place; behind a page that asks, if one does."""
        self._busy = busy
        self._middle.setCurrentWidget(self._asked or (self._bench if busy else self._empty))
        self._arrange()

    def ask(self, page: QWidget | None) -> None:
        """A page in the place of the desk until it is answered; None ends it."""
        if page is not None and self._middle.indexOf(page) < 0:
            self._middle.addWidget(page)
        self._asked = page
        self.show_desk(busy=self._busy)

    def toggle_inspector(self) -> None:
        """Shows or hides the inspector."""
        self._wanted = not self.inspector.isVisibleTo(self)
        self._arrange()

    def show_inspector(self) -> None:
        """Brings the inspector into sight, as a drawer if need be."""
        self._wanted = True
        self._arrange()

    def show_tab(self, tab: str) -> None:
        """Brings a page of the inspector into sight."""
        self.show_inspector()
        self.inspector.show_tab(tab)

    def minimumSizeHint(self) -> QSize:
        """Without the inspector: it gives way before the window does."""
        width = self._theme.px(queue_pane.LEAST) + self._middle.minimumSizeHint().width() + 1
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        px = self._theme.px
        roomy = self.width() >= px(ALL_PANES)
        cramped = self.width() < px(queue_pane.WIDTH + bench_module.SHORT)
        self._queue.setFixedWidth(px(queue_pane.LEAST if cramped else queue_pane.WIDTH))
        self.inspector.setFixedWidth(px(inspector_module.WIDTH))
        shown = self._middle.currentWidget() is self._bench and (roomy if self._wanted is None else self._wanted)
        self._dock(roomy=roomy)
        self._line.setVisible(shown and roomy)
        self.inspector.setVisible(shown)
        if shown and not roomy:
            self._lay_over()

    def _dock(self, *, roomy: bool) -> None:
        docked = self._row.indexOf(self.inspector) >= 0
        if roomy and not docked:
            self._row.addWidget(self.inspector)
        if not roomy and docked:
            self._row.removeWidget(self.inspector)
        kind = "surface" if roomy else "panel"
        if self.inspector.property("kind") != kind:
            restyle(self.inspector, kind=kind)

    def _lay_over(self) -> None:
        panel = self.inspector
        left = 0 if self.isRightToLeft() else self.width() - panel.width()
        panel.setGeometry(left, 0, panel.width(), self.height())
        panel.raise_()
