"""Titles stand over their columns, whichever way one reads and whether or not the list scrolls."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hybriddesk.desk.lists.columns import Column, Columns, ColumnsHead, Mark, column_list


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("rows", [2, 200])
def test_a_title_stands_where_its_column_does(theme, qtbot, direction, rows):
    """The scroll bar takes its room from the rows, at the left in a right-to-left window: the head leaves the same room."""
    home = QWidget()
    qtbot.addWidget(home)
    home.setLayoutDirection(direction)
    columns = Columns(theme, (Column("What", 60), Column("When", 40, end=True)), home)
    view = column_list("rows", "Rows", QStringListModel([str(n) for n in range(rows)], home), columns, lambda _row: (Mark("a"), Mark("b")))
    head = ColumnsHead(columns, view)
    column = QVBoxLayout(home)
    column.setContentsMargins(7, 0, 7, 0)
    column.addWidget(head)
    column.addWidget(view)
    home.resize(500, 300)
    home.show()
    bar = view.verticalScrollBar()
    assert bar.isVisible() is (rows > 2)
    port = view.viewport()
    for title, cell in zip(columns.boxes(head.area(), direction), columns.boxes(port.rect(), direction), strict=True):
        left = port.mapTo(home, cell.topLeft()).x()
        assert (head.mapTo(home, title.topLeft()).x(), title.width()) == (left, cell.width())
    if rows > 2:
        assert (bar.mapTo(home, bar.rect().center()).x() < home.width() // 2) is (direction == Qt.LayoutDirection.RightToLeft)
        assert head.area() != head.rect()
