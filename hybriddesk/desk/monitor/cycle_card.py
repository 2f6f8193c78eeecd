"""Cards of the board: a topic the app found, and an entry a person works on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from hybriddesk.desk.monitor.cycle_words import OUTCOMES, check_words, due_words, plan_words, said
from hybriddesk.desk.monitor.judgement_words import figure_words
from hybriddesk.desk.monitor.phrases import tr, workflow_words
from hybriddesk.desk.settings.controls import Measure, named
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.beside import row
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.text import Chip, Label
from hybriddesk.insight.agenda import Topic
from hybriddesk.records.cycle import Check, Entry

NOTE_MS = 800
NOTE_HEIGHT = 64
Acts = Mapping[str, Callable[..., object]]


class BoardCard(QFrame):
    """``key`` is what it is about: a topic's key or an entry's id."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self.setProperty("kind", "card")
        self.setObjectName(f"card_{key}")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 10, 12, 10)
        self.column.setSpacing(6)

    def take_over(self, before: BoardCard) -> None:
        """The keyboard was in the card this one replaces."""
        had = before.window().focusWidget()
        if had is not None and before.isAncestorOf(had) and had.objectName():
            for widget in self.findChildren(QWidget, had.objectName()):
                widget.setFocus()


class TopicCard(BoardCard):
    """What the app observed, with the way to take it up."""

    def __init__(self, theme: Theme, topic: Topic, take: Callable[[], object], look: Callable[[], object]) -> None:
        super().__init__(topic.key)
        self.topic = topic
        words = said(topic.code, dict(topic.facts))
        self.setAccessibleName(words.what)
        self.column.addWidget(Label(words.what, "base", 500, wrap=True))
        self.column.addWidget(Label(words.do, "hint", tone="text2", wrap=True))
        if topic.workflow:
            self.column.addLayout(row(Chip(workflow_words(topic.workflow)), stretch=-1))
        self.take = Button(theme, tr("Take up"), label=tr("Take up: {words}").format(words=words.what), name=f"cycle_take_{topic.key}", act=take)
        self.look = Button(theme, tr("Look"), "ghost", label=tr("Look: {words}").format(words=words.what), name=f"cycle_look_{topic.key}", act=look)
        self.column.addLayout(row(self.take, self.look, stretch=-1))


class EntryCard(BoardCard):
    """A card with the person's words, its plan and its check. ``acts``: decide, act, check, close, drop, note."""

    def __init__(self, theme: Theme, entry: Entry, acts: Acts, *, due: bool, now_ms: int) -> None:
        super().__init__(entry.id)
        self.entry, self._acts = entry, acts
        words = said(entry.code, dict(entry.facts))
        own = entry.code == "cycle.own"
        title = entry.plan.action if entry.plan else words.what
        self.setAccessibleName(title)
        self.drop = Button(
            theme, kind="icon", icon="x", label=tr("Take off the board: {title}").format(title=title), name=f"cycle_drop_{entry.id}", act=partial(acts["drop"], entry),
        )
        head = row(Label(title, "base", 500, wrap=True), stretch=0)
        head.addWidget(self.drop, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(head)
        if entry.plan:
            if not own:
                self.column.addWidget(Label(words.what, "hint", tone="text3", wrap=True))
            self.column.addWidget(Label(plan_words(entry.plan), "hint", tone="text2", wrap=True))
            self.column.addWidget(Label(tr("Owner: {name}").format(name=entry.plan.owner), "hint", 500, wrap=True))
        elif not own:
            self.column.addWidget(Label(tr("Watch: {figure}").format(figure=figure_words(str(entry.facts.get("figure", "")))), "hint", tone="text2", wrap=True))
        self.outcome, self.result = Chip(""), Label("", "hint", tone="text2", wrap=True)
        self._add_note(theme)
        self.column.addLayout(row(self.outcome, stretch=-1))
        self.column.addWidget(self.result)
        self.outcome.hide()
        self.result.hide()
        if entry.check:
            self.show_check(entry.check, early=False)
        elif entry.stage == "act":
            self.outcome.show_text(tr("Check is due") if due else due_words(entry, now_ms), "warn" if due else "neutral")
            self.outcome.show()
        self._add_buttons(theme, title, due=due)

    def show_check(self, found: Check, *, early: bool) -> None:
        """How the figure did. ``early``: only a look, nothing is kept."""
        words, tone = OUTCOMES[found.outcome]
        self.outcome.show_text(tr("So far: {words}").format(words=tr(words)) if early else tr(words), tone)
        assert self.entry.plan is not None
        self.result.setText(check_words(found, self.entry.plan.figure))
        self.outcome.show()
        self.result.show()

    @property
    def unkept(self) -> bool:
        """Whether something was written that is not kept yet."""
        return self._pause.isActive()

    def take_over(self, before: BoardCard) -> None:
        if isinstance(before, EntryCard) and (before.unkept or before.note.hasFocus()):
            cursor = before.note.textCursor().position()
            if before.unkept:
                self.note.setPlainText(before.note.toPlainText())
            moved = self.note.textCursor()
            moved.setPosition(min(cursor, len(self.note.toPlainText())))
            self.note.setTextCursor(moved)
        super().take_over(before)

    def _add_note(self, theme: Theme) -> None:
        self.note = QPlainTextEdit(self.entry.note)
        named(self.note, f"cycle_note_{self.entry.id}", tr("What you found out"))
        self.note.setPlaceholderText(tr("What you found out"))
        self.note.setTabChangesFocus(True)
        Measure(theme, self.note, height=NOTE_HEIGHT)
        self._pause = QTimer(self, singleShot=True, interval=NOTE_MS)
        self._pause.timeout.connect(self._keep)
        self.note.textChanged.connect(self._pause.start)
        writing = self.entry.stage == "evaluate"
        self.note.setVisible(writing)
        self.column.addWidget(self.note)
        if self.entry.note and not writing:
            self.column.addWidget(Label(self.entry.note, "hint", tone="text2", wrap=True))

    def _keep(self) -> None:
        self._acts["note"](self.entry, self.note.toPlainText())

    def _add_buttons(self, theme: Theme, title: str, *, due: bool) -> None:
        shown: list[tuple[str, str]] = []
        if self.entry.stage in {"evaluate", "decide"}:
            shown.append(("decide", tr("Decide") if self.entry.stage == "evaluate" else tr("Change")))
        if self.entry.stage == "decide":
            shown.append(("act", tr("Done")))
        open_ended = self.entry.check is None or self.entry.check.outcome == "too_few"
        if self.entry.stage == "act" and open_ended:
            shown.append(("check", tr("Check") if due or self.entry.check else tr("Look now")))
        if self.entry.stage == "act":
            shown.append(("close", tr("Close")))
        self.buttons: dict[str, Button] = {
            act: Button(theme, words, label=f"{words}: {title}", name=f"cycle_{act}_{self.entry.id}", act=partial(self._acts[act], self.entry)) for act, words in shown
        }
        if self.buttons:
            self.column.addLayout(row(*self.buttons.values(), stretch=-1))
        self.drop.setVisible(self.entry.stage != "closed")
