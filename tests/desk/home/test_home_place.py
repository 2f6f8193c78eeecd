"""Home on a real store: only figures the store's rows give, and a button for everything that needs the person."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from hybriddesk.desk.home.events import EventsModel
from hybriddesk.desk.home.needs import needs
from hybriddesk.desk.home.phrases import greeting
from hybriddesk.desk.home.reading import Paused, folded, paused
from hybriddesk.desk.home.tile import TileCard, compared, limit_words
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.words import money, percent
from hybriddesk.insight.home import Spend, Tile
from hybriddesk.records.errors import Permanent, Refused
from hybriddesk.records.figures import EventRow
from hybriddesk.resilience.breaker import Breaker
from hybriddesk.vault.standing import Standing
from tests.desk.home.opened_home import unnamed
from tests.way.loopback import Loopback, chat_chunk, converse, cut, status, whole


def words(widget):
    """Everything a person can read in it."""
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget) and label.text())


def find(parent, name):
    """Whether a button of this name can be pressed."""
    return any(one.isVisible() for one in parent.findChildren(Button, name))


def decide(desk, edited=0):
    """Approves every waiting draft, the first ``edited`` of them with one more sentence."""

    async def work():
        reviewing = desk.workspace.reviewing
        found = desk.db.query("SELECT id FROM reviews WHERE needs_person = 1 ORDER BY n")
        for number, (review_id,) in enumerate(found):
            opened = await reviewing.open(review_id)
            await reviewing.approve(review_id, opened.review.draft + ("\nOne more sentence." if number < edited else ""), 5.0)
        return len(found)

    return desk.run(work)


def test_an_empty_store_shows_three_steps_and_no_figure(desk):
    """No tile shows a number, each step has its button, and the first one opens the import sheet."""
    desk.show()
    home = desk.home
    assert home.checklist.isVisible()
    assert [home.tiles[name].value.text() for name in home.tiles] == ["No data yet"] * 4
    assert not any(character.isdigit() for character in words(home.tiles["error_rate"]))
    assert not home.samples.isVisible()
    assert not home.needs.isVisible()
    assert not home._events_card.isVisible()
    assert not home.spend.isVisible()
    desk.click(home, "checklist_import")
    assert desk.sheet.isVisible()
    desk.sheet.reject()
    desk.click(home, "checklist_review")
    assert desk.shell.current().place_id == "review"
    desk.shell.go_to("home")
    desk.click(home, "checklist_sources")
    assert desk.shell.current().place_id == "knowledge"


def test_the_figures_are_those_of_the_rows(desk):
    """After decisions every tile, the list and the events say what a count over the store's own rows says."""
    desk.samples()
    decided = decide(desk, edited=2)
    desk.show()
    home = desk.settled()
    assert decided > 2
    assert home.tiles["approved_unedited"].value.text() == percent((decided - 2) / decided)
    assert home.tiles["approved_unedited"].foot.text() == f"7 days, {decided} decisions"
    (failed, runs), = desk.fetch(lambda: desk.db.query("SELECT sum(state <> 'done'), count(*) FROM runs"))
    assert failed == 0
    assert home.tiles["error_rate"].value.text() == percent(0)
    assert home.tiles["error_rate"].foot.text() == f"7 days, {runs} drafts"
    events = home.events.events
    assert events.index(0, 1).data() in {"Approved as is"} | {f"Approved with edits ({n} %)" for n in range(101)}
    assert events.index(0, 2).data() == "Reply"
    assert not home.checklist.isVisible()


def test_home_changes_with_a_decision(desk):
    """A commit elsewhere is seen on Home without asking for it."""
    desk.samples()
    desk.show()
    assert desk.home.tiles["approved_unedited"].value.text() == "No data yet"
    decided = decide(desk)
    desk.wait(lambda: desk.home.tiles["approved_unedited"].foot.text() == f"7 days, {decided} decisions")
    desk.wait(lambda: "need_drafts" not in [child.objectName() for child in desk.home.needs.findChildren(object)])


