"""Keeps a long conversation readable for its model: summary, rolling summary, restart. The turns themselves are never touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import anyio.to_thread

from hybriddesk.catalog.estimate import LATIN, MARGIN, PER_MESSAGE, tokens
from hybriddesk.catalog.window import MOST_RESERVE, Marks, reserve, window
from hybriddesk.knowledge.condensing import Condensed, Said, condensed, whole
from hybriddesk.knowledge.facts import Fact, facts, lost
from hybriddesk.knowledge.relevance import ROOM
from hybriddesk.privacy.kinds import OPTIONAL_KINDS
from hybriddesk.privacy.scrub import Scrubber
from hybriddesk.records.consent import Ask
from hybriddesk.records.context import ContextStep, Reading, StepKind
from hybriddesk.records.errors import Fault, Refused
from hybriddesk.records.ids import new_id
from hybriddesk.records.way import Draft, KnownMap, Message
from hybriddesk.records.work import Conversation, Turn
from hybriddesk.resilience.pausing import paused_until
from hybriddesk.vault.context_steps import ContextSteps
from hybriddesk.vault.knowledge import passages_of, source_count
from hybriddesk.vault.passages import given_to
from hybriddesk.vault.settings_table import Settings
from hybriddesk.workflow.context_reading import Frame, begun, cut, read
from hybriddesk.workflow.error_log import ErrorLog
from hybriddesk.workflow.path import PromptPath
from hybriddesk.workflow.senders import HELPER, Senders, Target

ASKED = (
    "Summarise the conversation below for a colleague who goes on with it. Keep every name, number, date and decision word for word, and who"
    " said it. Write the summary and nothing else."
)
WHO = {"user": "Person", "assistant": "Assistant", "system": "Earlier"}
TOKENS_PER_SENTENCE = 30
SHARE = 0.08
"""Share of the window that main sentences take at most; facts come on top."""
GAIN = 0.8
"""A summary must be at most this share of what it stands for."""
FACTS_KEPT = 4096
"""Turns whose facts are remembered while the store is open."""


class Compacting:
    """``frame`` for the meter, ``fit`` before a request."""

    def __init__(
        self, steps: ContextSteps, settings: Settings, senders: Senders, scrubber: Scrubber, path: PromptPath, log: ErrorLog,
    ) -> None:
        self.steps = steps
        self._log = log
        self._settings = settings
        self._senders = senders
        self._scrubber = scrubber
        self._path = path
        self._facts: dict[str, tuple[Fact, ...]] = {}

    def frame(self, conversation: str, target: Target, system: str = "") -> Frame:
        """What is known of a conversation beside its turns. On the store's thread."""
        size = self.window(target)
        wanted = target.params.max_tokens or self._number("context.reserve_tokens")
        marks = Marks(*(self._number(f"context.{name}_percent") / 100 for name in ("summary", "rolling", "restart")))
        steps = self.steps.of(conversation) if conversation else ()
        return Frame(steps, size, marks, reserve(size, wanted), system, self._given(conversation))

    def _given(self, conversation: str) -> int:
        """Tokens of the passages that the last answer was given: about what the next question takes along, as long as sources are used."""
        if not conversation or not self._rests(conversation):
            return 0
        last = next(reversed(given_to(self.steps.db, conversation)), "")
        found = passages_of(self.steps.db, last) if last else None
        return sum(tokens(one.text) + PER_MESSAGE for one in found.given) if found else 0

    def _room(self, frame: Frame, conversation: str, *, sources: bool) -> Frame:
        """The frame before a question: with room for as many passages as may go along, and of a small window at most its share."""
        if frame.window is None or not sources or not self._rests(conversation) or not source_count(self.steps.db):
            return replace(frame, knowledge=0) if not sources else frame
        return replace(frame, knowledge=max(frame.knowledge, round(min(ROOM * LATIN, frame.window * MOST_RESERVE) / MARGIN)))

    def _rests(self, conversation: str) -> bool:
        used, off = self._settings.get("knowledge.use_in"), self._settings.get("knowledge.off_in")
        assert isinstance(used, tuple)
        assert isinstance(off, tuple)
        return "chat" in used and conversation not in off

    def window(self, target: Target) -> int | None:
        """Tokens the model reads at once; None where neither provider, table nor person says. The helper reads all there is."""
        try:
            config = self._senders.config(target.provider)
        except Refused:
            config = None  # the provider was removed; asking it will say so
        if config is not None and config.adapter == HELPER.adapter:
            return None
        model = target.model or (config.default_model if config else "")
        offer = self._senders.offers.of(target.provider, model)
        return window(model, offer.context if offer else None, self._number("context.unknown_window"))

    def paused(self, frame: Frame, maker: str = HELPER.name) -> int:
        """Until when no summaries of this maker are tried, because several in a row failed; 0 for not."""
        tried = [(step.created_ms, step.kind != "failed") for step in frame.steps if step.maker == maker]
        return paused_until(tried, self.steps.db.clock())

    async def fit(
        self, thread: Conversation, line: Sequence[Turn], system: str, target: Target, ask: Ask, *, drop: bool = False, sources: bool = True,
    ) -> Reading:
        """What the model reads for the last turn of ``line``; older turns are condensed first where a mark was reached.

        Raises ``Refused('context.would_drop')`` where only leaving the oldest turns out would make it fit and the person has not
        said so (``drop``). ``sources``: room is left for passages of the person's sources.
        """
        def framed() -> Frame:
            return self._room(self.frame(thread.id, target, system), thread.id, sources=sources)

        frame = framed()
        now = await anyio.to_thread.run_sync(read, line, frame)
        if now.level == "rest" or frame.window is None or self._does(now, line, frame):
            return replace(now, paused_ms=self.paused(frame))
        until, kept = self.paused(frame), cut(line, now.level, frame.window)
        start, first = begun(line, frame)
        step = None if until or kept <= first else await self._condensed(thread, line[first:kept], start, now.level, kept, target, ask)
        if step is not None and step.kind != "failed":
            return await anyio.to_thread.run_sync(read, line, framed())
        if (now.parts.share or 0.0) >= frame.marks.restart and kept > first:
            self._drop(thread, line, frame, now, drop=drop)
        frame = framed()
        return replace(await anyio.to_thread.run_sync(read, line, frame), paused_ms=self.paused(frame))

    def _does(self, now: Reading, line: Sequence[Turn], frame: Frame) -> bool:
        """Whether what is kept already is enough at this level."""
        if now.level == "summary":
            return now.step is not None and now.step.kind != "restart" and (now.parts.share or 0.0) < frame.marks.summary
        assert frame.window is not None
        return now.level == "rolling" and now.covered >= cut(line, "rolling", frame.window)

    async def _condensed(
        self, thread: Conversation, turns: Sequence[Turn], start: ContextStep | None, kind: StepKind, covered: int, target: Target, ask: Ask,
    ) -> ContextStep:
        """Makes and keeps a step over these turns and what the restart before them stood for."""
        frame = self.frame(thread.id, target)
        assert frame.window is not None
        known = replace(self._path.agreeing.known(thread.id), kinds_off=frozenset(), kinds_on=OPTIONAL_KINDS)
        said = await anyio.to_thread.run_sync(self._said, turns, start, known)
        most = max(3, round(frame.window * SHARE / TOKENS_PER_SENTENCE))
        made, maker = await self._written(thread, said, most, target, ask, pause=self.paused(frame, target.provider) > 0)
        before, after, code = await anyio.to_thread.run_sync(_judged, said, made.text)
        step = ContextStep(
            new_id(), thread.id, "failed" if code else kind, turns[-1].id, covered, "" if code else made.text, maker, made.added, before, after,
            code, self.steps.db.clock(),
        )
        if code:
            self._log.silent(code, {"provider": maker, "model": target.model}, workflow="context", run="")
        return self.steps.add(step)

    def _said(self, turns: Sequence[Turn], start: ContextStep | None, known: KnownMap) -> list[Said]:
        """On a worker thread: finding names takes its time."""
        earlier = [Said(WHO["system"], start.text, self._found(start.id, start.text, known))] if start and start.text else []
        return [*earlier, *(Said(WHO[turn.role], turn.text, self._found(turn.id, turn.text, known)) for turn in turns if turn.text)]

    def _found(self, turn_id: str, text: str, known: KnownMap) -> tuple[Fact, ...]:
        if turn_id not in self._facts:
            if len(self._facts) >= FACTS_KEPT:
                self._facts.clear()
            names = [text[span.start : span.end] for span in self._scrubber.detect(text, None, known)]
            self._facts[turn_id] = facts(text, names)
        return self._facts[turn_id]

    async def _written(
        self, thread: Conversation, said: list[Said], most: int, target: Target, ask: Ask, *, pause: bool,
    ) -> tuple[Condensed, str]:
        """By the model where the person wants that and it can; else by this computer. Either way no fact is missing in the end."""
        if self._settings.get("context.summary_by") == "model" and not pause:
            try:
                text = await self._by_model(thread, said, target, ask)
            except Fault as fault:
                self._note(thread, fault, target)
            else:
                if text is not None:
                    return await anyio.to_thread.run_sync(whole, text, [fact for one in said for fact in one.facts]), target.provider
        return await anyio.to_thread.run_sync(condensed, said, most), HELPER.name

    async def _by_model(self, thread: Conversation, said: list[Said], target: Target, ask: Ask) -> str | None:
        """None where the request stayed with the built-in helper, by the person's choice or by policy: it has its own way to summarise."""
        text = "\n\n".join(f"{one.who}: {one.text}" for one in said)
        draft = Draft(thread.id, new_id(), "context", (Message("system", ASKED), Message("user", text)), prompt_version="context@1")
        scored = await self._path.walk(draft, Target(target.provider, target.model), ask, file=lambda _scored: None)
        if scored.restored.reply.outgoing.route.adapter == HELPER.adapter:
            return None
        if not scored.restored.text.strip():
            raise Refused("context.no_summary", provider=target.provider)
        return scored.restored.text

    def _note(self, thread: Conversation, fault: Fault, target: Target) -> None:
        """A summary that the person did not let go is no failure of the model."""
        if fault.code == "privacy.not_approved":
            return
        self.steps.add(ContextStep(
            new_id(), thread.id, "failed", "", 0, "", target.provider, 0, 0, 0, fault.code, self.steps.db.clock(),
        ))

    def _drop(self, thread: Conversation, line: Sequence[Turn], frame: Frame, now: Reading, *, drop: bool) -> None:
        """Leaves the oldest turns out of the prompt, only on the person's word. What an earlier summary says of them stays."""
        assert frame.window is not None
        room = frame.marks.summary * frame.window - now.parts.system - now.parts.summary - now.parts.knowledge - frame.reserve
        kept = cut(line, "restart", frame.window, room=room)
        if not drop:
            raise Refused("context.would_drop", count=kept)
        text = now.step.text if now.step else ""
        self.steps.add(ContextStep(
            new_id(), thread.id, "dropped", line[kept - 1].id, kept, text, "person", 0, now.parts.sent, now.parts.sent, "", self.steps.db.clock(),
        ))

    def _number(self, name: str) -> int:
        value = self._settings.get(name)
        assert isinstance(value, int)
        return value


def _judged(said: Sequence[Said], summary: str) -> tuple[int, int, str]:
    """Tokens before and after, and why the summary may not be used, empty if it may. On a worker thread."""
    before, after = (round(MARGIN * sum(map(tokens, texts))) for texts in ([one.text for one in said], [summary]))
    if lost([fact for one in said for fact in one.facts], summary):
        return before, after, "context.facts_lost"
    return before, after, "context.no_gain" if after > before * GAIN else ""
