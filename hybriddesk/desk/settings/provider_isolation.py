"""What a provider can link less by: sizes, network address, key. The keys in the pool are counted and never shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.settings.controls import Tick
from hybriddesk.desk.settings.outcome import Outcome
from hybriddesk.desk.settings.phrases import tr
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.fields import Field, PasswordField
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import number
from hybriddesk.records.errors import Fault
from hybriddesk.records.isolation import Isolation


class ProviderIsolation(QFrame):
    """Hidden until ``open_for``."""

    def __init__(self, context: DeskContext, name: str) -> None:
        super().__init__()
        self._context, self._name = context, name
        self.setProperty("kind", "sunken")
        theme = context.theme
        self.padding = Tick(f"isolation_padding_{name}", tr("Fill requests up to size classes"), tr("Fill requests up to size classes"))
        self.proxy = Field(f"isolation_proxy_{name}", tr("SOCKS5 proxy"), tr("None. Tor on this computer: 127.0.0.1:9050"))
        self.key = PasswordField(theme, f"isolation_key_{name}", tr("Further key"), tr("Another key of the same provider"))
        self.keys = Label("", "hint", 400, "text2", wrap=True)
        self.outcome = Outcome(theme, f"isolation_outcome_{name}")
        self.forget = Button(theme, tr("Forget the further keys"), name=f"isolation_forget_{name}", act=self.forget_keys)
        self.proxy.returnPressed.connect(self.save)
        self.key.returnPressed.connect(self.save)
        self._lay_out()
        self.hide()

    def open_for(self) -> None:
        """Reads what stands and shows it; a second time it closes."""
        if not self.isHidden():
            self.close_form()
            return
        self.outcome.clear()
        self._do(lambda: self._context.workspace.providing.isolating.book.of(self._name), self._opened)

    def save(self) -> None:
        """Stores what was given; an empty key adds none."""
        name, padding, proxy, key = self._name, self.padding.isChecked(), self.proxy.text(), self.key.text().strip()
        isolating = self._context.workspace.providing.isolating

        def change() -> Isolation:
            if key:
                isolating.add_key(name, key)
            return isolating.change(name, padding=padding, proxy=proxy)

        self._do(change, self._saved)

    def forget_keys(self) -> None:
        """Conversations go on with the provider's own key."""
        book = self._context.workspace.providing.isolating.book

        def forget() -> Isolation:
            book.forget_keys(self._name)
            return book.of(self._name)

        self._do(forget, self._saved)

    def close_form(self) -> None:
        """Forgets what was typed."""
        self.key.clear()
        self.hide()

    def show_isolation(self, stands: Isolation) -> None:
        """What is stored."""
        self.padding.setChecked(stands.padding)
        self.proxy.setText(stands.proxy)
        self.key.clear()
        self.forget.setVisible(stands.keys > 0)
        few = tr("Each conversation uses the provider's own key: by it the provider knows that all are yours.")
        one = tr("1 further key is stored. Each conversation keeps one of the two. Keys of one account still link its conversations.")
        more = tr("{n} further keys are stored. Each conversation keeps one of them or the provider's own. Keys of one account still link its conversations.")
        self.keys.setText({0: few, 1: one}.get(stands.keys, more).format(n=number(stands.keys)))

    def _opened(self, stands: Isolation) -> None:
        self.show_isolation(stands)
        self.show()
        self.padding.setFocus()

    def _saved(self, stands: Isolation) -> None:
        self.show_isolation(stands)
        self.outcome.good(tr("Stored. It holds from the next request on."))

    def _failed(self, fault: Fault) -> None:
        self.outcome.bad(fault)
        self.show()

    def _do(self, act: Callable[[], object], done: Callable[..., object]) -> None:
        job = self._context.engine.call(act)
        job.done.connect(done)
        job.failed.connect(self._failed)
        job.start()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.addRow("", self.padding)
        form.addRow("", _hint(tr("Spaces behind the text hide its exact length. They cost bytes and no tokens.")))
        for words, field, hint in (
            (tr("SOCKS5 proxy"), self.proxy, tr(
                "Requests leave through it or not at all. Each conversation has a name and a password of its own there, so that Tor leads it another way.",
            )),
            (tr("Further key"), self.key, ""),
        ):
            label = Label(words, "base", 500)
            label.setBuddy(field)
            form.addRow(label, field)
            form.addRow("", _hint(hint) if hint else self.keys)
        theme = self._context.theme
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addWidget(Button(theme, tr("Save"), "primary", name=f"isolation_save_{self._name}", act=self.save))
        acts.addWidget(Button(theme, tr("Close"), name=f"isolation_close_{self._name}", act=self.close_form))
        acts.addWidget(self.forget)
        acts.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self.outcome)
        column.addLayout(acts)


def _hint(words: str) -> Label:
    label = Label(words, "hint", 400, "text2", wrap=True)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return label
