"""Providers in the window: breakers with their countdown, the person's hand, chains, limits and balance."""

from __future__ import annotations

import pytest

from hybriddesk.desk.monitor.health import ModelHealth
from hybriddesk.desk.monitor.phrases import seconds_words
from hybriddesk.desk.monitor.provider_detail import balance_words, left, rate_words
from hybriddesk.records.errors import Transient
from hybriddesk.records.offers import Balance, RateLimit

LOCAL = "http://127.0.0.1:9/v1"


@pytest.fixture
def two(desk):
    """A provider on this computer and one elsewhere that tells its balance. Nothing is sent to either."""
    desk.provider(LOCAL)
    desk.fetch(lambda: desk.workspace.providing.add("Far", "nanogpt", "", "sk-none", default_model="gpt-4o-mini"))
    return desk


def show(desk, provider="cloud"):
    page = desk.view("providers")
    desk.shell.go_to("monitor", provider=provider)
    desk.wait(lambda: page.detail.one is not None and page.detail.one.provider == provider)
    desk.idle()
    return page.detail


def steps(detail):
    """The names and notes of the chain shown, in order."""
    from PySide6.QtWidgets import QLabel

    pages = [detail.chain._rows.itemAt(at).widget() for at in range(detail.chain._rows.count())]
    return [[getattr(label, "whole_text", label.text)() for label in page.findChildren(QLabel)] for page in pages]


def test_every_provider_is_listed_with_its_breaker(two):
    """The helper first; a model that rests has its own line with the seconds that are left."""
    two.fails(model="large-2")
    page = two.view("providers")
    assert two.shown(page) == [
        "Built-in helper, Answers", "cloud \u00b7 small-1, Answers", "cloud \u00b7 large-2, Resting", "Far \u00b7 gpt-4o-mini, Answers",
    ]
    row = page.model.row_at(2)
    assert page.marks(row, few=False)[-1].text == seconds_words(left(row.retry_at_ms, page.now_ms))


def test_the_countdown_runs_only_while_it_is_seen(two):
    """At rest and out of sight no timer wakes the window; when the rest is over the state is read anew."""
    page = two.view("providers")
    assert not page.clock.isActive()
    two.fails()
    two.wait(page.clock.isActive)
    detail = page.detail
    page.open_one(page.model.id_at(1))
    two.wait(detail.countdown.isVisible)
    assert detail.countdown.text().startswith("Next try in")
    two.shell.go_to("home")
    assert not page.clock.isActive()
    two.shell.go_to("monitor")
    two.wait(page.clock.isActive)
    two.db.clock = lambda clock=two.db.clock: clock() + 16_000
    page.refresh()
    two.wait(lambda: "Trying next" in two.shown(page)[1])
    two.wait(lambda: not page.clock.isActive())
    assert not detail.countdown.isVisible()


def test_a_tick_moves_the_countdown_and_reads_when_it_ends(two):
    """The seconds go down to zero and never below it."""
    two.fails()
    page = two.view("providers")
    page.open_one(page.model.id_at(1))
    two.wait(lambda: page.detail.one is not None and page.detail.one.retry_at_ms is not None)
    until = page.detail.one.retry_at_ms
    page.detail.tick(until - 7_400)
    assert page.detail.countdown.text() == f"Next try in {seconds_words(8)}"
    page.detail.tick(until + 99_000)
    assert page.detail.countdown.text() == f"Next try in {seconds_words(0)}"
    page.tick()
    assert not page.fresh.reading
    two.db.clock = lambda clock=two.db.clock: clock() + 20_000
    page.refresh()
    two.idle()
    assert page.detail.one.state == "half_open"
    assert seconds_words(245).startswith("4:05")


def test_a_person_stops_a_model_and_lets_it_answer_again(two):
    """By hand it stays stopped until the person says otherwise; the toast takes it back."""
    detail = show(two)
    assert not detail.release.isVisible()
    two.click(detail, "breaker_open")
    two.wait(lambda: detail.chips[0].text() == "Stopped by you")
    assert two.state_of() == {"small-1": "held"}
    assert not detail.hold.isVisible()
    two.click(two.shell.toast, "toast_undo")
    two.wait(lambda: detail.chips[0].text() == "Answers")
    two.click(detail, "breaker_open")
    two.wait(detail.release.isVisible)
    two.click(detail, "breaker_close")
    two.wait(lambda: two.state_of() == {"small-1": "closed"})


