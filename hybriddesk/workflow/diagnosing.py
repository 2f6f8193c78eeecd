"""Traces bad answers after they were decided: to what was found, to the sources, or to the model.

Nothing here stands in the way of a decision: the desk asks for ``catch_up`` once a decision is in the store, the work is done in worker
threads, and what was taken back meanwhile is not written. What was missed is looked at the next time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial

import anyio
import anyio.to_thread

from hybriddesk.knowledge.diagnosing import Answer, changes_facts, diagnosed, missing
from hybriddesk.knowledge.matching import query_for
from hybriddesk.privacy.slots import slots
from hybriddesk.records.diagnoses import Cause, Diagnosis
from hybriddesk.records.errors import Fault, Refused
from hybriddesk.records.knowledge import Gathered, HeldBack, Passage
from hybriddesk.records.work import DONE_STATES, Review, Turn
from hybriddesk.vault.audit import Audit
from hybriddesk.vault.conversations import Conversations
from hybriddesk.vault.database import Database
from hybriddesk.vault.diagnoses import (
    Diagnoses,
    Found,
    Kept,
    bad,
    decided_ms,
    diagnosis_of,
    disliked_turns,
    replaced_by,
    said_about,
    sources_since,
    to_diagnose,
)
from hybriddesk.vault.feedback import feedback_rows
from hybriddesk.vault.finals import Finals
from hybriddesk.vault.knowledge import passages_of, source_count
from hybriddesk.vault.placeholders import Placeholders
from hybriddesk.vault.reviews import Reviews
from hybriddesk.workflow.candidates import PREFERRED, REPLACED
from hybriddesk.workflow.error_log import ErrorLog
from hybriddesk.workflow.retrieving import Retrieving
from hybriddesk.workflow.senders import HELPER

DAY_MS = 86_400_000
BACK_DAYS = 7
"""How far back decisions are looked at without being asked for."""
EARLIER = 3
"""Earlier replies that the built-in helper may have written an answer from."""
_REASONS = {"fact": "wrong fact", "wrong_fact": "wrong fact", "tone": "tone", "long": "too long", "too_long": "too long", "policy": "policy"}
_BLOCKED = frozenset({"knowledge.held_injection", "knowledge.held_exfiltration", "knowledge.held_secret"})

Progress = Callable[[int, int], object]
"""Hears (done, all)."""


@dataclass(frozen=True, slots=True)
class Traced:
    """A chat answer and what was found about it. ``turn`` is the answer's id."""

    turn: str
    found: Found


@dataclass(slots=True)
class _Sources:
    """What the index says about the words that were missing."""

    index: dict[tuple[str, int], Passage] = field(default_factory=dict)
    held: list[HeldBack] = field(default_factory=list)

    def take(self, found: Gathered, late: frozenset[str]) -> None:
        """Adds what one question found; what came after the answer (``late``) could not have been found for it."""
        for one in found.given:
            if one.source not in late:
                self.index.setdefault((one.source, one.start), one)
        for held in found.held:
            if held.passage.source in late:
                continue
            if held.code in _BLOCKED:
                self.held.append(held)
            else:
                self.index.setdefault((held.passage.source, held.passage.start), held.passage)


