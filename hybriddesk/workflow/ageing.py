"""Puts drafts into the queue at the place their risk earns, and moves them up as they wait."""

from __future__ import annotations

from hybriddesk.records.work import NewReview
from hybriddesk.review.urgency import AGES, next_age, urgency
from hybriddesk.vault.ageing import Ageing
from hybriddesk.vault.reviews import Reviews
from hybriddesk.vault.settings_table import Settings

_HOUR_MS = 3_600_000


class Waiting:
    """The queue's order over time."""

    def __init__(self, reviews: Reviews, ageing: Ageing, settings: Settings) -> None:
        self._reviews = reviews
        self._ageing = ageing
        self._settings = settings

    def file(self, new: NewReview, base: float, *, sensitive: bool) -> str:
        """Files a draft and returns its entry's id. ``base``: P(bad) x severity."""
        hours = self._settings.get("review.sla_hours")
        assert isinstance(hours, int)
        sla_ms = hours * _HOUR_MS
        with self._reviews.db.write():
            made = self._reviews.file(new, urgency(base, sensitive=sensitive, age=0.0))
            if new.needs_person:
                self._ageing.start(made, base, sensitive=sensitive, sla_ms=sla_ms, first_ms=round(AGES[0] * sla_ms))
            self.advance()
        return made

    def advance(self) -> int:
        """Moves up what has waited long enough, at most a batch at a time. How many."""
        due = self._ageing.due()
        if due:
            with self._reviews.db.write():
                for review, base, sensitive, age, sla_ms in due:
                    later = next_age(age)
                    self._ageing.move(review, urgency(base, sensitive=sensitive, age=age), None if later is None else round(later * sla_ms))
        return len(due)
