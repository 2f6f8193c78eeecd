"""The improvement cycle: an agenda prepared from the store, cards a person moves over the board, and checks whether an action helped."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial

import anyio.to_thread

from hybriddesk.insight.agenda import Topic
from hybriddesk.insight.outcome import ENOUGH, due, judged, windows
from hybriddesk.records.cycle import FIGURES, Check, CycleStore, Entry, Plan, Session, Stage
from hybriddesk.records.errors import Refused
from hybriddesk.records.ids import new_id
from hybriddesk.vault.audit import Audit
from hybriddesk.vault.database import Database
from hybriddesk.vault.diagnoses import Wanted, diagnosed_ids
from hybriddesk.vault.judgement_rows import figure_values, latest_example
from hybriddesk.vault.settings_table import Settings
from hybriddesk.workflow.agenda_facts import Prepared, prepared
from hybriddesk.workflow.gating import Gating

MOST_DAYS = 365


@dataclass(frozen=True, slots=True)
class Board:
    """``to_check`` are the ids of cards whose time has come; ``next_ms`` is when the next review is due, ``held`` the last one."""

    prepared: Prepared
    entries: tuple[Entry, ...]
    to_check: frozenset[str]
    held: Session | None
    next_ms: int
    now_ms: int

    @property
    def taken(self) -> frozenset[str]:
        """Topics that have a card which is not closed."""
        return frozenset(one.topic for one in self.entries if one.stage != "closed")


class Cycling:
    """Runs on the engine thread; what reads many rows does so beside it. Every act is in the audit log, without words of people."""

    def __init__(self, db: Database, cards: CycleStore, audit: Audit, settings: Settings, gating: Gating) -> None:
        self._db, self._cards, self._audit = db, cards, audit
        self._settings, self._gating = settings, gating

    @property
    def person(self) -> str:
        """Who sits here, as they named themselves in the settings."""
        return str(self._settings.get("general.person")) or "me"

    async def board(self) -> Board:
        """The agenda, every card, and what is due."""
        now, entries, held = self._db.clock(), self._cards.all(), next(iter(self._cards.sessions()), None)
        every = self._days() * 86_400_000
        since = now - every if held is None else max(now - 4 * every, min(now - every, held.held_ms))
        misses, allowed = self._gating.misses(), self._gating.choice().risk
        found = await anyio.to_thread.run_sync(partial(prepared, self._db, since, misses, allowed))
        acted = [one for one in entries if one.stage == "act" and one.check is None]
        checks = await anyio.to_thread.run_sync(partial(_due, self._db, acted, now))
        return Board(found, entries, checks, held, held.held_ms + every if held else now, now)

    async def take(self, key: str) -> Entry:
        """Takes a topic of the agenda up as a card to evaluate, or finds the card it has. Raises ``Refused('cycle.no_topic')``."""
        board = await self.board()
        for card in board.entries:
            if card.topic == key and card.stage in {"evaluate", "decide"}:
                return card
        topic = next((one for one in board.prepared.topics if one.key == key), None)
        if topic is None:
            raise Refused("cycle.no_topic")
        facts = {**topic.facts, "figure": topic.figure, "workflow": topic.workflow}
        return self._put(Entry(new_id(), topic.key, topic.code, facts, "evaluate", "", None, self._db.clock(), 0), "cycle.take")

    def example(self, topic: Topic) -> str | None:
        """A draft that shows what a topic is about: the latest with its cause, the latest bad one of its prompt, or the latest edited one."""
        if topic.key.startswith("cause:"):
            found = diagnosed_ids(self._db, Wanted(0, str(topic.facts["cause"]), topic.workflow))
            return found[0] if len(found) else None
        edited = topic.code not in {"cycle.prompt", "cycle.unhappy"}
        return latest_example(self._db, workflow=topic.workflow, prompt_version="" if edited else str(topic.facts["prompt"]), edited=edited)

    def add(self, note: str) -> Entry:
        """A card for an idea of the person's own."""
        return self._put(Entry(new_id(), "", "cycle.own", {}, "evaluate", note.strip(), None, self._db.clock(), 0), "cycle.take")

    def note(self, wanted: str, note: str) -> Entry:
        """Keeps what the person found out about a card."""
        return self._cards.put(replace(self._cards.get(wanted), note=note))

    def decide(self, wanted: str, plan: Plan, *, done: bool = False) -> Entry:
        """Records a decision; ``done``: the action was carried out already, so its days count from now. A card that was decided may be
        decided anew as long as nothing was done. Raises ``Refused``: ``cycle.no_action``, ``cycle.no_owner``, ``cycle.bad_plan``,
        ``cycle.wrong_stage``, ``cycle.unknown``.
        """
        checked_plan(plan)
        card, now = self._card(wanted, "evaluate", "decide"), self._db.clock()
        stage: Stage = "act" if done else "decide"
        return self._put(replace(card, plan=plan, stage=stage, decided_ms=now, acted_ms=now if done else None), "cycle.decide")

    async def decide_new(self, plan: Plan, *, card: str = "", topic: str = "", done: bool = False) -> Entry:
        """A decision about a card, about a topic that is taken up with it, or about an idea of one's own. All of it or nothing."""
        checked_plan(plan)
        if card:
            return self.decide(card, plan, done=done)
        entry = await self.take(topic) if topic else self.add("")
        return self.decide(entry.id, plan, done=done)

    def act(self, wanted: str) -> Entry:
        """The action was carried out; its days count from now. Raises ``Refused('cycle.wrong_stage')``."""
        return self._put(replace(self._card(wanted, "decide"), stage="act", acted_ms=self._db.clock()), "cycle.act")

    async def check(self, wanted: str) -> tuple[Entry, Check, bool]:
        """Compares the figure before and after. Kept on the card only if it is due (the third value); before that it is a look.

        Raises ``Refused('cycle.not_acted')``, ``'cycle.unknown'``.
        """
        card, now = self._cards.get(wanted), self._db.clock()
        if card.plan is None or card.acted_ms is None:
            raise Refused("cycle.not_acted")
        found, ripe = await anyio.to_thread.run_sync(partial(_checked, self._db, card, now))
        if ripe and card.stage == "act":
            card = self._put(replace(card, check=found), "cycle.check", outcome=found.outcome)
        return card, found, ripe

    def close(self, wanted: str) -> Entry:
        """The person is through with the card. Raises ``Refused('cycle.wrong_stage')`` for one that is closed."""
        return self._put(replace(self._card(wanted, "evaluate", "decide", "act"), stage="closed", closed_ms=self._db.clock()), "cycle.close")

    def drop(self, wanted: str) -> Entry:
        """Takes a card off the board; ``put_back`` brings it back."""
        return self._put(replace(self._cards.get(wanted), stage="dropped"), "cycle.drop")

    def put_back(self, before: Entry) -> Entry:
        """A card as it stood before the last act: Undo."""
        return self._put(before, "cycle.put_back")

    def hold(self, topics: int) -> Session:
        """The review was held: with so many topics on its agenda, and the decisions made since the one before."""
        since = max((one.held_ms for one in self._cards.sessions()), default=0)
        decisions = sum((one.decided_ms or 0) > since for one in self._cards.all())
        session = Session(new_id(), self._db.clock(), self.person, topics, decisions)
        with self._db.write():
            self._cards.hold(session)
            self._audit.add("cycle.held", session.id, count=topics, decisions=decisions)
        return session

    def entry(self, wanted: str) -> Entry:
        """One card. Raises ``Refused('cycle.unknown')``."""
        return self._cards.get(wanted)

    def entries(self) -> tuple[Entry, ...]:
        """Every card on the board, the one changed last first."""
        return self._cards.all()

    def _card(self, wanted: str, *stages: Stage) -> Entry:
        card = self._cards.get(wanted)
        if card.stage not in stages:
            raise Refused("cycle.wrong_stage")
        return card

    def _put(self, entry: Entry, act: str, **facts: str) -> Entry:
        if entry.plan is not None:
            facts = {"figure": entry.plan.figure, **facts}
        with self._db.write():
            stored = self._cards.put(entry)
            self._audit.add(act, entry.id, **facts)
        return stored

    def _days(self) -> int:
        days = self._settings.get("cycle.every_days")
        assert isinstance(days, int)
        return days


