"""Importing as a person does it: choose, look, draft; and what happens when something is in the way."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QDialog, QFileDialog

from hybriddesk.desk.importing.batch import BatchView
from hybriddesk.desk.importing.drafting_panel import sign, summary
from hybriddesk.desk.preview.sheet import CheckSheet
from hybriddesk.records.errors import Permanent
from hybriddesk.records.work import SourceItem
from hybriddesk.workflow import importing
from hybriddesk.workflow.senders import Target
from tests.desk.home.opened_home import unnamed
from tests.way.loopback import Loopback, converse, hang, status

MAIL = "From: Anna Keller <anna@post.example>\nTo: us@shop.example\nSubject: Parcel {n}\n\nMy parcel {n} arrived broken. Please help.\nAnna Keller\n"


@pytest.fixture
def inbox(tmp_path):
    """Three mails, one broken document, one empty file."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    for n in range(3):
        (folder / f"mail{n}.eml").write_text(MAIL.format(n=n))
    (folder / "scan.pdf").write_bytes(b"this is no document")
    (folder / "void.txt").write_bytes(b"")
    return folder


def states(desk):
    return desk.fetch(desk.workspace.items.counts)


def drafts_filed(desk):
    return desk.fetch(lambda: desk.workspace.reviews.counts()["all"])


def test_a_folder_with_broken_files_is_looked_at_then_drafted(desk, inbox):
    """The preview tells kinds, subjects and faults with advice; drafting ends with the sentence and Review opens."""
    desk.show()
    sheet = desk.open_import(inbox)
    assert sheet.preview.title.text() == "3 items to draft"
    assert sheet.preview.kinds.text() == "3 mails"
    assert sheet.preview.subjects[0].whole_text().endswith("Parcel 0")
    faults = sheet.preview.faults.model()
    assert [faults.index(row, 0).data() for row in range(faults.rowCount())] == ["inbox/scan.pdf", "inbox/void.txt"]
    assert faults.index(0, 2).data().startswith("The document is damaged")
    assert faults.index(1, 3).data() == "Check whether it was saved or copied completely."
    assert states(desk) == {}, "looking stores nothing"
    desk.click(sheet, "import_draft")
    desk.wait(lambda: desk.drafts.view.state == "ended")
    assert desk.drafts.view.drafted == 3
    assert states(desk) == {"drafted": 3}
    assert sheet.panel.title.text().startswith("3 drafted")
    desk.click(sheet, "import_batch_review")
    assert not sheet.isVisible()
    assert desk.shell.current().place_id == "review"


def test_what_is_in_the_store_is_left_out(desk, inbox):
    """The same folder again offers nothing to draft, says how many are doubles, and stores nothing."""
    desk.show()
    desk.draft(inbox)
    desk.wait(lambda: desk.drafts.view.state == "ended")
    sheet = desk.open_import(inbox)
    assert sheet.preview.title.text() == "Nothing new to draft"
    assert sheet.preview.doubles.text().startswith("3 are doubles")
    assert not sheet.draft.isEnabled()
    desk.click(sheet, "import_back")
    assert sheet.step == "choose"
    assert states(desk) == {"drafted": 3}


def test_one_of_a_kind_is_said_in_the_singular(desk, tmp_path):
    """One item, one double: no plural."""
    (tmp_path / "a.txt").write_text("Where is it?")
    desk.show()
    sheet = desk.open_import(tmp_path / "a.txt", tmp_path / "a.txt")
    assert sheet.preview.title.text() == "1 item to draft"
    assert sheet.preview.kinds.text() == "1 text"
    assert sheet.preview.doubles.text().startswith("1 is a double")
    assert sheet.draft.text().strip() == "Draft 1 item"


