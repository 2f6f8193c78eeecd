"""The review desk's service: take, autosave, decide, undo, draft again. A decision stands only when the store has it."""

from __future__ import annotations

from dataclasses import dataclass, field

from hybriddesk.catalog.prompts import Prompts
from hybriddesk.knowledge.matching import query_for
from hybriddesk.privacy.slots import slots
from hybriddesk.records.consent import Ask
from hybriddesk.records.errors import Refused
from hybriddesk.records.ids import new_id
from hybriddesk.records.knowledge import Gathered
from hybriddesk.records.way import Draft, MapEntry, Message, Scored
from hybriddesk.records.work import Action, LedgerLine, NewDecision, PastFinal, Review, Signal
from hybriddesk.review.rubric import Criterion, rubric
from hybriddesk.review.words import edit_distance
from hybriddesk.vault.database import Database
from hybriddesk.vault.decisions import HistoryRow, last_decided
from hybriddesk.vault.feedback import Feedback, stars_of
from hybriddesk.vault.finals import Finals
from hybriddesk.vault.items import Items
from hybriddesk.vault.knowledge import passages_of
from hybriddesk.vault.ledger import Ledger
from hybriddesk.vault.notes import Note
from hybriddesk.vault.placeholders import Placeholders
from hybriddesk.vault.reviews import Reviews
from hybriddesk.vault.rubric_answers import Answer, answer, answers
from hybriddesk.vault.second_looks import Which
from hybriddesk.vault.settings_table import Settings
from hybriddesk.vault.taking_back import TakenBack
from hybriddesk.workflow.alike import Alike
from hybriddesk.workflow.bulk import Bulk
from hybriddesk.workflow.candidates import REPLACED, Candidates
from hybriddesk.workflow.drafting import hidden_characters, sort_of, writer
from hybriddesk.workflow.filing import Filing
from hybriddesk.workflow.noting import Noting
from hybriddesk.workflow.overlapping import Overlapping, blinded_history
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
    answers: tuple[Answer, ...] = ()
    notes: tuple[Note, ...] = ()
    blind: bool = False
    """A second look: what the first reviewer decided, said and answered is left out."""
    passages: Gathered | None = None
    """What the person's own sources gave to the draft's run, and what was held back."""
    stars: int = 0
    """The rating that stands, 1 to 5; 0 without one."""


