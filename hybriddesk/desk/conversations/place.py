"""The Conversations place: threads, messages and composer put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import anyio.to_thread
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent

from hybriddesk.desk.commands.registry import Command
from hybriddesk.desk.conversations.acts import Acts
from hybriddesk.desk.conversations.around import Around
from hybriddesk.desk.conversations.composer import Composer
from hybriddesk.desk.conversations.context_bar import ContextBar
from hybriddesk.desk.conversations.conversation_commands import conversation_commands
from hybriddesk.desk.conversations.counting import Count, Counting
from hybriddesk.desk.conversations.finding import Finding
from hybriddesk.desk.conversations.folding import Folding
from hybriddesk.desk.conversations.growing import Growing
from hybriddesk.desk.conversations.header import Header, is_local
from hybriddesk.desk.conversations.hiding import Hiding
from hybriddesk.desk.conversations.highlight import Highlighter
from hybriddesk.desk.conversations.laying_out import lay_out
from hybriddesk.desk.conversations.looks import Looks
from hybriddesk.desk.conversations.moved_bar import MovedBar
from hybriddesk.desk.conversations.moving import Moving
from hybriddesk.desk.conversations.phrases import tr
from hybriddesk.desk.conversations.rehearsing import load
from hybriddesk.desk.conversations.shown import Shown
from hybriddesk.desk.conversations.source_switch import SourceSwitch
from hybriddesk.desk.conversations.talk import Talk
from hybriddesk.desk.conversations.tasks import Tasks
from hybriddesk.desk.conversations.thread_pane import WIDTH, ThreadPane
from hybriddesk.desk.conversations.transcript import Transcript
from hybriddesk.desk.conversations.waiting import Waiting
from hybriddesk.desk.conversations.writing import Writing
from hybriddesk.desk.place import DeskContext, Place
from hybriddesk.desk.preview.asking import Asking
from hybriddesk.desk.preview.sheet import CheckSheet
from hybriddesk.desk.review.phrases import tone
from hybriddesk.records.errors import Fault
from hybriddesk.records.work import Changed, Conversation, ProviderConfig, Turn
from hybriddesk.vault.conversations import conversation_rows
from hybriddesk.workflow.senders import Target

NARROW, NARROW_THREADS = 1060, 220
"""Below this width of the place the list of conversations takes less room."""
SEEN = {"turns", "conversations", "feedback", "reviews", "handovers"}


class ConversationsPlace(Place):
    """Needs ``context.workspace.conversing`` and a reader."""

    place_id = "conversations"
    title = "Conversations"
    icon = "message-square"

    def build(self, context: DeskContext) -> None:
        self._clear = True
        engine, workspace, theme = context.engine, context.workspace, context.theme
        self.asking = Asking(engine, self._make_sheet, self)
        self.talk = Talk(engine, workspace, context.reader, self.asking, self)
        self.around = Around(context.reader, self.talk)
        self.looks = Looks(theme, Highlighter(theme, self._away, self))
        self.threads = ThreadPane(theme, self._page, self)
        self.finding = Finding(engine, workspace, self.threads, self._current)
        self.header = Header(theme, self)
        self.transcript = Transcript(self.looks, self._describe, self)
        self.composer = Composer(theme, self)
        self.context_bar = ContextBar(theme, self)
        self._folding = Folding(self.context_bar)
        self.moved_bar = MovedBar(theme, self)
        self.hiding = Hiding(context, self.talk, self.header.lists)
        self.moving = Moving(context, self.talk, self.moved_bar)
        self.acts = Acts(context, self.talk, self.around, self.transcript, self._text)
        self.counting = Counting(engine, workspace, self)
        self.writing = Writing(self.talk, self.composer, self.counting, lambda: str(context.setting("general.default_provider")))
        self.tasks = Tasks(theme, self.writing.start_task, self)
        self.sources = SourceSwitch(context, self.talk, self.composer)
        self.waiting = Waiting(self.talk, self.composer)
        self.growing = Growing(self.talk, self.transcript, self.looks)
        self._middle, self._under_header = lay_out(self)
        self._connect()
        context.registry.attach_list(self.place_id, self.transcript)
        self._away(load, lambda _none: None)
        self._read_providers()
        self.threads.show_all("")
        self._show_thread()

    def commands(self) -> Sequence[Command]:
        return conversation_commands(self)

    def opened(self, **args: Any) -> None:
        """``conversation``: one to open; ``new``: a fresh one. Else the latest, if none is in sight."""
        if isinstance(args.get("conversation"), str):
            self.open(args["conversation"])
        elif args.get("new"):
            self.new()
        elif not self._current() and (latest := self.threads.model.latest()):
            self.open(latest)
        self.composer.paper.setFocus()

    def leaving(self) -> None:
        self.talk.leave()

    def on_changed(self, changed: Changed) -> None:
        self.sources.on_changed(changed)
        for table, refresh in (("providers", self._read_providers), ("conversations", self.finding.refresh), ("hide_lists", self.hiding.show)):
            if table in changed.tables:
                refresh()
        thread = self.talk.current
        if thread is None or not changed.tables & SEEN:
            return
        growing = self.talk.answering.turn if self.talk.answering else ""
        if "reviews" in changed.tables or not changed.ids or thread.id in changed.ids or changed.ids & {turn.id for turn in self.talk.path} - {growing}:
            self.talk.load((changed.ids or None) if "turns" in changed.tables else ())

    # -- conversations ---------------------------------------------------------------------------------------------

    def open(self, conversation: str) -> None:
        """Shows a conversation with what was left unsent in it."""
        if self._current() == conversation:
            return
        self.growing.forget()
        self.context_bar.forget()
        self.transcript.show_path((), fresh=True)
        try:
            self.talk.open(conversation)
        except Fault as fault:
            self.context.errors.show_fault(fault)
            return
        self.composer.show_text(self.talk.unsent())
        self.threads.choose(conversation)
        self.transcript.to_end()
        self.writing.count()

    def new(self) -> None:
        """A fresh conversation."""
        self.threads.search.clear()
        self.writing.new()

    def to_new(self) -> None:
        """The same from wherever the person is."""
        self.context.go_to(self.place_id, new=True)

    def delete(self) -> None:
        """Hides the conversation in sight; the toast brings it back."""
        thread = self.talk.current
        if thread is None:
            return
        after = self.threads.neighbour(thread.id)
        self.talk.delete(thread.id)
        self.talk.close()
        self.context_bar.forget()
        self.context.toasts.show_toast(
            tr("Conversation deleted"), undo=lambda: self.talk.undelete(thread.id, lambda _none: self.open(thread.id)),
        )
        self.composer.show_text("")
        if after:
            self.open(after)
        else:
            self._show_thread()

    def is_answering(self) -> bool:
        """Whether an answer is on its way in the conversation in sight."""
        return self.talk.answering is not None

    def toggle_values(self) -> None:
        """Real values or tokens."""
        self.show_values(clear=not self._clear)

    def show_values(self, *, clear: bool) -> None:
        """The form of all messages. A growing one stays as it is until it is whole."""
        if clear != self._clear and not self.is_answering():
            self._clear = clear
            self.header.show_values(clear=clear)
            self.transcript.refresh()

    # -- showing ---------------------------------------------------------------------------------------------------

    def _show_thread(self) -> None:
        thread = self.talk.current
        for part in (self.header, self._under_header):
            part.setVisible(thread is not None)
        if thread is not None:
            self.around.load(thread.id)
            self.header.show_thread(thread, self.talk.tree.hidden(self.talk.path))
            self.composer.show_local(local=is_local(self.header.config(thread.provider)))
        self.moving.show()
        self._middle.setCurrentWidget(self.transcript if self.talk.path or self.is_answering() else self.tasks)  # first: turns are laid out once, for this size
        self.transcript.show_path(self._folding.seen(self.talk.path))
        self._show_state()

    def _show_state(self) -> None:
        self.composer.show_busy(busy=self.is_answering())
        self.header.show_busy(busy=self.is_answering())
        self.waiting.show()

    def _describe(self, turn: Turn) -> Shown:
        siblings, busy = self.talk.tree.siblings(turn.id), self.is_answering()
        notice = self.around.notice(turn, last=bool(self.talk.path) and self.talk.path[-1].id == turn.id)
        threshold = float(self.context.setting("review.threshold"))
        return Shown(
            turn=turn, text=self._text(turn), who=self.around.who(turn), sibling=siblings.index(turn.id) + 1, siblings=len(siblings),
            tone=tone(turn.confidence, threshold) if turn.confidence is not None else "neutral", notice=notice,
            can_ask_again=notice is not None, can_look_up=self.around.can_look_up(turn), without=self.around.without(turn),
            thumb=self.around.thumb(turn), stars=self.around.stars(turn), review=self.around.review(turn), busy=busy, passages=self.around.passages(turn),
        )

    def _text(self, turn: Turn) -> str:
        return turn.text if self._clear else self.around.mask.hide(turn.text).text

    # -- plumbing --------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_answering():
            self.talk.stop()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px = self.context.theme.px
        self.threads.setFixedWidth(px(WIDTH if self.width() >= px(NARROW) else NARROW_THREADS))

    def _connect(self) -> None:
        self.threads.chosen.connect(lambda name: self.open(name) if name else None)
        self.finding.failed.connect(self.context.errors.show_fault)
        self.threads.new_wanted.connect(self.new)
        self.threads.list.delete_wanted.connect(self.delete)
        self.threads.list.rename_wanted.connect(self.header.edit_title)
        self.threads.list.entered_text.connect(self.composer.paper.setFocus)
        self.header.target_chosen.connect(lambda name, model: self.talk.set_model(self._current(), Target(name, model)))
        self.header.renamed.connect(lambda title: self.talk.rename(self._current(), title))
        self.header.delete_wanted.connect(self.delete)
        self.header.hand_over_wanted.connect(self.moving.hand_over)
        self.threads.list.hand_over_wanted.connect(self.moving.hand_over)
        self.header.values_wanted.connect(lambda clear: self.show_values(clear=clear))
        self.transcript.act.connect(self.acts.run)
        self.acts.edit_wanted.connect(self.writing.edit)
        self.transcript.opinion_given.connect(self.acts.opinion)
        self.transcript.rated.connect(self.acts.rate)
        self.transcript.copied.connect(self.acts.copied)
        self.transcript.link_clicked.connect(self.acts.open_link)
        self.transcript.peeked.connect(lambda _held: self.toggle_values())
        self.context.theme.changed.connect(self._fit)
        self.composer.stopped.connect(self.talk.stop)
        self.counting.counted.connect(self._counted)
        self.context_bar.toggled.connect(lambda: self.transcript.show_path(self._folding.seen(self.talk.path)))
        self.writing.made.connect(self._made)
        self.writing.said.connect(self.transcript.to_end)
        self.talk.loaded.connect(self._show_thread)
        self.talk.waited.connect(self._show_state)
        self.talk.grew.connect(lambda _turn, _text: self.waiting.show())
        self.talk.ended.connect(lambda _turn: self.writing.count())
        self.talk.failed.connect(self.context.errors.show_fault)

    def _made(self, conversation: str) -> None:
        self.finding.refresh()
        self.open(conversation)

    def _counted(self, count: Count) -> None:
        if count.conversation == self._current():
            self.context_bar.show_count(count)

    def _current(self) -> str:
        return self.talk.current.id if self.talk.current else ""

    def _read_providers(self) -> None:
        workspace = self.context.workspace
        job = self.context.engine.call(lambda: (tuple(workspace.providing.all()), workspace.charging.tellers()))
        job.done.connect(self._take_providers)
        job.failed.connect(self.context.errors.show_fault)
        job.start()

    def _take_providers(self, read: tuple[tuple[ProviderConfig, ...], frozenset[str]]) -> None:
        providers, self.around.tellers = read
        self.writing.providers = providers
        self.header.show_providers(providers)
        if self.talk.current is not None:
            self._show_thread()

    def _page(self, limit: int, before: Conversation | None) -> Sequence[Conversation]:
        return conversation_rows(self.context.reader, limit, before)

    def _away(self, work: Callable[[], Any], done: Callable[[Any], object]) -> object:
        job = self.context.engine.job(lambda: anyio.to_thread.run_sync(work))
        job.done.connect(done)
        return job.start()

    def _make_sheet(self) -> CheckSheet:
        return CheckSheet(self.context.theme, self.window())