def test_cancel_keeps_what_is_done_and_go_on_takes_the_rest(desk, inbox):
    """Cancel in the middle: what came is filed, the rest waits; going on drafts exactly the rest, each item once."""
    with Loopback([converse(), hang()], otherwise=converse()) as server:
        desk.provider(server.url)
        desk.show()
        desk.draft(inbox, provider="cloud")
        desk.wait(lambda: desk.drafts.view.done == 1 and len(server.requests) == 2)
        desk.click(desk.sheet, "import_batch_progress_cancel")
        desk.wait(lambda: desk.drafts.view.state == "cancelled")
        assert (desk.drafts.view.drafted, desk.drafts.view.left) == (1, 2)
        assert states(desk) == {"drafted": 1, "new": 2}
        assert desk.sheet.panel.sentence.text() == "2 still wait for drafting."
        desk.click(desk.sheet, "import_batch_go_on")
        desk.wait(lambda: desk.drafts.view.state == "ended")
    assert desk.drafts.view.drafted == 3
    assert (states(desk), drafts_filed(desk)) == ({"drafted": 3}, 3)


def test_a_wrong_key_stops_the_batch_and_the_changed_key_lets_it_go_on(desk, inbox):
    """One request tells that the key is wrong, nothing else leaves; after the key was changed every item is drafted once."""
    with Loopback([status(401)], otherwise=converse()) as server:
        desk.provider(server.url)
        desk.show()
        desk.draft(inbox, provider="cloud")
        desk.wait(lambda: desk.drafts.view.state == "stopped" and not desk.drafts.running)
        assert len(server.requests) == 1
        panel = desk.sheet.panel
        assert panel.title.text() == "cloud does not accept the key."
        assert panel.sentence.text().endswith("3 still wait for drafting.")
        assert panel.settings.isVisible()
        assert panel.helper.isVisible()
        desk.fetch(lambda: desk.workspace.providing.change("cloud", key="sk-right-0002"))
        desk.click(desk.sheet, "import_batch_go_on")
        desk.wait(lambda: desk.drafts.view.state == "ended")
        assert len(server.requests) == 4
    assert desk.drafts.view.drafted == 3
    assert (states(desk), drafts_filed(desk)) == ({"drafted": 3}, 3)


def test_the_helper_takes_over_a_stopped_batch(desk, inbox):
    """After a wrong key the built-in helper drafts the rest, and nothing more leaves."""
    with Loopback([status(401)]) as server:
        desk.provider(server.url)
        desk.show()
        desk.draft(inbox, provider="cloud")
        desk.wait(lambda: desk.drafts.view.state == "stopped" and not desk.drafts.running)
        desk.click(desk.sheet, "import_batch_helper")
        desk.wait(lambda: desk.drafts.view.state == "ended")
        assert len(server.requests) == 1
    assert states(desk) == {"drafted": 3}


def test_not_approved_leaves_everything_waiting(desk, inbox):
    """The first request is shown before it leaves; cancelling it stops the batch and nothing was sent."""
    with Loopback() as server:
        desk.provider(server.url, ask="always")
        desk.show()
        desk.draft(inbox, provider="cloud")
        desk.wait(lambda: desk.window.findChildren(CheckSheet))
        asking = desk.window.findChildren(CheckSheet)[0]
        desk.wait(asking.isVisible)
        asking.reject()
        desk.wait(lambda: desk.drafts.view.state == "stopped" and not desk.drafts.running)
        assert server.requests == []
    assert states(desk) == {"new": 3}
    assert desk.drafts.view.left == 3


def test_what_fails_is_counted_with_its_reason(desk, inbox):
    """A request the provider refuses keeps its item; the others are drafted; the end says how many and why."""
    with Loopback([converse(), status(400)], otherwise=converse()) as server:
        desk.provider(server.url)
        desk.show()
        desk.draft(inbox, provider="cloud")
        desk.wait(lambda: desk.drafts.view.state == "ended")
    assert states(desk) == {"drafted": 2, "failed": 1}
    assert summary(desk.drafts.view).endswith("1 could not be drafted")
    assert desk.sheet.panel.sentence.text()


