"""The map of Safe Harbor under Privacy: true of the switches as they stand."""

from __future__ import annotations

import pytest

from hybriddesk.desk.privacy.safe_harbor_card import kinds_of, missing
from hybriddesk.privacy.hipaa import KINDS_ON, SAFE_HARBOR


@pytest.fixture
def card(desk):
    return desk.open("privacy", view="rules").rules.safe_harbor


def now(card):
    return [card.table.item(row, 4).text() for row in range(card.table.rowCount())]


def test_all_eighteen_stand_there_with_what_finds_them(card):
    """Each row names kinds of its own, an example and whether it is hidden now."""
    assert card.table.rowCount() == 18
    assert all(kinds_of(one) for one in SAFE_HARBOR)
    assert all(card.table.item(row, column).text() for row in range(18) for column in range(5))


def test_work_data_leaves_in_clear_until_it_is_switched_on(desk, card):
    """Full dates, other links and images are ordinary work data: the card says that they leave, and one button hides them all."""
    assert now(card).count("in clear") == 3
    assert "3 of 18" in card.state.text()
    card.on.click()
    desk.wait(lambda: "All 18" in card.state.text())
    assert set(desk.fetch(lambda: desk.workspace.settings.get("privacy.kinds_on"))) == KINDS_ON
    assert not card.on.isVisible()
    assert ("privacy.kind_on", "PHOTO") in desk.acts()


def test_a_kind_that_is_switched_off_is_told(desk, card):
    """Whoever lets e-mail addresses leave sees it in their row."""
    desk.fetch(lambda: desk.workspace.settings.set("privacy.kinds_off", ("EMAIL",)))
    desk.wait(lambda: now(card)[5] == "in clear")
    assert "4 of 18" in card.state.text()


def test_what_is_missing_is_worked_out_by_kind():
    """An optional kind is missing unless it is on, any other unless it is off."""
    dates = SAFE_HARBOR[2]
    assert "WHEN" in missing(dates, frozenset(), frozenset())
    assert missing(dates, frozenset({"DOB"}), KINDS_ON) == ("DOB",)
    assert missing(dates, frozenset(), KINDS_ON) == ()
