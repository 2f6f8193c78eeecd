"""The review desk's service: take, autosave, decide, undo, draft again. A decision stands only when the store has it."""

from __future__ import annotations

from dataclasses import dataclass, field

from hybriddesk.catalog.prompts import Prompts
from hybriddesk.knowledge.matching import query_for
from hybriddesk.privacy.slots import slots
from hybriddesk.records.consent import Ask
from hybriddesk.records.errors import Refused
from hybriddesk.records.ids import new_id
from hybriddesk.records.way import Draft, MapEntry, Message, Scored
from hybriddesk.records.work import Action, LedgerLine, NewDecision, PastFinal, Review, Signal
from hybriddesk.review.words import edit_distance
from hybriddesk.vault.database import Database
from hybriddesk.vault.decisions import HistoryRow
from hybriddesk.vault.feedback import Feedback
from hybriddesk.vault.finals import Finals
from hybriddesk.vault.items import Items
from hybriddesk.vault.ledger import Ledger
from hybriddesk.vault.placeholders import Placeholders
from hybriddesk.vault.reviews import Reviews
from hybriddesk.vault.settings_table import Settings
from hybriddesk.workflow.drafting import hidden_characters, writer
from hybriddesk.workflow.filing import Filing
from hybriddesk.workflow.path import Hear, PromptPath
from hybriddesk.workflow.senders import Target


@dataclass(frozen=True, slots=True)
class Opened:
    """A review entry with all the desk shows beside it."""

    review: Review
    sender: str = field(repr=False)
    received_ms: int | None
    sent: tuple[LedgerLine, ...]
    past: tuple[PastFinal, ...]
    history: tuple[HistoryRow, ...]
    entries: tuple[MapEntry, ...] = field(repr=False)


class Reviewing:
    """Everything a person does with a draft."""

    def __init__(
        self, db: Database, reviews: Reviews, items: Items, finals: Finals, ledger: Ledger, placeholders: Placeholders,
        feedback: Feedback, settings: Settings, prompts: Prompts, path: PromptPath, filing: Filing,
    ) -> None:
        self._db = db
        self.reviews = reviews
        self._items = items
        self._finals = finals
        self._ledger = ledger
        self._placeholders = placeholders
        self._feedback = feedback
        self._settings = settings
        self._prompts = prompts
        self._path = path
        self._filing = filing

    @property
    def person(self) -> str:
        """Who decides, as the person named themselves in the settings."""
        return str(self._settings.get("general.person")) or "me"

    async def open(self, review_id: str) -> Opened:
        """Takes the entry if it is open, and gathers what stands beside it. A decided entry opens for reading."""
        review = self.reviews.get(review_id)
        if review.decided_ms is None or review.state == "escalated":
            review = self.reviews.take(review_id, self.person)
        item = self._items.get(review.item) if review.item else None
        return Opened(
            review, item.sender if item else "", item.received_ms if item else None,
            self._ledger.lines(run=review.run, limit=10), self._past(review), self.reviews.history(review_id),
            self._placeholders.known(review.conversation).entries,
        )

    async def release(self, review_id: str) -> None:
        """Gives an untouched entry back to the queue."""
        self.reviews.release(review_id)

    async def autosave(self, review_id: str, text: str) -> None:
        """Keeps the person's version; it is there after a crash."""
        self.reviews.autosave(review_id, text)

    async def approve(self, review_id: str, text: str, seconds: float) -> Review:
        """Approves ``text``: as is if it equals the draft, else with edits. The final feeds the built-in helper."""
        review = self.reviews.get(review_id)
        distance = edit_distance(review.draft, text)
        action: Action = "approve" if text == review.draft else "edit"
        with self._db.write():
            decided = self.reviews.decide(
                NewDecision(review_id, action, text, "", distance.words, distance.chars, seconds), self.person,
            )
            entries = self._placeholders.known(review.conversation).entries
            self._finals.index(review_id, slots(review.request, entries), slots(text, entries))
        return decided

    async def send_back(self, review_id: str, reason: str, seconds: float) -> Review:
        """Rejects the draft, with the person's reason."""
        return self.reviews.decide(NewDecision(review_id, "return", None, reason, None, None, seconds), self.person)

    async def escalate(self, review_id: str, reason: str, seconds: float) -> Review:
        """Leaves the draft for somebody else to decide; it stays open."""
        return self.reviews.decide(NewDecision(review_id, "escalate", None, reason, None, None, seconds), self.person)

    async def undo(self) -> Review:
        """Takes the last decision back. Raises ``Refused('review.nothing_to_undo')``."""
        return self.reviews.undo(self.person)

    async def feedback(self, review_id: str, thumb: str, reason: str) -> None:
        """Keeps a thumb (``up``/``down``) with its reason."""
        review = self.reviews.get(review_id)
        self._feedback.add(
            Signal(review.conversation, review.turn, review_id, "thumb", thumb, reason),
            {"run": review.run, "prompt_version": review.prompt_version, "model": review.model},
        )

    async def redraft(self, review_id: str, instruction: str, ask: Ask, target: Target | None = None, hear: Hear | None = None) -> str:
        """Asks for another draft of the same request and returns the new entry's id. The old entry is sent back with a note.

        Raises the faults of ``PromptPath.walk``; the old entry then stays as it was.
        """
        review = self.reviews.get(review_id)
        if not review.item:
            raise Refused("review.no_source")
        item, new = self._items.get(review.item), list[str]()
        prompt = self._prompts.for_workflow(item.workflow)
        messages = prompt.render(
            subject=item.subject, body=item.body, sender=writer(item), signature=str(self._settings.get("general.signature")),
        )
        if instruction.strip():
            messages = (*messages, Message("assistant", review.draft), Message("user", instruction.strip()))
        draft = Draft(item.id, new_id(), item.workflow, messages, f"{prompt.name}@{prompt.version}", item.id, left_out=hidden_characters(self._items, item))

        def file(scored: Scored) -> None:
            new.append(self._filing.file(scored, title=review.title, request=review.request, item=item, asked_for=True))
            self.reviews.decide(NewDecision(review_id, "return", None, "another draft", None, None, 0.0), self.person)

        await self._path.walk(draft, target or Target(review.provider), ask, hear=hear, file=file)
        return new[0]

    def _past(self, review: Review) -> tuple[PastFinal, ...]:
        entries = self._placeholders.known(review.conversation).entries
        found = self._finals.search(query_for(slots(review.request, entries)), 4)
        return tuple(past for past in found if past.review != review.id)[:3]