def test_closing_the_sheet_lets_the_batch_go_on(desk, inbox):
    """Esc takes the sheet away; the strip on Home shows the batch to its end, and Close forgets it."""
    gate = threading.Event()

    def held(wire, request):
        wire.wait(gate)
        converse()(wire, request)

    with Loopback(otherwise=held) as server:
        desk.provider(server.url)
        desk.show()
        desk.draft(inbox, provider="cloud")
        desk.qtbot.keyClick(desk.sheet, Qt.Key.Key_Escape)
        assert not desk.sheet.isVisible()
        assert desk.home.batch.isVisible()
        assert desk.drafts.running
        gate.set()
        desk.wait(lambda: desk.drafts.view.state == "ended")
    assert states(desk) == {"drafted": 3}
    desk.click(desk.home, "home_drafting_close")
    assert not desk.home.batch.isVisible()


def test_a_second_import_waits_its_turn(desk, inbox, tmp_path):
    """Work brought in while a batch runs is drafted after it, none of it twice."""
    more = tmp_path / "more"
    more.mkdir()
    (more / "q.txt").write_text("When do you open?")
    gate = threading.Event()

    def held(wire, request):
        wire.wait(gate)
        converse()(wire, request)

    with Loopback(otherwise=held) as server:
        desk.provider(server.url)
        desk.show()
        desk.draft(inbox, provider="cloud")
        sheet = desk.open_import(more)
        desk.click(sheet, "import_draft")
        desk.wait(lambda: desk.drafts.view.total == 4)
        gate.set()
        desk.wait(lambda: desk.drafts.view.state == "ended")
        assert len(server.requests) == 3, "the second import was for the built-in helper"
    assert (desk.drafts.view.drafted, drafts_filed(desk)) == (4, 4)


def test_a_cancelled_batch_keeps_what_came_after_it_with_its_own_provider(desk, inbox, tmp_path):
    """Going on sends the rest where it was to go, and drafts the second import where that was to go: nothing more leaves."""
    more = tmp_path / "more"
    more.mkdir()
    (more / "q.txt").write_text("When do you open?")
    with Loopback([hang()], otherwise=converse()) as server:
        desk.provider(server.url)
        desk.show()
        desk.draft(inbox, provider="cloud")
        desk.wait(lambda: len(server.requests) == 1)
        desk.click(desk.open_import(more), "import_draft")
        desk.wait(lambda: desk.drafts.view.total == 4)
        desk.drafts.cancel()
        desk.wait(lambda: desk.drafts.view.state == "cancelled")
        assert desk.drafts.view.left == 4
        desk.drafts.go_on()
        desk.wait(lambda: desk.drafts.view.state == "ended")
        assert len(server.requests) == 1 + 3
    assert (desk.drafts.view.drafted, drafts_filed(desk)) == (4, 4)


def test_the_waiting_second_import_goes_on_alone(desk, tmp_path):
    """If the first batch was done when it was cancelled, going on takes up the one that waited."""
    (tmp_path / "q.txt").write_text("When do you open?")
    desk.show()
    ids = desk.file("Where is my parcel?")
    desk.drafts._queue.append((ids, Target("helper")))
    desk.drafts.go_on()
    desk.wait(lambda: desk.drafts.view.state == "ended")
    assert desk.drafts.view.drafted == 1


def test_a_broken_store_stops_the_batch_with_words(desk, monkeypatch):
    """A fault outside any item is shown in the bar, and everything keeps waiting."""
    ids = desk.file("Where is my parcel?")
    desk.show()

    def full(*_args):
        raise Permanent("vault.disk_full")

    monkeypatch.setattr(type(desk.workspace.items), "in_state", full)
    desk.home.acts.start(ids)
    desk.wait(lambda: desk.drafts.view.state == "cancelled")
    assert desk.shell.error_bar.fault.code == "vault.disk_full"
    assert desk.drafts.view.left == 1


