"""One opened draft and the person's version of it, in the form that is on the screen."""

from __future__ import annotations

from dataclasses import dataclass, field

from hybriddesk.desk.review.masking import Mask
from hybriddesk.records.way import Reason
from hybriddesk.records.work import Review


@dataclass(slots=True)
class Version:
    """Turns stored text (real values) into shown text (tokens, or real values when ``clear``) and back without a loss."""

    review: Review
    mask: Mask = field(repr=False)
    clear: bool = False
    hideable: bool = True

    @classmethod
    def of(cls, review: Review, mask: Mask) -> Version:
        """Tokens are shown unless that would not be reversible for this very text."""
        hideable = all(mask.can_hide(text) for text in (review.draft, review.working or "", review.final or ""))
        return cls(review, mask, clear=not hideable, hideable=hideable)

    @property
    def draft(self) -> str:
        """The draft as shown."""
        return self.shown(one_line_end(self.review.draft))

    @property
    def start(self) -> str:
        """The person's version as shown when the draft is opened."""
        review = self.review
        stored = next((text for text in (review.final, review.working) if text is not None), review.draft)
        return self.shown(one_line_end(stored))

    def shown(self, text: str) -> str:
        """Stored text in the form on the screen."""
        return text if self.clear else self.mask.hide(text).text

    def stored(self, shown: str) -> str:
        """What is on the screen as it is stored; an untouched draft comes back byte for byte."""
        text = self.mask.clear(shown) if self.hideable else shown
        return self.review.draft if text == one_line_end(self.review.draft) else text

    def places(self, reason: Reason) -> tuple[tuple[int, int], ...]:
        """Where a reason's words stand in the draft as shown."""
        return self.shown_places(reason.spans)

    def shown_places(self, spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        """Where places of the stored draft stand as shown."""
        if self.clear:
            return spans
        masked = self.mask.hide(one_line_end(self.review.draft))
        return tuple((masked.at(start), masked.at(end, end=True)) for start, end in spans)


def one_line_end(text: str) -> str:
    """The text as an editor holds it: one kind of line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n")
