"""Whether the desktop's keyring may open the store, and what that means."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.settings.outcome import Outcome
from hybriddesk.desk.settings.phrases import tr
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card
from hybriddesk.desk.widgets.text import Chip, Label

TRIES = "Waiting for your desktop's keyring\u2026"


class KeyringCard(Card):
    """Its state is read from the store's header each time the page is opened."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(tr("Desktop keyring"), name="keyring_card")
        self._context, self.on = context, False
        self.chip = Chip("")
        self.switch = Button(context.theme, "", name="keyring_switch", act=self.turn)
        self.switch.setEnabled(False)
        self.head.insertWidget(1, self.chip)
        self.head.addWidget(self.switch)
        self.sentence = Label("", "hint", 400, "text2", wrap=True)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.body.addWidget(self.sentence)
        self.outcome = Outcome(context.theme, "keyring_outcome")
        self.body.addWidget(self.outcome)
        self._show(on=False)

    def refresh(self) -> None:
        """Asks the store whether the keyring opens it."""
        job = self._context.engine.call(self._context.door.keyring_offered)
        job.done.connect(self._read)
        job.failed.connect(self.outcome.bad)
        job.start()

    def turn(self) -> None:
        """Switches it over."""
        on = not self.on
        self.switch.setEnabled(False)
        self.outcome.busy(tr(TRIES))
        job = self._context.engine.job(lambda: self._context.door.set_keyring(on=on), keep=True)
        job.done.connect(self._turned)
        job.failed.connect(self.outcome.bad)
        job.ended.connect(self.refresh)
        job.start()

    def _turned(self, _none: object) -> None:
        self.outcome.clear()

    def _read(self, on: object) -> None:
        self._show(on=bool(on))
        self.switch.setEnabled(True)

    def _show(self, *, on: bool) -> None:
        self.on = on
        self.chip.show_text(tr("On") if on else tr("Off"), "ok" if on else "neutral")
        words = tr("Switch off") if on else tr("Switch on")
        self.switch.setText(words)
        self.switch.setAccessibleName(tr("Keyring: {act}").format(act=words))
        self.sentence.setText(
            tr("The store opens without a passphrase while you are logged in: whoever sits at your unlocked desktop can open it.") if on
            else tr("The store asks for its passphrase each time. With the keyring it opens by itself while you are logged in."),
        )