def test_one_import_at_a_time(desk, inbox, tmp_path, monkeypatch):
    """Files dropped while others are read are not lost in silence: the person is told."""
    go = threading.Event()

    def slow(_paths):
        go.wait(20)
        yield SourceItem("a", "", "text", "", "One")

    monkeypatch.setattr(importing, "read", slow)
    desk.show()
    sheet = desk.open_import()
    sheet.read([str(inbox)])
    sheet.open_with([str(inbox)])
    assert desk.shell.toast.words.text().startswith("One import at a time")
    go.set()
    desk.wait(lambda: sheet.step == "preview")


def test_a_wrong_key_leads_to_settings(desk, inbox):
    """Open Settings goes to the providers."""
    with Loopback([status(401)]) as server:
        desk.provider(server.url)
        desk.show()
        desk.draft(inbox, provider="cloud")
        desk.wait(lambda: desk.drafts.view.state == "stopped" and not desk.drafts.running)
        went = []
        desk.shell.went.connect(went.append)
        desk.click(desk.sheet, "import_batch_settings")
    assert went == ["settings"]
    assert desk.drafts.view.left == 3


def test_an_item_drafted_meanwhile_is_not_drafted_again(desk):
    """Only what waits is taken: ids that were drafted or sent since are left out of the batch."""
    ids = desk.file("When do you open?", "Where is my parcel?")
    desk.fetch(lambda: desk.workspace.items.set_state(ids[0], "drafted"))
    desk.show()
    desk.home.acts.start(ids)
    desk.wait(lambda: desk.drafts.view.state == "ended")
    assert (desk.drafts.view.drafted, desk.drafts.view.total) == (1, 1)
    assert drafts_filed(desk) == 1


def test_reading_can_be_stopped(desk, tmp_path, monkeypatch):
    """Cancel while reading goes back to the choice of files; nothing was stored."""
    go = threading.Event()

    def slow(_paths):
        yield SourceItem("a", "", "text", "", "One")
        go.wait(20)

    monkeypatch.setattr(importing, "read", slow)
    desk.show()
    sheet = desk.open_import()
    sheet.read([str(tmp_path)])
    desk.wait(lambda: sheet.reading.words.text() == "Reading: 1 item")
    desk.click(sheet, "import_reading_cancel")
    desk.wait(lambda: sheet.step == "choose")
    go.set()
    assert states(desk) == {}


def test_files_dropped_on_the_sheet_are_read(desk, inbox):
    """A drop on the sheet does what choosing does."""
    desk.show()
    sheet = desk.open_import()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(inbox / "mail0.eml"))])
    sheet.dropEvent(QDropEvent(QPointF(QPoint(9, 9)), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))
    desk.wait(lambda: sheet.step == "preview")
    assert sheet.preview.title.text() == "1 item to draft"


@pytest.mark.parametrize(("button", "mode"), [
    ("import_files", QFileDialog.FileMode.ExistingFiles), ("import_folder", QFileDialog.FileMode.Directory),
])
def test_the_dialogs_are_our_own_and_never_block(desk, inbox, button, mode):
    """Both buttons open a dialog drawn by Qt and return at once; what it chose is read."""
    desk.show()
    sheet = desk.open_import()
    desk.click(sheet, button)
    dialog = sheet.findChild(QFileDialog)
    assert dialog.isVisible()
    assert dialog.fileMode() == mode
    assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.filesSelected.emit([str(inbox)])
    dialog.close()
    desk.wait(lambda: sheet.step == "preview")


