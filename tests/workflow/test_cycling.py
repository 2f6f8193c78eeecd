"""The improvement cycle, the gate's choice and the judge's figures in a real store."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from hybriddesk.records.cycle import Plan
from hybriddesk.records.diagnoses import Diagnosis
from hybriddesk.records.errors import Refused, Transient
from hybriddesk.vault.diagnoses import Diagnoses, Found, decided_ms
from hybriddesk.workflow.judging import read_judgement, speaks
from hybriddesk.workspace import Workspace
from tests.way.desk_store import in_store
from tests.way.judged import DAY, Answered, month, plant

PLAN = Plan("Begin with Hello", "Ada", "bad_share", "reply", days=14)


def acts(workspace: Workspace) -> list[str]:
    return [row.act for row in reversed(workspace.audit.rows(50)) if row.act.startswith(("cycle.", "gate."))]


def at(workspace: Workspace, moment: int) -> None:
    workspace.db.clock = lambda: moment


def test_from_agenda_to_a_checked_action(tmp_path: Path) -> None:
    """A bad prompt is on the agenda; it is taken up, decided, done, and two weeks later the app says that it helped."""
    async def work(workspace: Workspace) -> None:
        cycling, now = workspace.cycling, workspace.db.clock()
        plant(workspace.db, month(now, bad_share=0.4))
        board = await cycling.board()
        keys = [one.key for one in board.prepared.topics]
        assert "prompt:reply@v7" in keys
        assert "habit:reply::dear sir>hello" in keys
        assert board.held is None
        assert board.next_ms == board.now_ms
        card = await cycling.take("prompt:reply@v7")
        assert (card.stage, card.facts["figure"]) == ("evaluate", "bad_share")
        assert (await cycling.take("prompt:reply@v7")).id == card.id
        assert "prompt:reply@v7" in (await cycling.board()).taken
        cycling.note(card.id, "The greeting is stiff")
        card = cycling.decide(card.id, PLAN)
        assert (card.stage, card.note, card.acted_ms) == ("decide", "The greeting is stiff", None)
        with pytest.raises(Refused, match=r"cycle\.not_acted"):
            await cycling.check(card.id)
        card = cycling.act(card.id)
        early, _, ripe = await cycling.check(card.id)
        assert (ripe, early.check) == (False, None)
        acted = card.acted_ms
        assert acted is not None
        plant(workspace.db, month(acted + 14 * DAY, 120, bad_share=0.05, days=14))
        at(workspace, acted + 14 * DAY)
        assert (await cycling.board()).to_check == {card.id}
        card, found, ripe = await cycling.check(card.id)
        assert (ripe, found.outcome, card.check) == (True, "helped", found)
        assert (await cycling.board()).to_check == frozenset()
        assert cycling.close(card.id).stage == "closed"
        assert "prompt:reply@v7" not in (await cycling.board()).taken
        again, _, _ = await cycling.check(card.id)
        assert again.stage == "closed"
        assert acts(workspace) == ["cycle.take", "cycle.decide", "cycle.act", "cycle.check", "cycle.close"]

    in_store(tmp_path, work)


def test_a_cause_that_most_bad_answers_had_is_on_the_agenda(tmp_path: Path) -> None:
    """With its example, the latest entry that had it; without one any more there is none to show."""
    async def work(workspace: Workspace) -> None:
        now, kept = workspace.db.clock(), Diagnoses(workspace.db)
        ids = plant(workspace.db, [Answered(now - DAY + at, 0.5, "return") for at in range(12)])
        for one in ids:
            kept.keep(one, decided_ms(workspace.db, one), Found(Diagnosis("missed", 0.8), asked=True))
        topic = next(one for one in (await workspace.cycling.board()).prepared.topics if one.key == "cause:reply:missed")
        assert (topic.facts["count"], topic.facts["bad"]) == (12, 12)
        assert workspace.cycling.example(topic) == ids[-1]
        for one in ids:
            kept.name(one, "gap")
        assert workspace.cycling.example(topic) is None

    in_store(tmp_path, work)


def test_a_plan_that_says_too_little_is_refused(tmp_path: Path) -> None:
    """No action, no owner, no sensible time: nothing is on the board afterwards; a card stands only where it can go."""
    async def work(workspace: Workspace) -> None:
        cycling = workspace.cycling
        for plan, code in (
            (replace(PLAN, action=" "), "no_action"), (replace(PLAN, owner=""), "no_owner"), (replace(PLAN, days=0), "bad_plan"), (replace(PLAN, items=-1), "bad_plan"),
        ):
            with pytest.raises(Refused, match=rf"cycle\.{code}"):
                await cycling.decide_new(plan)
        assert cycling.entries() == ()
        with pytest.raises(Refused, match=r"cycle\.no_topic"):
            await cycling.take("prompt:nothing@v1")
        card = await cycling.decide_new(PLAN, done=True)
        assert (card.stage, card.code) == ("act", "cycle.own")
        with pytest.raises(Refused, match=r"cycle\.wrong_stage"):
            cycling.act(card.id)
        with pytest.raises(Refused, match=r"cycle\.wrong_stage"):
            cycling.decide(card.id, PLAN)

    in_store(tmp_path, work)


def test_every_step_can_be_taken_back(tmp_path: Path) -> None:
    """A dropped card comes back as it was; an idea of one's own has its words; cards already there are decided by id."""
    async def work(workspace: Workspace) -> None:
        cycling = workspace.cycling
        card = cycling.add("  Ask for the order number ")
        assert card.note == "Ask for the order number"
        before = cycling.entry(card.id)
        assert (await cycling.decide_new(PLAN, card=card.id)).stage == "decide"
        cycling.drop(card.id)
        assert cycling.entries() == ()
        assert cycling.put_back(before).stage == "evaluate"
        assert [one.stage for one in cycling.entries()] == ["evaluate"]

    in_store(tmp_path, work)