def checked_plan(plan: Plan) -> None:
    """Raises ``Refused``: ``cycle.no_action``, ``cycle.no_owner``, ``cycle.bad_plan``."""
    if not plan.action.strip():
        raise Refused("cycle.no_action")
    if not plan.owner.strip():
        raise Refused("cycle.no_owner")
    if not 1 <= plan.days <= MOST_DAYS or plan.items < 0 or plan.figure not in FIGURES:
        raise Refused("cycle.bad_plan")


def _due(db: Database, acted: Sequence[Entry], now: int) -> frozenset[str]:
    with closing(db.reader()) as reader:
        found = set()
        for one in acted:
            if one.plan is not None and one.acted_ms is not None:
                after = figure_values(reader, one.plan.figure, one.plan.workflow, one.acted_ms, now + 1) if one.plan.items else ()
                if due(one.plan, one.acted_ms, now, len(after)):
                    found.add(one.id)
    return frozenset(found)


def _checked(db: Database, card: Entry, now: int) -> tuple[Check, bool]:
    plan, acted = card.plan, card.acted_ms
    assert plan is not None
    assert acted is not None
    span = windows(plan, acted, now)
    with closing(db.reader()) as reader:
        reader.begin()
        before = figure_values(reader, plan.figure, plan.workflow, span.before_from, span.acted)
        after = figure_values(reader, plan.figure, plan.workflow, span.acted, span.until + 1)
        if len(after) < ENOUGH and span.until < now:  # the days are over and told too little: all that came since counts
            after = figure_values(reader, plan.figure, plan.workflow, span.acted, now + 1)
    return judged(plan.figure, before, after, now), due(plan, acted, now, len(after))
