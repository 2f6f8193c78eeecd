"""Two drafts of one request beside each other; 1 or 2 says which one to keep."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hybriddesk.desk.review.masking import Mask
from hybriddesk.desk.review.phrases import sure, tr
from hybriddesk.desk.review.two_texts import Side, TwoTexts
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.records.work import Review
from hybriddesk.workflow.candidates import Pair


class CandidatesPage(TwoTexts):
    """``chosen`` carries ``earlier`` or ``later``."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        sides = (
            Side("earlier", tr("1  Earlier draft"), tr("Earlier draft"), tr("Keep the earlier")),
            Side("later", tr("2  New draft"), tr("New draft"), tr("Keep the new one")),
        )
        super().__init__(
            theme, "candidate", tr("Which draft is better?"), tr("Your choice is kept as feedback; the other draft stays under Done."), sides,
            tr("Cancel"), parent,
        )
        self.earlier, self.later = self.texts

    def ask(self, pair: Pair) -> None:
        """Shows both with their hidden values hidden, where that can be undone."""
        mask = Mask(pair.entries)
        hide = all(mask.can_hide(one.draft) for one in (pair.earlier, pair.later))
        for one, view, origin in zip((pair.earlier, pair.later), self.texts, self.origins, strict=True):
            view.setPlainText(mask.hide(one.draft).text if hide else one.draft)
            origin.set_text(_origin(one))
        self.allow(choose=True)
        self.later.setFocus()


def _origin(review: Review) -> str:
    parts = (tr("Confidence {p}").format(p=sure(review.confidence)), review.model, review.prompt_version)
    return " \u00b7 ".join(part for part in parts if part)
