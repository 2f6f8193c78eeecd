"""One provider and model in full: its breaker with a countdown, the person's hand on it, its chain, its limits, its balance."""

from __future__ import annotations

from functools import partial
from typing import Any

from hybriddesk.desk.engine.job import Job
from hybriddesk.desk.lists.detail import Detail
from hybriddesk.desk.monitor.chain_editor import ChainEditor
from hybriddesk.desk.monitor.health import SHOWN, Health, ModelHealth, read_health, tells_balance
from hybriddesk.desk.monitor.phrases import seconds_words, tr, who
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.settings.outcome import Outcome
from hybriddesk.desk.settings.provider_facts import is_helper
from hybriddesk.desk.sync.widgets import FactsGrid
from hybriddesk.desk.widgets.beside import row
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import duration, money, number
from hybriddesk.records.offers import Balance, RateLimit

MEANING = {
    "closed": "Requests go to it as usual.",
    "open": "It failed several times in a row, or refused the key. Nothing is sent to it meanwhile; then one request tries whether it is well again.",
    "half_open": "The rest is over. The next request tries whether it is well again; if it fails, it rests twice as long.",
    "held": "You stopped it by hand. Nothing is sent to it until you let it answer again.",
}


class ProviderDetail(Detail):
    """``tick`` moves the countdown; the page calls it while it is in sight."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context, "provider", tr("The provider"))
        self.one: ModelHealth | None = None
        theme = context.theme
        self.meaning = Label("", "base", tone="text2", wrap=True)
        self.countdown = Label("", "base", 500, "warn")
        self.hold = Button(theme, tr("Stop it by hand"), icon="pause", name="breaker_open", act=partial(self._set, held=True))
        self.release = Button(theme, tr("Let it answer again"), icon="play", name="breaker_close", act=partial(self._set, held=False))
        self.settings = Button(theme, tr("Settings"), "ghost", icon="settings", name="provider_settings", act=partial(context.go_to, "settings", section="providers"))
        self._chain: ChainEditor | None = None
        self._chained = row(stretch=0)
        self.rates_title = Label(tr("Limits it named with its last answer"), "base", 600)
        self.rates = FactsGrid()
        self.no_rates = Label(tr("None since the desk was opened."), "hint", tone="text2", wrap=True)
        self.balance_title = Label(tr("Balance"), "base", 600)
        self.ask_balance = Button(theme, tr("Ask now"), icon="wallet", name="provider_balance", label=tr("Ask what is left on the account"), act=self._ask_balance)
        self.no_balance = Label(tr("It does not tell what is left on the account. Look at its own site."), "hint", tone="text2", wrap=True)
        self.balance = Outcome(theme, "provider_balance_told")
        for widget in (self.meaning, self.countdown):
            self.column.addWidget(widget)
        self.column.addLayout(row(self.hold, self.release, self.settings, stretch=-1))
        self.column.addSpacing(12)
        self.column.addLayout(self._chained)
        self.column.addSpacing(12)
        self.column.addWidget(self.rates_title)
        self.column.addWidget(self.rates)
        self.column.addWidget(self.no_rates)
        self.column.addSpacing(12)
        self.column.addLayout(row(self.balance_title, self.ask_balance, stretch=0))
        self.column.addWidget(self.no_balance)
        self.column.addWidget(self.balance)
        self.column.addStretch(1)

    @property
    def chain(self) -> ChainEditor:
        """Whom it falls back to; made with the first provider that is shown."""
        if self._chain is None:
            self._chain = ChainEditor(self.context)
            self._chained.insertWidget(0, self._chain, 1)
        return self._chain

    def reading(self, _wanted: str) -> Job:
        return self.context.engine.call(partial(read_health, self.context.workspace))

    def show_read(self, result: Any) -> None:
        health: Health = result
        one = health.row(self.wanted)
        if one is None:  # removed meanwhile
            self.closed.emit()
            return
        if self.one is None or self.one.id != one.id:
            self.balance.clear()
        self.one = one
        config = health.configs[one.provider]
        own = not is_helper(config)
        words, tone = SHOWN[one.state]
        self.title.setText(who(one.provider, one.model))
        self.chips[0].show_text(tr(words), tone)
        self.chips[1].show_text(tr("This computer") if health.is_local(one.provider) else tr("Cloud"), "neutral")
        self.meaning.setText(tr(MEANING[one.state]) if own else tr("Built in. It needs no network and never rests."))
        self.hold.setVisible(own and bool(one.model) and one.state != "held")
        self.release.setVisible(own and one.state != "closed")
        self.settings.setVisible(own)
        if own:
            self.chain.show_health(health, one)
        if self._chain is not None:
            self._chain.setVisible(own)
        self._show_rates(health.rates.get(one.provider, ()), own=own)
        tells = tells_balance(config)
        self.balance_title.setVisible(own)
        self.ask_balance.setVisible(tells)
        self.no_balance.setVisible(own and not tells)
        self.tick(health.now_ms)

    def clear(self) -> None:
        super().clear()
        self.one = None

    def tick(self, now_ms: int) -> None:
        """Another second."""
        waits = self.one is not None and self.one.retry_at_ms is not None
        self.countdown.setVisible(waits)
        if self.one is not None and self.one.retry_at_ms is not None:
            self.countdown.setText(tr("Next try in {time}").format(time=seconds_words(left(self.one.retry_at_ms, now_ms))))

    def _show_rates(self, rates: tuple[RateLimit, ...], *, own: bool) -> None:
        self.rates_title.setVisible(own)
        self.no_rates.setVisible(own and not rates)
        self.rates.setVisible(bool(rates))
        self.rates.show_facts([(rate.name, rate_words(rate)) for rate in rates])

    def _set(self, *, held: bool) -> None:
        if self.one is None:
            return
        one, providing = self.one, self.context.workspace.providing
        words = tr("Stopped. Nothing is sent to it.") if held else tr("It answers again.")

        def put_back() -> None:
            self.call(partial(providing.set_breaker, one.provider, one.model, held=not held), lambda _none: None)

        undo = put_back if held != (one.state == "held") and one.state in {"closed", "held"} else None
        self.call(
            partial(providing.set_breaker, one.provider, one.model, held=held), lambda _none: self.context.toasts.show_toast(words, undo=undo),
        )

    def _ask_balance(self) -> None:
        if self.one is None:
            return
        name, shown = self.one.provider, self.one.id
        self.ask_balance.setEnabled(False)
        self.balance.busy(tr("Asking {provider}\u2026").format(provider=name))
        job = self.context.engine.job(partial(self.context.workspace.providing.balance, name))
        job.done.connect(lambda told: self.balance.good(balance_words(told)) if self.wanted == shown else None)
        job.failed.connect(lambda fault: self.balance.bad(fault) if self.wanted == shown else None)
        job.ended.connect(lambda: self.ask_balance.setEnabled(True))
        job.start()


def left(retry_at_ms: int, now_ms: int) -> int:
    """Whole seconds until then, upwards; never below zero."""
    return max(0, -(-(retry_at_ms - now_ms) // 1000))


def rate_words(rate: RateLimit) -> str:
    """``12 of 500 left, full again in 6 s``."""
    if rate.remaining is not None and rate.limit is not None:
        said = tr("{left} of {all} left").format(left=number(rate.remaining), all=number(rate.limit))
    elif rate.remaining is not None:
        said = tr("{left} left").format(left=number(rate.remaining))
    else:
        said = tr("{all} allowed").format(all=number(rate.limit)) if rate.limit is not None else ""
    again = tr("full again in {time}").format(time=duration(rate.reset_s * 1000)) if rate.reset_s is not None else ""
    return ", ".join(part for part in (said, again) if part)


def balance_words(told: Balance) -> str:
    """What is left, and what was used."""
    if told.usd is None:
        return tr("It answered, but named no amount.")
    used = tr(" Used so far: {used}.").format(used=money(told.used_usd)) if told.used_usd is not None else ""
    return tr("{left} left.").format(left=money(told.usd)) + used