def test_waiting_drafts_lead_to_review(desk):
    """The number of drafts that wait stands first, with the button that opens Review."""
    desk.samples()
    waiting = desk.fetch(lambda: desk.workspace.reviews.counts()["needs"])
    desk.show()
    assert f"{waiting} drafts wait for review" in words(desk.home.needs)
    desk.click(desk.home, "need_review")
    assert desk.shell.current().place_id == "review"


def test_the_coach_line_goes_with_the_first_decision_or_when_closed(desk):
    """Samples without a decision show one sentence; closing it is remembered, a decision ends it."""
    desk.samples()
    desk.show()
    assert desk.home.coach.isVisible()
    desk.click(desk.home, "coach_close")
    assert not desk.settled().coach.isVisible()
    assert desk.fetch(lambda: desk.workspace.settings.get("ui.coach_seen")) is True


def test_samples_can_be_taken_away_after_asking_once(desk):
    """The bar comes with the first decision; removing asks in its place, Keep keeps, Remove leaves an empty store."""
    desk.samples()
    desk.show()
    assert not desk.home.samples.isVisible()
    decide(desk)
    desk.wait(desk.home.samples.isVisible)
    desk.click(desk.home, "samples_remove")
    assert "12 samples" in desk.home.samples.words.text()
    desk.click(desk.home, "samples_keep")
    assert desk.home.samples.add.isVisible()
    assert sum(desk.fetch(desk.workspace.items.counts).values()) == 12
    desk.click(desk.home, "samples_remove")
    desk.click(desk.home, "samples_remove_yes")
    desk.wait(desk.home.checklist.isVisible)
    assert desk.fetch(desk.workspace.items.counts) == {}
    assert desk.shell.toast.words.text() == "12 samples removed"
    assert not desk.home.samples.isVisible()


def test_work_of_an_earlier_session_can_be_gone_on_with(desk):
    """Items that wait since an earlier session are offered and drafted once by one press."""
    desk.file("When do you open?", "Where is my parcel?", "I want my money back.")
    desk.show()
    assert "3 items wait for drafting" in words(desk.home.needs)
    assert "To be drafted by: built-in helper." in words(desk.home.needs)
    desk.click(desk.home, "need_draft")
    desk.wait(lambda: desk.drafts.view.state == "ended")
    desk.settled()
    assert desk.fetch(desk.workspace.items.counts) == {"drafted": 3}
    assert "wait for drafting" not in words(desk.home.needs)


def test_what_failed_can_be_tried_again(desk):
    """A failed item is named on Home and drafted when the person tries again."""
    with Loopback([status(400)], otherwise=converse()) as server:
        desk.provider(server.url)
        desk.show()
        desk.shell.set_setting("general.default_provider", "cloud")
        ids = desk.file("When do you open?")
        desk.home.acts.start(ids)
        desk.wait(lambda: desk.drafts.view.state == "ended")
        desk.drafts.forget()
        desk.settled()
        assert "1 item could not be drafted" in words(desk.home.needs)
        desk.click(desk.home, "need_retry")
        desk.wait(lambda: desk.drafts.view.drafted == 1)
    assert desk.fetch(desk.workspace.items.counts) == {"drafted": 1}


def unknown_outcomes(desk, server, count):
    desk.provider(server.url)
    ids = desk.file(*(f"Question {n}?" for n in range(count)))
    desk.show()
    desk.shell.set_setting("general.default_provider", "cloud")
    desk.home.acts.start(ids)
    desk.wait(lambda: desk.drafts.view.state == "ended")
    desk.drafts.forget()
    desk.settled()
    return ids


