"""The column of turns: only those in sight have widgets; all others are a number of pixels."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from hybriddesk.desk.conversations.column import GAP, MARGIN, Column
from hybriddesk.desk.conversations.content import Content
from hybriddesk.desk.conversations.looks import Looks
from hybriddesk.desk.conversations.measuring import measure
from hybriddesk.desk.conversations.phrases import tr
from hybriddesk.desk.conversations.pool import Pool
from hybriddesk.desk.conversations.rehearsing import rehearse
from hybriddesk.desk.conversations.shown import Shown
from hybriddesk.desk.conversations.texts import Texts
from hybriddesk.desk.conversations.turn_view import TurnView, tab_order
from hybriddesk.records.work import Turn

Describe = Callable[[Turn], Shown]


class Transcript(QAbstractScrollArea):
    """``show_path`` gives it the turns; ``describe(turn)`` is asked only for those in sight."""

    act = Signal(str, str)
    opinion_given = Signal(str, str, str)
    rated = Signal(str, int)
    link_clicked = Signal(str)
    copied = Signal(str, str)
    peeked = Signal(bool)
    """V is held down, or no longer."""

    def __init__(self, looks: Looks, describe: Describe, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looks, self._describe = looks, describe
        self._column = Column(looks.theme)
        self._views: dict[str, TurnView] = {}
        self._pool = Pool(self._new_view, lambda view: rehearse(view, looks), self)
        self._texts = Texts(looks)
        self.current = ""
        self._follows = True
        self._placing = self._held = False
        self.setObjectName("transcript")
        self.setAccessibleName(tr("Messages"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._place)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        looks.theme.changed.connect(self._restyle)

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_path(self, turns: Sequence[Turn], *, fresh: bool = False) -> None:
        """The turns from first to last. ``fresh``: another conversation, shown from its end."""
        if fresh:
            self._clear()
        if not fresh and turns is self._column.turns:
            self.refresh()
            return
        kept = {turn.id for turn in turns}
        self._column.show(turns)
        for turn_id in [turn_id for turn_id in self._views if turn_id not in kept]:
            self._retire(turn_id)
        self._texts.keep(kept)
        if self.current not in kept:
            self.current = turns[-1].id if turns else ""
        self._follows = self._follows or fresh
        self.refresh()

    def refresh(self, turn_ids: Sequence[str] = ()) -> None:
        """Reads the facts of turns in sight anew; no ids means all of them."""
        for turn_id, view in self._views.items():
            if not turn_ids or turn_id in turn_ids:
                self._bind(view, self._turn(turn_id))
        self._place()

    def view(self, turn_id: str) -> TurnView | None:
        """A turn's widget, while it is in sight."""
        return self._views.get(turn_id)

    def views(self) -> tuple[TurnView, ...]:
        """Widgets in sight, from top to bottom."""
        return tuple(self._views[turn_id] for turn_id in sorted(self._views, key=lambda one: self._column.row(one) or 0))

    # -- a growing answer ------------------------------------------------------------------------------------------

    def grow(self, turn_id: str, content: Content) -> None:
        """This turn's text is ``content``, which grows until ``settle``."""
        self._texts.grow(turn_id, content)

    def feed(self, turn_id: str, text: str) -> None:
        """More of a growing text."""
        view, content = self._views.get(turn_id), self._texts.growing(turn_id)
        if view is not None and view.body.content is content:
            view.body.feed(text)
        elif content is not None:
            content.feed(text)

    def settle(self, turn_id: str) -> None:
        """The growing text is whole and becomes one like all others."""
        view, content = self._views.get(turn_id), self._texts.settle(turn_id)
        if view is not None and view.body.content is content:
            view.body.finish()
        elif content is not None:
            content.close()

    # -- moving ----------------------------------------------------------------------------------------------------

    def go_to(self, turn_id: str) -> None:
        """Brings a turn to the top and makes it the current one."""
        row = self._column.row(turn_id)
        if row is not None:
            self._follows = False
            self.set_current(turn_id)
            self.verticalScrollBar().setValue(self._column.top(row) - MARGIN)
            self._place()

    def to_end(self) -> None:
        """The last words, and from now on whatever follows them."""
        self._follows = True
        self._place()

    def step(self, by: int) -> None:
        """The next (1) or previous (-1) turn becomes the current one."""
        last = len(self._column.turns) - 1
        if last >= 0:
            at = self._column.row(self.current)
            row = min(max((last if at is None else at) + by, 0), last)
            self.set_current(self._column.turns[row].id)
            self._show_row(row)

    def set_current(self, turn_id: str) -> None:
        """The turn that keys act on."""
        self.current = turn_id
        for view_id, view in self._views.items():
            view.set_current(view_id == turn_id and self.hasFocus())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_V and not event.modifiers() and not event.isAutoRepeat():
            self._peek(True)
        elif event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.step(len(self._column.turns) if event.key() == Qt.Key.Key_End else -len(self._column.turns))
        elif event.key() == Qt.Key.Key_V:
            event.accept()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_V and not event.isAutoRepeat():
            self._peek(False)
        super().keyReleaseEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._soon.start()

    def _peek(self, held: bool) -> None:
        if held != self._held:
            self._held = held
            self.peeked.emit(held)

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.set_current(self.current)

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self._peek(False)
        self.set_current(self.current)

    # -- placing ---------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._column.room != self.viewport().width():
            self._column.room = self.viewport().width()
            self._column.forget()
        self._place()

    def _scrolled(self, value: int) -> None:
        if not self._placing:
            self._follows = value >= self.verticalScrollBar().maximum() - 4
            self._place()

    def _place(self) -> None:
        """Gives every turn in sight a widget, its height and its place. What is looked at stays where it is."""
        if self._placing or not self.viewport().width():
            return
        self._placing = True
        try:
            for _ in range(4):  # estimates become heights, and then other turns may be in sight
                if not self._place_once():
                    break
        finally:
            self._placing = False

    def _place_once(self) -> bool:
        """Returns whether anything moved."""
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(room)
        bar.setSingleStep(self._looks.theme.px(40))
        self._stretch()
        top = bar.value()
        wanted = self._column.between(top, top + room)
        names = {self._column.turns[row].id for row in wanted}
        others = names ^ self._views.keys()
        for turn_id in [turn_id for turn_id in self._views if turn_id not in names]:
            self._retire(turn_id)
        known = next((row for row in wanted if self._column.turns[row].id in self._views), None)
        changed, above = measure(self._column, [(row, self._view_for(self._column.turns[row])) for row in wanted], known, top, room)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for row in wanted:
            self._views[self._column.turns[row].id].setGeometry(self._column.place(row, top, mirrored=mirrored))
        if others:
            tab_order(self.views())
        if changed:
            self._stretch()
            if above and not self._follows:
                bar.setValue(bar.value() + above)
        return changed or bar.value() != top

    def _stretch(self) -> None:
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, self._column.height - self.viewport().height()))
        if self._follows:
            bar.setValue(bar.maximum())

    def _show_row(self, row: int) -> None:
        bar, room = self.verticalScrollBar(), self.viewport().height()
        top, bottom = self._column.top(row), self._column.bottom(row)
        if top < bar.value() or bottom - top > room:
            self._follows = False
            bar.setValue(top - MARGIN)
        elif bottom > bar.value() + room:
            bar.setValue(bottom - room + GAP)
        self._place()

    # -- widgets ---------------------------------------------------------------------------------------------------

    def _view_for(self, turn: Turn) -> TurnView:
        view = self._views.get(turn.id)
        if view is None:
            view = self._views[turn.id] = self._pool.take()
            self._bind(view, turn)
            view.show()
        return view

    def _bind(self, view: TurnView, turn: Turn) -> None:
        shown = self._describe(turn)
        (self._column.wide.add if shown.notice else self._column.wide.discard)(turn.id)
        view.show_turn(shown, self._texts.of(shown))
        view.set_current(turn.id == self.current and self.hasFocus())

    def _new_view(self) -> TurnView:
        view = TurnView(self._looks, self.viewport())
        view.act.connect(self._acted)
        view.opinion_given.connect(self.opinion_given)
        view.rated.connect(self.rated)
        view.link_clicked.connect(self.link_clicked)
        view.copied.connect(self.copied)
        view.grew.connect(self._soon.start)
        return view

    def _acted(self, name: str, turn_id: str) -> None:
        self.set_current(turn_id)
        self.act.emit(name, turn_id)

    def _retire(self, turn_id: str) -> None:
        view = self._views.pop(turn_id)
        if view.isAncestorOf(self.focusWidget() or self):
            self.setFocus()
        self._pool.give(view)

    def _clear(self) -> None:
        for turn_id in list(self._views):
            self._retire(turn_id)
        self._texts.clear()
        self._column.show(())
        self.current = ""
        self._follows = True

    def _turn(self, turn_id: str) -> Turn:
        row = self._column.row(turn_id)
        assert row is not None
        return self._column.turns[row]

    def _restyle(self) -> None:
        self._texts.restyle()
        for turn_id, view in self._views.items():
            self._bind(view, self._turn(turn_id))
        self._column.forget()
        self._soon.start()
