"""One run in full: how it ended, who answered, what it cost, its steps on a line of time, and the ways on from here."""

from __future__ import annotations

from functools import partial
from typing import Any

import anyio.to_thread

from hybriddesk.desk.engine.job import Job
from hybriddesk.desk.lists.detail import Detail
from hybriddesk.desk.monitor.phrases import NONE, RUN_STATES, counted, state_words, tr, who, workflow_words
from hybriddesk.desk.monitor.run_reads import RunInFull, run_in_full
from hybriddesk.desk.monitor.unknown_card import UnknownCard
from hybriddesk.desk.monitor.waterfall import MOST, Waterfall
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.sync.widgets import FactsGrid
from hybriddesk.desk.widgets.beside import row
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import duration, moment, money, number, of_code
from hybriddesk.records.work import Run
from hybriddesk.workflow.senders import HELPER


class RunDetail(Detail):
    """Read anew whenever the run changes."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context, "run", tr("The run"))
        self.whole: RunInFull | None = None
        theme = context.theme
        self.fault = Label("", "base", 500, "bad", wrap=True)
        self.advice = Label("", "base", tone="text2", wrap=True)
        self.unknown = UnknownCard(context)
        self.facts = FactsGrid()
        self.steps_title = Label(tr("Steps"), "base", 600)
        self.steps = Waterfall(theme)
        self.more = Label("", "hint", tone="text2")
        self.to_sent = Button(theme, tr("What was sent"), icon="upload", name="run_sent", act=self._open_sent)
        self.to_review = Button(theme, tr("Open the draft"), icon="inbox", name="run_review", act=self._open_review)
        self.to_conversation = Button(theme, tr("Open the conversation"), icon="message-square", name="run_conversation", act=self._open_conversation)
        for widget in (self.fault, self.advice, self.unknown, self.facts):
            self.column.addWidget(widget)
        self.column.addLayout(row(self.to_sent, self.to_review, self.to_conversation, stretch=-1))
        self.column.addSpacing(8)
        self.column.addWidget(self.steps_title)
        self.column.addWidget(self.steps)
        self.column.addWidget(self.more)
        self.column.addStretch(1)

    def reading(self, wanted: str) -> Job:
        db = self.context.workspace.db
        return self.context.engine.job(partial(anyio.to_thread.run_sync, partial(run_in_full, db, wanted)))

    def show_read(self, result: Any) -> None:
        whole: RunInFull = result
        self.whole = whole
        one = whole.run
        self.title.setText(whole.title or workflow_words(one.workflow))
        self.chips[0].show_text(*state_words(RUN_STATES, one.state))
        self.chips[1].show_text(workflow_words(one.workflow), "neutral")
        self._show_fault(one)
        self.unknown.show_run(whole)
        self.facts.show_facts(facts_of(whole))
        self.steps_title.setVisible(bool(whole.spans))
        self.steps.show_spans(whole.spans)
        self.more.setText(tr("{n} more steps are not drawn.").format(n=number(len(whole.spans) - MOST)))
        self.more.setVisible(len(whole.spans) > MOST)
        self.to_sent.setVisible(one.provider != HELPER.name)
        self.to_review.setVisible(bool(whole.review))
        self.to_conversation.setVisible(one.state != "unknown" or one.item is not None)

    def clear(self) -> None:
        super().clear()
        self.whole = None

    def _show_fault(self, one: Run) -> None:
        said = of_code(one.fault_code, {"provider": one.provider, "model": one.model, "host": one.provider}) if one.fault_code else None
        self.fault.setText(said.what if said else "")
        self.advice.setText(" ".join(part for part in (said.works, said.do) if part) if said else "")
        self.fault.setVisible(said is not None)
        self.fault.set_tone("warn" if one.state == "unknown" else "bad")
        self.advice.setVisible(bool(self.advice.text()) and one.state != "unknown")

    def _open_sent(self) -> None:
        self.context.go_to("privacy", run=self.wanted)

    def _open_review(self) -> None:
        if self.whole is not None:
            self.context.go_to("review", review=self.whole.review)

    def _open_conversation(self) -> None:
        if self.whole is not None:
            self.context.go_to("conversations", conversation=self.whole.run.conversation)


def facts_of(whole: RunInFull) -> tuple[tuple[str, str], ...]:
    """When, who, how long, how much, as name and value."""
    one = whole.run
    asked = [who(str(span.facts.get("provider", "")), str(span.facts.get("model", ""))) for span in whole.spans if span.facts.get("provider")]
    answered = who(one.provider, one.model)
    before = [name for name in dict.fromkeys(asked) if name != answered]
    return (
        (tr("Started"), moment(one.started_ms)),
        (tr("Took"), took_words(one)),
        (tr("Answered by") if one.state == "done" else tr("Asked last"), answered),
        *(((tr("Asked before"), ", ".join(before)),) if before else ()),
        (tr("Attempts"), number(one.attempts)),
        (tr("Tokens"), tokens_words(one)),
        (tr("Cost"), cost_words(one)),
        *(((tr("Prompt"), one.prompt_version),) if one.prompt_version else ()),
        *(((tr("Their request id"), one.request_id),) if one.request_id else ()),
        (tr("Run"), one.id),
    )


def took_words(one: Run) -> str:
    """Until the answer was whole, else until it ended."""
    took = one.latency_ms if one.latency_ms is not None else one.ended_ms - one.started_ms if one.ended_ms is not None else None
    return NONE if took is None else duration(max(0, took))


def tokens_words(one: Run) -> str:
    """Prompt and answer together, as far as the provider told."""
    if one.prompt_tokens is None and one.completion_tokens is None:
        return NONE
    return number((one.prompt_tokens or 0) + (one.completion_tokens or 0))


def cost_words(one: Run) -> str:
    """US dollars, where the provider or its price list told."""
    return NONE if one.cost_usd is None else money(one.cost_usd)


def tries_words(one: Run) -> str:
    """Attempts in words."""
    return counted(one.attempts, "1 attempt", "{n} attempts")
