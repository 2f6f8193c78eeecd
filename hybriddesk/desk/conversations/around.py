"""Facts about the turns in sight that lie elsewhere in the store: thumbs, review entries, why an answer failed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hybriddesk.desk.conversations.charge import Charged, charged
from hybriddesk.desk.conversations.phrases import tr
from hybriddesk.desk.conversations.talk import Talk
from hybriddesk.desk.review.masking import Mask
from hybriddesk.desk.words import of_code, sentence
from hybriddesk.records.advice import Advice
from hybriddesk.records.errors import Fault
from hybriddesk.records.work import Turn
from hybriddesk.vault.feedback import feedback_rows
from hybriddesk.vault.passages import given_to
from hybriddesk.vault.placeholders import known_map
from hybriddesk.vault.queue import review, review_of
from hybriddesk.vault.reader import Reader
from hybriddesk.vault.runs import run

NOT_ANSWERED = {"failed": "conversation.failed", "unknown": "conversation.unknown_end"}


class Around:
    """Read once whenever the turns are read; asked for each turn in sight."""

    def __init__(self, reader: Reader, talk: Talk) -> None:
        self._reader, self._talk = reader, talk
        self._thumbs: Mapping[str | None, str] = {}
        self._reviews: dict[str, str] = {}
        self._codes: dict[str, str] = {}
        self._charges: dict[str, Charged] = {}
        self._given: dict[str, int] = {}
        self.tellers: frozenset[str] = frozenset()
        self.mask = Mask(())

    def can_look_up(self, turn: Turn) -> bool:
        """Whether the provider can be asked what this answer that broke off cost, and has not said it for good."""
        return turn.state == "unknown" and self._charged(turn).can_be_asked(self.tellers)

    def load(self, conversation: str) -> None:
        """Of one conversation."""
        self._thumbs = {row.turn: row.value for row in feedback_rows(self._reader, conversation) if row.name == "thumb"}
        entries = (review(self._reader, one) for one in review_of(self._reader, conversation))
        self._reviews = {entry.turn: entry.id for entry in entries if entry.turn}
        self._charges = {}
        self._given = given_to(self._reader, conversation)
        self.mask = Mask(known_map(self._reader, conversation).entries)

    def thumb(self, turn: Turn) -> str:
        """``up``, ``down`` or empty."""
        return self._thumbs.get(turn.id, "")

    def review(self, turn: Turn) -> str:
        """The entry this answer was sent to review as."""
        return self._reviews.get(turn.id, "")

    def passages(self, turn: Turn) -> int:
        """How many passages of the person's own sources this answer was given."""
        return self._given.get(turn.run or "", 0)

    def notice(self, turn: Turn, *, last: bool) -> Advice | None:
        """What went wrong with an answer, or that a message has none; and what its provider said, later, of the charge."""
        found = self._wrong(turn, last=last)
        words = self._charged(turn).words() if found is not None and turn.state == "unknown" else ""
        return replace(found, works=f"{found.works} {words}".strip()) if found is not None and words else found

    def _wrong(self, turn: Turn, *, last: bool) -> Advice | None:
        fault = self._talk.faults.get(turn.id)
        if fault is not None:
            return sentence(fault)
        if turn.role == "assistant" and turn.state in NOT_ANSWERED:
            return self._stored(turn)
        if turn.role == "assistant" and turn.state == "interrupted" and not turn.text.strip():
            return of_code("conversation.stopped_early", {})
        if turn.role == "user" and last and self._talk.answering is None:
            return of_code("conversation.not_answered", {})
        return None

    def without(self, turn: Turn) -> int:
        """How many of the oldest messages would have to go, where that is what the answer waits for."""
        fault = self._talk.faults.get(turn.id)
        return int(fault.facts["count"]) if fault is not None and fault.code == "context.would_drop" else 0

    def who(self, turn: Turn) -> str:
        """The answering model as a person reads it."""
        return tr("Built-in helper") if turn.provider == "helper" else f"{turn.provider} · {turn.model}"

    def _stored(self, turn: Turn) -> Advice:
        if turn.id not in self._codes:
            self._codes[turn.id] = self._code(turn)
        facts: dict[str, object] = {"provider": turn.provider, "model": turn.model, "host": turn.provider}
        return of_code(self._codes[turn.id], facts)

    def _charged(self, turn: Turn) -> Charged:
        if turn.id not in self._charges:
            self._charges[turn.id] = charged(self._reader, turn.run or "")
        return self._charges[turn.id]

    def _code(self, turn: Turn) -> str:
        try:
            stored = run(self._reader, turn.run).fault_code if turn.run else None
        except Fault:
            stored = None  # its run was deleted by retention; the turn's own state still says what happened
        return stored or NOT_ANSWERED[turn.state]