def test_an_unknown_outcome_is_sent_again_only_by_the_person(desk):
    """A cut answer is never repeated by itself; Send again sends one more request, Leave it sends none and takes the line away."""
    with Loopback([cut("We will"), cut("We will")], otherwise=converse()) as server:
        first, second = unknown_outcomes(desk, server, 2)
        assert len(server.requests) == 2
        assert "2 requests were on their way" in words(desk.home.needs)
        desk.click(desk.home, f"need_again_{first}")
        desk.wait(lambda: desk.drafts.view.drafted == 1 and not desk.drafts.running)
        assert len(server.requests) == 3
        desk.settled()
        assert "1 request was on its way" in words(desk.home.needs)
        desk.click(desk.home, f"need_leave_{second}")
        desk.wait(lambda: "on its way" not in words(desk.home.needs))
        assert len(server.requests) == 3
    assert desk.fetch(lambda: desk.workspace.items.get(second)).fault_code == "item.left"
    assert "could not be drafted" not in words(desk.settled().needs)


def nano(desk, server):
    """A request to NanoGPT that was cut off behind its first words."""
    desk.fetch(lambda: desk.workspace.providing.add(
        "nano", "nanogpt", server.url, "sk-planted-key-0001", allow_loopback_http=True, default_model="m", ask="never"))
    ids = desk.file("When do you open?")
    desk.show()
    desk.shell.set_setting("general.default_provider", "nano")
    desk.home.acts.start(ids)
    desk.wait(lambda: desk.drafts.view.state == "ended")
    desk.drafts.forget()
    desk.settled()
    return ids[0]


def cut_then(*charges, headers=(("x-request-id", "req_example"),)):
    """Half an answer to the prompt; each look-up gets the next of ``charges``."""
    left = list(charges)

    def answer(wire, request):
        if request.method == "GET":
            left.pop(0)(wire, request)
        else:
            wire.head(200, headers)
            wire.chunk(chat_chunk({"content": "We will"}))
            wire.close()

    return answer


def test_the_charge_of_an_unknown_outcome_is_offered_where_the_provider_can_tell(desk):
    """Asked by the person's click alone, with the request's id and no text; too early can be asked again, a charge stands in the line."""
    billing = whole(200, (Path(__file__).parents[2] / "providers" / "wire" / "nanogpt_request_billing.json").read_bytes())
    with Loopback(otherwise=cut_then(whole(404, b"", [("retry-after", "30")]), billing)) as server:
        item = nano(desk, server)
        assert "nano can tell what it cost." in words(desk.home.needs)
        assert len(server.requests) == 1
        desk.click(desk.home, f"need_charge_{item}")
        desk.wait(lambda: "nano has not booked it yet." in words(desk.home.needs))
        desk.click(desk.home, f"need_charge_{item}")
        desk.wait(lambda: "nano carried it out and charged $0.0012." in words(desk.home.needs))
        assert [(one.method, one.body) for one in server.requests[1:]] == [("GET", b"")] * 2
        assert not find(desk.home, f"need_charge_{item}")
        assert find(desk.home, f"need_again_{item}")


def test_no_look_up_is_offered_that_nobody_can_answer(desk):
    """A provider that does not tell, and one that gave no id: the line has its two decisions and no more."""
    with Loopback([cut("We will")]) as server:
        (item,) = unknown_outcomes(desk, server, 1)
        assert find(desk.home, f"need_leave_{item}")
        assert not find(desk.home, f"need_charge_{item}")
    with Loopback(otherwise=cut_then(headers=())) as server:
        item = nano(desk, server)
        assert not find(desk.home, f"need_charge_{item}")


def test_why_a_charge_cannot_be_told_is_said(desk):
    """A refused key ends the look-up with its sentence; the offer stays."""
    with Loopback(otherwise=cut_then(status(401))) as server:
        item = nano(desk, server)
        desk.click(desk.home, f"need_charge_{item}")
        desk.wait(lambda: len(server.requests) == 2 and "does not accept the key" in desk.shell.toast.words.text())
        desk.settled()
        assert "nano can tell what it cost." in words(desk.home.needs)


