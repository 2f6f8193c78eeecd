"""The gate page: what waits for a person, and what that costs."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.desk.home.opened_home import unnamed
from tests.way.judged import Answered, month, plant
from tests.window.test_window_reach import clipped


def opened(desk, count=240, rows=(), **size):
    planted = list(rows) or (month(desk.db.clock(), count, days=7) if count else [])
    if planted:
        desk.fetch(lambda: plant(desk.db, planted))
    page = desk.view("gate", **size)
    desk.wait(lambda: not page.fresh.reading and page.gate is not None)
    return page


def way(desk, page, name, value):
    """Chooses a way and a value, and waits for its price."""
    page.choice.way.button(name).click()
    page.choice.fields[name].setValue(value)
    desk.wait(lambda: page.priced is not None and page.priced.choice == page.choice.value() and not page._pause.isActive())
    desk.idle()


def setting(desk, name):
    return desk.fetch(lambda: desk.workspace.settings.get(f"review.{name}"))


def test_an_empty_store_has_no_price_and_says_what_is_missing(desk):
    """No made-up curve: how many answers and decisions it takes."""
    page = opened(desk, 0)
    assert page.missed.text() == "A price needs 20 more judged answers."
    assert page.curve_says.text() == "The curve needs 20 more decided drafts."
    assert not page.chart.isVisible()
    assert not page.facts.isVisible()
    assert page.audit.text().startswith("No random check was decided yet")
    assert page.choice.way.value() == "threshold"
    assert not page.choice.save_button.isEnabled()


def test_answers_nobody_decided_about_are_priced_by_the_judges_own_word(desk):
    """It says that nothing was measured."""
    page = opened(desk, rows=[Answered(desk.db.clock() - n * 1000, 0.1) for n in range(30)])
    assert "what the judge itself expects" in page.missed.text()
    assert "Reviews a day" in page.facts.text()


def test_so_many_reviews_a_day_show_their_price_before_they_are_saved(desk):
    """Reviews, what passes and misses beside those of now; nothing is stored until Save."""
    page = opened(desk)
    way(desk, page, "per_day", 5)
    assert "now" in page.facts.text()
    assert setting(desk, "mode") == "threshold"
    assert page.chart.isVisible()
    assert [words for _, words, _ in page.chart._marks] == ["now", "your choice"]
    assert "9 times in 10" in page.missed.text()
    price = page.priced.price
    assert price.reviews == pytest.approx(5, abs=0.7)


def test_saving_is_audited_and_can_be_taken_back(desk):
    """One line in the audit log for the choice, one for taking it back; the fields follow."""
    page = opened(desk)
    way(desk, page, "risk", 12.0)
    desk.click(page, "gate_save")
    desk.wait(lambda: desk.toast() == "Saved. The next drafts go by it.")
    desk.wait(lambda: not page.choice.save_button.isEnabled())
    assert (setting(desk, "mode"), setting(desk, "risk")) == ("risk", 0.12)
    assert [act for act, _ in desk.acts()].count("gate.change") == 1
    assert page.choice.way.value() == "risk"
    desk.click(desk.shell.toast, "toast_undo")
    desk.wait(lambda: page.choice.way.value() == "threshold")
    desk.wait(lambda: not page.choice.save_button.isEnabled() and not page.fresh.reading)
    assert (setting(desk, "mode"), setting(desk, "risk")) == ("threshold", 0.05)
    assert [act for act, _ in desk.acts()].count("gate.change") == 2


def test_a_share_and_a_confidence_are_stored_as_they_stand(desk):
    """The riskiest tenth; then a line of one's own with more random checks."""
    page = opened(desk)
    way(desk, page, "share", 10)
    desk.click(page, "gate_save")
    desk.wait(lambda: setting(desk, "capacity_percent") == 10)
    assert (setting(desk, "mode"), setting(desk, "per_day")) == ("capacity", 0)
    way(desk, page, "threshold", 60.0)
    page.choice.audit.setValue(10.0)
    desk.click(page, "gate_save")
    desk.wait(lambda: setting(desk, "audit_share") == 0.1)
    assert (setting(desk, "mode"), setting(desk, "threshold")) == ("threshold", 0.6)


def test_as_it_was_puts_the_fields_back(desk):
    """Nothing was stored, nothing is to be saved."""
    page = opened(desk)
    way(desk, page, "per_day", 5)
    assert page.choice.save_button.isEnabled()
    desk.click(page, "gate_back")
    desk.wait(lambda: page.choice.way.value() == "threshold" and not page.choice.save_button.isEnabled())
    desk.wait(lambda: page.priced.choice == page.gate.choice)


def test_a_promise_about_risk_says_how_many_decisions_it_needs(desk):
    """Below a hundred decisions the own line stands, and both the card and the price say so."""
    page = opened(desk, 60)
    way(desk, page, "risk", 5.0)
    assert page.choice.risk_note.isVisible()
    assert page.choice.risk_note.text().startswith("This needs 40 more decisions")
    assert "your own: this choice needs more decisions" in page.facts.text()


def test_a_change_from_elsewhere_is_shown_unless_one_is_choosing(desk):
    """Settings may change on another page; what the person is choosing stays in the fields."""
    page = opened(desk)
    desk.fetch(lambda: desk.workspace.settings.set("review.threshold", 0.5))
    desk.wait(lambda: page.gate.choice.threshold == 0.5)
    assert page.choice.fields["threshold"].share() == 0.5
    way(desk, page, "per_day", 5)
    desk.fetch(lambda: desk.workspace.settings.set("review.threshold", 0.4))
    desk.wait(lambda: page.gate.choice.threshold == 0.4)
    assert page.choice.way.value() == "per_day"
    assert page.choice.save_button.isEnabled()


def test_random_checks_tell_what_slips_through(desk):
    """The measured share with its interval, from the checks that were decided."""
    now = desk.db.clock()
    rows = [Answered(now - n * 1000, 0.1, "return" if n % 10 == 0 else "approve", passed=False, chance=0.5) for n in range(40)]
    rows += [Answered(now - n * 1000, 0.1, passed=True, chance=0.5) for n in range(40)]
    page = opened(desk, rows=rows)
    assert "10.0\u202f% of what passed was bad" in page.audit.text()
    assert "from 40 checks" in page.audit.text()


@pytest.mark.parametrize("width", [1008, 1259, 1440])
def test_everything_has_a_name_and_room(desk, width):
    """Nothing is cut at any breakpoint, and every control says what it is."""
    page = opened(desk, width=width, height=600)
    for name in page.choice.fields:
        page.choice.way.button(name).click()
        desk.qtbot.wait(1)
        assert unnamed(desk.place) == []
        assert clipped(SimpleNamespace(front=desk.window)) == []
    desk.idle()


def test_the_persons_own_rules_are_one_click_away(desk):
    """Kinds, topics and amounts that always wait are set in Settings."""
    page = opened(desk, 0)
    desk.click(page, "gate_rules")
    desk.wait(lambda: desk.shell.place("settings").isVisible())
    desk.idle()
