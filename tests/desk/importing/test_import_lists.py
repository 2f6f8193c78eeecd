"""A client's list chosen while importing: used for what comes in under that name, before the first request."""

from __future__ import annotations

import pytest


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "kraehe letters"
    folder.mkdir()
    (folder / "1.txt").write_text("Where is the parcel of Projekt Nebel?\n")
    return folder


def test_a_list_is_chosen_with_the_import(desk, inbox):
    lists = desk.workspace.hide_lists
    one = desk.fetch(lambda: lists.add("Krähe", ["Projekt Nebel"]))
    desk.fetch(lambda: lists.add("House", ["House"], everywhere=True))
    desk.show()
    sheet = desk.open_import(inbox)
    page = sheet.preview
    assert [page.lists.itemText(row) for row in range(page.lists.count())] == ["No list", "Krähe"]
    assert page.hide_list == ""
    page.lists.setCurrentIndex(1)
    sheet.draft.click()
    desk.wait(lambda: desk.fetch(lambda: lists.get(one.id)).imports == ("kraehe letters",))
    desk.wait(lambda: sheet.step == "drafting")
    page.show_lists(desk.fetch(lists.all), "kraehe letters")
    assert page.hide_list == one.id


def test_without_a_list_there_is_nothing_to_choose(desk, inbox):
    desk.show()
    sheet = desk.open_import(inbox)
    assert not sheet.preview.lists.isVisible()
    assert sheet.preview.hide_list == ""
