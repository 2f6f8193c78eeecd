"""The outgoing ledger in the window."""

from __future__ import annotations

import hashlib
import json

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from hybriddesk.desk.lists.paged_model import ROW
from hybriddesk.desk.privacy.ledger_reads import as_row, readable
from hybriddesk.records.work import LedgerLine
from hybriddesk.vault.ledger import ledger_line
from tests.desk.privacy.opened_place import AskedAtOnce


def opened(desk, **args):
    page = desk.open("privacy", view="outgoing", **args).outgoing
    desk.idle()
    return page


def show(desk, page, line):
    page.open_one(line)
    desk.wait(lambda: page.detail.outcome.text() != "")
    desk.idle()
    return page.detail


def test_an_empty_ledger_says_that_nothing_left(desk):
    """No list and no export when nothing has left."""
    page = opened(desk)
    assert page._stack.currentWidget() is page.empty
    assert page.empty.title.text() == "Nothing has left this computer"
    assert not page.export.button.isEnabled()


def test_requests_are_listed_newest_first_with_what_a_person_wants_to_know(desk):
    """Time, host and model, outcome, size, how many values were hidden; the screen reader hears the same."""
    ids = desk.send(3)
    page = opened(desk)
    assert list(page.model.ids()) == ids[::-1]
    row = page.model.index(0).data(ROW)
    words = page.row_words(row)
    for part in ("api.example.org", "large-2", "Answered", "2 hidden"):
        assert part in words


def test_the_filter_narrows_by_words_and_by_outcome(desk):
    """Only matching requests stay; an empty result says what to do."""
    desk.send(4)
    unknown = desk.send(1, outcome="unknown", run="U")
    page = opened(desk)
    page.filter.setText("small-1")
    desk.wait(lambda: len(page.model.ids()) == 2)
    page.filter.clear()
    page.outcome.setCurrentIndex(page.outcome.findData("unknown"))
    page.refresh()
    desk.wait(lambda: list(page.model.ids()) == unknown)
    page.filter.setText("nobody")
    desk.wait(lambda: len(page.model.ids()) == 0)
    assert page.empty.title.text() == "No request matches"
    assert page.export.button.isEnabled()


def test_a_request_shows_its_exact_bytes_headers_and_digest(desk):
    """The body is raw, character for character; the key is hidden; readable is another view."""
    (line,) = desk.send()
    page = opened(desk)
    detail = show(desk, page, line)
    stored = desk.fetch(lambda: desk.workspace.ledger.get(line))
    assert detail.bytes.body.toPlainText().encode() == stored.body
    assert "authorization: (hidden)" in detail.headers.toPlainText()
    assert detail.sha.whole_text() == hashlib.sha256(stored.body).hexdigest()
    detail.bytes.view.button("readable").click()
    assert "parcel 0.\nThank you." in detail.bytes.body.toPlainText()
    detail.check.click()
    desk.wait(detail.checked.isVisible)
    assert detail.checked.text() == "Matches the bytes"
    detail.bytes.copy_button.click()
    assert stored.body.decode() in QGuiApplication.clipboard().text()


def test_changed_bytes_are_told(desk):
    """The check compares with the stored bytes, it does not repeat the stored digest."""
    (line,) = desk.send()
    page = opened(desk)
    detail = show(desk, page, line)

    def tamper():
        with desk.db.write("ledger") as connection:
            connection.execute("UPDATE ledger SET body = ?", (b"{}",))

    desk.fetch(tamper)
    desk.idle()
    detail.check.click()
    desk.wait(detail.checked.isVisible)
    assert "Does not match" in detail.checked.text()


