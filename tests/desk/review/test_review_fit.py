"""The desk fits large letters and languages that run from right to left."""

import pytest
from PySide6.QtCore import QLocale, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QStyle, QStyleOptionViewItem

from hybriddesk.desk.review.phrases import sure
from hybriddesk.desk.review.queue_delegate import QueueDelegate


@pytest.mark.parametrize(("zoom", "size"), [(100, (1440, 900)), (150, (1440, 900)), (200, (1440, 900)), (100, (1024, 700)), (120, (1024, 700))])
def test_no_button_is_clipped(desk, zoom, size):
    """Every word on a button is readable at every zoom; none is cut to make room."""
    desk.context.theme.apply(zoom=zoom)
    desk.window.resize(QSize(*size))
    place = desk.show()
    desk.qtbot.wait(100)
    buttons = [
        button for button in place.findChildren(QAbstractButton) if button.isVisible() and not isinstance(button.parent(), QLineEdit)
    ]
    clipped = {
        button.objectName(): (button.size().toTuple(), button.sizeHint().toTuple())
        for button in buttons if button.width() < button.sizeHint().width() or button.height() < button.sizeHint().height()
    }
    outside = [button.objectName() for button in buttons if not place.rect().contains(QRect(button.mapTo(place, button.rect().topLeft()), button.size()))
               and not button.objectName().startswith("reason")]
    desk.context.theme.apply(zoom=100)
    assert clipped == {}
    assert outside == []
    assert len(buttons) >= 12


@pytest.fixture(params=["ar_EG", "he_IL"])
def locale(request):
    before = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield QLocale()
    QLocale.setDefault(before)


def painted(desk, direction):
    """One row as the delegate paints it."""
    place = desk.place
    image = QImage(284, 78, QImage.Format.Format_RGB32)
    image.fill(QColor(desk.context.theme.tokens.surface))
    option = QStyleOptionViewItem()
    option.rect, option.direction, option.state = image.rect(), direction, QStyle.StateFlag.State_Selected
    painter = QPainter(image)
    place.queue.list.itemDelegate().paint(painter, option, place.queue.model.index_of(desk.ids[0]))
    painter.end()
    return image


def left_and_right(image, colour):
    """How many pixels of a colour lie in the left and in the right half."""
    wanted = QColor(colour).rgb()
    at = [x for y in range(image.height()) for x in range(image.width()) if image.pixel(x, y) == wanted]
    return sum(x < image.width() // 2 for x in at), sum(x >= image.width() // 2 for x in at)


def test_a_row_is_mirrored(desk, locale):
    """Chip and edge stand at the near end, which is the right one; percent and digits are the locale's own."""
    desk.show()
    tokens = desk.context.theme.tokens
    assert locale.textDirection() == Qt.LayoutDirection.RightToLeft
    ltr, rtl = painted(desk, Qt.LayoutDirection.LeftToRight), painted(desk, Qt.LayoutDirection.RightToLeft)
    for colour in (tokens.bad_soft, tokens.accent):
        near, far = left_and_right(ltr, colour)
        assert near > 20 * max(far, 1) or (near and not far)
        far, near = left_and_right(rtl, colour)
        assert near > 20 * max(far, 1) or (near and not far)
    assert locale.percent() in sure(0.58)
    assert locale.toString(58) in sure(0.58)


def test_the_chip_is_as_wide_as_its_words_in_any_script(desk, locale):
    """Arabic digits and a percent sign of two characters do not run out of the chip."""
    desk.show()
    drawn = []

    class Noting(QPainter):
        def drawText(self, *words):
            drawn.append(words)
            super().drawText(*words)

    place = desk.place
    image = QImage(284, 78, QImage.Format.Format_RGB32)
    option = QStyleOptionViewItem()
    option.rect, option.direction = image.rect(), Qt.LayoutDirection.RightToLeft
    painter = Noting(image)
    delegate = place.queue.list.itemDelegate()
    assert isinstance(delegate, QueueDelegate)
    delegate.paint(painter, option, place.queue.model.index_of(desk.ids[0]))
    painter.end()
    (box, words) = next((call[0], call[-1]) for call in drawn if locale.percent() in call[-1])
    assert box.width() >= place.fontMetrics().horizontalAdvance(words) * 0.7
    assert image.rect().contains(box)
    others = [call[0] for call in drawn if call[-1] != words and call[0].center().y() == box.center().y()]
    assert not any(other.intersects(box) for other in others)
