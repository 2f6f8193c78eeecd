"""The central error log in the window."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from hybriddesk.records.errors import Permanent, Transient
from tests.desk.monitor.opened_monitor import KEY, SLOW
from tests.desk.privacy.opened_place import AskedAtOnce


def show(desk, page, at=0):
    page.open_one(page.model.id_at(at))
    desk.wait(lambda: page.detail.whole is not None)
    desk.idle()
    return page.detail


def test_an_empty_log_says_what_would_land_here(desk):
    """No list and no export while nothing has failed."""
    page = desk.view()
    assert page._stack.currentWidget() is page.empty
    assert page.empty.title.text() == "Nothing has failed"
    assert not page.export.button.isEnabled()
    assert desk.place.badge() == 0


def test_kinds_are_listed_in_words_latest_first(desk):
    """One line a kind: what happened in words, class, workflow, provider, how often; the rail shows how many are open."""
    desk.trouble(SLOW, KEY)
    desk.trouble(Transient("provider.timeout", **SLOW.facts))
    page = desk.view()
    first, second = desk.shown(page)
    for part in ("api.example.org said nothing for 30 seconds.", "Passing", "Reply", "cloud \u00b7 small-1", "2 times"):
        assert part in first
    assert "cloud does not accept the key." in second
    assert desk.place.badge() == 2
    assert desk.shell.rail.buttons["monitor"].accessibleName() == "Monitor, 2"


def test_a_kind_shows_its_advice_and_its_latest_times(desk):
    """What happened, what still works, what to do, where it was, and each time with its facts; the run is a click away."""
    run = desk.run_of("failed", fault="provider.wrong_key")
    desk.trouble(KEY, run=run)
    detail = show(desk, desk.view())
    assert detail.title.text() == "cloud does not accept the key."
    assert detail.do.text().startswith("Copy the key again")
    assert "built-in helper works" in detail.works.text()
    assert "provider.wrong_key" in detail.facts.text()
    assert [detail.table.item(0, column).text() for column in (1, 2)] == [run, "provider cloud, model small-1, host api.example.org, status 401"]
    desk.click(detail, "error_to_run")
    desk.wait(lambda: desk.place.views.value() == "runs" and desk.place.runs.detail.wanted == run)


def test_a_defect_names_its_place_and_no_text(desk):
    """A mistake of the app itself names file and line; a kind without a run has no button to one."""
    try:
        int("dear Ms Smith")
    except ValueError as defect:
        desk.trouble(defect)
    detail = show(desk, desk.view())
    assert "ValueError" in detail.title.text()
    assert "test_monitor_errors.py" in detail.facts.text()
    assert "Smith" not in detail.facts.text() + detail.title.text()
    assert not detail.to_run.isVisible()


def test_the_filter_narrows_by_state_field_and_words(desk):
    """Words are looked for as the person reads them; an empty result says what to do."""
    desk.trouble(SLOW, KEY)
    page = desk.view()
    page.filter.setText("does not ACCEPT")
    desk.wait(lambda: len(page.model.ids()) == 1)
    assert "does not accept" in desk.shown(page)[0]
    page.filter.setText("no such thing")
    desk.wait(lambda: len(page.model.ids()) == 0)
    assert page.empty.title.text() == "No trouble matches"
    page.filter.clear()
    page.state.button("muted").click()
    desk.wait(lambda: page.empty.title.text() == "None here")
    page.state.button("").click()
    desk.wait(lambda: len(page.model.ids()) == 2)


def test_muting_solving_and_opening_again_can_be_undone(desk):
    """Each act moves the line to where it belongs at once, and the toast takes it back."""
    desk.trouble(KEY)
    page = desk.view()
    detail = show(desk, page)
    assert [act for act, button in detail.acts.items() if not button.isHidden()] == ["mute", "solve"]
    desk.click(detail, "error_mute")
    desk.wait(lambda: len(page.model.ids()) == 0)
    assert page.empty.title.text() == "Nothing is open"
    assert (desk.troubles()[0].state, desk.toast()) == ("muted", "Muted. It is still counted.")
    assert [act for act, button in detail.acts.items() if not button.isHidden()] == ["solve", "reopen"]
    desk.click(desk.shell.toast, "toast_undo")
    desk.wait(lambda: len(page.model.ids()) == 1)
    desk.click(detail, "error_solve")
    desk.wait(lambda: desk.troubles()[0].state == "solved")
    desk.trouble(Permanent("provider.wrong_key", **KEY.facts))
    desk.wait(lambda: len(page.model.ids()) == 1)
    assert desk.troubles()[0].count == 2
    desk.click(detail, "error_solve")
    desk.wait(lambda: not detail.acts["reopen"].isHidden())
    desk.click(detail, "error_reopen")
    desk.wait(lambda: desk.troubles()[0].state == "open")


def test_keys_act_on_the_line_under_the_cursor(desk):
    """M, S and O without opening a line; nothing happens where no line is, and none of them acts on another page."""
    page = desk.view()
    assert desk.shell.registry.run("monitor.mute")
    assert desk.toast() == ""
    desk.trouble(KEY)
    desk.wait(lambda: len(page.model.ids()) == 1)
    page.list.setFocus()
    page.step(1)
    for key, state in ((Qt.Key.Key_M, "muted"), (Qt.Key.Key_O, "open"), (Qt.Key.Key_S, "solved")):
        page.state.button("").click()
        desk.idle()
        page.list.setFocus()
        desk.qtbot.keyClick(page.list, key)
        desk.wait(lambda state=state: desk.troubles()[0].state == state)
        desk.wait(lambda page=page, state=state: (row := page.model.row_at(0)) is not None and row.trouble.state == state)
    desk.shell.go_to("monitor", view="runs")
    assert not desk.shell.registry.run("monitor.reopen")
    assert desk.troubles()[0].state == "solved"


def test_a_new_trouble_appears_by_itself_and_an_open_one_is_read_anew(desk):
    """The list and the open line follow the store."""
    page = desk.view()
    desk.trouble(KEY)
    desk.wait(lambda: len(page.model.ids()) == 1)
    detail = show(desk, page)
    desk.trouble(Permanent("provider.wrong_key", **KEY.facts))
    desk.wait(lambda: detail.table.rowCount() == 2)
    assert detail.times.text().startswith("It happened 2 times")


def test_what_changes_out_of_sight_is_read_when_it_is_looked_at(desk):
    """Nothing is read while another page is in front."""
    page = desk.view()
    desk.shell.go_to("monitor", view="runs")
    desk.trouble(KEY)
    desk.idle()
    assert len(page.model.ids()) == 0
    desk.shell.go_to("monitor", view="errors")
    desk.wait(lambda: len(page.model.ids()) == 1)


def test_the_log_is_exported_whole(desk, tmp_path):
    """Every kind with its advice and its times, readable by this user alone."""
    desk.trouble(SLOW, KEY)
    page = desk.view()
    target = tmp_path / "out" / "errors.json"
    page.export.write_to(target)
    desk.wait(lambda: desk.toast() == "2 kinds of trouble written to errors.json")
    written = json.loads(target.read_text())
    assert [(row["code"], row["count"], len(row["occurrences"])) for row in written["errors"]] == [
        ("provider.wrong_key", 1, 1), ("provider.timeout", 1, 1),
    ]
    assert target.stat().st_mode & 0o077 == 0


def test_an_export_that_is_stopped_leaves_no_file(desk, tmp_path, monkeypatch):
    """Cancel means that nothing was written."""
    monkeypatch.setattr("hybriddesk.desk.lists.file_export.Stop", AskedAtOnce)
    desk.trouble(KEY)
    page = desk.view()
    page.export.write_to(tmp_path / "errors.json")
    page.export.progress.stop.click()
    desk.wait(lambda: desk.toast().startswith("Stopped"))
    assert not (tmp_path / "errors.json").exists()


def test_an_export_to_where_nothing_can_be_written_is_told(desk, tmp_path):
    """The bar says what failed."""
    desk.trouble(KEY)
    page = desk.view()
    (tmp_path / "file").write_text("here")
    page.export.write_to(tmp_path / "file" / "errors.json")
    desk.wait(lambda: desk.shell.error_bar.fault is not None)
    assert desk.shell.error_bar.fault.code == "export.cannot_write"
    desk.wait(page.export.button.isEnabled)


def test_the_export_command_asks_where(desk, monkeypatch):
    """From the palette, with the log in front."""
    asked = []
    monkeypatch.setattr("hybriddesk.desk.lists.file_export.save_as", lambda _parent, _title, proposed, *_: asked.append(proposed.suffix))
    desk.trouble(KEY)
    desk.view("runs")
    assert desk.shell.registry.run("monitor.export_errors")
    assert asked == [".json"]
    assert desk.place.views.value() == "errors"


def test_details_are_copied_without_text_of_people(desk):
    """Fields and times, for a report."""
    desk.trouble(KEY)
    detail = show(desk, desk.view())
    desk.click(detail, "error_copy_details")
    copied = QGuiApplication.clipboard().text()
    assert "provider.wrong_key" in copied
    assert "status 401" in copied


def test_odd_texts_are_shown_as_they_are(desk):
    """Format signs, markup, right-to-left and emoji in names of providers break nothing; an unknown code and class are named."""
    name = "{host} <b>\u05e9\u05dc\u05d5\u05dd</b> \U0001f525" + "x" * 300
    desk.trouble(Permanent("provider.wrong_key", provider=name, model="%s", host="{}"))

    def foreign():
        with desk.db.write("errors") as connection:
            connection.execute("UPDATE errors SET class = 'newer', workflow = 'later', node = 'other', code = 'room.of_next_year'")

    page = desk.view()
    assert name in desk.shown(page)[0]
    detail = show(desk, page)
    assert detail.title.text() == f"{name} does not accept the key."
    assert detail.title.textFormat() == Qt.TextFormat.PlainText
    desk.fetch(foreign)
    desk.wait(lambda: "newer" in desk.shown(page)[0])
    desk.wait(lambda: detail.chips[1].text() == "newer")
    assert "room.of_next_year" in detail.title.text() + detail.facts.text()


def test_a_kind_that_is_gone_closes_its_pane(desk):
    """A line that was deleted meanwhile is told and closed."""
    desk.trouble(KEY)
    page = desk.view()
    page.open_one("f" * 16)
    desk.wait(lambda: desk.shell.error_bar.fault is not None and not page.opened)
    assert desk.shell.error_bar.fault.code == "errors.unknown"


def test_a_hundred_thousand_kinds_scroll_like_twenty(desk):
    """The list knows them all and reads only the pages in sight; the last is reached and opened."""
    desk.many_troubles(100_000)
    page = desk.view()
    desk.wait(lambda: len(page.model.ids()) == 100_000)
    assert page.model.rowCount() == 1_000
    assert len(page.model._pages) <= 3
    assert page.count.text().replace(",", "") == "100000"
    last = f"{0:016x}"
    page.open_one(last)
    desk.wait(lambda: page.detail.whole is not None and page.detail.whole.row.trouble.fingerprint == last)
    assert page.list.currentIndex().row() == 99_999
    page.filter.setText("cloud 3")
    desk.wait(lambda: len(page.model.ids()) == 14_286)


def test_a_defect_of_the_desk_itself_stands_in_the_log(desk):
    """A job that breaks is listed with its kind and place and without its message, which may hold text of people."""
    desk.view()

    def breaks():
        raise ValueError("Anna Keller's letter")

    job = desk.engine.call(breaks)
    with desk.qtbot.waitSignal(job.ended):
        job.start()
    (trouble,) = desk.troubles()
    assert (trouble.code, trouble.kind, trouble.workflow, trouble.node) == ("desk.defect", "defect", "desk", "job")
    assert "Anna" not in str(desk.fetch(lambda: desk.workspace.error_log.errors.occurrences(trouble.fingerprint)))
