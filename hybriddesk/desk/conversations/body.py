"""Shows one content: paints what is in sight, lets text be selected by mouse and keys, tells which link was clicked."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QTextCursor,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from hybriddesk.desk.conversations.code_copiers import CodeCopiers
from hybriddesk.desk.conversations.content import CODE_HEAD, CODE_PAD, Content, Spot
from hybriddesk.desk.conversations.looks import Looks
from hybriddesk.desk.conversations.phrases import tr

SAID_AT_MOST = 4_000
"""Characters of a text handed to a screen reader at once."""

_MOVES = {
    Qt.Key.Key_Left: QTextCursor.MoveOperation.Left, Qt.Key.Key_Right: QTextCursor.MoveOperation.Right,
    Qt.Key.Key_Up: QTextCursor.MoveOperation.Up, Qt.Key.Key_Down: QTextCursor.MoveOperation.Down,
    Qt.Key.Key_Home: QTextCursor.MoveOperation.StartOfLine, Qt.Key.Key_End: QTextCursor.MoveOperation.EndOfLine,
}


class Body(QWidget):
    """``set_band`` tells which part of it is in sight; the rest is neither laid out nor painted."""

    link_clicked = Signal(str)
    copied = Signal(str)
    """A part of the text went to the clipboard."""
    focused = Signal(bool)
    grew = Signal()
    """Its height changed; ``Content.height`` is the new one."""

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looks = looks
        self.content = Content(looks)
        self._from: Spot = (0, 0)
        self._to: Spot = (0, 0)
        self._pressed_link = ""
        self._copiers = CodeCopiers(looks.theme, self, self._copy_code)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        looks.theme.changed.connect(self._restyle)
        looks.highlighter.ready.connect(self._colour)

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_content(self, content: Content, name: str) -> None:
        """Another text."""
        self.content = content
        self._from = self._to = (0, 0)
        self._copiers.drop()
        self.setAccessibleName(name)
        self.say()
        self.update()

    def say(self) -> None:
        """Hands the text to screen readers; called once a text is whole."""
        self.setAccessibleDescription(self.content.text[:SAID_AT_MOST])

    def set_width(self, width: int) -> None:
        """The room for the text."""
        self.content.set_width(width)
        self.setFixedSize(width, max(1, self.content.height))

    def feed(self, text: str) -> None:
        """More of a growing text; only from the first changed block on it is painted again."""
        first = self.content.feed(text)
        self._fit()
        self.update(QRect(0, self.content.ground(first).top() if self.content.blocks else 0, self.width(), self.height()))

    def finish(self) -> None:
        """The growing text is whole."""
        self.content.close()
        self._fit()
        self.say()
        self.update()

    def set_band(self, first: int, last: int) -> int:
        """Lays out what is in sight; returns by how much what lies above grew."""
        above = self.content.ensure(first, last)
        self._fit()
        self._copiers.place(self.content, first, last)
        return above

    def selected(self) -> str:
        """The selected text."""
        return self.content.between(*self._span()) if self._from != self._to else ""

    def select_all(self) -> None:
        """Everything."""
        self._from, self._to = (0, 0), self.content.end()
        self.update()

    def copy(self) -> None:
        """The selection to the clipboard."""
        text = self.selected()
        if text:
            QGuiApplication.clipboard().setText(text)
            self.copied.emit(text)

    def _fit(self) -> None:
        if self.height() != max(1, self.content.height):
            self.setFixedHeight(max(1, self.content.height))
            self.grew.emit()

    def _restyle(self) -> None:
        self.content.restyle()
        self.set_width(self.width())
        self.grew.emit()

    def _colour(self, language: str) -> None:
        for block in self.content.blocks:
            if block.piece.kind == "code" and block.piece.language == language:
                block.document = None
        self.update()

    # -- painting --------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = event.rect()
        for number in self.content.in_sight(area.top(), area.bottom()):
            self._paint_block(painter, number, area)

    def _paint_block(self, painter: QPainter, number: int, area: QRect) -> None:
        piece, document, place = self.content.blocks[number].piece, self.content.document(number), self.content.place(number)
        if piece.kind == "code":
            self._paint_ground(painter, number)
        painter.save()
        painter.translate(place.topLeft())
        context = QAbstractTextDocumentLayout.PaintContext()
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Text, self._looks.theme.colour("text"))
        context.palette = palette
        context.clip = QRectF(area.translated(-place.topLeft()))
        context.selections = self._marks(number)
        document.documentLayout().draw(painter, context)
        painter.restore()

    def _paint_ground(self, painter: QPainter, number: int) -> None:
        ground, theme = self.content.ground(number), self._looks.theme
        painter.fillRect(ground, theme.colour("sunken"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(ground.left(), ground.top(), ground.left(), ground.bottom())
        painter.drawLine(ground.right(), ground.top(), ground.right(), ground.bottom())
        piece = self.content.blocks[number].piece
        if not piece.joins:
            painter.drawLine(ground.topLeft(), ground.topRight())
            painter.setFont(theme.font("small", 600))
            painter.setPen(theme.colour("text3"))
            head = QRect(ground.left() + theme.px(CODE_PAD), ground.top(), ground.width(), theme.px(CODE_HEAD))
            painter.drawText(head, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, piece.language or tr("text"))
        if number + 1 == len(self.content.blocks) or not self.content.blocks[number + 1].piece.joins:
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(ground.bottomLeft(), ground.bottomRight())

    def _marks(self, number: int) -> list[QAbstractTextDocumentLayout.Selection]:
        start, end = self._span()
        if start == end or not start[0] <= number <= end[0]:
            return []
        document = self.content.document(number)
        cursor = QTextCursor(document)
        last = document.characterCount() - 1
        cursor.setPosition(min(start[1], last) if number == start[0] else 0)
        cursor.setPosition(min(end[1], last) if number == end[0] else last, QTextCursor.MoveMode.KeepAnchor)
        mark = QAbstractTextDocumentLayout.Selection()
        mark.cursor = cursor
        mark.format.setBackground(self._looks.theme.colour("selection"))
        mark.format.setForeground(self._looks.theme.colour("selection_text"))
        return [mark]

    def _span(self) -> tuple[Spot, Spot]:
        return (self._from, self._to) if self._from <= self._to else (self._to, self._from)

    def _copy_code(self, code: str) -> None:
        QGuiApplication.clipboard().setText(code)
        self.copied.emit(code)

    # -- mouse and keys --------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self.content.blocks:
            return
        at = event.position()
        self._pressed_link = self.content.link(at.x(), at.y())
        spot = self.content.spot(at.x(), at.y())
        if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._from = spot
        self._to = spot
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if event.buttons() & Qt.MouseButton.LeftButton and self.content.blocks:
            self._to = self.content.spot(at.x(), at.y())
            self.update()
            return
        link = self.content.link(at.x(), at.y())
        self.setCursor(Qt.CursorShape.PointingHandCursor if link else Qt.CursorShape.IBeamCursor)
        self.setToolTip(link)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        link, self._pressed_link = self._pressed_link, ""
        if link and self._from == self._to and self.content.link(at.x(), at.y()) == link:
            self.link_clicked.emit(link)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self.content.blocks:
            return
        number, at = self.content.spot(event.position().x(), event.position().y())
        cursor = QTextCursor(self.content.document(number))
        cursor.setPosition(at)
        cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        self._from, self._to = (number, cursor.selectionStart()), (number, cursor.selectionEnd())
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
        elif event.key() in _MOVES and event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self.content.blocks:
            self._extend(_MOVES[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _extend(self, move: QTextCursor.MoveOperation) -> None:
        """One step more is selected; over the edge of a block it goes on in the next one."""
        number, at = self._to
        cursor = QTextCursor(self.content.document(number))
        cursor.setPosition(min(at, self.content.document(number).characterCount() - 1))
        back = move in {QTextCursor.MoveOperation.Left, QTextCursor.MoveOperation.Up}
        if cursor.movePosition(move):
            self._to = (number, cursor.position())
        elif back and number:
            self._to = (number - 1, self.content.document(number - 1).characterCount() - 1)
        elif not back and number + 1 < len(self.content.blocks):
            self._to = (number + 1, 0)
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu().popup(event.globalPos() if event.reason() == QContextMenuEvent.Reason.Mouse else self.mapToGlobal(QPoint(8, 8)))

    def menu(self) -> QMenu:
        """Copy, select all, and every link of the text: so links are reached by keys too."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Copy"), self.copy).setEnabled(self._from != self._to)
        menu.addAction(tr("Select all"), self.select_all)
        found = self.content.links()
        if found:
            menu.addSeparator()
        for words, address in found[:20]:
            menu.addAction(tr("Open {link}").format(link=words or address), partial(self.link_clicked.emit, address))
        return menu

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)
