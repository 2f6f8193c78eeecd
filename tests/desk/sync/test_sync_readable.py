"""Readable exports from the window, their history, and choosing files."""

from __future__ import annotations

import json
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from hybriddesk.desk.sync.choosing import open_file, open_folder, save_as
from hybriddesk.desk.sync.history_card import MOST
from hybriddesk.records.work import NewDecision
from tests.desk.privacy.opened_place import AskedAtOnce


def approve(desk, count):
    """The samples, and a person's decision on some of them."""
    desk.samples()

    def decide():
        for review in list(desk.workspace.reviews.ids("all"))[:count]:
            draft = desk.workspace.reviews.take(review, "me")
            desk.workspace.reviews.decide(NewDecision(review, "approve", draft.draft or "Thank you.", "", 3.0, 0.0, 0.0), "me")

    desk.fetch(decide)


def run(desk, card, form, path):
    card.forms.button(form).click()
    card.choose_path(path)
    card.button.click()
    desk.wait(lambda: not card.running.busy)
    desk.idle()
    return card.result.title.text()


def test_approved_replies_become_one_mail_each(desk, tmp_path):
    """E-mail drafts go into a folder of their own, and the export is audited with its number."""
    approve(desk, 3)
    card = desk.open("sync").replies
    assert run(desk, card, "eml", tmp_path) == "Exported: 3 replies"
    folder = card.file.path
    assert folder.parent == tmp_path
    mails = [message_from_bytes(path.read_bytes(), policy=default) for path in folder.glob("*.eml")]
    assert len(mails) == 3
    assert all(mail["X-Unsent"] == "1" for mail in mails)
    (row,) = (row for row in desk.fetch(lambda: desk.workspace.audit.rows(20)) if row.act == "export.approved")
    assert row.facts == {"count": 3, "format": "eml"}
    assert str(folder) in card.result.words.text()


def test_approved_replies_become_lines_of_data(desk, tmp_path):
    """JSON lines go into the very file that was chosen."""
    approve(desk, 2)
    target = tmp_path / "replies.jsonl"
    assert run(desk, desk.open("sync").replies, "jsonl", target) == "Exported: 2 replies"
    assert len([json.loads(line) for line in target.read_text().splitlines()]) == 2


def test_nothing_approved_writes_nothing(desk, tmp_path):
    """No empty file and no line in the log."""
    target = tmp_path / "replies.jsonl"
    assert run(desk, desk.open("sync").replies, "jsonl", target) == "There was nothing to export yet"
    assert not target.exists()
    assert "export.approved" not in dict(desk.acts())
    assert run(desk, desk.place.conversations, "md", tmp_path / "c.md") == "There was nothing to export yet"


def test_conversations_become_one_file(desk, tmp_path):
    """All conversations in the chosen file, in each format."""
    desk.fetch(lambda: desk.workspace.conversations.new("Refund", "helper", "helper/1"))
    card = desk.open("sync").conversations
    assert run(desk, card, "md", tmp_path / "c.md") == "Exported: 1 conversation"
    assert (tmp_path / "c.md").read_text().startswith("# Refund")
    assert run(desk, card, "jsonl", tmp_path / "c.jsonl") == "Exported: 1 conversation"
    assert run(desk, card, "html", tmp_path / "c.html") == "Exported: 1 conversation"
    assert "<h2>Refund</h2>" in (tmp_path / "c.html").read_text()
    assert dict(desk.acts())["export.conversations"] == ""


def test_another_format_asks_for_the_target_anew(desk, tmp_path):
    """A file chosen for one format is never used for another."""
    card = desk.open("sync").replies
    card.choose_path(tmp_path)
    assert card.button.isEnabled()
    card.forms.button("jsonl").click()
    assert card.file.path is None
    assert not card.button.isEnabled()


def test_a_folder_that_cannot_be_written_is_told(desk, tmp_path):
    """The fault stands in the card in words."""
    approve(desk, 1)
    (tmp_path / "file").write_text("here")
    said = run(desk, desk.open("sync").replies, "jsonl", tmp_path / "file" / "r.jsonl")
    assert "r.jsonl" in said


def test_a_stopped_export_says_so(desk, tmp_path, monkeypatch):
    """Cancel while rows are gathered writes nothing."""
    approve(desk, 2)
    monkeypatch.setattr("hybriddesk.desk.sync.running.Stop", AskedAtOnce)
    card = desk.open("sync").replies
    card.forms.button("jsonl").click()
    card.choose_path(tmp_path / "r.jsonl")
    card.start()
    card.running.cancel()
    desk.wait(lambda: not card.running.busy)
    assert card.result.title.text() == "Stopped"
    assert not (tmp_path / "r.jsonl").exists()


def test_history_lists_the_latest_carrying_only(desk):
    """Other lines of the log do not push exports out of the history."""

    def fill():
        with desk.db.write():
            for number in range(MOST + 2):
                desk.workspace.audit.add("export.ledger", "", count=number, format="jsonl")
            for number in range(250):
                desk.workspace.audit.add("privacy.kind_off", f"n{number}")

    desk.fetch(fill)
    history = desk.open("sync").history
    assert history.table.rowCount() == MOST
    assert history.table.item(0, 2).text() == f"{MOST + 1} in all, jsonl"
    assert history.none.isHidden()


def test_an_empty_history_says_so(desk):
    """No empty table."""
    history = desk.open("sync").history
    assert history.table.isHidden()
    assert history.none.isVisible()


def test_choosing_hands_back_the_path_and_never_blocks(qtbot, tmp_path):
    """Each chooser opens without waiting and gives one path."""
    from PySide6.QtWidgets import QWidget

    parent = QWidget()
    qtbot.addWidget(parent)
    got = []
    save_as(parent, "Save", tmp_path / "a.age", "Bundles (*.age)", got.append)
    open_file(parent, "Open", "Bundles (*.age)", got.append)
    open_folder(parent, "Folder", got.append)
    save, opening, folder = parent.findChildren(QFileDialog)
    assert save.acceptMode() == QFileDialog.AcceptMode.AcceptSave
    assert save.defaultSuffix() == "age"
    assert opening.fileMode() == QFileDialog.FileMode.ExistingFile
    assert folder.fileMode() == QFileDialog.FileMode.Directory
    save.fileSelected.emit(str(tmp_path / "b.age"))
    assert got == [tmp_path / "b.age"]
    for dialog in (save, opening, folder):
        dialog.reject()


def test_choose_proposes_what_the_format_needs(desk, monkeypatch):
    """A folder for one file each, a file with the right ending otherwise."""
    asked = []
    monkeypatch.setattr("hybriddesk.desk.sync.readable_card.open_folder", lambda *_: asked.append("folder"))
    monkeypatch.setattr("hybriddesk.desk.sync.readable_card.save_as", lambda _p, _t, proposed, *_: asked.append(proposed.suffix))
    place = desk.open("sync")
    for form in ("md", "eml", "jsonl"):
        place.replies.forms.choose(form)
        place.replies.choose()
    place.conversations.forms.choose("md")
    place.conversations.choose()
    assert asked == ["folder", "folder", ".jsonl", ".md"]


def test_open_folder_opens_the_folder_of_the_file(desk, tmp_path, monkeypatch):
    """The file manager is asked for the folder, not for the file."""
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(Path(QUrl(url).toLocalFile())))
    desk.fetch(lambda: desk.workspace.conversations.new("Refund", "helper", "helper/1"))
    card = desk.open("sync").conversations
    run(desk, card, "md", tmp_path / "c.md")
    card.result._buttons[0].click()
    assert opened == [tmp_path]