def test_a_resting_model_is_let_answer_at_once(two):
    """Closing by hand ends the rest; there is nothing sensible to undo then."""
    two.fails()
    detail = show(two)
    assert detail.chips[0].text() == "Resting"
    two.click(detail, "breaker_close")
    two.wait(lambda: two.state_of() == {"small-1": "closed"})
    two.wait(lambda: two.toast() == "It answers again.")
    assert not two.shell.toast.undo_button.isVisible()


def test_the_helper_needs_no_hand(two):
    """It never rests, and nothing of it can be stopped or chained here."""
    detail = show(two, "helper")
    assert "needs no network" in detail.meaning.text()
    for widget in (detail.hold, detail.release, detail.chain, detail.ask_balance, detail.rates_title, detail.settings):
        assert not widget.isVisible()


def test_a_chain_is_written_moved_shortened_and_taken_back(two):
    """Each change is stored at once, in order, and can be undone; the focus stays with the step that moved."""
    detail = show(two)
    chain = detail.chain
    assert chain.none.isVisible()
    for provider in ("helper", "Far"):
        chain.provider.setCurrentIndex(chain.provider.findData(provider))
        chain.provider.activated.emit(chain.provider.currentIndex())
        two.click(detail, "chain_add")
        two.wait(lambda provider=provider: (provider, "") in two.chain())
        two.wait(lambda: steps(detail) and len(chain.chain) == len(steps(detail)) == len(two.chain()))
    assert two.chain() == (("helper", ""), ("Far", ""))
    assert [texts[0] for texts in steps(detail)] == ["1. Built-in helper", "2. Far \u00b7 its default model"]
    two.click(detail, "chain_up_1")
    two.wait(lambda: two.chain() == (("Far", ""), ("helper", "")))
    two.wait(lambda: steps(detail)[0][0].startswith("1. Far"))
    assert detail.focusWidget() is None or detail.focusWidget().objectName() == "chain_down_0"
    two.click(detail, "chain_remove_0")
    two.wait(lambda: two.chain() == (("helper", ""),))
    two.click(two.shell.toast, "toast_undo")
    two.wait(lambda: two.chain() == (("Far", ""), ("helper", "")))
    two.wait(lambda: len(steps(detail)) == 2)
    page = two.place.providers
    two.wait(lambda: "then asks Far" in two.shown(page)[1])


def test_the_same_step_is_not_added_twice_and_itself_never(two):
    """Both are told and change nothing."""
    two.fetch(lambda: two.workspace.providing.set_fallback("cloud", "", [("Far", "")]))
    detail = show(two)
    chain = detail.chain
    chain.provider.setCurrentIndex(chain.provider.findData("Far"))
    chain._add()
    assert two.toast() == "Far \u00b7 its default model is in this chain already."
    assert chain.provider.findData("cloud") == -1
    chain._store((("cloud", ""),))
    two.wait(lambda: two.shell.error_bar.fault is not None)
    assert two.shell.error_bar.fault.code == "provider.bad_fallback"
    assert two.chain() == (("Far", ""),)


def test_one_model_may_have_a_chain_of_its_own(two):
    """Chosen by scope; in force for that model alone, and shown first when the model is opened."""
    two.fetch(lambda: two.workspace.providing.set_fallback("cloud", "", [("Far", "")]))
    detail = show(two)
    chain = detail.chain
    chain.scope.setCurrentIndex(chain.scope.findData("small-1"))
    chain.scope.activated.emit(1)
    assert chain.none.isVisible()
    chain.provider.setCurrentIndex(chain.provider.findData("helper"))
    chain._add()
    two.wait(lambda: two.fetch(two.workspace.providing.fallbacks.all).get(("cloud", "small-1")) == (("helper", ""),))
    assert two.chain() == (("Far", ""),)
    two.place.providers.close_one()
    two.shell.go_to("monitor", provider="Far")
    two.wait(lambda: detail.one is not None and detail.one.provider == "Far")
    two.shell.go_to("monitor", provider="cloud")
    two.wait(lambda: detail.one.provider == "cloud" and chain.scope.key() == "small-1")


