"""Who is asked when a provider cannot answer, in order: steps can be added, moved and removed. Each change is stored at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hybriddesk.desk.monitor.health import Health, ModelHealth, Step, step_note
from hybriddesk.desk.monitor.phrases import tr, who
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.settings.controls import Drop
from hybriddesk.desk.widgets.beside import row
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.text import ElidedLabel, Label
from hybriddesk.desk.words import number

Chain = tuple[Step, ...]


class ChainEditor(QWidget):
    """``show_health`` follows each change; rows are made anew only when they differ, and the focus stays where it was."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__()
        self._context = context
        self._health: Health | None = None
        self._start: Step = ("", "")
        self._scope = ""
        self._shown: tuple[object, ...] | None = None
        self._focus = ""
        theme = context.theme
        self.scope = Drop("chain_scope", tr("For which of its models"))
        self.scope.activated.connect(lambda _at: self._choose_scope())
        self.none = Label(tr("Nobody: the fault is told, and the item waits for you."), "hint", tone="text2", wrap=True)
        self.provider = Drop("chain_provider", tr("Provider to ask next"))
        self.provider.activated.connect(lambda _at: self._offer_models())
        self.model = Drop("chain_model", tr("Its model"))
        self.add = Button(theme, tr("Add"), icon="plus", name="chain_add", label=tr("Add to the chain"), act=self._add)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row(Label(tr("If it cannot answer, ask"), "base", 600), self.scope, stretch=0))
        column.addWidget(self.none)
        column.addLayout(self._rows)
        column.addLayout(row(self.provider, self.model, self.add, stretch=-1))

    @property
    def chain(self) -> Chain:
        """The chain shown."""
        return self._health.chains.get((self._start[0], self._scope), ()) if self._health else ()

    def show_health(self, health: Health, one: ModelHealth) -> None:
        """The chain of this provider and model, as it is stored."""
        start = (one.provider, one.model)
        if start != self._start or self._health is None:
            self._scope = health.scope(*start)
        self._health, self._start = health, start
        self.scope.offer([("", tr("For each of its models")), *([(one.model, tr("Only for {model}").format(model=one.model))] if one.model else [])], self._scope)
        self._offer_providers()
        self._show_rows()

    def _choose_scope(self) -> None:
        self._scope = self.scope.key()
        self._show_rows()

    def _offer_providers(self) -> None:
        assert self._health is not None
        names = [(name, who(name, "")) for name, config in self._health.configs.items() if name != self._start[0] or len(config.models) > 1]
        asked = {provider for provider, _model in self.chain}
        fresh = next((name for name, _ in names if name not in asked), names[0][0] if names else "")
        kept = self.provider.key() if self.provider.key() in dict(names) and self.provider.key() not in asked else fresh
        if [self.provider.itemData(at) for at in range(self.provider.count())] != [name for name, _ in names] or kept != self.provider.key():
            self.provider.offer(names, kept)
        self._offer_models()
        for widget in (self.provider, self.model, self.add):
            widget.setVisible(bool(names))

    def _offer_models(self) -> None:
        config = self._health.configs.get(self.provider.key()) if self._health else None
        models = config.models if config is not None else ()
        wanted = ["", *models]
        if [self.model.itemData(at) for at in range(self.model.count())] != wanted:
            self.model.offer([("", tr("Its default model")), *((model, model) for model in models)], "")

    def _show_rows(self) -> None:
        assert self._health is not None
        notes = [step_note(self._health, self._start[0], step) for step in self.chain]
        shown = (self._start, self._scope, self.chain, tuple(notes))
        self.none.setVisible(not self.chain)
        if shown == self._shown:
            return
        self._shown = shown
        while (taken := self._rows.takeAt(0)) is not None:
            old = taken.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        made = [self._step(at, step, *note) for at, (step, note) in enumerate(zip(self.chain, notes, strict=True))]
        for widget in made:
            self._rows.addWidget(widget)
            widget.show()
        self._give_focus(made)

    def _give_focus(self, made: list[QWidget]) -> None:
        wanted, self._focus = self._focus, ""
        button = next((found for widget in made if (found := widget.findChild(Button, wanted)) is not None), None) if wanted else None
        if button is not None and button.isEnabled():
            button.setFocus()
        elif wanted:
            self.provider.setFocus()

    def _step(self, at: int, step: Step, note: str, tone: str) -> QWidget:
        theme, last = self._context.theme, len(self.chain) - 1
        name = _named(step)
        page = QWidget()
        page.setObjectName(f"chain_step_{at}")
        line = QHBoxLayout(page)
        line.setContentsMargins(0, 2, 0, 2)
        line.setSpacing(4)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(f"{number(at + 1)}. {name}", "base", 500))
        if note:
            words.addWidget(Label(note, "hint", tone=tone, wrap=True))
        line.addLayout(words, 1)
        acts: tuple[tuple[str, str, str, Callable[[], object], bool], ...] = (
            ("up", "arrow-up", tr("Ask {name} earlier"), partial(self._move, at, -1), at > 0),
            ("down", "arrow-down", tr("Ask {name} later"), partial(self._move, at, 1), at < last),
            ("remove", "x", tr("Take {name} out of the chain"), partial(self._remove, at), True),
        )
        for key, icon, label, act, enabled in acts:
            button = Button(theme, kind="icon", icon=icon, label=label.format(name=name), name=f"chain_{key}_{at}", act=act)
            button.setEnabled(enabled)
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return page

    def _add(self) -> None:
        step = (self.provider.key(), self.model.key())
        if step in self.chain:
            self._context.toasts.show_toast(tr("{name} is in this chain already.").format(name=_named(step)))
        elif step[0]:
            self._store((*self.chain, step))

    def _move(self, at: int, by: int) -> None:
        steps = list(self.chain)
        steps[at], steps[at + by] = steps[at + by], steps[at]
        edge = at + by in {0, len(steps) - 1}
        turned = "down" if at + by == 0 else "up"
        self._focus = f"chain_{turned if edge else 'up' if by < 0 else 'down'}_{at + by}"
        self._store(tuple(steps))

    def _remove(self, at: int) -> None:
        self._focus = f"chain_remove_{min(at, len(self.chain) - 2)}"
        self._store((*self.chain[:at], *self.chain[at + 1 :]))

    def _store(self, chain: Chain) -> None:
        context, start, before = self._context, (self._start[0], self._scope), self.chain
        put = context.workspace.providing.set_fallback

        def store(wanted: Chain, told: Callable[[object], object]) -> None:
            job = context.engine.call(partial(put, *start, wanted))
            job.done.connect(told)
            job.failed.connect(context.errors.show_fault)
            job.start()

        def put_back() -> None:
            store(before, lambda _none: None)

        store(chain, lambda _none: context.toasts.show_toast(tr("The chain was changed."), undo=put_back))


def _named(step: Step) -> str:
    return who(step[0], step[1] or tr("its default model"))