class Reviewing:
    """Everything a person does with a draft."""

    def __init__(
        self, db: Database, reviews: Reviews, items: Items, finals: Finals, ledger: Ledger, placeholders: Placeholders,
        feedback: Feedback, settings: Settings, prompts: Prompts, path: PromptPath, filing: Filing,
        overlapping: Overlapping,
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
        self.alike = Alike(db, reviews, placeholders)
        self.candidates = Candidates(db, reviews, placeholders, feedback)
        self.overlapping = overlapping
        self.bulk = Bulk(db, reviews, finals, placeholders, overlapping)
        self.noting = Noting(db, overlapping)

    @property
    def person(self) -> str:
        """Who decides: the reviewer of this session, or as the person named themselves in the settings."""
        return self.overlapping.person

    async def open(self, review_id: str) -> Opened:
        """Takes the entry if it is open, and gathers what stands beside it. A decided entry opens for reading, or for the second look."""
        review, blind = self.reviews.get(review_id), self.overlapping.waits(review_id)
        if blind:
            review = self.overlapping.blinded(review)
        elif review.decided_ms is None or review.state == "escalated":
            review = self.reviews.take(review_id, self.person)
        item, history = self._items.get(review.item) if review.item else None, self.reviews.history(review_id)
        return Opened(
            review, item.sender if item else "", item.received_ms if item else None,
            self._ledger.lines(run=review.run, limit=10), self._past(review), blinded_history(history) if blind else history,
            self._placeholders.known(review.conversation).entries,
            tuple(one for one in answers(self._db, review_id) if not blind or one.person == self.person),
            self.open_notes(review_id), blind, passages_of(self._db, review.run) if review.run else None,
            0 if blind else stars_of(self._feedback.of(review.conversation), turn=review.turn, review=review_id),
        )

    def open_notes(self, review_id: str) -> tuple[Note, ...]:
        """The notes that the person who reviews may see."""
        return self.noting.of(review_id, own=self.overlapping.waits(review_id))

    async def release(self, review_id: str) -> None:
        """Gives an untouched entry back to the queue."""
        self.reviews.release(review_id)

    async def renew(self, review_id: str) -> None:
        """The person works on it. Raises ``Refused``: ``review.taken``, ``review.moved_on``: the claim had run out."""
        if not self.overlapping.waits(review_id):
            self.reviews.renew(review_id, self.person)

    async def autosave(self, review_id: str, text: str) -> None:
        """Keeps the person's version; it is there after a crash."""
        keep = self.overlapping.autosave if self.overlapping.waits(review_id) else self.reviews.autosave
        keep(review_id, text)

    async def approve(self, review_id: str, text: str, seconds: float) -> Review:
        """Approves ``text``: as is if it equals the draft, else with edits. The final feeds the built-in helper."""
        review = self.reviews.get(review_id)
        distance = edit_distance(review.draft, text)
        action: Action = "approve" if text == review.draft else "edit"
        return self._decide(NewDecision(review_id, action, text, "", distance.words, distance.chars, seconds))

    async def send_back(self, review_id: str, reason: str, seconds: float) -> Review:
        """Rejects the draft, with the person's reason."""
        return self._decide(NewDecision(review_id, "return", None, reason, None, None, seconds))

    async def escalate(self, review_id: str, reason: str, seconds: float) -> Review:
        """Leaves the draft for somebody else to decide; it stays open."""
        return self._decide(NewDecision(review_id, "escalate", None, reason, None, None, seconds))

    async def settle(self, review_id: str, which: Which) -> Review:
        """Takes one of two decisions that disagree. Raises as ``Overlapping.settle`` does."""
        return self.overlapping.settle(review_id, which, self._carry_out)

    def _decide(self, new: NewDecision) -> Review:
        if self.overlapping.waits(new.review):
            return self.overlapping.decide(new)
        with self._db.write():
            decided = self._carry_out(new)
            if new.action != "escalate":
                self.overlapping.draw(new.review)
        return decided

    def _carry_out(self, new: NewDecision) -> Review:
        with self._db.write():
            decided = self.reviews.decide(new, self.person)
            if decided.final is not None:
                entries = self._placeholders.known(decided.conversation).entries
                self._finals.index(new.review, slots(decided.request, entries), slots(decided.final, entries))
        return decided

    async def undo(self, review_id: str = "") -> TakenBack:
        """Takes the last act back, or the last one about an entry. Raises ``Refused('review.nothing_to_undo')``."""
        second, since = self.overlapping.latest(review_id), last_decided(self._db, self.person, review_id)
        if second and self.overlapping.take_back(review_id, since):
            return TakenBack((second,))
        return self.reviews.take_back(self.person, review_id)

    async def undo_batch(self, batch: str) -> TakenBack:
        """Takes back what was decided in one act over many drafts. Raises ``Refused('review.nothing_to_undo')``."""
        return self.reviews.undo_batch(self.person, batch)

    async def reopen(self, review_id: str) -> Review:
        """Opens a decided entry again; what stood is its working text, and stays in the log. Raises ``Refused('review.not_decided')``."""
        return self.reviews.reopen(review_id, self.person)

    def rubric(self, workflow: str) -> tuple[Criterion, ...]:
        """What drafts of a workflow are judged by, as the person wrote it in the settings."""
        lines = self._settings.get("review.rubric")
        assert isinstance(lines, tuple)
        return rubric(lines, workflow)

    async def answer(self, review_id: str, criterion: Criterion, value: int) -> tuple[Answer, ...]:
        """Keeps one answer to the rubric at once, and returns all about the entry."""
        answer(self._db, review_id, self.person, criterion.words, value, criterion.highest)
        return answers(self._db, review_id)

    async def feedback(self, review_id: str, thumb: str, reason: str) -> None:
        """Keeps a thumb (``up``/``down``) with its reason."""
        self._say(review_id, "thumb", thumb, reason)

    async def rate(self, review_id: str, stars: int, comment: str = "") -> None:
        """Keeps 1 to 5 stars; 0 takes them back. Raises ``Refused('feedback.stars')`` for any other number."""
        self._say(review_id, "stars", str(stars) if stars else "", comment=comment)

    def _say(self, review_id: str, name: str, value: str, reason: str = "", comment: str = "") -> None:
        review = self.reviews.get(review_id)
        self._feedback.add(Signal(review.conversation, review.turn, review_id, name, value, reason, comment), {
            "run": review.run, "prompt_version": review.prompt_version, "provider": review.provider, "model": review.model, "step": "review",
            "confidence": review.confidence,
        })

    async def redraft(self, review_id: str, instruction: str, ask: Ask, target: Target | None = None, hear: Hear | None = None) -> str:
        """Asks for another draft of the same request and returns the new entry's id. The old entry is sent back with a note.

        Raises the faults of ``PromptPath.walk``; the old entry then stays as it was.
        """
        review = self.reviews.get(review_id)
        if not review.item:
            raise Refused("review.no_source")
        if self.overlapping.waits(review_id):
            raise Refused("review.second_redrafts")
        item, new = self._items.get(review.item), list[str]()
        prompt = self._prompts.for_workflow(item.workflow)
        messages = prompt.render(
            subject=item.subject, body=item.body, sender=writer(item), signature=str(self._settings.get("general.signature")),
        )
        if instruction.strip():
            messages = (*messages, Message("assistant", review.draft), Message("user", instruction.strip()))
        draft = Draft(item.id, new_id(), item.workflow, messages, f"{prompt.name}@{prompt.version}", item.id, left_out=hidden_characters(self._items, item), unasked=sort_of(self._items, item))

        def file(scored: Scored) -> None:
            new.append(self._filing.file(scored, title=review.title, request=review.request, item=item, asked_for=True))
            self.reviews.decide(NewDecision(review_id, "return", None, REPLACED, None, None, 0.0), self.person)

        await self._path.walk(draft, target or Target(review.provider), ask, hear=hear, file=file)
        return new[0]

    def _past(self, review: Review) -> tuple[PastFinal, ...]:
        entries = self._placeholders.known(review.conversation).entries
        found = self._finals.search(query_for(slots(review.request, entries)), 4)
        return tuple(past for past in found if past.review != review.id)[:3]
