"""The isolation self-test in the window."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QWidget

from hybriddesk.__main__ import StoreDoor
from hybriddesk.desk.privacy import isolation_page
from hybriddesk.desk.privacy.isolation_phrases import FOUND, LOOKED, VERDICTS, found, looked, verdict
from hybriddesk.privacy.linking import findings
from hybriddesk.records.errors import Transient
from hybriddesk.records.linking import Finding, IsolationReport
from tests.desk.home.opened_home import unnamed
from tests.privacy.test_linking import changed, talk, talks


def opened(desk, test):
    place = desk.open("privacy", view="isolation")
    object.__setattr__(place.context, "door", SimpleNamespace(isolation_test=test))
    return place.isolation


def report(sightings, unmatched=0):
    return IsolationReport(findings(sightings), len(sightings), len(sightings), len(sightings) - unmatched, unmatched)


def text(page):
    return [[page.table.item(row, column).text() for column in range(3)] for row in range(page.table.rowCount())]


def test_the_real_test_runs_in_the_window(desk, tmp_path, monkeypatch):
    """The button sends the conversations, the rows appear, and the person's own store holds nothing of it."""
    monkeypatch.setattr(isolation_page, "CONVERSATIONS", 2)
    page = opened(desk, StoreDoor(tmp_path / "other").isolation_test)
    page.start.click()
    assert not page.start.isEnabled()
    assert page.progress.isVisible()
    desk.wait(page.start.isEnabled)
    assert page.state.text() == "Isolated"
    rows = text(page)
    assert {row[0] for row in rows if row[2] == "Yes, always"} == {"Account key", "Network address", "Times"}
    assert "4 requests of 2 conversations" in page.sentence.text()
    assert desk.fetch(desk.workspace.ledger.count) == 0
    assert not (tmp_path / "other").exists()
    assert unnamed(desk.place) == []


def test_a_link_is_named_first_and_not_called_isolated(desk):
    """The row that should not link stands at the top, and the sentence says what to do."""

    async def linking(_count, _step):
        first, *rest = talks(3)
        return report([changed(first, headers=(*first.seen.headers, ("x-session", "abc"))), *rest])

    page = opened(desk, linking)
    page.start.click()
    desk.wait(page.start.isEnabled)
    assert page.state.text() == "Something links"
    assert text(page)[0][0] == "Header x-session"
    assert text(page)[0][2] == "Yes"
    assert "built-in helper" in page.sentence.text()


def test_a_request_beside_the_ledger_is_not_called_isolated(desk):
    """Everything else clean, one request unlogged."""

    async def beside(_count, _step):
        return report(talks(3), unmatched=1)

    page = opened(desk, beside)
    page.start.click()
    desk.wait(page.start.isEnabled)
    assert page.state.text() == "Something links"


def test_a_test_that_fails_says_so(desk):
    """The fault stands in the bar, the button works again."""

    async def failing(_count, _step):
        raise Transient("provider.connect", retry_after=None, provider="recorder", model="m", host="127.0.0.1")

    page = opened(desk, failing)
    page.start.click()
    desk.wait(page.start.isEnabled)
    assert page.state.text() == "Could not be tested"
    assert desk.shell.error_bar.fault.code == "provider.connect"


def test_cancel_stops_the_test(desk):
    """A test that would never end is stopped; a second press of the button while it runs starts no second one."""
    import anyio

    started = []

    async def endless(_count, step):
        started.append(1)
        step(1, 20)
        await anyio.sleep_forever()

    page = opened(desk, endless)
    page.start.click()
    desk.wait(lambda: page.progress.words.text().startswith("1 of"))
    page.run()
    page.progress.stop.click()
    desk.wait(page.start.isEnabled)
    assert started == [1]
    assert page.table.rowCount() == 0
    page.cancel()


def test_every_row_has_words_without_a_gap():
    """Every code in every verdict that the report gives; no brace is left."""
    bad = talk(9, b"nonsense", None, ("x-a", "1"), ("cookie", "a"))
    rows = [*findings(talks()), *findings([*talks(3), changed(bad, target="/x?y", connection=1, tls=None)])]
    assert {row.code for row in rows} == set(LOOKED)
    for row in rows:
        assert looked(row)
        assert found(row)
        assert "{" not in found(row) + looked(row)
        assert verdict(row)[0]


@pytest.mark.parametrize("pattern", sorted(FOUND))
def test_no_words_for_rows_that_do_not_exist(pattern):
    """Each sentence belongs to a code that is looked at."""
    assert pattern.split(" ")[0] in LOOKED


def test_a_row_of_a_newer_version_keeps_its_code():
    """Unknown rows are shown, not lost."""
    row = Finding("later", "linked")
    assert (looked(row), found(row)) == ("later", "")
    assert set(VERDICTS) == {"nothing", "visible", "admitted", "linked"}


def test_the_command_runs_it(desk):
    """From the palette."""

    async def clean(_count, _step):
        return report(talks(3))

    page = opened(desk, clean)
    assert desk.shell.registry.run("privacy.selftest")
    desk.wait(lambda: page.state.text() == "Isolated")
    assert page.findChild(QWidget, "isolation_table").rowCount() > 20
