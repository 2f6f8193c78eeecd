"""The runs in the window: list, steps, and what a person decides about unknown outcomes."""

from __future__ import annotations

from hybriddesk.desk.monitor.charged import charge_words
from hybriddesk.desk.monitor.waterfall import note, shares, span_words
from hybriddesk.records.offers import Charge
from hybriddesk.vault.runs import StepSpan
from hybriddesk.workflow.charging import Looked
from tests.desk.monitor.opened_monitor import AT


def show(desk, run):
    desk.view("runs")
    desk.shell.go_to("monitor", run=run)
    page = desk.place.runs
    desk.wait(lambda: page.detail.whole is not None and page.detail.whole.run.id == run)
    desk.idle()
    return page.detail


def test_no_run_yet_says_what_would_land_here(desk):
    """An empty store has no runs."""
    page = desk.view("runs")
    assert page._stack.currentWidget() is page.empty
    assert page.empty.title.text() == "Nothing has run yet"


def test_a_run_is_listed_with_what_a_person_wants_to_know(desk):
    """Who, how it ended, how long, how much, how many attempts."""
    desk.run_of()
    page = desk.view("runs")
    for part in ("Reply", "cloud \u00b7 small-1", "Done", "2.4", "$0.0123", "2 attempts"):
        assert part in desk.shown(page)[0]
    assert [mark.text for mark in page.marks(page.model.row_at(0), few=False)][5:] == ["500", "$0.0123", "2"]


def test_the_list_narrows_by_outcome_and_words(desk):
    """Only matching runs stay; an empty result says what to do."""
    done, failed = desk.run_of(), desk.run_of("failed", fault="provider.quota", workflow="summary")
    page = desk.view("runs")
    page.outcome.setCurrentIndex(page.outcome.findData("failed"))
    page.refresh()
    desk.wait(lambda: list(page.model.ids()) == [failed])
    page.filter.setText("reply")
    desk.wait(lambda: len(page.model.ids()) == 0)
    assert page.empty.title.text() == "No run matches"
    page.show_state("done")
    desk.wait(lambda: list(page.model.ids()) == [done])


def test_a_run_in_full_names_who_answered_and_every_step(desk):
    """The steps stand on one line of time; who was asked before is named with what went wrong there."""
    detail = show(desk, desk.run_of())
    assert detail.title.text() == "Refund request, order 1042"
    facts = detail.facts.text()
    for part in ("Answered by: cloud \u00b7 small-1", "Asked before: cloud \u00b7 large-2", "Attempts: 2", "Tokens: 500", "Cost: $0.0123", "Prompt: reply@v7"):
        assert part in facts
    steps = detail.steps.accessibleName()
    assert "Sending, failed, 900" in steps
    assert "cloud has a fault of its own (status 503)." in steps
    assert "Judging the answer, done, 40" in steps
    assert not detail.unknown.isVisible()
    assert detail.to_sent.isVisible()
    assert not detail.to_review.isVisible()


def test_a_failed_run_says_what_to_do(desk):
    """The fault in words, with advice; the helper's runs have nothing that was sent."""
    detail = show(desk, desk.run_of("failed", fault="provider.wrong_key"))
    assert detail.fault.text() == "cloud does not accept the key."
    assert "Settings, Providers" in detail.advice.text()
    detail = show(desk, desk.run_of(provider="helper", model="helper/1", cost_usd=None, prompt_tokens=None, completion_tokens=None, prompt_version=""))
    assert not detail.to_sent.isVisible()
    assert "Answered by: Built-in helper" in detail.facts.text()
    assert "Cost: \u2014" in detail.facts.text()


def test_a_run_leads_to_its_draft_its_request_and_its_conversation(desk):
    """From the run to all that belongs to it."""
    desk.samples()
    review = desk.fetch(lambda: desk.workspace.reviews.get(desk.workspace.reviews.ids("all")[0]))
    detail = show(desk, review.run)
    gone = []
    object.__setattr__(detail.context, "go_to", lambda place, **args: gone.append((place, args)))
    detail.to_review.click()
    detail.to_conversation.click()
    detail.to_sent.click()
    assert gone == [
        ("review", {"review": review.id}), ("conversations", {"conversation": review.conversation}), ("privacy", {"run": review.run}),
    ]


def test_an_unknown_outcome_is_left_by_the_person(desk):
    """The card says what is unknown; leaving it changes the item and is said from then on."""
    run, item = desk.unknown()
    detail = show(desk, run)
    assert "Nothing is sent again by itself" in detail.unknown.words.text()
    desk.click(detail, "run_leave")
    desk.wait(lambda: detail.unknown.words.text() == "You left it as it is.")
    assert desk.fetch(lambda: desk.workspace.items.get(item).state) == "failed"
    assert not detail.unknown.again.isVisible()