def test_a_resting_provider_is_named(desk):
    """A breaker that is open after a wrong key shows on Home, and Home looks again when it is over."""
    with Loopback([status(401)]) as server:
        desk.provider(server.url)
        desk.show()
        desk.shell.set_setting("general.default_provider", "cloud")
        desk.home.acts.start(desk.file("When do you open?"))
        desk.wait(lambda: desk.drafts.view.state == "stopped" and not desk.drafts.running)
        home = desk.settled()
    assert "cloud rests for a moment" in words(home.needs)
    assert home._rested.isActive()
    assert home.tiles["error_rate"].chip.text() == "Above limit"
    assert home.tiles["error_rate"].chip.isVisible()


def test_spend_is_shown_as_far_as_known(desk):
    """Known prices add up; a run without a price is said to be without, and the helper alone shows no card."""
    desk.samples()
    desk.show()
    assert not desk.home.spend.isVisible()
    figures = desk.home.now.figures
    rows = (Spend("cloud", "gpt-4o", 2.10, 12, 0), Spend("cloud", "odd-1", 0.0, 3, 3), Spend("helper", "helper/1", 0.0, 12, 0))
    made = type(figures)(**{name: getattr(figures, name) for name in figures.__dataclass_fields__} | {"spend": rows, "spend_usd": 2.10})
    desk.home.spend.show_spend(made, datetime(2026, 11, 23, 10, 0).astimezone())
    text = words(desk.home.spend)
    assert "Spend by model, November" in text
    assert money(2.10) in text
    assert "price not known" in text
    assert "The price of 3 runs is not known" in text
    assert "helper/1" not in text


def test_a_notice_of_the_store_is_shown_with_advice(desk):
    """What opening the store found stands on Home until the next opening."""
    desk.show()
    now = desk.home.now
    made = type(now)(**{name: getattr(now, name) for name in now.__dataclass_fields__} | {"notice": Refused("vault.head_missing")})
    desk.home.show_now(made)
    row = needs(made, batch=False)[0]
    assert row.key == "notice"
    assert row.title in words(desk.home.needs)
    assert desk.home.needs.isVisible()


@pytest.mark.parametrize(("hour", "said"), [(4, "evening"), (5, "morning"), (11, "morning"), (12, "afternoon"), (17, "afternoon"), (18, "evening")])
def test_the_greeting_follows_the_clock(hour, said):
    """Morning from five, afternoon from twelve, evening from six."""
    assert greeting(datetime(2026, 11, 23, hour).astimezone()) == f"Good {said}"


def test_a_tile_says_what_it_was_and_what_its_limit_is(theme, qtbot):
    """The comparison names the seven days before; the limit is in the accessible name; a value on the wrong side has a chip."""
    tile = Tile("error_rate", 0.021, 0.01, (None, 0.01, 0.02, 0.03), 40, 0.02, "low", over=True)
    card = TileCard(theme, "error_rate")
    qtbot.addWidget(card)
    card.show_tile(tile, course=True)
    assert card.value.text() == percent(0.021, 1)
    assert compared(tile) == f"7 days, was {percent(0.01, 1)}"
    assert limit_words(tile) in card.accessibleName()
    assert card.chip.text() == "Above limit"
    assert card.course._values == (0.01, 0.02, 0.03)
    good = Tile("approved_unedited", 0.4, None, (0.4,), 1, 0.5, "high", over=True)
    other = TileCard(theme, "approved_unedited")
    qtbot.addWidget(other)
    other.show_tile(good, course=False)
    assert (other.chip.text(), other.foot.text()) == ("Below limit", "7 days, 1 decision")


