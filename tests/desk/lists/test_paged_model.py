from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QListView

from hybriddesk.desk.lists.paged_model import ID, PAGE, PAGES_KEPT, ROW, STEP, PagedModel


@dataclass(frozen=True)
class Row:
    id: str
    title: str


class Store:
    """Counts what is read."""

    def __init__(self, gone=()):
        self.reads = []
        self.gone = set(gone)

    def page(self, ids):
        self.reads.append(tuple(ids))
        return [Row(id_, f"title {id_}") for id_ in reversed(ids) if id_ not in self.gone]


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def model(qapp, store):
    return PagedModel(store.page, lambda row: row.id, lambda row: row.title)


def _ids(count):
    return [f"{number:026d}" for number in range(count)]


def test_a_long_list_reads_only_what_is_seen(qtbot, model, store):
    """A view on 100,000 rows reads a page or two, not the list."""
    view = QListView()
    qtbot.addWidget(view)
    view.setUniformItemSizes(True)
    view.resize(300, 600)
    view.setModel(model)
    model.show_ids(_ids(100_000))
    view.show()
    qtbot.waitExposed(view)
    assert len(model.ids()) == 100_000
    assert model.rowCount() == STEP
    assert 0 < len(store.reads) <= 3
    assert all(len(page) <= PAGE for page in store.reads)


def test_rows_come_by_id_whatever_order_the_page_has(model):
    """The row shown at a place is the row of that place's id."""
    model.show_ids(_ids(200))
    assert model.data(model.index(130), ROW) == Row(f"{130:026d}", f"title {130:026d}")
    assert model.data(model.index(130), ID) == f"{130:026d}"
    assert model.data(model.index(130)) == f"title {130:026d}"


def test_a_page_is_read_once(model, store):
    """Asking again for a row of the same page does not read again."""
    model.show_ids(_ids(200))
    model.row_at(0)
    model.row_at(PAGE - 1)
    assert len(store.reads) == 1


def test_old_pages_are_let_go(model, store):
    """Memory stays flat: a page far away is read again when one comes back to it."""
    model.show_ids(_ids(PAGE * (PAGES_KEPT + 2)))
    for page in range(PAGES_KEPT + 2):
        model.row_at(page * PAGE)
    before = len(store.reads)
    model.row_at(0)
    assert len(store.reads) == before + 1


def test_selection_follows_its_id(qtbot, model):
    """After a refresh in another order the same entry is selected, not the same line."""
    view = QListView()
    qtbot.addWidget(view)
    view.setModel(model)
    ids = _ids(10)
    model.show_ids(ids)
    view.selectionModel().setCurrentIndex(model.index(4), QItemSelectionModel.SelectionFlag.ClearAndSelect)
    model.refresh([ids[4], *ids[:4], *ids[5:]])
    assert view.currentIndex().row() == 0
    assert [index.data(ID) for index in view.selectedIndexes()] == [ids[4]]


def test_a_row_that_left_the_list_is_not_selected_any_more(qtbot, model):
    """An entry that was decided elsewhere leaves no selection on a stranger."""
    view = QListView()
    qtbot.addWidget(view)
    view.setModel(model)
    ids = _ids(5)
    model.show_ids(ids)
    view.setCurrentIndex(model.index(2))
    model.refresh(ids[:2] + ids[3:])
    assert not view.currentIndex().isValid() or view.currentIndex().data(ID) != ids[2]
    assert ids[2] not in [index.data(ID) for index in view.selectedIndexes()]


def test_a_deleted_row_shows_nothing(qapp):
    """An id whose row is gone gives no row and no words instead of an error."""
    ids = _ids(3)
    model = PagedModel(Store(gone=[ids[1]]).page, lambda row: row.id, lambda row: row.title)
    model.show_ids(ids)
    assert model.data(model.index(1), ROW) is None
    assert model.data(model.index(1)) is None


def test_forget_reads_changed_rows_anew(model, store, qtbot):
    """A row that changed is read again and its place repainted."""
    model.show_ids(_ids(200))
    model.row_at(0)
    with qtbot.waitSignal(model.dataChanged) as caught:
        model.forget(frozenset({f"{3:026d}"}))
    assert caught.args[0].row() == 3
    model.row_at(0)
    assert len(store.reads) == 2


def test_an_id_list_with_positions_is_asked_directly(qapp, store):
    """The store's packed id list answers where an id stands without a second index in memory."""

    class Packed(list):
        def position(self, wanted):
            return self.index(wanted) if wanted in self else None

    model = PagedModel(store.page, lambda row: row.id, lambda row: row.title)
    model.show_ids(Packed(_ids(9)))
    assert model.index_of(f"{7:026d}").row() == 7
    assert not model.index_of("nobody").isValid()
    assert model._places is None


def test_scrolling_to_the_end_reaches_the_last_row(qtbot, model):
    """The view comes to know of more rows as it nears the end, until all are there."""
    view = QListView()
    qtbot.addWidget(view)
    view.setModel(model)
    model.show_ids(_ids(STEP * 2 + 5))
    view.show()
    for _ in range(3):
        model.fetchMore(view.rootIndex())
    assert model.rowCount() == STEP * 2 + 5
    assert not model.canFetchMore(view.rootIndex())


def test_going_to_an_id_far_down_works(model):
    """An id from a search has its row, however far down it stands, and keeps it after a refresh."""
    ids = _ids(STEP * 3)
    model.show_ids(ids)
    far = model.index_of(ids[STEP * 2 + 7])
    assert far.row() == STEP * 2 + 7
    model.refresh(ids[1:])
    assert model.data(model.index_of(ids[STEP * 2 + 7]), ID) == ids[STEP * 2 + 7]