def test_values_show_only_while_v_is_held_or_the_eye_is_on(desk):
    """What a token stands for stays covered until it is asked for."""
    (line,) = desk.send()
    page = opened(desk)
    detail = show(desk, page, line)

    def values():
        return [detail.table.item(row, 2).text() for row in range(detail.table.rowCount())]

    assert detail.table.item(0, 0).text() == "PERSON_7QXK"
    assert "Anna Keller" not in values()
    desk.qtbot.keyPress(page.list, Qt.Key.Key_V)
    assert values() == ["Anna Keller", "anna@example.org"]
    desk.qtbot.keyRelease(page.list, Qt.Key.Key_V)
    assert "Anna Keller" not in values()
    detail.eye.click()
    assert values() == ["Anna Keller", "anna@example.org"]


def test_an_unknown_outcome_is_marked_and_explained(desk):
    """The person reads that it may have arrived and that nothing is sent again by itself."""
    (line,) = desk.send(outcome="unknown")
    detail = show(desk, opened(desk), line)
    assert detail.outcome.text() == "Outcome unknown"
    assert "may have reached the provider" in detail.sentence.text()


def test_opened_with_a_run_shows_its_last_request(desk):
    """Other places jump here by run; a filter in force does not hide it."""
    ids = desk.send(3)
    page = opened(desk)
    page.filter.setText("nobody")
    desk.wait(lambda: len(page.model.ids()) == 0)
    desk.shell.go_to("privacy", run="RUN1")
    desk.wait(lambda: page.detail.wanted == ids[1])
    assert len(page.model.ids()) == 3
    desk.shell.go_to("privacy", run="none of this name")
    desk.idle()
    assert "nothing was sent" in desk.toast()


def test_a_new_request_appears_by_itself(desk):
    """The list follows the store."""
    page = opened(desk)
    (line,) = desk.send()
    desk.wait(lambda: list(page.model.ids()) == [line])
    assert page._stack.currentIndex() == 0


def test_an_outcome_that_becomes_known_reaches_the_open_request(desk):
    """The detail of a request under way is read anew when its line changes."""
    (line,) = desk.send(outcome="sent")
    detail = show(desk, opened(desk), line)
    assert detail.outcome.text() == "Under way"
    desk.fetch(lambda: desk.workspace.ledger.outcome(line, "done"))
    desk.wait(lambda: detail.outcome.text() == "Answered")


def test_a_long_body_comes_in_parts(desk):
    """One long line of JSON never holds the window; every character can be reached."""
    (line,) = desk.send(size=20_000)
    detail = show(desk, opened(desk), line)
    parts = [detail.bytes.body.toPlainText()]
    assert detail.bytes.pager.isVisible()
    while detail.bytes.later.isEnabled():
        detail.bytes.later.click()
        parts.append(detail.bytes.body.toPlainText())
    assert len(parts) == 3
    assert "".join(parts).encode() == desk.fetch(lambda: desk.workspace.ledger.get(line)).body
    detail.bytes.earlier.click()
    assert detail.bytes.body.toPlainText() == parts[1]


def test_narrow_windows_show_the_request_in_place_of_the_list(desk):
    """Below the breakpoint one pane at a time; Esc goes back."""
    (line,) = desk.send()
    page = desk.open("privacy", 1024, 700, view="outgoing").outgoing
    desk.idle()
    show(desk, page, line)
    assert not page.list_card.isVisible()
    desk.qtbot.keyClick(page.detail, Qt.Key.Key_Escape)
    assert page.list_card.isVisible()
    assert not page.detail_card.isVisible()
    assert page.detail.bytes.body.toPlainText() == ""


def test_j_and_k_walk_the_list_and_escape_goes_back(desk):
    """Bare letters act on the list alone; with a request open they open the next one."""
    ids = desk.send(3)[::-1]
    page = opened(desk)
    page.list.setFocus()
    desk.shell.registry.run("privacy.next")
    assert page.list.currentIndex().row() == 1  # the focus alone made the first one current
    show(desk, page, ids[0])
    desk.shell.registry.run("privacy.next")
    assert page.detail.wanted == ids[1]
    desk.shell.registry.run("privacy.previous")
    desk.shell.registry.run("privacy.previous")
    assert page.detail.wanted == ids[0]
    desk.idle()
    desk.qtbot.keyClick(page.list, Qt.Key.Key_Escape)
    assert page.detail.wanted == ""
    assert page.list.hasFocus()


