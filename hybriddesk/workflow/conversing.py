"""Chat with a chosen model. A stopped or cut answer keeps its text; nothing is sent again unasked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import anyio

from hybriddesk.records.consent import Ask
from hybriddesk.records.errors import Fact, Fault, Refused, Unknown
from hybriddesk.records.ids import new_id
from hybriddesk.records.way import Draft, Params, Scored
from hybriddesk.records.work import Conversation, Signal, Turn, TurnState
from hybriddesk.review.hints import is_rephrase, likeness
from hybriddesk.vault.conversations import Conversations
from hybriddesk.vault.database import Database
from hybriddesk.vault.feedback import Feedback
from hybriddesk.vault.handovers import Handovers
from hybriddesk.vault.reviews import Reviews
from hybriddesk.vault.runs import Runs
from hybriddesk.vault.settings_table import Settings
from hybriddesk.workflow.compacting import Compacting
from hybriddesk.workflow.filing import Filing
from hybriddesk.workflow.path import Hear, PromptPath
from hybriddesk.workflow.senders import Senders, Target
from hybriddesk.workflow.steps import OnDefect

SAVE_EVERY_MS = 800
"""A streamed answer is in the store at least this often, so that a crash costs less than a second of text."""

OFF = 2_000
"""Conversations that are remembered as going without sources, the latest of them."""
TITLE = 80
"""Characters of the first line that name a conversation."""


@dataclass(slots=True)
class _Answer:
    """The answer as it grows."""

    turn: Turn
    saved_ms: int
    text: list[str] = field(default_factory=list, repr=False)
    scrubbed: list[str] = field(default_factory=list, repr=False)

    def now(self) -> tuple[str, str]:
        return "".join(self.text), "".join(self.scrubbed)


class Conversing:
    """Threads of turns between the person and a model."""

    def __init__(
        self, db: Database, conversations: Conversations, reviews: Reviews, runs: Runs, feedback: Feedback, senders: Senders,
        path: PromptPath, filing: Filing, compacting: Compacting, settings: Settings,
    ) -> None:
        self._db = db
        self._handovers = Handovers(db)
        self.conversations = conversations
        self._reviews = reviews
        self._runs = runs
        self._feedback = feedback
        self._senders = senders
        self._path = path
        self._filing = filing
        self.compacting = compacting
        self._settings = settings

    async def new(self, target: Target, title: str = "") -> Conversation:
        """A fresh thread: its own placeholder map, its own connections."""
        config = self._senders.config(target.provider)
        return self.conversations.new(title, config.name, target.model or config.default_model)

    async def say(
        self, conversation: str, text: str, ask: Ask, *, parent: str | None = None, system: str = "", hear: Hear | None = None,
        params: Params | None = None, filed: Callable[[Scored], None] = lambda _scored: None, drop: bool = False,
        sources: bool = True,
    ) -> Turn:
        """Adds the person's turn and streams the answer. Returns the finished answer.

        ``parent`` is the answer these words go on from (default: the newest; empty: none, they begin the conversation), so that an
        older branch can be taken up.
        ``sources``: whether the person's own sources are asked for passages, where the conversation has not switched them off.
        ``drop``: the oldest turns may be left out of the prompt where no summary makes it fit.
        ``filed`` hears the scored answer inside the transaction that stores it, so that a caller may file more with it.

        The person's words are stored before anything is asked. On a fault the answer's text so far is kept and the fault is
        raised; on cancel the answer is ``interrupted``.
        """
        thread = self.conversations.get(conversation)
        self._handovers.guard(conversation)
        said = self._turn(thread, "user", text, "complete")
        if parent is not None:
            said = replace(said, parent=self.conversations.turn(parent).id if parent else None)
        await self._notice_rephrase(said)
        with self._db.write():
            self.conversations.add_turn(said)
            self.conversations.set_unsent(conversation, "")
            if not thread.title:
                self.conversations.rename(conversation, _title(text))
        return await self._answer(thread, said, ask, system, hear or Hear(), filed, params, drop=drop, sources=sources)

    async def again(self, turn_id: str, ask: Ask, *, hear: Hear | None = None, drop: bool = False) -> Turn:
        """Asks once more for the answer to the same words, beside the old one. ``turn_id``: an answer, or the words themselves.

        Raises ``Refused('conversation.no_question')``.
        """
        old = self.conversations.turn(turn_id)
        asked = old if old.role == "user" else self.conversations.turn(old.parent) if old.parent else None
        if asked is None or asked.role != "user":
            raise Refused("conversation.no_question")
        if old.role == "assistant" and old.state == "complete":
            await self.feedback(old.id, "regenerate", "1")
        return await self._answer(self.conversations.get(old.conversation), asked, ask, "", hear or Hear(), lambda _s: None, drop=drop)

    async def to_review(self, turn_id: str) -> str:
        """Files an answer for review and returns the entry's id."""
        answer = self.conversations.turn(turn_id)
        asked = self.conversations.turn(answer.parent) if answer.parent else None
        if not answer.run or not asked:
            raise Refused("conversation.no_question")
        return self._reviews.file_turn(answer, asked, self._runs.get(answer.run))

    def queue_if_needed(self, scored: Scored, request: str) -> str | None:
        """Files an answer that a rule sends to a person; the entry's id, or None where the confidence suffices.

        For callers that hand the answer on unread; called from ``filed`` of ``say``, in its transaction.
        """
        if not self._filing.needs(scored):
            return None
        return self._filing.file(scored, title=_title(request), request=request)

    async def feedback(self, turn_id: str, name: str, value: str, reason: str = "", comment: str = "") -> None:
        """Keeps explicit (``thumb``) or implicit (``copy``, ``rephrase``, ``regenerate``) feedback with its context."""
        turn = self.conversations.turn(turn_id)
        run = self._runs.get(turn.run) if turn.run else None
        context: dict[str, Fact] = {"run": turn.run or "", "provider": turn.provider, "model": turn.model, "step": "answer",
                                                     "prompt_version": run.prompt_version if run else ""}
        if turn.confidence is not None:
            context["confidence"] = turn.confidence
        self._feedback.add(Signal(turn.conversation, turn.id, None, name, value, reason, comment), context)

    async def _notice_rephrase(self, said: Turn) -> None:
        """The same thing asked again soon is a word about the answer it got."""
        answer = self.conversations.turn(said.parent) if said.parent else None
        before = self.conversations.turn(answer.parent) if answer and answer.parent else None
        if answer and before and is_rephrase(before.text, said.text, said.created_ms - before.created_ms):
            await self.feedback(answer.id, "rephrase", f"{likeness(before.text, said.text):.2f}")

    def use_sources(self, conversation: str, *, on: bool) -> None:
        """Whether the questions of a conversation rest on the person's own sources from now on. Raises ``Refused('conversation.unknown')``."""
        self.conversations.get(conversation)
        others = [one for one in self._off() if one != conversation]
        self._settings.set("knowledge.off_in", tuple(others if on else [*others, conversation][-OFF:]))

    def uses_sources(self, conversation: str) -> bool:
        """Whether they do."""
        return conversation not in self._off()

    def _off(self) -> tuple[str, ...]:
        off = self._settings.get("knowledge.off_in")
        assert isinstance(off, tuple)
        return off

    async def save_unsent(self, conversation: str, text: str) -> None:
        """Keeps what stands in the composer."""
        self.conversations.set_unsent(conversation, text)

    async def _answer(
        self, thread: Conversation, said: Turn, ask: Ask, system: str, hear: Hear, filed: Callable[[Scored], None],
        params: Params | None = None, *, drop: bool = False, sources: bool = True,
    ) -> Turn:
        run, target = new_id(), Target(thread.provider, thread.model, params or Params())
        sources = sources and self.uses_sources(thread.id)
        reading = await self.compacting.fit(thread, self.line(thread.id, said), system, target, ask, drop=drop, sources=sources)
        hear.context(reading)
        answer = _Answer(replace(self._turn(thread, "assistant", "", "streaming"), parent=said.id, run=run), self._db.clock())
        draft = Draft(thread.id, run, "chat", reading.messages, prompt_version="chat@1")
        started: list[bool] = []

        def sent(outgoing: object) -> None:
            if not started:  # a second provider of a chain goes on with the same turn
                self.conversations.add_turn(answer.turn)
            started.append(True)
            hear.sent(outgoing)  # type: ignore[arg-type]

        def heard(text: str, raw: str) -> None:
            answer.text.append(text)
            answer.scrubbed.append(raw)
            self._save_now_and_then(answer)
            hear.text(text, raw)

        def again(code: str) -> None:
            answer.text.clear()
            answer.scrubbed.clear()
            hear.again(code)

        def file(scored: Scored) -> None:
            reply = scored.restored.reply
            self.conversations.end_turn(
                answer.turn.id, scored.restored.text, reply.text, "complete", scored.confidence, reply.served_model,
                provider=reply.outgoing.route.provider,
            )
            filed(scored)

        try:
            with OnDefect(lambda _: self._stop(answer, "failed", bool(started))):
                await self._path.walk(draft, target, ask, hear=Hear(sent, heard, hear.wait, hear.fallback, again), file=file, sources=sources)
        except Fault as fault:
            self._stop(answer, "unknown" if isinstance(fault, Unknown) else "failed", bool(started))
            raise
        except anyio.get_cancelled_exc_class():
            self._stop(answer, "interrupted", bool(started))
            raise
        return self.conversations.turn(answer.turn.id)

    def line(self, conversation: str, last: Turn) -> tuple[Turn, ...]:
        """The thread up to ``last`` along its parents, oldest first; unfinished answers count with the text they have."""
        by_id = {turn.id: turn for turn in self.conversations.turns(conversation)}
        line: list[Turn] = []
        at: Turn | None = last
        while at is not None and at not in line:
            line.append(at)
            at = by_id.get(at.parent) if at.parent else None
        return tuple(reversed(line))

    def _turn(self, thread: Conversation, role: str, text: str, state: TurnState) -> Turn:
        turns = self.conversations.turns(thread.id)
        last = next((turn.id for turn in reversed(turns) if turn.role == "assistant"), None)
        return Turn(
            id=new_id(), conversation=thread.id, parent=last, role=role, text=text, scrubbed="", state=state,  # type: ignore[arg-type]
            run=None, provider=thread.provider, model=thread.model, confidence=None, created_ms=self._db.clock(),
        )

    def _save_now_and_then(self, answer: _Answer) -> None:
        now = self._db.clock()
        if now - answer.saved_ms >= SAVE_EVERY_MS:
            answer.saved_ms = now
            self.conversations.save_partial(answer.turn.id, *answer.now())

    def _stop(self, answer: _Answer, state: TurnState, started: bool) -> None:
        if started:
            self.conversations.end_turn(answer.turn.id, *answer.now(), state, None, answer.turn.model)


def _title(text: str) -> str:
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return first if len(first) <= TITLE else first[: TITLE - 1].rstrip() + "…"