def test_a_far_limit_is_written_and_not_drawn(theme, qtbot):
    """A timeout of 30 s over answers of 6 s would press the curve flat: it stands in the words instead."""
    card = TileCard(theme, "latency_p95")
    qtbot.addWidget(card)
    card.show_tile(Tile("latency_p95", 6.4, 7.1, (7.0, 6.4), 9, 30.0, "low", over=False), course=True)
    assert card.course._limit is None
    assert card.foot.text().endswith("limit 30.0\u202fs")
    card.show_tile(Tile("latency_p95", 31.0, 7.1, (7.0, 31.0), 9, 30.0, "low", over=True), course=True)
    assert card.course._limit == 30.0


def test_slices_of_one_import_are_one_line():
    """Neighbouring import lines within a minute are added up; another workflow or a later import stays apart."""
    def event(at_ms, workflow="reply", items=500, faults=0):
        return EventRow(at_ms, "event.imported", workflow, "", "ok", (("items", items), ("faults", faults)))

    shown = folded((event(3_000), event(2_000, faults=3), event(1_000, "sort"), event(-90_000, "sort")))
    assert [dict(row.facts)["items"] for row in shown] == [1000, 500, 500]
    assert dict(shown[0].facts)["faults"] == 3


def test_only_open_breakers_count():
    """A closed breaker and one whose rest is over are not named."""
    open_, closed = Breaker(), Breaker()
    open_.record(ok=False, now=1_000, at_once=True)
    states = {("a", "m"): open_.to_json(), ("b", "m"): closed.to_json()}
    assert paused(states, 2_000) == (Paused("a", "m", 16_000),)
    assert paused(states, 17_000) == ()


def test_events_speak_words_not_codes():
    """The helper has its name, an unknown result stays readable, an old event shows its day."""
    model = EventsModel()
    day = 86_400_000
    model.show_events((
        EventRow(day * 30, "event.run_done", "reply", "A" * 22 + "7F21", "ok", (("model", "helper/1"), ("provider", "helper"))),
        EventRow(day * 2, "event.imported", "", "", "newer", (("items", 1), ("faults", 0))),
    ), day * 30)
    row = [model.index(0, column).data() for column in range(5)]
    assert row[1:] == ["Draft ready, built-in helper", "Reply", "r-7f21", "ok"]
    assert ":" in row[0]
    assert ":" not in model.index(1, 0).data()
    assert model.index(1, 4).data() == "newer"


def test_the_focus_stays_on_its_button(desk):
    """A refresh that adds a line keeps the keyboard where it was."""
    desk.file("When do you open?")
    desk.show()
    button = desk.home.findChild(Button, "need_draft")
    desk.window.activateWindow()
    button.setFocus()
    found = needs(desk.home.now, batch=False)
    standing = Standing(5, 0, 0, (), 0, empty=False)
    made = type(desk.home.now)(**{name: getattr(desk.home.now, name) for name in desk.home.now.__dataclass_fields__} | {"standing": standing})
    assert needs(made, batch=False) != found
    desk.wait(button.hasFocus)
    desk.home.show_now(made)
    again = desk.window.focusWidget()
    assert again is not button
    assert again.objectName() == "need_draft"


@pytest.mark.parametrize(("width", "tiles_in_a_row", "beside"), [(1440, 4, True), (1024, 4, False), (1008, 4, False)])
def test_the_breakpoints(desk, width, tiles_in_a_row, beside):
    """Four tiles fit down to the least window; the spend card goes under the list when it gets narrow; nothing is cut off."""
    desk.samples()
    desk.show(width, 700)
    home = desk.home
    tops = {tile.mapTo(home, tile.rect().topLeft()).y() for tile in home.tiles.values()}
    assert len(tops) == 4 / tiles_in_a_row
    assert (home._main.direction() == home._main.Direction.LeftToRight) is beside
    assert home._scroll.widget().width() <= home._scroll.viewport().width()


