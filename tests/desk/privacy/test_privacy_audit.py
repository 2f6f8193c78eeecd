"""The audit log in the window, and its words."""

from __future__ import annotations

import re
from pathlib import Path

import hybriddesk
from hybriddesk.desk.lists.paged_model import ROW
from hybriddesk.desk.privacy.acts import ACTS, act_words, subject_words
from hybriddesk.desk.privacy.phrases import OUTCOMES
from hybriddesk.desk.privacy.sight_page import HIDDEN, LIMITS, SEEN
from hybriddesk.records.advice import table
from hybriddesk.vault.audit import AuditRow
from tests.desk.home.opened_home import unnamed


def row(act, subject="", **facts):
    return AuditRow(1, 1_700_000_000_000, act, subject, facts, "")


def opened(desk):
    page = desk.open("privacy", view="audit").audit
    desk.idle()
    return page


def test_every_act_the_program_writes_has_words():
    """No line of the log is shown as a bare code."""
    root = Path(hybriddesk.__file__).parent
    found = {act for file in root.rglob("*.py") for act in re.findall(r'audit\(?\)?\.add\("([a-z_]+\.[a-z_]+)"', file.read_text())}
    found |= {act for file in root.rglob("*.py") for act in re.findall(r'_audit\("([a-z_]+\.[a-z_]+)"', file.read_text())}
    assert len(found) > 10
    assert found <= ACTS.keys() | table().keys()


def test_subjects_are_told_by_their_labels():
    """Settings and kinds by name, figures with their noun, other subjects as they stand."""
    assert subject_words(row("settings.change", "privacy.always_hide")) == "Always hide"
    assert subject_words(row("privacy.kind_off", "PHONE")) == "Phone or fax number"
    assert subject_words(row("privacy.show", "c1", kind="EMAIL")) == "E-mail address"
    assert subject_words(row("export.approved", count=12, format="eml")) == "12 in all, eml"
    assert subject_words(row("provider.add", "cloud", adapter="openai")) == "cloud"
    assert act_words(row("vault.put_back"))
    assert act_words(row("later.act")) == "later.act"


def test_lines_are_listed_newest_first_and_new_ones_come_on_top(desk):
    """The list follows the log."""
    page = opened(desk)
    desk.fetch(lambda: desk.workspace.audit.add("privacy.kind_off", "PHONE"))
    desk.wait(lambda: page.model.rowCount() and page.model.index(0).data(ROW).act == "privacy.kind_off")
    assert "Phone or fax number" in page.model.index(0).data()


def test_older_lines_come_as_one_scrolls(desk):
    """A log of any length is read in parts, without a gap or a double."""

    def fill():
        with desk.db.write():
            for number in range(450):
                desk.workspace.audit.add("privacy.kind_off", f"n{number}")

    desk.fetch(fill)
    page = opened(desk)
    desk.wait(lambda: page.model.rowCount() >= 200)
    for _ in range(4):
        if page.model.canFetchMore(page.model.index(-1, 0)):
            page.model.fetchMore(page.model.index(-1, 0))
        desk.idle()
    seqs = [page.model.index(at).data(ROW).seq for at in range(page.model.rowCount())]
    assert seqs == list(range(len(seqs), 0, -1))
    assert len(seqs) == len(desk.fetch(lambda: desk.workspace.audit.rows(1000)))


def test_a_burst_longer_than_a_part_starts_the_list_anew(desk):
    """More lines written at once than one reading holds leave no hole in the list."""
    desk.fetch(lambda: desk.workspace.audit.add("store.locked"))
    page = opened(desk)

    def burst():
        with desk.db.write():
            for number in range(450):
                desk.workspace.audit.add("privacy.kind_off", f"n{number}")

    desk.fetch(burst)
    desk.wait(lambda: page.model.rowCount() == 200)
    assert page.model.index(0).data(ROW).subject == "n449"


def test_a_whole_chain_is_told_so(desk):
    """Check says how many lines fit together."""
    desk.fetch(lambda: desk.workspace.audit.add("store.locked"))
    page = opened(desk)
    page.check.click()
    desk.wait(lambda: page.state.text() == "Whole")
    assert "fit together" in page.sentence.text()
    desk.wait(page.check.isEnabled)


def test_a_changed_line_is_named(desk):
    """Check names the first line that was changed."""

    def tamper():
        for number in range(3):
            desk.workspace.audit.add("privacy.kind_off", f"n{number}")
        with desk.db.write("audit") as connection:
            connection.execute("UPDATE audit SET subject = 'x' WHERE seq = 2")

    desk.fetch(tamper)
    page = opened(desk)
    page.check.click()
    desk.wait(lambda: page.state.text() == "Broken at line 2")
    assert "Line 2 was changed" in page.sentence.text()


def test_commands_reach_every_page(desk):
    """The palette and Alt+1 to Alt+5 show the five pages; checking the chain is a command."""
    place = desk.open("privacy")
    registry = desk.shell.registry
    for view in ("outgoing", "audit", "sight", "isolation", "rules"):
        assert registry.run(f"privacy.{view}")
        assert place.views.value() == view
    registry.run("privacy.check_chain")
    desk.wait(lambda: place.audit.state.text() == "Whole")
    assert registry.conflicts() == ()
    assert not registry.get("privacy.export_ledger").enabled() or place.outgoing.export.button.isEnabled()


def test_what_providers_see_is_text_without_switches(desk):
    """The page has nothing to press: it only says what is so."""
    place = desk.open("privacy", view="sight")
    from PySide6.QtWidgets import QAbstractButton

    assert place.sight.findChildren(QAbstractButton) == []
    assert all(len(sentence) > 20 for _, sentence in (*SEEN, *HIDDEN, *LIMITS))


def test_everything_focusable_has_a_name_and_a_size(desk):
    """Screen readers and fingers find every control on every page."""
    desk.send(2)
    place = desk.open("privacy")
    for view in ("rules", "outgoing", "audit", "sight", "isolation"):
        place.show_view(view)
        desk.idle()
        if view == "outgoing":
            place.outgoing.open_one(place.outgoing.model.id_at(0))
            desk.idle()
        assert unnamed(place) == []


def test_the_places_mirror_without_losing_anything(desk):
    """Right to left: the same rows are painted, mirrored."""
    from PySide6.QtCore import QRect, Qt

    desk.send(1)
    page = desk.open("privacy", view="outgoing").outgoing
    area = QRect(0, 0, 500, 32)
    left = page.columns.boxes(area, Qt.LayoutDirection.LeftToRight)
    right = page.columns.boxes(area, Qt.LayoutDirection.RightToLeft)
    assert [(500 - box.right() - 1, box.width()) for box in right] == [(box.left(), box.width()) for box in left]
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    desk.idle()
    assert not page.list.viewport().grab().isNull()


def test_every_outcome_has_words():
    """A ledger line of any outcome can be painted."""
    from typing import get_args

    from hybriddesk.vault.ledger import Outcome

    assert set(OUTCOMES) == set(get_args(Outcome))


def test_a_check_that_cannot_be_made_says_so(desk, monkeypatch):
    """A damaged head outside the database is told in the bar, and the state is not called whole."""
    from hybriddesk.records.errors import Refused

    page = opened(desk)

    def damaged(_self):
        raise Refused("vault.head_damaged")

    monkeypatch.setattr(type(desk.workspace.audit), "verify", damaged)
    page.check.click()
    desk.wait(lambda: page.state.text() == "Could not be checked")
    assert desk.shell.error_bar.fault.code == "vault.head_damaged"
