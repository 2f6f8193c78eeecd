"""The first minute: where drafts come from, a passphrase, and the desk is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from hybriddesk.desk.engine.engine import Engine
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.welcome.choices import Choice, Choices
from hybriddesk.desk.welcome.protect import Protect
from hybriddesk.desk.welcome.recovery import RecoveryPage
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.notices import ErrorBar
from hybriddesk.desk.widgets.text import Label, SectionTitle
from hybriddesk.desk.words import translated

if TYPE_CHECKING:
    from hybriddesk.workspace import Door

WIDTH = 680


def _t(text: str) -> str:
    return translated(text, "Welcome")


class WelcomePage(QWidget):
    """``finished(workspace, place, page)`` follows when the store is made and the recovery code is kept."""

    finished = Signal(object, str, str)

    def __init__(self, engine: Engine, theme: Theme, door: Door, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome_page")
        self._engine, self._theme, self._door = engine, theme, door
        self._found: tuple[Any, ...] = ()
        self._with_samples = True
        self._pages = QStackedWidget()
        self._pages.addWidget(self._first())
        area = QScrollArea()
        area.setObjectName("welcome_area")
        area.setAccessibleName(_t("Welcome to HybridDesk"))
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        middle = QWidget()
        middle.setProperty("kind", "page")
        row = QHBoxLayout(middle)
        row.setContentsMargins(24, 48, 24, 24)
        self._pages.setMaximumWidth(theme.px(WIDTH))
        row.addStretch(1)
        row.addWidget(self._pages, 100)
        row.addStretch(1)
        area.setWidget(middle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.errors = ErrorBar(theme)
        column.addWidget(self.errors)
        column.addWidget(area, 1)
        self._busy(busy=False)

    def make_store(self, *, sample: bool) -> None:
        """Makes the store with what was chosen."""
        if not self.protect.ready():
            return
        self._with_samples = sample
        self.errors.clear_fault()
        self._busy(busy=True)
        passphrase, keyring = self.protect.passphrase(), self.protect.keyring.isChecked()
        local = self._found[0] if self._found and self.choices.chosen == "local" else None

        async def make() -> Any:
            workspace, code = await self._door.create(passphrase, keyring=keyring, sample=sample)
            if local is not None:
                workspace.providing.add(local.name, local.adapter, local.base_url, None, default_model=next(iter(local.models), ""))
                workspace.settings.set("general.default_provider", local.name)
            return workspace, code

        job = self._engine.job(make)
        job.done.connect(self._made)
        job.failed.connect(self._failed)
        job.start()

    def look(self) -> None:
        """Looks on this computer for a model server; only now, because the person asked."""
        card = self.choices.card("local")
        card.sentence.setText(_t("Looking\u2026"))

        async def look() -> Any:
            from hybriddesk.providers.local import look as look_here  # noqa: PLC0415  on the worker

            return await look_here()

        job = self._engine.job(look)
        job.done.connect(self._looked)
        job.failed.connect(self.errors.show_fault)
        job.start()

    def _first(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(Label(_t("Welcome to HybridDesk"), "page", 600))
        column.addWidget(Label(
            _t("Review and edit AI drafts. Everything stays encrypted on this computer until you decide to send something."),
            "base", 400, "text2", wrap=True,
        ))
        column.addSpacing(8)
        column.addWidget(SectionTitle(f"1   {_t('Where should drafts come from?')}"))
        self.choices = Choices(self._theme, self._sources())
        column.addWidget(self.choices)
        column.addSpacing(8)
        column.addWidget(SectionTitle(f"2   {_t('Protect your data')}"))
        self.protect = Protect(self._engine, self._theme)
        self.protect.second.returnPressed.connect(lambda: self.make_store(sample=True))
        column.addWidget(self.protect)
        column.addSpacing(12)
        column.addLayout(self._acts())
        column.addStretch(1)
        return page

    def _acts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.samples_button = Button(
            self._theme, _t("Open with 12 sample drafts"), "primary", icon="inbox", name="welcome_samples",
            act=lambda: self.make_store(sample=True),
        )
        self.empty_button = Button(self._theme, _t("Start empty"), name="welcome_empty", act=lambda: self.make_store(sample=False))
        self.foot = Label("", "hint", 400, "text2")
        row.addWidget(self.samples_button)
        row.addWidget(self.empty_button)
        row.addStretch(1)
        row.addWidget(self.foot)
        return row

    def _sources(self) -> tuple[Choice, ...]:
        return (
            Choice("helper", "hard-drive", _t("Built-in helper"),
                   _t("Works now, without network and without a model. Fills your templates, summarises by selecting sentences,"
                      " sorts by your own past reviews. It does not write free text."),
                   aside=_t("No key, no download"), chip=_t("Ready")),
            Choice("local", "cpu", _t("A model on this computer"),
                   _t("Ollama, LM Studio, llama.cpp, Jan or vLLM, if one is running here. Nothing is looked for until you ask."),
                   button=(_t("Look for one"), self.look)),
            Choice("cloud", "cloud", _t("A cloud provider"),
                   _t("Bring your own key. Names, e-mails, phone and card numbers are replaced first, and you see the text before it"
                      " leaves."), aside=_t("Key asked for inside")),
        )

    def _looked(self, found: tuple[Any, ...]) -> None:
        self._found = found
        names = ", ".join(each.name for each in found)
        said = _t("Found: {names}. Nothing was sent to it.").format(names=names) if found else _t(
            "Looked on this computer for Ollama, LM Studio, llama.cpp, Jan and vLLM: none is running. Start one and look again.")
        self.choices.card("local").sentence.setText(said)
        if found:
            self.choices.choose("local")

    def _made(self, result: Any) -> None:
        workspace, code = result
        self.protect.forget()
        page = RecoveryPage(self._theme, code)
        page.confirmed.connect(lambda: self._finish(workspace))
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        page.kept.setFocus()

    def _finish(self, workspace: Any) -> None:
        chosen = self.choices.chosen
        if chosen == "cloud" or (chosen == "local" and not self._found):
            self.finished.emit(workspace, "settings", "providers")
        else:
            self.finished.emit(workspace, "review" if self._with_samples else "home", "")

    def _failed(self, fault: Any) -> None:
        self._busy(busy=False)
        self.errors.show_fault(fault)

    def _busy(self, *, busy: bool) -> None:
        self.protect.setEnabled(not busy)
        self.choices.setEnabled(not busy)
        self.foot.setText(_t("Making the store\u2026") if busy else _t("You can change all of this later."))
        self.samples_button.setEnabled(not busy)
        self.empty_button.setEnabled(not busy)
