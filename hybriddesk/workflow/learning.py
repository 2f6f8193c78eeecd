"""From corrections to hard cases: proposed from a decision, confirmed by a person, held against later answers."""

from __future__ import annotations

from hybriddesk.records.errors import Refused
from hybriddesk.review.hard_case import Checked, HardCase, check, held_back, is_hard, phrases_of
from hybriddesk.vault.hard_cases import CaseRow, HardCases
from hybriddesk.vault.reviews import Reviews


class Learning:
    """The person's hard cases."""

    def __init__(self, reviews: Reviews, cases: HardCases) -> None:
        self._reviews = reviews
        self.cases = cases

    def propose(self, review_id: str) -> HardCase:
        """A case from what a person decided, for them to confirm or change.

        Raises ``Refused``: ``review.unknown``, ``case.not_decided`` (still open), ``case.not_hard`` (hardly changed).
        """
        review = self._reviews.get(review_id)
        if review.state not in {"approved", "edited", "returned"}:
            raise Refused("case.not_decided")
        final = None if review.state == "returned" else review.final
        if not is_hard(review.draft, final):
            raise Refused("case.not_hard")
        must, must_not = phrases_of(review.draft, final) if final is not None else ((), ())
        return HardCase(
            review.id, review.workflow, review.prompt_version, review.request, must, must_not, review.note, held_back(review.request),
        )

    def confirm(self, case: HardCase) -> str:
        """Keeps a case as the person left it; returns its id."""
        about = {"workflow": case.workflow, "prompt_version": case.prompt_version, "request": case.request, "reason": case.reason}
        return self.cases.keep(case.review, about, case.must, case.must_not, held_back=case.held_back)

    def hold_against(self, row: CaseRow, answer: str) -> Checked:
        """How an answer does on a stored case."""
        return check(HardCase(row.review, row.workflow, row.prompt_version, row.request, row.must, row.must_not, row.reason, row.held_back), answer)
