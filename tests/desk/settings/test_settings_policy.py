"""What may reach a provider, set through its card and the sheet of kinds."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hybriddesk.desk.settings.policy_words import ACTIONS, PROFILES
from hybriddesk.privacy.kinds import KINDS
from hybriddesk.privacy.policy import ACTIONS as ALL_ACTIONS
from hybriddesk.privacy.policy import PROFILES as ALL_PROFILES
from tests.way.desk_store import add_provider


@pytest.fixture
def card(desk):
    """The card of a provider."""
    job = desk.engine.call(lambda: add_provider(desk.workspace, "http://127.0.0.1:9/v1"))
    job.start()
    desk.wait(lambda: "cloud" in desk.providers())
    desk.page("providers")
    desk.wait(lambda: "cloud" in desk.place.page("providers").cards and desk.find("profile_cloud").count() == len(PROFILES))
    return desk.place.page("providers").cards["cloud"]


def choose(drop, key):
    drop.setCurrentIndex(drop.findData(key))
    drop.activated.emit(drop.currentIndex())


def row_of(kind):
    return next(at for at, one in enumerate(KINDS) if one.name == kind)


def open_sheet(desk):
    desk.find("policy_cloud").click()
    desk.wait(lambda: desk.shell.window().findChild(object, "policy_sheet") is not None)
    return desk.find("policy_sheet")


def lines(desk):
    return desk.stored("privacy.policies")


def test_every_action_and_profile_has_words():
    """The sheet offers all there are and no other."""
    assert tuple(ACTIONS) == ALL_ACTIONS
    assert set(PROFILES) == set(ALL_PROFILES)


def test_a_profile_is_chosen_and_kept(desk, card):
    """Balanced at first; the chosen one is stored and said in words."""
    assert card.profile.key() == "balanced"
    choose(card.profile, "hipaa")
    desk.wait(lambda: lines(desk) == ("profile=hipaa@cloud",))
    desk.wait(lambda: "Safe Harbor" in card._profile_words.text())


def test_a_kind_is_set_by_keyboard(desk, card):
    """Down to the kind, Tab to what is done, and the choice is stored at once and shown as the person's own."""
    sheet = open_sheet(desk)
    QTest.keyClick(sheet.table, Qt.Key.Key_Down)
    assert sheet.kind.text() == sheet.table.item(1, 0).text()
    sheet.choice.button("block").setFocus()
    QTest.keyClick(sheet.choice.button("block"), Qt.Key.Key_Space)
    desk.wait(lambda: lines(desk) == ("EMAIL=block@cloud",))
    desk.wait(lambda: sheet.table.item(1, 3).text() == "you" and "Stop" in sheet.table.item(1, 2).text())
    assert "1 kind is set by hand" in card._profile_words.text()
    assert sheet.table.currentRow() == 1
    sheet.close_button.click()


def test_what_cannot_be_made_coarser_is_not_offered(desk, card):
    """A date of birth has a coarser form, an e-mail address has none."""
    sheet = open_sheet(desk)
    sheet.table.setCurrentCell(row_of("DOB"), 0)
    assert sheet.choice.button("generalise").isEnabled()
    sheet.table.setCurrentCell(row_of("EMAIL"), 0)
    assert not sheet.choice.button("generalise").isEnabled()
    sheet.close_button.click()


def test_a_profile_over_own_rows_is_asked_about(desk, card):
    """The person's own rows go only after a question; no leaves everything as it was."""
    sheet = open_sheet(desk)
    sheet.choice.button("ask").click()
    desk.wait(lambda: lines(desk) == ("PERSON=ask@cloud",))
    sheet.close_button.click()
    desk.wait(lambda: bool(card.policy.own))
    choose(card.profile, "strict")
    desk.find("confirm_no").click()
    assert card.profile.key() == "balanced"
    assert lines(desk) == ("PERSON=ask@cloud",)
    choose(card.profile, "strict")
    desk.find("confirm_yes").click()
    desk.wait(lambda: lines(desk) == ("profile=strict@cloud",))


def test_a_row_that_cannot_be_stored_is_taken_back_in_words(desk, card):
    """A coarser form that does not exist is refused; the table shows what is stored and why."""
    sheet = open_sheet(desk)
    sheet.table.setCurrentCell(row_of("EMAIL"), 0)
    sheet._act("generalise")
    desk.wait(sheet.outcome.isVisible)
    assert "EMAIL" in desk.find("policy_outcome_words").text()
    assert lines(desk) == ()
    sheet.close_button.click()
