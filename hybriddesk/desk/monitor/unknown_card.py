"""A request whose outcome nobody knows: look its charge up, leave it, or send it again. Nothing is sent again unasked."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QFrame, QVBoxLayout

from hybriddesk.desk.importing.batch import Drafts
from hybriddesk.desk.monitor.charged import charge_words, looked_words
from hybriddesk.desk.monitor.phrases import tr
from hybriddesk.desk.monitor.run_reads import RunInFull
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.settings.outcome import Outcome
from hybriddesk.desk.widgets.beside import row
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.text import Label
from hybriddesk.records.errors import Fault
from hybriddesk.vault.standing import LEFT
from hybriddesk.workflow.charging import Looked
from hybriddesk.workflow.senders import Target
from hybriddesk.workflow.waiting import leave, wait_again


class UnknownCard(QFrame):
    """Shown for runs in state ``unknown``. What was decided already is said instead of offered."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__()
        self._context = context
        self._whole: RunInFull | None = None
        self.setObjectName("run_unknown")
        self.setProperty("kind", "sunken")
        theme = context.theme
        self.words = Label("", "base", wrap=True)
        self.outcome = Outcome(theme, "run_charge")
        self.look = Button(theme, tr("Look up the charge"), icon="search", name="run_look_up", act=self.look_up)
        self.leave = Button(theme, tr("Leave it"), name="run_leave", act=self._leave)
        self.again = Button(theme, tr("Send again"), name="run_again", act=self._again)
        self.open = Button(theme, tr("Open the conversation"), icon="message-square", name="run_unknown_open", act=self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(self.outcome)
        column.addLayout(row(self.look, self.leave, self.again, self.open, stretch=-1))
        self.hide()

    def show_run(self, whole: RunInFull) -> None:
        """Another run, or the same after a change."""
        if self._whole is None or self._whole.run.id != whole.run.id:
            self.outcome.clear()
        self._whole = whole
        waits = whole.item is not None and whole.item.state == "unknown"
        self.setVisible(whole.run.state == "unknown")
        self.words.setText(_standing(whole))
        if whole.charges:
            self.outcome.plain(charge_words(whole.charges[-1], whole.run.provider))
        self.leave.setVisible(waits)
        self.again.setVisible(waits)
        self.open.setVisible(whole.run.item is None)

    def look_up(self) -> None:
        """Asks the provider; only the id it gave to the request is sent, with the key, and no text."""
        if self._whole is None:
            return
        run, context = self._whole.run, self._context
        self.look.setEnabled(False)
        self.outcome.busy(tr("Asking {provider}\u2026").format(provider=run.provider))
        job = context.engine.job(lambda: context.workspace.charging.look_up(run.conversation))
        job.done.connect(lambda looked: self._looked(run.id, looked))
        job.failed.connect(lambda fault: self._bad(run.id, fault))
        job.ended.connect(lambda: self.look.setEnabled(True))
        job.start()

    def _looked(self, run: str, looked: tuple[Looked, ...]) -> None:
        if self._whole is None or self._whole.run.id != run:
            return
        found = [one for one in looked if one.line.run == run]
        if not found:
            self.outcome.plain(tr("No request of this run waits for an answer any more."))
        else:
            self.outcome.plain(looked_words(found[-1]))

    def _bad(self, run: str, fault: Fault) -> None:
        if self._whole is not None and self._whole.run.id == run:
            self.outcome.bad(fault)

    def _leave(self) -> None:
        items = self._context.workspace.items
        if self._whole is not None and self._whole.item is not None:
            self._call(partial(leave, items, self._whole.item.id), tr("Left as it is. What had arrived is kept."))

    def _again(self) -> None:
        items, context = self._context.workspace.items, self._context
        if self._whole is None or self._whole.item is None:
            return
        wanted = self._whole.item.id

        def begin(_none: object) -> None:
            drafts = Drafts.of(context, self.window())
            drafts.start((wanted,), Target(str(context.setting("general.default_provider"))))
            context.toasts.show_toast(tr("Drafting again. Home shows how far it is."))

        job = context.engine.call(partial(wait_again, items, wanted))
        job.done.connect(begin)
        job.failed.connect(context.errors.show_fault)
        job.start()

    def _call(self, act: partial[None], words: str) -> None:
        job = self._context.engine.call(act)
        job.done.connect(lambda _none: self._context.toasts.show_toast(words))
        job.failed.connect(self._context.errors.show_fault)
        job.start()

    def _open(self) -> None:
        if self._whole is not None:
            self._context.go_to("conversations", conversation=self._whole.run.conversation)


def _standing(whole: RunInFull) -> str:
    """What can be decided, or what was."""
    unknown = tr("It left, and nobody knows whether it was answered or paid for. Nothing is sent again by itself.")
    if whole.item is None:
        return f"{unknown} {tr('If you want an answer, ask again in the conversation.')}"
    if whole.item.state == "unknown":
        return unknown
    if whole.item.fault_code == LEFT:
        return tr("You left it as it is.")
    return tr("You had it sent again.")
