"""How a batch of drafts stands: under way, ended, stopped or cancelled, each with what can be done next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hybriddesk.desk.importing.batch import BatchView, Drafts
from hybriddesk.desk.importing.phrases import counted, tr
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import IconLabel, Progress
from hybriddesk.desk.widgets.text import ElidedLabel, Label
from hybriddesk.desk.words import number, of_code
from hybriddesk.records.errors import Refused
from hybriddesk.vault.conversations import conversation
from hybriddesk.workflow.senders import HELPER

ICONS = {
    "idle": ("sparkles", "text3"), "drafting": ("sparkles", "accent"), "ended": ("circle-check", "ok"),
    "stopped": ("circle-alert", "warn"), "cancelled": ("pause", "text2"),
}


class DraftingPanel(QWidget):
    """Follows ``Drafts``. ``leave`` is called before the person is taken elsewhere, and when they close it."""

    def __init__(
        self, context: DeskContext, drafts: Drafts, *, name: str, leave: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._context, self._drafts, self._leave = context, drafts, leave
        theme = context.theme
        self.icon = IconLabel(theme, "sparkles", "accent", 20)
        self.title = Label("", "read", 600, wrap=True)
        self.sentence = Label("", "base", tone="text2", wrap=True)
        self.progress = Progress(theme, drafts.cancel, name=f"{name}_progress")
        self.last = ElidedLabel("", "hint", tone="text3")

        def button(text: str, kind: str, key: str, act: Callable[[], object], icon: str = "") -> Button:
            return Button(theme, tr(text), kind, icon=icon, name=f"{name}_{key}", act=act)

        self.review = button("Review", "primary", "review", self._to_review, "inbox")
        self.on = button("Go on", "primary", "go_on", drafts.go_on, "play")
        self.helper = button("Use the built-in helper", "plain", "helper", drafts.with_helper, "cpu")
        self.settings = button("Open Settings", "plain", "settings", self._to_settings, "settings")
        self.close_button = button("Close", "ghost", "close", self._close)
        self._buttons = (self.close_button, self.settings, self.helper, self.on, self.review)
        self._lay_out()
        drafts.changed.connect(self.refresh)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Shows the batch as it stands; out of sight it waits for being shown."""
        if not self.isVisible():
            return
        view = self._drafts.view
        self.icon.show_icon(*sign(view))
        self.title.setText(title(view))
        self.sentence.setText(sentence(view))
        self.sentence.setVisible(bool(self.sentence.text()))
        busy, stopped = view.state == "drafting", view.state in {"stopped", "cancelled"}
        self.progress.setVisible(busy)
        self.progress.show_steps(view.done, view.total, tr("{done} of {total}").format(done=number(view.done), total=number(view.total)))
        self.last.setVisible(busy)
        self.last.set_text(self._last_title(view.last))
        self.review.setVisible(bool(view.drafted) and not busy)
        kind = "plain" if stopped else "primary"
        if self.review.property("kind") != kind:
            self.review.set_kind(kind)
        self.on.setVisible(stopped and view.left > 0)
        self.helper.setVisible(view.state == "stopped" and view.provider != HELPER.name)
        self.settings.setVisible(view.stopped is not None and (view.stopped.code or "").startswith("provider."))
        self.close_button.setVisible(not busy)

    def _last_title(self, item_id: str) -> str:
        if not item_id:
            return tr("The first draft is on its way")
        try:
            return conversation(self._context.reader, item_id).title
        except Refused:  # the store was locked, or a sample removed, since
            return ""

    def _to_review(self) -> None:
        self._leave()
        self._forget_ended()
        self._context.go_to("review")

    def _close(self) -> None:
        self._leave()
        self._drafts.forget()

    def _forget_ended(self) -> None:
        if self._drafts.view.state == "ended":
            self._drafts.forget()

    def _to_settings(self) -> None:
        self._leave()
        self._context.go_to("settings", section="providers")

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(4)
        for widget in (self.title, self.sentence, self.progress, self.last):
            words.addWidget(widget)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.icon)
        top.addLayout(words, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        for each in self._buttons:
            foot.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addLayout(foot)


def title(view: BatchView) -> str:
    """The line that says it all."""
    match view.state:
        case "drafting":
            return counted(view.total, "Drafting 1 item", "Drafting {n} items")
        case "stopped" if view.stopped and view.stopped.code:
            return of_code(view.stopped.code, dict(view.stopped.facts)).what
        case "idle":
            return tr("Nothing is being drafted")
        case _:
            return summary(view)


def sign(view: BatchView) -> tuple[str, str]:
    """The icon and its role; a batch that ended with something undone is no tick."""
    return ICONS["stopped"] if view.state == "ended" and view.failed else ICONS[view.state]


def summary(view: BatchView) -> str:
    """``24 drafted, 18 wait for you, 2 could not be drafted``."""
    failed = sum(count for _code, count in view.failed)
    parts = [counted(view.drafted, "1 drafted", "{n} drafted")]
    if view.waits:
        parts.append(counted(view.waits, "1 waits for you", "{n} wait for you"))
    if failed:
        parts.append(counted(failed, "1 could not be drafted", "{n} could not be drafted"))
    return ", ".join(parts)


def sentence(view: BatchView) -> str:
    """What stands behind the title: the faults by kind, what to do, how many still wait."""
    parts: list[str] = []
    if view.state == "stopped" and view.stopped and view.stopped.code:
        parts += [of_code(view.stopped.code, dict(view.stopped.facts)).do]
        if view.done:
            parts.append(summary(view) + ".")
    if view.state in {"ended", "cancelled", "stopped"}:
        parts += [why(view, code, count) for code, count in view.failed]
    if view.left and view.state in {"stopped", "cancelled"}:
        parts.append(counted(view.left, "1 still waits for drafting.", "{n} still wait for drafting."))
    if view.state == "drafting":
        parts.append(counted(view.waits, "1 waits for you so far.", "{n} wait for you so far.") if view.waits else "")
    return " ".join(part for part in parts if part)


def why(view: BatchView, code: str, count: int) -> str:
    """What happened to the items that failed alike, such as ``2 times: The provider did not answer in time``."""
    what = of_code(code, view.failed_facts.get(code, {})).what
    return what if count == 1 else tr("{n} times: {what}").format(n=number(count), what=what)
