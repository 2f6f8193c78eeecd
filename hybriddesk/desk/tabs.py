"""A place of several pages under tabs: each is made when it is first shown, after their modules were imported in a worker thread."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from hybriddesk.desk.growing import Growing
from hybriddesk.desk.place import DeskContext, Place
from hybriddesk.desk.widgets.buttons import Segmented
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import translated
from hybriddesk.records.work import Changed

Makers = Mapping[str, Callable[[DeskContext], QWidget]]
SIDE, GAP, LEAST = 24, 16, 160


class TabStrip(QScrollArea):
    """The tabs, scrolled sideways where even a line of their own is too short for them: a zoom or a language must not widen the window."""

    def __init__(self, tabs: Segmented, label: str) -> None:
        super().__init__()
        self._tabs = tabs
        self.setObjectName(f"{tabs.objectName()}_strip")
        self.setAccessibleName(label)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setWidget(tabs)

    def show_tab(self, key: str) -> None:
        """Scrolls to a tab."""
        self.ensureWidgetVisible(self._tabs.button(key), 24, 0)

    def sizeHint(self) -> QSize:
        return self._tabs.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(min(LEAST, self._tabs.sizeHint().width()), self._tabs.sizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - event.angleDelta().y() // 2)


class TabbedPlace(Place):
    """``tabs``: a key and English words for each page, the first of which is made at once. ``pages`` names a module with ``MAKERS``.

    A page may have ``list`` (a view for bare letters, given to the registry when the page is shown), ``step`` and ``on_changed``.
    Where the tabs find no room beside the title they stand under it, and scroll where that is not enough either.
    """

    tabs: ClassVar[Mapping[str, str]]
    pages: ClassVar[str]

    def build(self, context: DeskContext) -> None:
        self.views = Segmented(
            {key: self.tr_words(words) for key, words in self.tabs.items()}, name=f"{self.place_id}_view", label=self.tr_words(self.title),
            chosen=self.show_view,
        )
        self._made: dict[str, QWidget] = {}
        self._stack = QStackedWidget()
        self._title = Label(self.tr_words(self.title), "page", 600)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setContentsMargins(SIDE, 0, SIDE, 0)
        self._head.addWidget(self._title)
        self._head.addStretch(1)
        self._strip = TabStrip(self.views, self.tr_words(self.title))
        self._head.addWidget(self._strip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 20, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._head)
        for widget in self.above():
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        self._arrange()
        context.theme.changed.connect(self._arrange)
        self.growing = Growing(context, self, self.pages, self.begin)

    def above(self) -> Sequence[QWidget]:
        """What stands between the tabs and every page, such as a bar that concerns all of them."""
        return ()

    def tr_words(self, text: str) -> str:
        """The place's own words in the person's language."""
        return translated(text, self.title)

    def begin(self) -> None:
        """The modules are there: makes the first page, unless another was asked for already."""
        if not self._made:
            self.show_view(self.views.value())

    def made(self, view: str) -> Any:
        """A page that was made already, or None."""
        return self._made.get(view)

    def page(self, view: str) -> Any:
        """One of the pages, made now if it is not yet there."""
        if view not in self._made:
            makers: Makers = importlib.import_module(self.pages).MAKERS
            page = self._made[view] = makers[view](self.context)
            self._stack.addWidget(page)
            self.page_made(view)
        return self._made[view]

    def page_made(self, view: str) -> None:
        """A page was made just now; a place connects here what it wants to hear of it."""

    def show_view(self, view: str) -> None:
        """Brings one of the pages to the front."""
        self.views.choose(view)
        self._strip.show_tab(view)
        page = self.page(view)
        self._stack.setCurrentWidget(page)
        if (listing := getattr(page, "list", None)) is not None:
            self.context.registry.attach_list(self.place_id, listing)

    def front(self) -> Any:
        """The page in front."""
        return self.page(self.views.value())

    def tab_acts(self) -> dict[str, Callable[[], object]]:
        """For each page the command that shows it."""
        return {f"{self.place_id}.{view}": partial(self.go, view) for view in self.tabs}

    def go(self, view: str) -> None:
        """Shows this place with one of its pages."""
        self.context.go_to(self.place_id, view=view)

    def step(self, by: int) -> None:
        """Next (1) or previous (-1) line of the page in front, if it has lines."""
        if (step := getattr(self.front(), "step", None)) is not None:
            step(by)

    def on_changed(self, changed: Changed) -> None:
        for page in tuple(self._made.values()):
            if (heard := getattr(page, "on_changed", None)) is not None:
                heard(changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        needed = self._title.sizeHint().width() + self.views.sizeHint().width() + 2 * SIDE + GAP
        self.views.resize(self.views.sizeHint())
        self._strip.setFixedHeight(self.views.sizeHint().height())
        beside = self.width() >= needed
        self._head.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._head.setSpacing(GAP if beside else 8)
