"""Two decisions about one draft beside each other, by two reviewers who did not see each other's; 1 or 2 says which one stands."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hybriddesk.desk.review.masking import Mask
from hybriddesk.desk.review.phrases import tr
from hybriddesk.desk.review.two_texts import Side, TwoTexts
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.words import moment
from hybriddesk.records.work import Action
from hybriddesk.vault.second_looks import BothVerdicts, Verdict

ACTIONS: dict[Action, str] = {"approve": "Approved as is", "edit": "Approved with edits", "return": "Sent back"}


class SettlePage(TwoTexts):
    """``chosen`` carries ``first`` or ``second``."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        sides = (
            Side("first", tr("1  Decided first"), tr("What was decided first"), tr("Let the first stand")),
            Side("second", tr("2  Second look"), tr("What the second look decided"), tr("Take the second")),
        )
        super().__init__(
            theme, "verdict", tr("Two reviewers disagree"),
            tr("Neither saw what the other decided. Until you settle it the first decision stands; both stay in the log."), sides,
            tr("Not now"), parent,
        )

    def ask(self, both: BothVerdicts, mask: Mask) -> None:
        """Shows both with their hidden values hidden, where that can be undone."""
        verdicts = (both.first, both.second)
        hide = all(mask.can_hide(one.final or one.note) for one in verdicts)
        for one, view, origin in zip(verdicts, self.texts, self.origins, strict=True):
            said = one.final if one.final is not None else tr("Sent back: {why}").format(why=one.note)
            view.setPlainText(mask.hide(said).text if hide else said)
            origin.set_text(_origin(one))
        self.allow(choose=True)
        self.texts[0].setFocus()


def _origin(one: Verdict) -> str:
    return " \u00b7 ".join((one.person, tr(ACTIONS.get(one.action, one.action)), moment(one.decided_ms)))
