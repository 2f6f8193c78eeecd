"""What needs the person: one line each, with the button that deals with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hybriddesk.desk.home.phrases import counted, tr
from hybriddesk.desk.home.reading import HomeNow, Paused
from hybriddesk.desk.monitor.charged import charge_words
from hybriddesk.desk.monitor.phrases import said_of
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card, IconLabel
from hybriddesk.desk.widgets.text import Chip, ElidedLabel, Label, SectionTitle, line
from hybriddesk.desk.words import ago, number, sentence
from hybriddesk.vault.standing import UnknownItem
from hybriddesk.workflow.senders import HELPER


@dataclass(frozen=True, slots=True)
class Need:
    """One line. ``acts`` are ``(words, key)``; ``subject`` is what they act on, such as an item's id."""

    key: str
    icon: str
    tone: str
    title: str
    sentence: str
    acts: tuple[tuple[str, str], ...] = ()
    subject: str = ""


Act = Callable[[str, str], object]
"""``act(key, subject)``."""


def needs(now: HomeNow, *, batch: bool, provider: str = HELPER.name) -> tuple[Need, ...]:
    """``provider`` is who would draft what waits. The lines in the order of their weight. While a ``batch`` is shown, what waits for it is not offered twice."""
    found: list[Need] = []
    if now.notice is not None:
        said = sentence(now.notice)
        found.append(Need("notice", "shield-alert", "warn", said.what, " ".join(filter(None, (said.works, said.do)))))
    if now.drafts:
        found.append(_drafts(now))
    if not batch:
        found += _undrafted(now, provider)
    found += _unknown(now)
    found += _troubles(now)
    found += [_paused(one) for one in now.paused]
    found += _cycle(now)
    return tuple(found)


def _drafts(now: HomeNow) -> Need:
    since = tr("The oldest has waited {time}.").format(time=ago(now.oldest_ms, now.now_ms)) if now.oldest_ms is not None else ""
    if now.oldest_ms is not None and now.now_ms - now.oldest_ms < 60_000:
        since = tr("They came just now.")
    return Need(
        "drafts", "inbox", "accent", counted(now.drafts, "1 draft waits for review", "{n} drafts wait for review"), since,
        ((tr("Review"), "review"),),
    )


def _undrafted(now: HomeNow, provider: str) -> list[Need]:
    found = []
    by = tr("built-in helper") if provider == HELPER.name else provider
    if now.standing.waiting:
        found.append(Need(
            "waiting", "mail", "accent", counted(now.standing.waiting, "1 item waits for drafting", "{n} items wait for drafting"),
            tr("To be drafted by: {provider}.").format(provider=by), ((tr("Go on"), "draft"),),
        ))
    if now.standing.failed:
        found.append(Need(
            "failed", "triangle-alert", "bad", counted(now.standing.failed, "1 item could not be drafted", "{n} items could not be drafted"),
            tr("They are kept. Try again once the reason is gone; to be drafted by: {provider}.").format(provider=by), ((tr("Look"), "failed_runs"), (tr("Try again"), "retry")),
        ))
    return found


def _troubles(now: HomeNow) -> list[Need]:
    if now.trouble is None:
        return []
    last = now.trouble.trouble.last_ms
    words = said_of(now.trouble).what
    return [Need(
        "errors", "circle-alert", "bad", counted(now.troubles, "1 kind of trouble is open", "{n} kinds of trouble are open"),
        tr("The latest, {time}: {words}").format(time=ago(last, now.now_ms), words=words), ((tr("Look"), "errors"),),
    )]


def _cycle(now: HomeNow) -> list[Need]:
    found, act = [], ((tr("Look"), "cycle"),)
    if now.cycle.checks:
        found.append(Need(
            "checks", "eye", "accent", counted(now.cycle.checks, "1 improvement can be checked now", "{n} improvements can be checked now"),
            tr("Its days are over: see whether the figure changed."), ((tr("Check"), "checks"),),
        ))
    if now.cycle.review:
        found.append(Need("cycle", "chart-line", "accent", tr("A review of your figures is due"), tr("Its agenda is prepared from what you decided."), act))
    return found