def test_an_unknown_outcome_is_sent_again_only_by_the_person(desk):
    """Send again drafts the item anew with the provider of the settings, here the helper."""
    run, item = desk.unknown()
    detail = show(desk, run)
    desk.click(detail, "run_again")
    desk.wait(lambda: desk.fetch(lambda: desk.workspace.items.get(item).state) == "drafted")
    desk.wait(lambda: detail.unknown.words.text() == "You had it sent again.")
    desk.idle()


def test_an_unknown_answer_of_a_chat_leads_to_its_conversation(desk):
    """Nothing is offered that would send; the person asks again in the conversation."""
    detail = show(desk, desk.run_of("unknown", fault="provider.cut"))
    assert detail.unknown.open.isVisible()
    assert not detail.unknown.again.isVisible()
    assert "ask again in the conversation" in detail.unknown.words.text()


def test_a_request_nobody_named_cannot_be_looked_up(desk):
    """Without an id of the provider's own nobody can be asked, and the card says so; no connection is made."""
    run, _item = desk.unknown(request_id=None)
    detail = show(desk, run)
    desk.click(detail, "run_look_up")
    desk.wait(lambda: "nobody can be asked" in detail.unknown.outcome.words.text())
    assert detail.unknown.look.isEnabled()


def test_a_charge_that_was_looked_up_is_told(desk, monkeypatch):
    """What the provider knows stands beside the decision; a later answer for another run is not shown here."""
    run, item = desk.unknown()
    line = desk.fetch(lambda: desk.workspace.ledger.lines(run)[0])

    async def told(conversation):
        assert conversation == item
        return (Looked(line, Charge("charged", 0.25, 100, 20)),)

    detail = show(desk, run)
    monkeypatch.setattr(desk.workspace.charging, "look_up", told)
    desk.click(detail, "run_look_up")
    desk.wait(lambda: detail.unknown.outcome.words.text() == "cloud carried it out and charged $0.25. 120 tokens.")


def test_a_look_up_that_finds_nothing_waiting_says_so(desk, monkeypatch):
    """Somebody decided meanwhile."""
    run, _item = desk.unknown()
    detail = show(desk, run)

    async def nothing(_conversation):
        return ()

    monkeypatch.setattr(desk.workspace.charging, "look_up", nothing)
    desk.click(detail, "run_look_up")
    desk.wait(lambda: "waits for an answer" in detail.unknown.outcome.words.text())


def test_every_answer_about_a_charge_has_its_words(desk):
    """One sentence each, and an amount only where one is known."""
    assert charge_words(Charge("not_found"), "cloud") == "cloud knows of no charge for it: sending it again would not cost twice."
    assert "Ask again in a minute" in charge_words(Charge("too_early"), "cloud")
    assert "cannot tell" in charge_words(Charge("ambiguous"), "cloud")
    assert charge_words(Charge("charged"), "cloud") == "cloud carried it out and charged an amount it does not name."


def test_a_run_that_ends_is_read_anew(desk):
    """The list and the open run follow the store."""
    run = desk.run_of("sent", ended_ms=None, latency_ms=None)
    detail = show(desk, run)
    assert detail.chips[0].text() == "Under way"
    assert "Took: \u2014" in detail.facts.text()
    desk.fetch(lambda: desk.workspace.runs.finish(run, "cancelled"))
    desk.wait(lambda: detail.chips[0].text() == "Cancelled")


def test_a_run_that_is_gone_is_told(desk):
    """A wish for a run nobody knows ends with the list, not with an empty pane."""
    page = desk.view("runs")
    desk.shell.go_to("monitor", run="n" * 26)
    desk.wait(lambda: desk.shell.error_bar.fault is not None and not page.opened)
    assert desk.shell.error_bar.fault.code == "run.unknown"


def test_steps_of_odd_times_stay_on_the_line(desk):
    """A step without an end, a clock that went back, and a run without steps."""
    assert shares(()) == ()
    spans = (StepSpan("send", AT, None, "ok", {}), StepSpan("score", AT - 500, 250_000, "newer", {}))
    assert shares(spans) == ((1.0, 0.0), (0.0, 0.5))
    assert span_words(spans[0]) == "Sending, done, on this computer"
    assert note(spans[1]) == "newer"


def test_a_hundred_thousand_runs_scroll_like_twenty(desk):
    """The list knows them all and reads only the pages in sight; a new run comes to its head while an old one stays open."""
    newest = desk.many_runs(100_000)
    page = desk.view("runs")
    desk.wait(lambda: len(page.model.ids()) == 100_000)
    assert page.model.id_at(0) == newest
    assert page.model.rowCount() == 1_000
    assert len(page.model._pages) <= 3
    last = page.model.id_at(99_999)
    page.open_one(last)
    desk.wait(lambda: page.detail.whole is not None and page.detail.whole.run.id == last)
    desk.run_of()
    desk.wait(lambda: len(page.model.ids()) == 100_001)
    assert page.model.id_at(page.list.currentIndex().row()) == last
    page.show_state("failed")
    desk.wait(lambda: len(page.model.ids()) == 10_000)
