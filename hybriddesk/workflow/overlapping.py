"""Several reviewers: a share of what one decided is decided by another as well, who does not see the first decision.

The first decision stands at once, so nothing waits for the second. Where the two disagree somebody settles it; one final leaves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from hybriddesk.insight.agreement import Rated, kappa, wilson
from hybriddesk.records.errors import Refused
from hybriddesk.records.work import Action, NewDecision, Review, ReviewState
from hybriddesk.review.words import edit_distance
from hybriddesk.vault.audit import Audit
from hybriddesk.vault.database import Database
from hybriddesk.vault.decisions import HistoryRow
from hybriddesk.vault.reviews import Reviews
from hybriddesk.vault.second_looks import BothVerdicts, SecondLooks, Verdict, Which
from hybriddesk.vault.settings_table import Settings

APART = 0.3
"""Two edited finals that differ in more than this share of their words are a disagreement."""

_STATES: dict[Action, ReviewState] = {"approve": "approved", "edit": "edited", "return": "returned"}
_ACTIONS = {state: action for action, state in _STATES.items()}

Finish = Callable[[NewDecision], Review]
"""Carries a decision out on the entry itself, as the review desk does."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two reviewers (in alphabetical order) agree on approve, edit or return. ``kappa`` None: too few, or no variety."""

    people: tuple[str, str]
    percent: Rated
    kappa: Rated | None