def _unknown(now: HomeNow) -> list[Need]:
    count = now.standing.unknown_count
    if not count:
        return []
    head = Need(
        "unknown", "circle-alert", "warn",
        counted(count, "1 request was on its way when the desk lost sight of it", "{n} requests were on their way when the desk lost sight of them"),
        tr("Nobody knows whether they were answered or paid for. Nothing is sent again by itself.")
        + (" " + tr("The oldest {n} are listed.").format(n=number(len(now.standing.unknown))) if count > len(now.standing.unknown) else ""),
        ((tr("Look"), "unknown_runs"),),
    )
    return [head, *(_unknown_item(one, now.tellers) for one in now.standing.unknown)]


def _unknown_item(one: UnknownItem, tellers: frozenset[str]) -> Need:
    """Where its provider can tell, it is offered to ask before anybody decides; what it said stands here from then on."""
    acts = ((tr("Leave it"), "leave"), (tr("Send again"), "again"))
    asks = one.named and one.provider in tellers and (one.charge is None or one.charge.state == "too_early")
    said = charge_words(one.charge, one.provider) if one.charge else tr("{provider} can tell what it cost.").format(provider=one.provider) if asks else ""
    look = ((tr("Look up the charge"), "charge"),) if asks else ()
    return Need(f"unknown_{one.id}", "mail", "text3", one.title, said, (*look, *acts), one.id)


def _paused(one: Paused) -> Need:
    return Need(
        f"paused_{one.provider}_{one.model}", "pause", "warn", tr("{provider} rests for a moment after errors").format(provider=one.provider),
        tr("Nothing is sent to {model} meanwhile. The built-in helper works.").format(model=one.model),
        ((tr("Look"), "provider"),), one.provider,
    )


class NeedsCard(Card):
    """Rows are made anew only when they differ; the focus stays on the button of the same name."""

    def __init__(self, theme: Theme, act: Act, parent: QWidget | None = None) -> None:
        super().__init__(name="needs", parent=parent)
        self._theme, self._act = theme, act
        self._shown: tuple[Need, ...] | None = None
        self._buttons: dict[str, Button] = {}
        self.setAccessibleName(tr("Needs you"))
        self.count = Chip("", "accent")
        self.head.addWidget(SectionTitle(tr("Needs you")))
        self.head.addWidget(self.count)
        self.head.addStretch(1)
        self.body.addLayout(self.head)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)
        self.nothing = Label(tr("Nothing needs you now."), "base", tone="text2")
        self.body.addWidget(self.nothing)

    def show_needs(self, found: Sequence[Need]) -> None:
        """Another list."""
        if tuple(found) == self._shown:
            return
        self._shown = tuple(found)
        focused = self.focusWidget()
        focused_name = focused.objectName() if focused is not None and self.isAncestorOf(focused) and focused.hasFocus() else ""
        while (taken := self._rows.takeAt(0)) is not None:
            old = taken.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._buttons.clear()
        for at, need in enumerate(found):
            for widget in (line(), self._row(need)) if at else (self._row(need),):
                self._rows.addWidget(widget)
                widget.show()
        rows = [need for need in found if not need.key.startswith("unknown_")]
        self.count.setText(number(len(rows)))
        self.count.setVisible(bool(rows))
        self.nothing.setVisible(not found)
        if focused_name in self._buttons:
            self._buttons[focused_name].setFocus()

    def _row(self, need: Need) -> QWidget:
        page = QWidget()
        page.setObjectName(f"need_{need.key}")
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 10, 0, 10)
        row.setSpacing(12)
        row.addWidget(IconLabel(self._theme, need.icon, need.tone, 18), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(ElidedLabel(need.title, "base", 500))
        if need.sentence:
            words.addWidget(Label(need.sentence, "hint", tone="text2", wrap=True))
        row.addLayout(words, 1)
        for text, key in need.acts:
            button = Button(self._theme, text, name=f"need_{key}_{need.subject}" if need.subject else f"need_{key}", act=self._press(key, need))
            button.setAccessibleName(f"{text}: {need.title}")
            self._buttons[button.objectName()] = button
            row.addWidget(button)
        return page

    def _press(self, key: str, need: Need) -> Callable[[], object]:
        return lambda: self._act(key, need.subject)
