"""Sources in the window: dropped, chosen and pasted; listed, read, renamed, removed and brought back."""

from __future__ import annotations

import anyio
import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from hybriddesk.desk.review.marks import Look
from hybriddesk.records.errors import Refused
from hybriddesk.records.work import SourceFault
from hybriddesk.vault.knowledge import Knowledge, NewSource
from hybriddesk.workflow.knowing import Added
from tests.desk.home.opened_home import unnamed
from tests.desk.knowledge.opened_knowledge import ORDERS, TERMS, WARRANTY


def show(desk, page, name):
    """Opens the source of this name and waits until it is in sight."""
    at = next(at for at, words in enumerate(desk.shown(page)) if words.startswith(name))
    page.open_one(page.model.id_at(at))
    desk.settle()
    return page.detail


def press(widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(widget, key, modifier)


def test_an_empty_place_asks_for_files_and_takes_what_is_dropped(desk):
    """No list, no filter; files, a folder and a text are one click away, and a drop becomes sources with a result in words."""
    page = desk.view()
    assert page._stack.currentWidget() is page.first
    assert page.first.isVisible()
    assert not page.filter.isVisible()
    assert not page.files.isVisible()
    assert desk.window.focusWidget() is page.first.files
    assert unnamed(desk.window) == []
    for name, text in (("in/terms.md", TERMS), ("in/deep/warranty.txt", WARRANTY), ("in/empty.txt", ""), ("in/photo.xyz", "x")):
        desk.file(name, text)
    assert desk.place.drop([str(desk.folder / "in")])
    desk.settle()
    assert [words.split(", ")[0] for words in desk.shown(page)] == ["in/deep/warranty.txt", "in/terms.md"]
    assert page.adding.outcome.words.text() == "2 sources read. 2 could not be read."
    faults = page.adding.faults.faults
    told = {faults.index(row, 0).data(): (faults.index(row, 2).data(), faults.index(row, 3).data()) for row in range(faults.rowCount())}
    assert told["in/empty.txt"][0] == "The file is empty."
    assert "Save it as" in told["in/photo.xyz"][1]
    assert page.count.text() == "2 sources"
    assert page.filter.isVisible()
    desk.click(page.adding, "adding_close")
    assert not page.adding.isVisible()
    desk.place.drop([str(desk.folder / "in" / "terms.md")])
    desk.settle()
    assert page.adding.outcome.words.text() == "1 was there already, unchanged."
    assert unnamed(desk.window) == []


def test_a_bundle_is_left_to_the_window(desk):
    """A drop of bundles alone is not for this place; among files only the files are taken."""
    page = desk.view()
    desk.file("terms.md", TERMS)
    assert not desk.place.drop([str(desk.folder / "all.age")])
    assert desk.place.drop([str(desk.folder / "all.age"), str(desk.folder / "terms.md")])
    desk.settle()
    assert len(page.model.ids()) == 1
    assert not page.adding.faults.isVisible()


def test_a_drop_while_another_page_is_in_front_goes_to_the_sources(desk):
    """Where it ends up is where one looks next."""
    desk.view("ask")
    desk.place.drop([str(desk.file("terms.md"))])
    desk.settle()
    assert desk.place.views.value() == "sources"
    assert len(desk.place.sources.model.ids()) == 1


def test_progress_is_shown_and_cancel_stops(desk, monkeypatch):
    """While files are read the bar counts; what is dropped meanwhile follows; Cancel ends all of it and says what stays."""
    page, calls, going = desk.view(), [], []

    async def slow(paths, progress):
        calls.append([path.name for path in paths])
        going.append(anyio.Event())
        progress(1, 3)
        await going[-1].wait()
        return Added(("x",), 0, ())

    monkeypatch.setattr(desk.workspace.knowing, "add", slow)
    desk.place.drop(["/a/one.txt"])
    desk.wait(lambda: page.adding.progress.words.text() == "Reading files: 1 of 3")
    assert (page.adding.progress.bar.value(), page.adding.progress.bar.maximum()) == (1, 3)
    assert not page.adding.close_button.isVisible()
    desk.place.drop(["/a/two.txt"])
    assert calls == [["one.txt"]]
    desk.engine.on_loop(going[0].set)
    desk.wait(lambda: len(calls) == 2)
    desk.place.drop(["/a/three.txt"])
    page.adding.progress.stop.setFocus()
    desk.click(page.adding, "adding_cancel")
    desk.settle()
    assert calls == [["one.txt"], ["two.txt"]]
    assert page.adding.outcome.words.text() == "Stopped. What was read until then is among your sources."
    assert desk.window.focusWidget() is page.adding.close_button
    assert not page.adding.running
    page.adding.cancel()


def test_what_breaks_while_adding_is_said_in_words(desk, monkeypatch):
    """A fault of the whole job stands where the result would; a locked store says nothing, its window is about to go."""
    page, faults = desk.view(), [Refused("vault.locked"), Refused("knowledge.no_file")]

    async def broken(_paths, _progress):
        raise faults.pop(0)

    monkeypatch.setattr(desk.workspace.knowing, "add", broken)
    desk.place.drop(["/a/one.txt"])
    desk.settle()
    assert page.adding.outcome.isHidden()
    desk.place.drop(["/a/one.txt"])
    desk.settle()
    assert "no file to read again" in page.adding.outcome.words.text()


def test_without_motion_a_bar_that_cannot_count_is_not_shown(desk):
    """Words and Cancel stay."""
    page = desk.view()
    desk.theme.reduce_motion = True
    page.adding._show_step("Reading files", 0, 0)
    assert page.adding.progress.bar.isHidden()
    page.adding._show_step("Reading files", 1, 2)
    assert not page.adding.progress.bar.isHidden()
    desk.theme.reduce_motion = False


def test_an_empty_folder_is_a_fault_with_words(desk):
    """What to do about it stands in the table."""
    page = desk.view()
    (desk.folder / "none").mkdir()
    desk.place.drop([str(desk.folder / "none")])
    desk.settle()
    assert page.adding.outcome.words.text() == "1 could not be read."
    assert page.adding.faults.faults.rowCount() == 1


def test_a_source_is_shown_with_its_passages(desk):
    """Facts, text, where each passage begins, and the chosen one; keys step through them."""
    desk.file("terms.md", TERMS * 8)
    page = desk.view()
    desk.place.drop([str(desk.folder / "terms.md")])
    desk.settle()
    detail = show(desk, page, "terms.md")
    assert detail.title.text() == "terms.md"
    assert detail.chips[0].text() == "Text"
    assert not detail.chips[1].isVisible()
    facts = detail.facts.text()
    assert "Used for: Not yet" in facts
    text, spans = detail.text, detail.whole.parts.spans
    assert len(spans) > 2
    assert text.view.text().startswith("# Returns")
    assert text.amount.text() == f"Passage 1 of {len(spans)}"
    assert not text.before.isEnabled()
    desk.click(text, "source_passage_after")
    assert text.amount.text() == f"Passage 2 of {len(spans)}"
    assert spans[1] in [(mark.start, mark.end) for mark in text.view._marks]
    text.step(99)
    assert text.passage == len(spans) - 1
    assert not text.after.isEnabled()
    desk.click(text, "source_passage_before")
    assert text.passage == len(spans) - 2
    assert unnamed(desk.window) == []


def test_characters_that_nobody_sees_are_told(desk):
    """They were left out, and the person hears how many."""
    desk.file("odd.txt", "The shop\u200b\u200b\u200b\u200b\u200b opens at nine.\n")
    page = desk.view()
    desk.place.drop([str(desk.folder / "odd.txt")])
    desk.settle()
    detail = show(desk, page, "odd.txt")
    assert detail.hidden.isVisible()
    assert detail.hidden.text() == "5 characters that no reader sees are left out of what goes along."
    assert not detail.warning.isVisible()


def test_a_long_text_is_read_a_part_at_a_time(desk):
    """Parts begin where passages do; stepping over an edge turns the page, and turning chooses the first passage there."""
    (made,) = desk.added(("Manual", "\n\n".join(f"Paragraph {n}: the kettle K2 📦 boils a litre of water in {n} seconds." for n in range(900))))
    page = desk.view()
    page.open_one(made)
    desk.settle()
    text, parts = page.detail.text, page.detail.whole.parts
    assert len(parts.bounds) > 2
    assert text.pager.isVisible()
    assert text.part.text() == f"Part 1 of {len(parts.bounds)}"
    desk.click(text, "source_later")
    desk.wait(lambda: not text.view.loading)
    assert text.part.text() == f"Part 2 of {len(parts.bounds)}"
    first = text.passage
    assert parts.spans[first][0] == parts.bounds[1][0]
    text.step(-1)
    desk.wait(lambda: not text.view.loading)
    assert text.part.text() == f"Part 1 of {len(parts.bounds)}"
    for _ in parts.bounds:
        text.turn(1)
    assert not text.later.isEnabled()
    desk.click(text, "source_earlier")
    page.detail.clear()
    assert text.view.text() == ""
    assert not text.pager.isVisible()


def test_a_source_that_is_not_split_yet_can_be_read(desk):
    """Its text is there, a part at a time; there is no passage to step to."""
    made = desk.fetch(lambda: Knowledge(desk.db).add(NewSource("Fresh", "", "text", "", 0, "Some words.\n" * 3_000)))
    page = desk.view()
    page.open_one(made)
    desk.settle()
    text = page.detail.text
    assert text.amount.text() == "0 passages"
    assert not text.after.isVisible()
    assert text.part.text() == "Part 1 of 3"
    desk.click(text, "source_later")
    assert text.part.text() == "Part 2 of 3"
    text.step(1)
    desk.wait(lambda: not text.view.loading)


def test_the_filter_narrows_by_name(desk):
    """No match says what to do; the slash goes to the filter from the list."""
    desk.three()
    page = desk.view()
    page.list.setFocus()
    press(page.list, Qt.Key.Key_Slash)
    assert desk.window.focusWidget() is page.filter
    page.filter.setText("warr")
    desk.wait(lambda: len(page.model.ids()) == 1)
    assert page.count.text() == "1"
    page.filter.setText("no such name")
    desk.wait(lambda: page._stack.currentWidget() is page.empty)
    assert page.empty.title.text() == "No source has this in its name"
    assert page.filter.isVisible()
    page.filter.clear()
    desk.wait(lambda: len(page.model.ids()) == 3)
    detail = show(desk, page, "Terms")
    page.filter.setFocus()
    QTest.keyClicks(page.filter, "warr")
    desk.wait(lambda: len(page.model.ids()) == 1)
    desk.settle()
    assert detail.title.text() == "Terms"
    assert desk.window.focusWidget() is page.filter


def test_a_source_is_renamed(desk):
    """F2 asks for the name; Enter stores it, an empty one cannot be stored, and the open source shows the new one."""
    desk.added(("Terms", TERMS))
    page = desk.view()
    detail = show(desk, page, "Terms")
    page.list.setFocus()
    press(page.list, Qt.Key.Key_F2)
    sheet = page.acts.sheet
    assert sheet.name.text() == "Terms"
    assert not sheet.text.isVisible()
    sheet.name.setText("  ")
    assert not sheet.save.isEnabled()
    sheet.name.setText("Terms of 2026")
    press(sheet.name, Qt.Key.Key_Return)
    desk.wait(lambda: page.acts.sheet is None and detail.title.text() == "Terms of 2026")
    assert desk.names() == ["Terms of 2026"]
    desk.click(detail, "source_rename")
    press(page.acts.sheet, Qt.Key.Key_Escape)
    assert page.acts.sheet is None
    assert desk.names() == ["Terms of 2026"]


def test_a_text_is_pasted(desk):
    """Without a name its first line names it; what cannot be stored says so and the text stays; Escape stores nothing."""
    page = desk.view()
    desk.click(page.first, "sources_first_paste")
    sheet = page.acts.sheet
    assert not sheet.save.isEnabled()
    assert sheet.focusWidget() is sheet.text
    sheet.text.setPlainText("\n  \n")
    desk.click(sheet, "source_save")
    desk.wait(sheet.outcome.isVisible)
    assert sheet.outcome.words.text().startswith("A source needs a name.")
    assert sheet.save.isEnabled()
    sheet.text.setPlainText("\nOpening hours\nWe open at nine.")
    assert sheet.size_.text() == "5 words"
    desk.click(sheet, "source_save")
    desk.wait(lambda: page.acts.sheet is None and len(page.model.ids()) == 1)
    assert desk.names() == ["Opening hours"]
    assert desk.toast() == "Source added"
    page.paste_text()
    page.acts.sheet.text.setPlainText("Never kept")
    press(page.acts.sheet, Qt.Key.Key_Escape)
    assert desk.names() == ["Opening hours"]
    detail = show(desk, page, "Opening hours")
    assert detail.chips[0].text() == "Pasted text"
    assert not detail.acts["again"].isVisible()


def test_removing_can_be_undone(desk):
    """Delete removes the line under the cursor and closes it; the toast brings it back with its passages."""
    desk.three()
    page = desk.view()
    show(desk, page, "Terms")
    page.list.setFocus()
    press(page.list, Qt.Key.Key_Delete)
    desk.wait(lambda: len(page.model.ids()) == 2)
    assert desk.toast() == "1 source removed"
    desk.settle()
    assert page.opened == ""
    assert not desk.shell.error_bar.isVisible()
    desk.click(desk.shell.toast, "toast_undo")
    desk.wait(lambda: len(page.model.ids()) == 3)
    desk.settle()
    assert desk.names() == ["Repair shop", "Terms", "Warranty"]
    page.list.setFocus()
    page.list.setCurrentIndex(page.model.index(0))
    for left in (2, 1):
        press(page.list, Qt.Key.Key_Delete)
        desk.wait(lambda left=left: len(page.model.ids()) == left)
        assert page.list.currentIndex().row() == 0
    press(page.list, Qt.Key.Key_Delete)
    desk.wait(lambda: page._stack.currentWidget() is page.first)


def test_several_are_chosen_and_removed_at_once(desk):
    """Ctrl and Shift choose without opening; the buttons say how many; none chosen does nothing."""
    desk.three()
    page = desk.view()
    page.remove_chosen()
    page.rename()
    page.read_again()
    assert desk.toast() == ""
    rect = page.list.visualRect(page.model.index(0))
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, rect.center())
    assert page.opened == ""
    page.list.selectionModel().select(page.model.index(0), QItemSelectionModel.SelectionFlag.ClearAndSelect)
    assert not page.remove.isVisible()
    press(page.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(page.chosen_ids()) == 3
    assert page.remove.text().strip() == "Remove 3"
    assert page.again.accessibleName() == "Read 3 again"
    desk.click(page, "sources_remove")
    desk.wait(lambda: page._stack.currentWidget() is page.first)
    assert desk.toast() == "3 sources removed"
    assert not page.remove.isVisible()
    page.choose_all()
    desk.click(desk.shell.toast, "toast_undo")
    desk.wait(lambda: len(page.model.ids()) == 3)


def test_thousands_are_chosen_though_the_view_knows_only_the_first(desk):
    """Rows come to the view a thousand at a time; Ctrl+A means all of them."""
    desk.many(2_500)
    page = desk.view()
    assert page.model.rowCount() < 2_500
    page.choose_all()
    assert len(page.chosen_ids()) == 2_500
    assert page.remove.text().strip() == "Remove 2500"


def test_files_that_changed_or_are_gone_are_marked(desk):
    """Looked at when the page is made and by F5; the badge says which, the open source what it means, and reading again clears it."""
    first, second = desk.file("one.txt", TERMS), desk.file("two.txt", WARRANTY)
    desk.run(lambda: desk.workspace.knowing.add([first, second]))
    first.write_text("New terms: 60 days.", encoding="utf-8")
    second.unlink()
    page = desk.view()
    desk.wait(lambda: len(page.states) == 2)
    assert [words.split(", ")[-1] for words in desk.shown(page)] == ["Changed on disk", "File not here"]
    detail = show(desk, page, "one.txt")
    assert detail.chips[1].text() == "Changed on disk"
    assert "read it again" in detail.note.text()
    page.list.setFocus()
    press(page.list, Qt.Key.Key_R)
    desk.wait(lambda: not page.adding.running and page._looking is None and len(page.states) == 1)
    desk.settle()
    assert page.adding.outcome.words.text() == "1 source read."
    assert not detail.chips[1].isVisible()
    assert "60 days" in detail.text.view.text()
    desk.click(show(desk, page, "two.txt"), "source_again")
    desk.settle()
    assert "could not be read" in page.adding.outcome.words.text()
    second.write_text(WARRANTY, encoding="utf-8")
    assert desk.shell.registry.run("knowledge.look")
    desk.wait(lambda: page._looking is None and not page.states)
    assert desk.toast() == "Every file is as it was read"
    assert not page.changed.isVisible()
    page.look()
    page.look()
    desk.settle()


def test_all_changed_files_are_read_again_at_once(desk):
    """One button for all of them; F5 says how many there are; a file that is gone keeps its text."""
    paths = [desk.file(f"{n}.txt", f"Letter {n}") for n in range(3)]
    desk.run(lambda: desk.workspace.knowing.add(paths))
    page = desk.view()
    assert not page.changed.isVisible()
    for path in paths[:2]:
        path.write_text("Another letter about the kettle", encoding="utf-8")
    paths[1].write_text("And one more", encoding="utf-8")
    paths[2].unlink()
    page.list.setFocus()
    press(page.list, Qt.Key.Key_F5)
    desk.wait(lambda: len(page.states) == 3)
    assert desk.toast() == "3 files were changed or are gone"
    assert page.changed.text().strip() == "Read 2 changed again"
    assert unnamed(desk.window) == []
    desk.click(page, "sources_changed")
    desk.wait(lambda: not page.adding.running and page._looking is None and len(page.states) == 1)
    assert page.adding.outcome.words.text() == "2 sources read."
    assert not page.changed.isVisible()


def test_a_source_that_is_not_there_says_so(desk):
    """A link from an old answer may lead to a source that was removed since."""
    desk.three()
    page = desk.view()
    page.open_at("x" * 26, 0)
    desk.settle()
    assert desk.shell.error_bar.fault.code == "knowledge.unknown_source"
    assert page.opened == ""


def test_files_dropped_by_the_mouse_become_sources(desk):
    """The window takes the drop, and this place what was dropped."""
    page, path = desk.view(), desk.file("terms.md")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    spot, action, button = QPointF(600, 400), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(spot.toPoint(), action, data, button, Qt.KeyboardModifier.NoModifier)
    desk.shell.dragEnterEvent(enter)
    assert enter.isAccepted()
    desk.shell.dropEvent(QDropEvent(spot, action, data, button, Qt.KeyboardModifier.NoModifier))
    desk.wait(lambda: len(page.model.ids()) == 1)


def test_another_one_who_adds_or_removes_is_seen_at_once(desk):
    """The command line or another window changes the same store; what is open follows, and what is gone is closed."""
    page = desk.view()
    terms, _warranty = desk.added(("Terms", TERMS), ("Warranty", WARRANTY))
    desk.wait(lambda: len(page.model.ids()) == 2)
    detail = show(desk, page, "Terms")
    desk.run(lambda: desk.workspace.knowing.rename(terms, "Conditions"))
    desk.wait(lambda: detail.title.text() == "Conditions")
    desk.run(lambda: desk.workspace.knowing.remove([terms]))
    desk.wait(lambda: len(page.model.ids()) == 1 and page.opened == "")
    assert not page.detail_card.isVisible()


def test_a_narrow_window_shows_list_or_text(desk):
    """Beside each other where there is room; otherwise one in place of the other, and Escape goes back."""
    desk.three()
    page = desk.view(width=1008, height=600)
    assert unnamed(desk.window) == []
    page.list.setFocus()
    press(page.list, Qt.Key.Key_J)
    press(page.list, Qt.Key.Key_J)
    press(page.list, Qt.Key.Key_Return)
    desk.settle()
    assert page.detail_card.isVisible()
    assert not page.list_card.isVisible()
    assert unnamed(desk.window) == []
    press(page.detail.back, Qt.Key.Key_Escape)
    assert page.list_card.isVisible()
    assert desk.window.focusWidget() is page.list
    at = page.list.currentIndex().row()
    press(page.list, Qt.Key.Key_K)
    assert page.list.currentIndex().row() == max(0, at - 1)


def test_the_desk_is_locked_while_files_are_read(desk, monkeypatch):
    """Nothing of it stays over the lock screen: sheets and dialogs go, the job ends, and nobody is told of a fault."""
    page, started = desk.view(), []

    async def slow(_paths, _progress):
        started.append(True)
        await anyio.sleep_forever()

    monkeypatch.setattr(desk.workspace.knowing, "add", slow)
    desk.place.drop(["/a/one.txt"])
    page.paste_text()
    page.choose_files()
    desk.wait(lambda: started)
    assert page.acts.sheet is not None
    desk.shell.leaving()
    desk.engine.cancel_all()
    desk.wait(lambda: not desk.engine.busy)
    assert page.acts.sheet is None
    desk.wait(lambda: not page.findChildren(QFileDialog))
    assert not desk.shell.error_bar.isVisible()
    desk.shell.leaving = lambda: None


@pytest.mark.parametrize(("command", "mode"), [
    ("knowledge.add", QFileDialog.FileMode.ExistingFiles), ("knowledge.add_folder", QFileDialog.FileMode.Directory),
])
def test_commands_choose_files_from_anywhere(desk, command, mode):
    """From another page too; what is chosen is read."""
    page = desk.view("index")
    path = desk.file("in/terms.md")
    assert desk.shell.registry.run(command)
    assert desk.place.views.value() == "sources"
    (dialog,) = desk.place.sources.findChildren(QFileDialog)
    assert dialog.fileMode() == mode
    if mode == QFileDialog.FileMode.ExistingFiles:
        dialog.filesSelected.emit([str(path)])
    else:
        dialog.fileSelected.emit(str(path.parent))
    dialog.reject()
    desk.settle()
    assert len(desk.place.sources.model.ids()) == 1
    assert page is desk.place.index


def test_the_settings_of_sources_are_one_click_away(desk):
    """Which requests use sources, and how many passages."""
    desk.three()
    page = desk.view()
    desk.click(page, "sources_use")
    assert desk.shell.current().place_id == "settings"


def test_faults_of_several_files_read_again_are_told_together(desk, monkeypatch):
    """One line for all, however many were asked for; a pasted text is passed over."""
    read = desk.run(lambda: desk.workspace.knowing.add([desk.file(f"{n}.txt", f"Letter {n}") for n in range(3)]))
    pasted = desk.added(("Terms", TERMS))
    page = desk.view()
    faults = (SourceFault("c.txt", "", "intake.empty"),)
    answers = dict(zip(read.sources, (Added(("a",), 0, ()), Added((), 1, ()), Added((), 0, faults)), strict=True))

    async def refresh(one):
        return answers[one]

    monkeypatch.setattr(desk.workspace.knowing, "refresh", refresh)
    page.choose_all()
    page.read_again()
    desk.settle()
    assert pasted[0] in page.chosen_ids()
    assert page.adding.outcome.words.text() == "1 source read. 1 was there already, unchanged. 1 could not be read."


def test_orders_to_a_model_in_a_source_are_only_text_here(desk):
    """Looking at a source changes nothing and runs nothing; the passage is marked, and the person hears that it never goes along."""
    desk.added(("Repair shop", ORDERS), ("Terms", TERMS))
    page = desk.view()
    detail = show(desk, page, "Repair shop")
    assert "Ignore all previous instructions" in detail.text.view.text()
    assert detail.warning.text().startswith("1 passage gives orders to a model")
    assert Look.REASON in {mark.look for mark in detail.text.view._marks}
    detail = show(desk, page, "Terms")
    assert not detail.warning.isVisible()
    assert Look.REASON not in {mark.look for mark in detail.text.view._marks}


def test_the_buttons_beside_a_source_are_about_that_one(desk):
    """The list's own selection may be on another line by then."""
    desk.three()
    page = desk.view()
    desk.settle()
    detail = show(desk, page, "Repair shop")
    at = next(at for at, words in enumerate(desk.shown(page)) if words.startswith("Terms"))
    page.list.setCurrentIndex(page.model.index(at))
    assert page.chosen_ids() == (page.model.id_at(at),)
    detail.asked.emit("remove")
    desk.settle()
    assert desk.names() == ["Terms", "Warranty"]


def test_a_text_is_stored_once_and_stays_until_it_is_stored(desk):
    """Neither a second press nor Esc comes between; where storing fails the text is still there."""
    page = desk.view()
    page.paste_text()
    sheet = page.acts.sheet
    sheet.text.setPlainText(TERMS)
    sheet.store()
    sheet.name.setText("Terms")
    assert not sheet.save.isEnabled()
    sheet.reject()
    assert sheet.isVisible()
    desk.settle()
    desk.wait(lambda: len(desk.names()) == 1)