def test_the_choices_explain_themselves(desk, inbox):
    """Each workflow says its sentence, the helper stays here, a cloud provider is marked and says when it asks."""
    desk.provider("http://127.0.0.1:9/v1", ask="always")
    desk.show()
    preview = desk.open_import(inbox).preview
    assert (preview.provider, preview.where.text()) == ("helper", "Stays here")
    assert "no language model" in preview.provider_says.text()
    preview.providers.setCurrentIndex(preview.providers.findData("cloud"))
    assert preview.where.text() == "Cloud"
    assert "before it leaves" in preview.provider_says.text()
    said = set()
    for name in ("reply", "summary", "sort"):
        desk.qtbot.mouseClick(preview.workflows.button(name), Qt.MouseButton.LeftButton)
        said.add(preview.workflow_says.text())
        assert preview.workflow == name
    assert len(said) == 3


def test_an_ended_batch_makes_room_for_the_next_import(desk, inbox):
    """After Review the sheet opens at the choice of files; while a batch is stopped it shows that, with a way to import more."""
    desk.show()
    desk.draft(inbox)
    desk.wait(lambda: desk.drafts.view.state == "ended")
    desk.click(desk.sheet, "import_batch_review")
    assert desk.open_import().step == "choose"
    desk.sheet.reject()
    with Loopback([status(401)]) as server:
        desk.provider(server.url)
        (inbox / "new.txt").write_text("When do you open?")
        desk.draft(inbox, provider="cloud")
        desk.wait(lambda: desk.drafts.view.state == "stopped" and not desk.drafts.running)
    desk.sheet.reject()
    assert desk.open_import().step == "drafting"
    desk.click(desk.sheet, "import_back")
    assert desk.sheet.step == "choose"


def test_guessed_letters_are_said(desk, tmp_path):
    """A file whose letters had to be guessed is imported, and the preview says so with what to do."""
    (tmp_path / "old.txt").write_bytes("Grüße aus Köln".encode("cp1252"))
    desk.show()
    sheet = desk.open_import(tmp_path / "old.txt")
    assert sheet.preview.notes.text().startswith("1 item: ")
    assert "UTF-8" in sheet.preview.notes.text()


def test_the_lock_takes_the_sheet_away(desk, inbox):
    """When the desk is hidden behind the lock screen nothing of the import stays on the screen."""
    desk.show()
    sheet = desk.open_import(inbox)
    desk.shell.hide()
    assert not sheet.isVisible()
    assert desk.sheet is None
    assert not any(one.isVisible() for one in desk.window.findChildren(QDialog))


def test_everything_in_the_sheet_has_a_name_and_room(desk, inbox):
    """Every focusable widget of every step has a name and is at least 24 px in both directions."""
    desk.show()
    sheet = desk.open_import()
    assert unnamed(sheet) == []
    desk.open_import(inbox)
    assert unnamed(sheet) == []
    desk.click(sheet, "import_draft")
    desk.wait(lambda: desk.drafts.view.state == "ended")
    assert unnamed(sheet) == []


def test_who_can_draft_is_known_when_the_preview_appears(desk, inbox, monkeypatch):
    """A provider added since the last import is offered from the first moment: nothing arrives later that could undo a choice."""
    desk.show()
    desk.open_import(inbox)
    desk.sheet.start_over()
    desk.provider("http://127.0.0.1:9/v1")
    offered = []
    showing = desk.sheet._show
    monkeypatch.setattr(desk.sheet, "_show", lambda step: (offered.append((step, desk.sheet.preview.providers.count())), showing(step)))
    desk.open_import(inbox)
    desk.wait(lambda: not desk.engine.busy)
    assert offered[-1] == ("preview", 2)


def test_a_batch_that_left_something_undone_has_no_tick():
    """The sign agrees with the words beside it."""
    assert sign(BatchView(state="ended", drafted=2, done=2)) == ("circle-check", "ok")
    assert sign(BatchView(state="ended", failed=(("provider.cut", 1),), done=1)) == ("circle-alert", "warn")
    assert sign(BatchView(state="drafting", failed=(("provider.cut", 1),), done=1)) == ("sparkles", "accent")