def test_the_ledger_is_exported_whole_and_audited(desk, tmp_path):
    """Every line with its exact body; the digest of the exported body is the stored one."""
    ids = desk.send(3)
    page = opened(desk)
    target = tmp_path / "out" / "ledger.jsonl"
    page.export.write_to(target)
    desk.wait(lambda: desk.toast().startswith("3 requests"))
    rows = [json.loads(text) for text in target.read_text().splitlines()]
    assert [row["id"] for row in rows] == ids[::-1]
    assert all(hashlib.sha256(row["body"].encode()).hexdigest() == row["sha256"] for row in rows)
    assert "export.ledger" in dict(desk.acts())
    assert target.stat().st_mode & 0o077 == 0


def test_an_export_that_is_stopped_leaves_no_file(desk, tmp_path, monkeypatch):
    """Cancel means that nothing was written and nothing is audited."""
    monkeypatch.setattr("hybriddesk.desk.lists.file_export.Stop", AskedAtOnce)
    desk.send(1200)
    page = opened(desk)
    target = tmp_path / "ledger.jsonl"
    page.export.write_to(target)
    page.export.progress.stop.click()
    desk.wait(lambda: desk.toast().startswith("Stopped"))
    assert not target.exists()
    assert "export.ledger" not in dict(desk.acts())


def test_bytes_that_are_no_text_are_exported_as_base64(desk):
    """Nothing is lost in the export of a body that is not UTF-8, and readable leaves it as it is."""
    (line,) = desk.send()
    stored = ledger_line(desk.shell.reader if desk.shell else desk.db.reader(), line)
    odd = LedgerLine(**{**{name: getattr(stored, name) for name in stored.__slots__}, "body": b"\xff\x00"})
    assert as_row(odd)["body_base64"] == "/wA="
    assert readable(b"\xff\x00", "kept") == "kept"
    assert readable(b"plain", "kept") == "kept"
    assert readable(rb'{"a":"x\\ny"}', "") == '{\n  "a": "x\\\\ny"\n}'


def test_a_folder_that_cannot_be_written_is_told(desk, tmp_path):
    """The bar says what failed; nothing is audited."""
    desk.send(1)
    page = opened(desk)
    (tmp_path / "file").write_text("here")
    page.export.write_to(tmp_path / "file" / "ledger.jsonl")
    desk.wait(lambda: desk.shell.error_bar.fault is not None)
    assert desk.shell.error_bar.fault.code == "export.cannot_write"
    assert page.export.button.isEnabled()
    assert "export.ledger" not in dict(desk.acts())


def test_the_export_command_asks_where(desk, monkeypatch):
    """From the palette, with the ledger in front."""
    desk.send(1)
    asked = []
    monkeypatch.setattr("hybriddesk.desk.lists.file_export.save_as", lambda _parent, _title, proposed, *_: asked.append(proposed.suffix))
    desk.open("privacy")
    assert desk.shell.registry.run("privacy.export_ledger")
    assert asked == [".jsonl"]
    assert desk.place.views.value() == "outgoing"


def test_a_request_leads_to_its_draft_and_conversation(desk):
    """From what was sent to what became of it."""
    desk.samples()
    review = desk.fetch(lambda: desk.workspace.reviews.get(desk.workspace.reviews.ids("all")[0]))
    (line,) = desk.send()

    def belong():
        with desk.db.write("ledger") as connection:
            connection.execute("UPDATE ledger SET run = ?, conversation = ?", (review.run, review.conversation))

    desk.fetch(belong)
    detail = show(desk, opened(desk), line)
    desk.wait(detail.to_review.isVisible)
    gone = []
    object.__setattr__(desk.place.context, "go_to", lambda place, **args: gone.append((place, args)))
    detail.to_review.click()
    detail.to_conversation.click()
    assert gone == [("review", {"review": review.id}), ("conversations", {"conversation": review.conversation})]
