"""Approved replies and conversations as files."""

from __future__ import annotations

import email
import json
import os
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from pathlib import Path

import pytest

from hybriddesk.records.errors import Permanent, Refused
from hybriddesk.records.work import Conversation, Item, Review, Turn
from hybriddesk.workflow.exporting import Approved, export_approved, export_conversation, write_whole


def approved(final: str = "Dear Bob,\n\ndone. 🎉 שלום", title: str = "Refund, order 1042", key: str = "<m1@example.org>", sender: str = "Bob <bob@example.org>") -> Approved:
    review = Review(
        "r" * 26, "c", "run", "i", None, "reply", "reply@1", "helper", "helper/1", title, "line one\nline two", "draft", "draft", None, final, 0.5, (),
        True, 1, "edited", None, None, 0, 1_700_000_000_000, 0.25, 0.1, 3.0, "",
    )
    return Approved(review, Item("i", "mail.eml", key, "mail", title, "body", sender, "drafted", "reply", None, 0))


def test_jsonl_holds_every_field_of_every_reply(tmp_path: Path) -> None:
    """One line a reply, text unchanged, whatever the script."""
    target = tmp_path / "out.jsonl"
    assert export_approved([approved(), approved("two")], target, "jsonl") == 2
    rows = [json.loads(line) for line in target.read_text().splitlines()]
    assert rows[0]["final"] == "Dear Bob,\n\ndone. 🎉 שלום"
    assert rows[0]["edit_words"] == 0.25
    assert rows[0]["decided"] == "2023-11-14T22:13:20+00:00"


def test_markdown_quotes_the_request(tmp_path: Path) -> None:
    """Each reply is a file of its own with the request quoted under it."""
    assert export_approved([approved()], tmp_path / "md", "md") == 1
    (file,) = (tmp_path / "md").iterdir()
    assert file.name.startswith("0001-refund-order-1042-")
    assert "> line one\n> line two" in file.read_text()


def test_a_mail_draft_opens_in_a_mail_program(tmp_path: Path) -> None:
    """The draft is an unsent reply in the thread of the message it answers."""
    export_approved([approved()], tmp_path, "eml")
    (file,) = tmp_path.iterdir()
    mail = email.message_from_bytes(file.read_bytes(), policy=policy.default)
    assert (mail["X-Unsent"], mail["To"], mail["Subject"], mail["In-Reply-To"]) == ("1", "bob@example.org", "Re: Refund, order 1042", "<m1@example.org>")
    assert mail.get_content().replace("\r\n", "\n").rstrip() == "Dear Bob,\n\ndone. 🎉 שלום"


@pytest.mark.parametrize(("title", "key", "sender"), [
    ("Hi\r\nBcc: evil@example.org", "<x@y>\r\nBcc: evil@example.org", "a@b.org\r\nBcc: evil@example.org"), ("", "", ""), ("\u2028x", "1", "no address"),
])
def test_a_hostile_source_adds_no_header(tmp_path: Path, title: str, key: str, sender: str) -> None:
    """Line breaks in subject, id or sender never become headers of the draft."""
    export_approved([approved("text", title, key, sender)], tmp_path, "eml")
    (file,) = tmp_path.iterdir()
    mail = email.message_from_bytes(file.read_bytes(), policy=policy.default)
    assert mail["Bcc"] is None
    assert set(mail.keys()) <= {"Subject", "To", "Date", "X-Unsent", "In-Reply-To", "References", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"}


def test_names_never_leave_the_folder(tmp_path: Path) -> None:
    """A title with slashes and dots stays one plain file name."""
    export_approved([approved(title="../../etc/passwd\0")], tmp_path / "in", "md")
    assert [path.parent for path in tmp_path.rglob("*.md")] == [tmp_path / "in"]


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    """If the target cannot be replaced, it stays as it was and no part is left behind."""
    (tmp_path / "dir").mkdir()
    with pytest.raises(Permanent) as caught:
        write_whole(tmp_path / "dir", b"new")
    assert caught.value.code == "export.cannot_write"
    assert list(tmp_path.iterdir()) == [tmp_path / "dir"]


def test_a_full_disk_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that fails in the middle leaves the old content and no part file."""
    target = tmp_path / "out"
    write_whole(target, b"old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Permanent, match="No space left"):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_chunks_are_written_as_they_come(tmp_path: Path) -> None:
    """A long export holds one chunk at a time, not the whole file."""
    tracemalloc.start()
    write_whole(tmp_path / "out", (bytes([number]) * 1_000_000 for number in range(20)))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (tmp_path / "out").stat().st_size == 20_000_000
    assert most < 5_000_000


def test_a_chunk_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    """Stopping in the middle of a stream is told as it was raised; no part file stays."""
    target = tmp_path / "out"
    write_whole(target, b"old")

    def chunks() -> Iterator[bytes]:
        yield b"new"
        raise Refused("desk.stopped")

    with pytest.raises(Refused):
        write_whole(target, chunks())
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_exports_are_private(tmp_path: Path) -> None:
    """Only this user can read an exported file."""
    write_whole(tmp_path / "out", b"x")
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o600


def test_a_conversation_reads_in_order() -> None:
    """Markdown has every turn under its role; JSON lines keep role, state and model."""
    thread = Conversation("c", "A title", "chat", "helper", "helper/1", 0, 0)
    turns = [Turn(str(n), "c", None, role, text, "", "complete", None, "helper", "helper/1", None, 0) for n, (role, text) in enumerate([("user", "Hi"), ("assistant", "Hello")])]
    told = export_conversation(thread, turns, "md").decode()
    assert told.index("Hi") < told.index("Hello")
    rows = [json.loads(line) for line in export_conversation(thread, turns, "jsonl").splitlines()]
    assert [(row["role"], row["text"]) for row in rows] == [("user", "Hi"), ("assistant", "Hello")]
    page = export_conversation(replace(thread, title="<script>"), turns, "html").decode()
    assert page.index("Hi") < page.index("Hello")
    assert "<script" not in page


def test_a_device_is_never_replaced(tmp_path: Path) -> None:
    """A pipe or device under the target's name stays what it is, also for root."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Permanent) as caught:
        write_whole(tmp_path / "pipe", b"new")
    assert caught.value.code == "export.cannot_write"
    assert not (tmp_path / "pipe").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]
