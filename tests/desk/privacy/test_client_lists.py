"""Lists of clients and matters: made, edited, removed and used, through the widgets on a real store."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hybriddesk.desk.privacy import client_list_sheet
from hybriddesk.desk.privacy.client_list_sheet import words_of
from hybriddesk.records.errors import Permanent
from hybriddesk.records.work import SourceItem


def stored(desk):
    return desk.fetch(desk.workspace.hide_lists.all)


def made(desk, name="Krähe", terms=("Krähe",), everywhere=False):
    return desk.fetch(lambda: desk.workspace.hide_lists.add(name, terms, everywhere=everywhere))


def test_a_list_is_made_and_hides_in_the_try_box(desk):
    """Name, words, for every request; the table shows it and the tried text is read anew."""
    place = desk.open("privacy")
    card, box = place.rules.client_lists, place.rules.try_box
    assert card.table.isHidden()
    assert not card.change.isEnabled()
    box.text.show_text("We spoke about projekt nebel.")
    box.read()
    desk.idle()
    card.new.click()
    sheet = card.sheet
    assert not sheet.none.isHidden() or desk.idle() is None
    sheet.name.setText("Krähe & Söhne")
    sheet.words.setPlainText("Projekt Nebel\n\nProjekt Nebel\nK-2041")
    sheet.everywhere.setChecked(True)
    sheet.save.click()
    desk.wait(lambda: card.sheet is None and card.table.rowCount() == 1)
    desk.idle()
    (found,) = stored(desk)
    assert (found.name, found.terms, found.everywhere) == ("Krähe & Söhne", ("Projekt Nebel", "K-2041"), True)
    assert [card.table.item(0, at).text() for at in range(3)] == ["Krähe & Söhne", "2", "Every request"]
    desk.wait(lambda: box.table.rowCount() == 1)
    assert ("privacy.list_added", found.id) in desk.acts()


def test_a_list_is_edited_for_an_import_with_the_words_of_a_file(desk, tmp_path):
    made(desk)
    desk.fetch(lambda: desk.workspace.drafting.file_import("inbox.mbox", "reply", [SourceItem("inbox.mbox", "1", "mail", "Hi", "Where?", "")]))
    card = desk.open("privacy").rules.client_lists
    desk.wait(lambda: card.table.rowCount() == 1)
    QTest.keyClick(card.table, Qt.Key.Key_Return)
    sheet = card.sheet
    desk.wait(lambda: sheet.imports.count() == 1)
    sheet.imports.item(0).setCheckState(Qt.CheckState.Checked)
    (tmp_path / "people.csv").write_text("name;number\nAnna Keller;4711\n")
    sheet.read(tmp_path / "people.csv")
    desk.wait(lambda: "4711" in sheet.words.toPlainText())
    assert sheet.outcome.words.text() == "2 words added"
    sheet.save.click()
    desk.wait(lambda: card.sheet is None)
    desk.idle()
    (found,) = stored(desk)
    assert (found.terms, found.imports) == (("Krähe", "Anna Keller", "4711"), ("inbox.mbox",))
    card.edit()
    desk.wait(lambda: card.sheet.imports.count() == 1)
    card.sheet.imports.item(0).setCheckState(Qt.CheckState.Unchecked)
    card.sheet.save.click()
    desk.wait(lambda: card.sheet is None)
    desk.idle()
    assert stored(desk)[0].imports == ()


def test_what_cannot_be_stored_or_read_says_so_and_nothing_is_lost(desk, tmp_path):
    made(desk)
    card = desk.open("privacy").rules.client_lists
    desk.wait(lambda: card.table.rowCount() == 1)
    card.new.click()
    sheet = card.sheet
    sheet.words.setPlainText("Nebel")
    sheet.save.click()
    desk.wait(lambda: "no name" in sheet.outcome.words.text())
    assert sheet.save.isEnabled()
    assert sheet.words.toPlainText() == "Nebel"
    sheet.read(tmp_path / "missing.txt")
    desk.wait(lambda: "missing.txt" in sheet.outcome.words.text())
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert card.sheet is None
    assert len(stored(desk)) == 1


def test_a_removed_list_comes_back_with_its_uses(desk):
    one = made(desk)
    thread = desk.fetch(lambda: desk.workspace.conversations.new("Talk", "helper", ""))
    desk.fetch(lambda: desk.workspace.hide_lists.use(one.id, "conversation", thread.id))
    card = desk.open("privacy").rules.client_lists
    desk.wait(lambda: card.table.rowCount() == 1)
    assert card.table.item(0, 2).text() == "1 conversation"
    card.table.setFocus()
    QTest.keyClick(card.table, Qt.Key.Key_Delete)
    desk.wait(lambda: card.table.rowCount() == 0)
    card.remove()
    card.edit()
    assert card.sheet is None
    desk.wait(lambda: desk.toast() == "List removed")
    desk.shell.toast.undo_button.click()
    desk.wait(lambda: card.table.rowCount() == 1)
    assert stored(desk)[0].conversations == (thread.id,)


def test_a_file_that_is_no_short_text_is_refused(tmp_path, monkeypatch):
    (tmp_path / "a.bin").write_bytes(b"\0\1")
    with pytest.raises(Permanent, match=r"file\.unreadable"):
        words_of(tmp_path / "a.bin")
    monkeypatch.setattr(client_list_sheet, "MOST_BYTES", 3)
    (tmp_path / "a.txt").write_text("long words")
    with pytest.raises(Permanent, match=r"file\.unreadable"):
        words_of(tmp_path / "a.txt")