def test_items_make_a_check_due_before_its_days(tmp_path: Path) -> None:
    """Twenty drafts came: it is time, although the days are not over."""
    async def work(workspace: Workspace) -> None:
        cycling, now = workspace.cycling, workspace.db.clock()
        card = await cycling.decide_new(replace(PLAN, items=20), done=True)
        assert (await cycling.board()).to_check == frozenset()
        plant(workspace.db, [Answered(now + n, action="approve", edit_words=0.0) for n in range(25)])
        at(workspace, now + DAY)
        assert (await cycling.board()).to_check == {card.id}
        _, found, ripe = await cycling.check(card.id)
        assert (ripe, found.outcome) == (True, "too_few")

    in_store(tmp_path, work)


def test_a_held_review_sets_the_next_one(tmp_path: Path) -> None:
    """Two weeks later, or as the settings say; the agenda never looks back less than that."""
    async def work(workspace: Workspace) -> None:
        cycling, now = workspace.cycling, workspace.db.clock()
        await cycling.decide_new(PLAN)
        held = cycling.hold(3)
        assert (held.topics, held.decisions, held.person) == (3, 1, "me")
        workspace.settings.set("cycle.every_days", 7)
        board = await cycling.board()
        assert board.held == held
        assert board.next_ms == held.held_ms + 7 * DAY
        assert board.prepared.since_ms <= now - 7 * DAY + 60_000
        assert cycling.hold(0).decisions == 0

    in_store(tmp_path, work)


def test_open_troubles_are_on_the_agenda(tmp_path: Path) -> None:
    """Until somebody solves or mutes them."""
    async def work(workspace: Workspace) -> None:
        workspace.error_log.trouble(Transient("provider.timeout", provider="cloud", model="m"), workflow="reply", node="send")
        (topic,) = (await workspace.cycling.board()).prepared.topics
        assert (topic.code, topic.facts["trouble"]) == ("cycle.trouble", "provider.timeout")
        workspace.error_log.errors.set_state(str(topic.facts["fingerprint"]), "solved")
        assert (await workspace.cycling.board()).prepared.topics == ()

    in_store(tmp_path, work)


def test_the_gate_is_chosen_whole_and_can_be_put_back(tmp_path: Path) -> None:
    """One act, one line in the audit log with what it says now; the price of the choice is what the gate then does."""
    async def work(workspace: Workspace) -> None:
        gating, now = workspace.gating, workspace.db.clock()
        assert gating.price(gating.choice()) is None
        plant(workspace.db, month(now, days=7))
        wanted = replace(gating.choice(), mode="capacity", per_day=8.0, audit_share=0.1)
        priced = gating.price(wanted)
        assert priced is not None
        assert priced.reviews == pytest.approx(8, abs=1)
        before = gating.choose(wanted)
        assert gating.threshold() == priced.line
        assert workspace.settings.get("review.per_day") == 8
        assert gating.choose(before) == wanted
        assert gating.choice() == before
        gating.choose(before)
        assert acts(workspace) == ["gate.change", "gate.change"]
        risky = replace(before, mode="risk", risk=0.2)
        gating.choose(risky)
        line = gating.price(risky)
        assert line is not None
        assert gating.threshold() == line.line
        assert len(gating.risk_curve()) > 10
        with pytest.raises(Refused, match=r"settings\.invalid"):
            gating.choose(replace(before, threshold=2.0))
        assert gating.choice() == risky

    in_store(tmp_path, work)


def test_the_judges_figures_are_read_at_once(tmp_path: Path) -> None:
    """An empty store says what is missing; a month of decisions has figures for each workflow."""
    async def work(workspace: Workspace) -> None:
        nothing = read_judgement(workspace.db)
        assert (nothing.answers, nothing.speaks, nothing.missing, nothing.whole.count) == (0, "prior", 100, 0)
        plant(workspace.db, month(workspace.db.clock()))
        found = read_judgement(workspace.db)
        assert (found.answers, found.speaks, found.missing) == (240, "platt", 0)
        assert found.whole.ece is not None
        assert found.whole.ece < 0.12
        assert found.learned == {"reply": 240}
        assert found.scores.count == 240
        assert {one.name for one in found.drifts} == {"length", "latency", "edit_distance", "accept_rate"}
        assert found.voices.silent is not None
        assert ("person", "reply@v7") in found.reversed
        assert [speaks(n) for n in (0, 1, 100, 2_001)] == ["prior", "learning", "platt", "isotonic"]

    in_store(tmp_path, work)
