"""One turn's text, laid out piece by piece: closed pieces once, the open one again with each frame, those out of sight not at all."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QTextCursor, QTextOption

from hybriddesk.desk.conversations.clean import Cleaner, clean
from hybriddesk.desk.conversations.heights import Heights
from hybriddesk.desk.conversations.looks import Document, Looks
from hybriddesk.desk.conversations.markdown import as_html, column_widths, links
from hybriddesk.desk.conversations.pieces import Piece, Splitter, pieces

GAP, ITEM_GAP, CODE_HEAD, CODE_FOOT, CODE_PAD, STEP = 10, 4, 32, 8, 12, 20
Spot = tuple[int, int]
"""A place in the text: number of the block, position in its document."""


@dataclass(slots=True, eq=False)
class Block:
    """A piece, and its layout once it was in sight."""

    piece: Piece
    document: Document | None = None


class Content:
    """``layouts`` and ``read`` count the work done: documents made, and characters given to the Markdown parser."""

    def __init__(self, looks: Looks) -> None:
        self._looks = looks
        self.blocks: list[Block] = []
        self._heights = Heights()
        self._width = 0
        self._splitter: Splitter | None = None
        self._cleaner = Cleaner()
        self._parts: list[str] = []
        self._given: list[str] = []
        self.given = ""
        """The text as it was handed in, before it was cleaned."""
        self.layouts = self.read = 0

    # -- text ------------------------------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """The shown text, as Markdown."""
        return "".join(self._parts)

    @property
    def growing(self) -> bool:
        """Whether it is still being fed."""
        return self._splitter is not None

    def show(self, text: str) -> None:
        """A whole text."""
        self.given, self._parts, self._splitter = text, [clean(text)], None
        self.blocks = [Block(piece) for piece in pieces(self._parts[0])]
        self._heights = Heights(self._estimate(number) for number in range(len(self.blocks)))

    def feed(self, text: str) -> int:
        """More of a growing text. Returns the number of the first block that changed."""
        if self._splitter is None:
            self._splitter, self._cleaner = Splitter(), Cleaner()
            self.blocks, self._heights, self._parts, self._given = [], Heights(), [], []
        self._given.append(text)
        shown = self._cleaner.feed(text)
        self._parts.append(shown)
        first = max(0, len(self._splitter.closed) - 1)
        self._splitter.feed(shown)
        self._take(first)
        return first

    def close(self) -> None:
        """The growing text is whole."""
        if self._splitter is not None:
            rest = self._cleaner.close()
            self._parts.append(rest)
            self.given = "".join(self._given)
            first = max(0, len(self._splitter.closed) - 1)
            self._splitter.feed(rest)
            self._splitter.close()
            self._take(first)
            self._splitter = None

    def restyle(self) -> None:
        """Fonts or colours changed: everything is laid out anew when it is seen."""
        for block in self.blocks:
            block.document = None
        self._heights = Heights(self._estimate(number) for number in range(len(self.blocks)))

    # -- layout ----------------------------------------------------------------------------------------------------

    @property
    def height(self) -> int:
        """Of everything, partly estimated."""
        return self._heights.total

    def set_width(self, width: int) -> None:
        """The room for the text."""
        if width != self._width:
            self._width = width
            self._heights = Heights(self._estimate(number) for number in range(len(self.blocks)))

    def ensure(self, first: int, last: int) -> int:
        """Lays out what stands between these heights. Returns by how much it grew above what was laid out already, so that this
        can stay where it is; where nothing was, by how much what begins above ``first`` grew.
        """
        before = outside = 0
        met = False
        number = self._heights.at(first) if self.blocks else 0
        while number < len(self.blocks) and self._heights.top(number) <= last:
            met = met or self._is_laid(number)
            begins_above = self._heights.top(number) - before < first
            grown = self._heights.change(number, self._lay(number))
            before += 0 if met else grown
            outside += grown if begins_above else 0
            number += 1
        return before if met else outside

    def in_sight(self, first: int, last: int) -> range:
        """Numbers of the blocks between these heights."""
        if not self.blocks:
            return range(0)
        return range(self._heights.at(first), self._heights.at(last) + 1)

    def document(self, number: int) -> Document:
        """A block's document, made if it is not there."""
        self._lay(number)
        found = self.blocks[number].document
        assert found is not None
        return found

    def place(self, number: int) -> QRect:
        """Where a block's document stands."""
        piece, px = self.blocks[number].piece, self._looks.theme.px
        left = self._left(piece)
        top = self._heights.top(number) + self._above(number)
        foot = px(CODE_FOOT) if piece.kind == "code" and self._last_of_group(number) else 0
        height = self._heights.height(number) - self._above(number) - foot
        return QRect(left, top, self._room(piece), height)

    def ground(self, number: int) -> QRect:
        """The grey ground of a piece of code, from its head to its foot."""
        top = self._heights.top(number) + (0 if self.blocks[number].piece.joins or number == 0 else self._looks.theme.px(GAP))
        left = self._looks.theme.px(STEP) * self.blocks[number].piece.depth
        return QRect(left, top, self._width - left, self._heights.top(number + 1) - top)

    def code(self, group: int) -> str:
        """All lines of a code block."""
        return "\n".join(block.piece.source for block in self.blocks if block.piece.kind == "code" and block.piece.group == group)

    # -- places in the text ----------------------------------------------------------------------------------------

    def spot(self, x: float, y: float) -> Spot:
        """The place nearest to a point."""
        number = self._heights.at(int(y))
        place = self.place(number)
        at = self.document(number).documentLayout().hitTest(QPointF(x - place.x(), y - place.y()), Qt.HitTestAccuracy.FuzzyHit)
        return number, max(0, at)

    def link(self, x: float, y: float) -> str:
        """The address of the link at a point, or an empty text."""
        if not self.blocks:
            return ""
        number = self._heights.at(int(y))
        place = self.place(number)
        return self.document(number).documentLayout().anchorAt(QPointF(x - place.x(), y - place.y()))

    def links(self) -> tuple[tuple[str, str], ...]:
        """``(words, address)`` of every link, in order."""
        return tuple(found for block in self.blocks if block.piece.kind != "code" for found in links(block.piece.source))

    def end(self) -> Spot:
        """Behind the last sign."""
        number = len(self.blocks) - 1
        return (number, self.document(number).characterCount() - 1) if self.blocks else (0, 0)

    def between(self, start: Spot, end: Spot) -> str:
        """The shown text between two places."""
        if (start, end) == ((0, 0), self.end()):
            return self.text.strip("\n")
        found = []
        for number in range(start[0], end[0] + 1):
            cursor = QTextCursor(self.document(number))
            cursor.setPosition(start[1] if number == start[0] else 0)
            last = self.document(number).characterCount() - 1
            cursor.setPosition(min(end[1], last) if number == end[0] else last, QTextCursor.MoveMode.KeepAnchor)
            found.append(cursor.selectedText().replace("\u2029", "\n").replace("\u2028", "\n"))
        return "\n".join(found)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _take(self, first: int) -> None:
        """Brings the blocks from ``first`` in step with the splitter; a piece that did not change keeps its layout."""
        assert self._splitter is not None
        wanted = self._splitter.closed[first:]
        if self._splitter.open is not None:
            wanted = [*wanted, self._splitter.open]
        old = self.blocks[first:]
        del self.blocks[first:]
        self._heights.cut(first)
        for number, piece in enumerate(wanted):
            same = number < len(old) and old[number].piece == piece
            self.blocks.append(old[number] if same else Block(piece))
        for number in range(first, len(self.blocks)):
            self._heights.append(self._lay(number) if self._width else 0)

    def _is_laid(self, number: int) -> bool:
        document = self.blocks[number].document
        return document is not None and document.textWidth() == self._room(self.blocks[number].piece)

    def _lay(self, number: int) -> int:
        block = self.blocks[number]
        if block.document is None:
            block.document = self._made(number)
        room = self._room(block.piece)
        if block.document.textWidth() != room:
            block.document.setTextWidth(room)
        foot = self._looks.theme.px(CODE_FOOT) if block.piece.kind == "code" and self._last_of_group(number) else 0
        return self._above(number) + math.ceil(block.document.size().height()) + foot

    def _made(self, number: int) -> Document:
        piece = self.blocks[number].piece
        self.layouts += 1
        self.read += len(piece.source)
        document = Document()
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setIndentWidth(self._looks.theme.px(STEP))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        document.setDefaultFont(self._looks.theme.font("read"))
        document.setDefaultStyleSheet(self._looks.sheet)
        widths = column_widths(self.blocks[self._head_of(number)].piece) if piece.kind == "table" else ()
        document.setHtml(as_html(piece, widths, self._looks.highlighter.paint, self._looks.theme.tokens.border))
        return document

    def _head_of(self, number: int) -> int:
        while number and self.blocks[number].piece.joins:
            number -= 1
        return number

    def _above(self, number: int) -> int:
        """Gap and code head over a block's document."""
        piece, px = self.blocks[number].piece, self._looks.theme.px
        if piece.joins:
            return 0
        if number == 0:
            gap = 0
        else:
            both = piece.kind == "item" and self.blocks[number - 1].piece.kind == "item"
            gap = px(ITEM_GAP if both else GAP)
        return gap + (px(CODE_HEAD) if piece.kind == "code" else 0)

    def _last_of_group(self, number: int) -> bool:
        after = self.blocks[number + 1].piece if number + 1 < len(self.blocks) else None
        return after is None or not after.joins or after.group != self.blocks[number].piece.group

    def _left(self, piece: Piece) -> int:
        px = self._looks.theme.px
        return px(STEP) * piece.depth + (px(CODE_PAD) if piece.kind == "code" else 0)

    def _room(self, piece: Piece) -> int:
        px = self._looks.theme.px
        return max(px(40), self._width - px(STEP) * piece.depth - (2 * px(CODE_PAD) if piece.kind == "code" else 0))

    def _estimate(self, number: int) -> int:
        piece, px = self.blocks[number].piece, self._looks.theme.px
        return self._above(number) + estimate(piece.source, self._room(piece), px(21 if piece.kind != "table" else 32), px(7))


def estimate(text: str, width: int, line: int, sign: int) -> int:
    """About how high a text will be: ``line`` and ``sign`` are the height of a line and the mean width of a letter."""
    signs = max(1, width // sign)
    return line * (text.count("\n") + 1 + len(text) // signs)