def test_it_is_mirrored(desk):
    """Right to left: the first tile stands right, the buttons of a line left."""
    desk.samples()
    desk.window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    desk.show()
    home = desk.home
    first, last = home.tiles["approved_unedited"], home.tiles["latency_p95"]
    assert first.mapTo(home, first.rect().topLeft()).x() > last.mapTo(home, last.rect().topLeft()).x()
    button = home.findChild(Button, "need_review")
    assert button.mapTo(home, button.rect().center()).x() < home.width() / 2


def test_everything_on_home_has_a_name_and_room(desk):
    """Every focusable widget has a name and is at least 24 px in both directions, with and without a batch."""
    desk.show()
    assert unnamed(desk.home) == []
    desk.samples()
    decide(desk)
    desk.file("When do you open?")
    desk.settled()
    assert unnamed(desk.home) == []


def test_open_troubles_lead_to_the_error_log(desk):
    """The latest is named in words; a muted one needs nobody."""
    desk.show()
    fault = Permanent("provider.wrong_key", provider="cloud", model="small-1")
    desk.fetch(lambda: desk.workspace.error_log.trouble(fault, workflow="reply", node="send"))
    desk.wait(lambda: "1 kind of trouble is open" in words(desk.home.needs))
    assert "cloud does not accept the key." in words(desk.home.needs)
    desk.click(desk.home, "need_errors")
    place = desk.shell.place("monitor")
    desk.wait(lambda: place.growing.grown and len(place.errors.model.ids()) == 1)
    name = place.errors.model.id_at(0)
    desk.fetch(lambda: desk.workspace.error_log.errors.set_state(name, "muted"))
    desk.shell.go_to("home")
    desk.settled()
    assert "trouble" not in words(desk.home.needs)


@pytest.mark.parametrize(("need", "view", "args"), [
    ("failed_runs", "runs", "failed"), ("unknown_runs", "runs", "unknown"), ("provider", "providers", "cloud"), ("errors", "errors", ""),
])
def test_each_line_leads_to_its_page_of_monitor(desk, need, view, args):
    """From what needs the person to where it is seen in full."""
    desk.provider("http://127.0.0.1:9/v1")
    desk.show()
    desk.home.acts.act(need, "cloud")
    place = desk.shell.place("monitor")
    desk.wait(lambda: place.growing.grown and place.views.value() == view)
    if view == "runs":
        assert place.runs.outcome.key() == args
    if view == "providers":
        desk.wait(lambda: place.providers.opened.startswith("cloud"))
    desk.wait(lambda: not desk.engine.busy)


def test_the_events_lead_to_the_runs(desk):
    """What happened last opens the list of all."""
    desk.samples()
    desk.show()
    desk.click(desk.home, "home_monitor")
    place = desk.shell.place("monitor")
    desk.wait(lambda: place.growing.grown and len(place.runs.model.ids()) == 12)


def test_a_review_and_a_check_that_are_due_lead_to_the_board(desk):
    """Two lines, each with its button; they go once the review was held and the improvement checked."""
    from hybriddesk.records.cycle import Plan
    from tests.way.judged import DAY, month, plant

    cycling, now = desk.workspace.cycling, desk.db.clock()
    desk.fetch(lambda: plant(desk.db, month(now, 30)))
    desk.db.clock = lambda: now - 8 * DAY
    desk.fetch(lambda: cycling.decide(cycling.add("").id, Plan("Shorter", "Ada", "latency", days=7), done=True))
    desk.db.clock = lambda: now
    desk.show()
    assert {"checks", "cycle"} <= {row.key for row in needs(desk.home.now, batch=False)}
    desk.click(desk.home.needs, "need_checks")
    desk.wait(lambda: desk.shell.place("monitor").views.value() == "cycle")
    desk.wait(lambda: not desk.engine.busy)
    desk.fetch(lambda: cycling.hold(1))
    desk.shell.go_to("home")
    desk.wait(lambda: "cycle" not in {row.key for row in needs(desk.home.now, batch=False)})
