"""The receipt of an answer from a trusted execution environment: three results in words, none of which says more than was checked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.privacy.phrases import tr
from hybriddesk.desk.widgets.text import Chip, Label
from hybriddesk.desk.words import of_code
from hybriddesk.records.advice import table
from hybriddesk.records.receipts import Checked, ReceiptCheck
from hybriddesk.vault.receipts import has_receipt

RESULTS = {"signature": "Signature", "attestation": "Attestation", "quote": "Hardware quote"}
STATES: dict[str, tuple[str, str]] = {"ok": ("ok", "ok"), "failed": ("failed", "bad"), "not_checked": ("not checked", "neutral")}
QUOTE_OK = "checked"
WHY: dict[str, str] = {
    "signed": "The exact request and answer were signed by the key that the provider named.",
    "same_signer": "The provider's report repeats our random number and names the same key.",
    "genuine": "Intel's hardware vouches for that key, with current firmware.",
    "no_signature": "The provider gave no signature.", "no_attestation": "The provider gave no report.",
    "unreadable": "What the provider sent cannot be read.", "other_algorithm": "It is signed in a way that cannot be checked here.",
    "other_request": "It was signed for another request than the one that left.", "other_response": "It was signed for another answer than the one that came.",
    "other_signer": "Another key signed than the one that is named.", "bad_signature": "No key can have made this signature.",
    "other_nonce": "The report was not made for this request: it does not repeat our random number.",
    "no_signer": "Without a good signature there is no key to vouch for.", "no_quote": "The report holds no quote of the hardware.",
    "no_collateral": "Intel's data for this quote was not given. The command tee verify takes it.",
    "no_verifier": "This installation has no checker of quotes (the package dcap-qvl).",
    "other_quote": "The quote is of a kind that cannot be checked here.", "not_genuine": "Intel's hardware did not make this quote.",
    "not_bound": "The quote is genuine, but vouches for another key.",
}


class ReceiptRow(QWidget):
    """Hidden unless the run has a receipt."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__()
        self._context = context
        self._wanted = ""
        self.chips: dict[str, Chip] = {}
        self.words: dict[str, Label] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        for at, (name, title) in enumerate(RESULTS.items()):
            self.chips[name], self.words[name] = Chip(""), Label("", "hint", tone="text2", wrap=True)
            self.words[name].setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            grid.addWidget(Label(tr(title), "hint", 500, "text3"), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.chips[name], at, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.words[name], at, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        column.addWidget(Label(tr("Receipt of the trusted execution environment"), "base", 600))
        column.addLayout(grid)
        self.hide()

    def show_run(self, run: str) -> None:
        """Checks the run's receipt again and shows the outcome; a later call wins."""
        self._wanted = run
        self.hide()
        workspace = self._context.workspace

        async def look() -> tuple[str, ReceiptCheck | None]:
            return run, await workspace.receiving.verify(run) if has_receipt(workspace.db, run) else None

        job = self._context.engine.job(look)
        job.done.connect(self._show)
        job.failed.connect(self._context.errors.show_fault)
        job.start()

    def show_check(self, found: ReceiptCheck) -> None:
        """The three results."""
        for name in RESULTS:
            result: Checked = getattr(found, name)
            words, tone = STATES[result.state]
            self.chips[name].show_text(tr(QUOTE_OK if (name, words) == ("quote", "ok") else words), tone)
            self.words[name].setText(why(result))
        self.show()

    def _show(self, answer: tuple[str, ReceiptCheck | None]) -> None:
        run, found = answer
        if run == self._wanted and found is not None:
            self.show_check(found)


def why(result: Checked) -> str:
    """The reason in a sentence: of the receipt, of the hardware's state, or the provider's fault while it was asked for."""
    if result.why.startswith("tcb_"):
        return tr("The quote is genuine, but Intel calls the state of this hardware {state}.").format(state=result.why.removeprefix("tcb_"))
    if result.why in WHY:
        return tr(WHY[result.why])
    facts: dict[str, object] = dict.fromkeys(("host", "provider"), tr("The provider"))
    return of_code(result.why, facts | {"seconds": "10"}).what if result.why in table() else result.why
