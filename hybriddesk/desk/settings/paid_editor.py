"""Settings that make each answer cost more: what that comes to is said before they are switched on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.settings.confirm import Confirm
from hybriddesk.desk.settings.controls import Drop, Measure
from hybriddesk.desk.settings.editors import Editor, Number
from hybriddesk.desk.settings.phrases import tr
from hybriddesk.desk.words import money, number
from hybriddesk.records.settings import Setting, Value
from hybriddesk.vault.provider_book import provider_rows
from hybriddesk.workflow.checking import Costs, turned_up


class Asking:
    """Stands between an editor and the row that saves: a change that costs more waits for a yes; a no puts the old value back."""

    def __init__(self, context: DeskContext, editor: Editor, shown: Callable[[], Value], costs: Callable[[], Costs]) -> None:
        self._context, self._editor, self._shown, self._costs = context, editor, shown, costs
        self.stored: Value = ""
        self.waiting = False
        self._accepted: Value | None = None

    def value(self) -> Value:
        """What may be saved: what stands there, unless it costs more and nobody has said yes."""
        shown = self._shown()
        return self.stored if turned_up(self._editor.setting.name, self.stored, shown) and shown != self._accepted else shown

    def changed(self) -> None:
        """The person changed the value."""
        if self.value() == self._shown():
            self._editor.edited.emit()
        elif not self.waiting:
            self.waiting = True
            job = self._context.engine.call(self._costs)
            job.done.connect(self._ask)
            job.failed.connect(self._failed)
            job.start()

    def _ask(self, costs: Costs) -> None:
        window: QWidget = self._editor.window()
        dialog = Confirm(self._context.theme, tr("This makes answers cost more"), said(costs), tr("Switch it on"), self._yes, window)
        dialog.rejected.connect(self._no)
        dialog.open()

    def _yes(self) -> None:
        self.waiting = False
        self._accepted = self._shown()
        self._editor.edited.emit()

    def _no(self) -> None:
        self.waiting = False
        self._editor.show_value(self.stored)

    def _failed(self, fault: object) -> None:
        self._no()
        self._context.errors.show_fault(fault)  # type: ignore[arg-type]  # a job fails with a fault


def said(costs: Costs) -> tuple[str, ...]:
    """What it costs, in sentences."""
    times = tr("one more request") if costs.requests == 1 else tr("{n} more requests").format(n=number(costs.requests))
    first = tr("For each answer in doubt {times} will be sent. Each is scrubbed, shown to you by the rule of its provider, and stands in the ledger.").format(times=times)
    if costs.each_usd is None or costs.total_usd is None:
        return first, tr("What an answer costs is not known here: neither your provider nor the price table says it.")
    pace = tr("An answer cost {each} on average over the last week, and there were about {n} a day: at most {total} a day more.")
    return first, pace.format(each=money(costs.each_usd), n=number(costs.a_day, 1), total=money(costs.total_usd))


class PaidNumber(Number):
    """How many further answers are bought."""

    def __init__(self, context: DeskContext, setting: Setting) -> None:
        super().__init__(context.theme, setting)
        checking = context.workspace.checking
        self.box.valueChanged.disconnect()
        self.box.editingFinished.disconnect()
        self.asking = Asking(context, self, self.box.value, lambda: checking.costs(samples=self.box.value()))
        self.box.valueChanged.connect(lambda _value: self.asking.changed())

    def value(self) -> Value:
        return self.asking.value()

    def show_value(self, value: Value) -> None:
        if not self.asking.waiting:
            self.asking.stored = value
            super().show_value(value)


class PaidProvider(Editor):
    """The provider of the judge model; none: it is off."""

    def __init__(self, context: DeskContext, setting: Setting) -> None:
        self._reader = context.reader
        self.drop = Drop("setting_review_judge_provider", tr(setting.label))
        super().__init__(setting, self.drop)
        Measure(context.theme, self.drop, width=280)
        checking = context.workspace.checking
        self.asking = Asking(context, self, self.drop.key, lambda: checking.costs(judge=self.drop.key()))
        self.drop.activated.connect(lambda _index: self.asking.changed())

    def value(self) -> Value:
        return self.asking.value()

    def show_value(self, value: Value) -> None:
        if self.asking.waiting:
            return
        self.asking.stored = value
        choices = {"": tr("Off"), **{config.name: config.name for config in provider_rows(self._reader)}}
        if value not in choices:
            choices[str(value)] = tr("{name} (removed)").format(name=value)
        self.drop.offer(choices.items(), str(value))