def test_steps_the_privacy_rule_would_not_allow_are_named(two):
    """Only this computer: a provider elsewhere is never asked. From this computer to elsewhere: the text is seen first."""
    two.fetch(lambda: two.workspace.providing.set_fallback("cloud", "", [("Far", ""), ("helper", "")]))
    detail = show(two)
    assert steps(detail)[0][1] == "You see the text and agree before it leaves this computer."
    assert len(steps(detail)[1]) == 1
    two.fetch(lambda: two.workspace.settings.set("privacy.local_only", True))
    two.wait(lambda: steps(detail)[0][1].startswith("Never asked: you said that no text may leave this computer"))


def test_a_step_without_a_model_and_one_that_is_gone_are_passed_over(two):
    """Both are said at the step."""
    two.fetch(lambda: two.workspace.providing.add("Empty", "openai", LOCAL, None, allow_loopback_http=True))
    two.fetch(lambda: two.workspace.providing.set_fallback("cloud", "", [("Empty", ""), ("Far", "")]))
    detail = show(two)
    assert steps(detail)[0][1].startswith("Passed over: it has no model yet")

    def gone():
        two.workspace.providing.book.remove("Far")

    two.fetch(gone)
    two.wait(lambda: len(steps(detail)) > 1 and steps(detail)[1][1:] == ["Passed over: it is not in your list any more."])


def test_a_provider_without_a_model_can_be_looked_at(two):
    """It has one line, and nothing to stop."""
    two.fetch(lambda: two.workspace.providing.add("Empty", "openai", LOCAL, None, allow_loopback_http=True))
    detail = show(two, "Empty")
    assert detail.title.text() == "Empty"
    assert not detail.hold.isVisible()


def test_a_provider_that_is_removed_closes_its_pane(two):
    """Its lines go with it."""
    detail = show(two)
    two.fetch(lambda: two.workspace.providing.remove("cloud"))
    two.wait(lambda: not detail.wanted)
    two.wait(lambda: "cloud" not in " ".join(two.shown(two.place.providers)))


def test_limits_are_those_of_the_last_answer(two):
    """As far as the provider named them; none is said as such."""
    detail = show(two)
    assert detail.no_rates.isVisible()
    two.workspace.providing._senders.rates["cloud"] = (RateLimit("requests", 500, 12, 6.0), RateLimit("tokens", None, 40_000, None))
    two.place.providers.refresh()
    two.wait(lambda: "requests: 12 of 500 left, full again in 6.0" in detail.rates.text())
    assert not detail.no_rates.isVisible()
    assert rate_words(RateLimit("x", 9, None, None)) == "9 allowed"
    assert rate_words(RateLimit("x", None, None, 2.0)).startswith("full again in")


def test_a_balance_is_asked_only_on_request(two, monkeypatch):
    """Opening asks nobody; the button asks once, and a fault stands beside it in words."""
    asked = []

    async def balance(name):
        asked.append(name)
        if len(asked) > 1:
            raise Transient("provider.connect", host="nano-gpt.com")
        return Balance(12.5, 3.0)

    monkeypatch.setattr(two.workspace.providing, "balance", balance)
    detail = show(two, "Far")
    assert asked == []
    two.click(detail, "provider_balance")
    two.wait(lambda: detail.balance.words.text() == "$12.50 left. Used so far: $3.00.")
    two.click(detail, "provider_balance")
    two.wait(lambda: "could not be reached" in detail.balance.words.text())
    assert asked == ["Far", "Far"]
    two.shell.go_to("monitor", provider="cloud")
    two.wait(lambda: detail.one is not None and detail.one.provider == "cloud")
    assert not detail.ask_balance.isVisible()
    assert detail.no_balance.isVisible()
    assert not detail.balance.isVisible()
    assert balance_words(Balance(None)) == "It answered, but named no amount."


def test_a_wish_for_a_provider_nobody_knows_opens_nothing(two):
    """The list stays."""
    page = two.view("providers", provider="nobody")
    two.shell.go_to("monitor", provider="nobody")
    two.idle()
    assert page.opened == ""


def test_ids_hold_any_name():
    """Names with blanks, colons and emoji stay apart."""
    assert ModelHealth("a b", ":c", "closed", None, "").id != ModelHealth("a", " b:c", "closed", None, "").id