class Diagnosing:
    """Runs on the engine thread; comparing texts happens beside it. One answer at a time."""

    def __init__(
        self, db: Database, reviews: Reviews, finals: Finals, placeholders: Placeholders, retrieving: Retrieving, conversations: Conversations,
        log: ErrorLog,
    ) -> None:
        self._db, self._reviews, self._finals = db, reviews, finals
        self._placeholders, self._retrieving, self._conversations = placeholders, retrieving, conversations
        self._log, self._kept, self._audit = log, Diagnoses(db), Audit(db)
        self._fine: dict[str, int | None] = {}
        """Entries that were looked at and are not bad, with the decision that was looked at."""
        self._one_at_a_time: anyio.Lock | None = None

    async def catch_up(self, since_ms: int | None = None, progress: Progress = lambda _done, _all: None) -> int:
        """Looks at the bad answers that were decided since (without it: in the last days) and not looked at yet. How many were traced.

        A fault of one ends in the error log; it is looked at again the next time.
        """
        self._one_at_a_time = self._one_at_a_time or anyio.Lock()
        async with self._one_at_a_time:
            since = self._db.clock() - BACK_DAYS * DAY_MS if since_ms is None else since_ms
            known = [one for one, seen in self._fine.items() if self._decided(one) == seen]
            wanted = await anyio.to_thread.run_sync(partial(_wanted, self._db, since, known))
            traced = 0
            for done, one in enumerate(wanted):
                progress(done, len(wanted))
                traced += await self._traced(one)
            progress(len(wanted), len(wanted))
        return traced

    async def diagnose(self, review_id: str) -> Kept | None:
        """Looks at one entry anew and keeps what it finds; None where it is not bad. Raises ``Refused``: ``review.unknown``,
        ``diagnosis.not_decided``, and what the search of the sources raises."""
        review = self._reviews.get(review_id)
        if review.state not in DONE_STATES:
            raise Refused("diagnosis.not_decided")
        if await self._is_bad(review):
            self._kept.keep(review_id, review.decided_ms, await self._found(review))
        return diagnosis_of(self._db, review_id)

    async def name(self, review_id: str, cause: Cause | None) -> Kept | None:
        """A person names the cause; None takes their word back, and what the app found stands. Raises ``Refused``:
        ``review.unknown``, ``diagnosis.not_decided``."""
        self._reviews.get(review_id)
        with self._db.write():
            if cause is None:
                self._kept.unname(review_id)
                self._audit.add("diagnosis.unnamed", review_id)
            else:
                self._kept.name(review_id, cause)
                self._audit.add("diagnosis.named", review_id, cause=cause)
        return diagnosis_of(self._db, review_id)

    def of(self, review_id: str) -> Kept | None:
        """What stands about an entry."""
        return diagnosis_of(self._db, review_id)

    async def of_turn(self, turn_id: str) -> Traced:
        """Traces a chat answer that a person disliked: by what they wrote after it, else by their reason and the passages alone.

        Nothing is kept: what it rests on may still change with the next turn. Raises ``Refused('conversation.no_question')``.
        """
        answer = self._conversations.turn(turn_id)
        asked = self._conversations.turn(answer.parent) if answer.parent else None
        if asked is None or answer.role != "assistant":
            raise Refused("conversation.no_question")
        said = Answer(asked.text, answer.text, None, self._said_in_chat(answer))
        return Traced(turn_id, await self._compared(said, answer.run or "", answer.created_ms))

    def disliked(self, since_ms: int) -> tuple[str, ...]:
        """Chat answers whose latest thumb is down, the latest first."""
        return disliked_turns(self._db, since_ms)

    async def _traced(self, one: str) -> bool:
        try:
            review = self._reviews.get(one)
            if await self._is_bad(review):
                return self._kept.keep(one, review.decided_ms, await self._found(review))
            self._fine[one] = review.decided_ms
        except Fault as fault:
            self._log.trouble(fault, workflow="review", node="trace")
        return False

    async def _is_bad(self, review: Review) -> bool:
        if bad(review.state, review.edit_words):
            return True
        final = review.final or ""
        return await anyio.to_thread.run_sync(partial(changes_facts, review.request, review.draft, final)) if review.state == "edited" else False

    async def _found(self, review: Review) -> Found:
        final, note = review.final, review.note
        if note in {REPLACED, PREFERRED}:
            final, note = replaced_by(self._db, review.id), ""
        reason = "\n\n".join((*((note,) if note else ()), *(_REASONS.get(words, words) for words in said_about(self._db, review.id))))
        answer = Answer(review.request, review.draft, final, reason, earlier=self._earlier(review))
        return await self._compared(answer, review.run, review.created_ms)

    async def _compared(self, answer: Answer, run: str, at_ms: int) -> Found:
        got = passages_of(self._db, run)
        if got is not None:
            answer = replace(answer, given=got.given, held=got.held)
        wanted = await anyio.to_thread.run_sync(missing, answer) if source_count(self._db) else ()
        sources = await self._looked_up(wanted, sources_since(self._db, at_ms))
        answer = replace(answer, held=(*answer.held, *sources.held), index=tuple(sources.index.values()))
        found: Diagnosis = await anyio.to_thread.run_sync(diagnosed, answer)
        return Found(found, got is not None)

    async def _looked_up(self, wanted: Sequence[str], late: frozenset[str]) -> _Sources:
        found = _Sources()
        for words in wanted:
            found.take(await self._retrieving.find(words), late)
        return found

    def _earlier(self, review: Review) -> tuple[str, ...]:
        """Replies that stood when the built-in helper wrote the answer."""
        if review.provider != HELPER.name:
            return ()
        query = query_for(slots(review.request, self._placeholders.known(review.conversation).entries))
        past = [one for one in self._finals.search(query, EARLIER + 1) if one.review != review.id]
        return tuple(one.final for one in past if (self._decided(one.review) or 0) <= review.created_ms)[:EARLIER]

    def _decided(self, review_id: str) -> int | None:
        return decided_ms(self._db, review_id)

    def _said_in_chat(self, answer: Turn) -> str:
        after = [turn.text for turn in self._conversations.turns(answer.conversation) if turn.role == "user" and turn.parent == answer.id]
        thumbs = [one for one in feedback_rows(self._db, answer.conversation) if one.turn == answer.id and one.name == "thumb"]
        words = [_REASONS.get(thumbs[-1].reason, thumbs[-1].reason), thumbs[-1].comment] if thumbs else []
        return "\n\n".join(part for part in (*words, *after[:1]) if part)


def _wanted(db: Database, since_ms: int, known: Sequence[str]) -> tuple[str, ...]:
    with closing(db.reader()) as reader:
        return to_diagnose(reader, since_ms, -1, known)