class Overlapping:
    """Draws, blinds, compares and settles."""

    def __init__(self, db: Database, reviews: Reviews, looks: SecondLooks, settings: Settings) -> None:
        self._db, self._reviews, self._looks, self._settings = db, reviews, looks, settings
        self._audit = Audit(db)
        self.session = ""
        """Who reviews in this session, where that is another than the settings say."""

    @property
    def person(self) -> str:
        """Who decides now."""
        return self.session or str(self._settings.get("general.person")) or "me"

    @property
    def reviewers(self) -> tuple[str, ...]:
        """Everybody who reviews here, the one who decides now among them, each once."""
        named = self._settings.get("review.reviewers")
        assert isinstance(named, tuple)
        return tuple(dict.fromkeys(name.strip() for name in (*named, self.person) if name.strip()))

    def hand_over(self, person: str) -> None:
        """Another person reviews at this desk from now on; both stay in the list of reviewers."""
        with self._db.write():
            self._settings.set("review.reviewers", tuple(dict.fromkeys((*self.reviewers, person))))
            self._settings.set("general.person", person)

    def draw(self, review_id: str) -> None:
        """After a decision: by chance, a second reviewer is to look as well. With one reviewer there is nobody to ask."""
        share = self._settings.get("review.overlap_share")
        assert isinstance(share, float)
        if len(self.reviewers) > 1 and drawn(review_id, share):
            self._looks.draw(review_id)

    def waits(self, review_id: str) -> bool:
        """Whether the entry waits for a second look of the person who decides now."""
        return self._looks.waits_for(review_id, self.person)

    def blinded(self, review: Review) -> Review:
        """The entry as it was before the first decision, with the second reviewer's own text so far."""
        return replace(
            review, state="pending", working=self._looks.working(review.id), final=None, taken_by=None, taken_ms=None, decided_ms=None,
            edit_words=None, edit_chars=None, seconds=None, note="",
        )

    def autosave(self, review_id: str, text: str) -> None:
        """Keeps the second reviewer's text."""
        self._looks.autosave(review_id, text)

    def decide(self, new: NewDecision, *, person: str = "", at_ms: int | None = None) -> Review:
        """Keeps a second decision and returns the entry as the second reviewer left it; the first stands.

        Raises ``Refused``: ``review.no_second_look``, ``review.second_escalates``.
        """
        if new.action == "escalate":
            raise Refused("review.second_escalates")
        with self._db.write():
            review = self._reviews.get(new.review)
            if review.state not in _ACTIONS:
                raise Refused("review.no_second_look")
            second = Verdict(person or self.person, new.action, new.final, new.note, new.edit_words, 0)
            differs = apart(Verdict("", _ACTIONS[review.state], review.final, review.note, review.edit_words, 0), second)
            self._looks.decide(new, second.person, differs=differs, at_ms=at_ms)
            self._audit.add("review.second_look", new.review, action=new.action)
        return replace(
            self.blinded(review), state=_STATES[new.action], final=new.final, note=new.note, edit_words=new.edit_words,
            edit_chars=new.edit_chars, seconds=new.seconds, decided_ms=self._db.clock(),
        )

    def taken_in(self, new: NewDecision, person: str, decided_ms: int) -> Review:
        """A second decision that was made at another desk. Raises as ``decide`` does."""
        return self.decide(new, person=person, at_ms=decided_ms)

    def take_back(self, review_id: str, since_ms: int) -> bool:
        """Takes this person's last second look back if it is later than ``since_ms``, their last other decision."""
        last = self._looks.latest(self.person, review_id)
        if last is None or last[1] < since_ms:
            return False
        with self._db.write():
            self._looks.take_back(last[0])
            self._audit.add("review.second_look_undone", last[0])
        return True

    def latest(self, review_id: str = "") -> str:
        """The entry of this person's last second look, or ``""``."""
        last = self._looks.latest(self.person, review_id)
        return last[0] if last else ""

    def both(self, review_id: str) -> BothVerdicts:
        """Raises ``Refused('review.no_second_look')`` unless both have decided."""
        return self._looks.both(review_id)

    def settle(self, review_id: str, which: Which, finish: Finish) -> Review:
        """Takes one of two decisions. The second one is carried out on the entry in the place of the first, which stays in the log.

        Raises ``Refused``: ``review.no_second_look``, ``review.settled``, and those of reopening and deciding.
        """
        with self._db.write():
            both = self._looks.both(review_id)
            if both.settled:
                raise Refused("review.settled", person=both.settled_by)
            if which == "second":
                self._reviews.reopen(review_id, self.person)
                finish(_taken(both, self._reviews.get(review_id)))
            self._looks.settle(review_id, which, self.person)
            self._audit.add("review.settled", review_id, which=which)
        return self._reviews.get(review_id)

    def agreement(self) -> tuple[Agreement, ...]:
        """For every two reviewers with entries in common: agreement in percent and Cohen's kappa, the most looked at first."""
        by_pair: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for first, second, one, other in self._looks.pairs():
            people, actions = ((first, second), (one, other)) if first <= second else ((second, first), (other, one))
            by_pair.setdefault(people, []).append(actions)
        found = []
        for people, pairs in by_pair.items():
            percent = wilson(sum(one == other for one, other in pairs), len(pairs))
            assert percent is not None
            found.append(Agreement(people, percent, kappa(pairs)))
        return tuple(sorted(found, key=lambda one: -one.percent.count))


def blinded_history(history: tuple[HistoryRow, ...]) -> tuple[HistoryRow, ...]:
    """What may be told to a second reviewer: that the draft was filed."""
    return tuple(row for row in history if row.act == "filed")


def drawn(review_id: str, share: float) -> bool:
    """Whether an entry belongs to the share: by its id, so that asking twice gives the same answer."""
    number = int.from_bytes(hashlib.sha256(f"second look {review_id}".encode()).digest()[:8], "big")
    return number < share * 2**64


def apart(first: Verdict, second: Verdict) -> bool:
    """Whether two decisions are a disagreement: another action, or two edited texts that have little in common."""
    if first.action != second.action:
        return True
    return first.action == "edit" and edit_distance(first.final or "", second.final or "").words > APART


def _taken(both: BothVerdicts, review: Review) -> NewDecision:
    second = both.second
    distance = edit_distance(review.draft, second.final) if second.final is not None else None
    return NewDecision(
        both.review, second.action, second.final, second.note, distance.words if distance else None, distance.chars if distance else None, 0.0,
    )
