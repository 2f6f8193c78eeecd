"""The Conversations place: threads, messages and composer put together."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import anyio.to_thread
from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from hybriddesk.desk.commands.registry import Command
from hybriddesk.desk.conversations.around import Around
from hybriddesk.desk.conversations.composer import Composer
from hybriddesk.desk.conversations.content import Content, Looks
from hybriddesk.desk.conversations.conversation_commands import conversation_commands
from hybriddesk.desk.conversations.counting import Counting, Question
from hybriddesk.desk.conversations.finding import find_threads
from hybriddesk.desk.conversations.header import Header, is_local
from hybriddesk.desk.conversations.highlight import Highlighter
from hybriddesk.desk.conversations.link_card import LinkCard
from hybriddesk.desk.conversations.markdown import may_open
from hybriddesk.desk.conversations.phrases import tr
from hybriddesk.desk.conversations.shown import Shown
from hybriddesk.desk.conversations.talk import Talk
from hybriddesk.desk.conversations.tasks import Task, Tasks
from hybriddesk.desk.conversations.thread_pane import WIDTH, ThreadPane
from hybriddesk.desk.conversations.transcript import Transcript
from hybriddesk.desk.place import DeskContext, Place
from hybriddesk.desk.preview.asking import Asking
from hybriddesk.desk.preview.sheet import CheckSheet
from hybriddesk.desk.review.phrases import tone
from hybriddesk.desk.words import number, of_code
from hybriddesk.records.errors import Fault
from hybriddesk.records.work import Changed, Conversation, ProviderConfig, Turn
from hybriddesk.vault.conversations import conversation_rows
from hybriddesk.workflow.senders import HELPER, Target

NARROW = 860
"""Below this width of the place the list of conversations takes less room."""


class ConversationsPlace(Place):
    """Needs ``context.workspace.conversing`` and a reader; everything else is in here."""

    place_id = "conversations"
    title = "Conversations"
    icon = "message-square"

    def build(self, context: DeskContext) -> None:
        self._providers: tuple[ProviderConfig, ...] = (HELPER,)
        self._clear = True
        self._find: Any = None
        self._pending = ""
        self._making = False
        self._content: Content | None = None
        self.asking = Asking(context.engine, self._make_sheet, self)
        self.talk = Talk(context.engine, context.workspace, context.reader, self.asking, self)
        self.counting = Counting(context.engine, context.workspace, self)
        self.highlighter = Highlighter(context.theme, self._away, self)
        self.looks = Looks(context.theme, self.highlighter)
        self.around = Around(context.reader, self.talk)
        self.threads = ThreadPane(context.theme, self._page, self)
        self.header = Header(context.theme)
        self.transcript = Transcript(self.looks, self._describe)
        self.tasks = Tasks(context.theme, self._start_task)
        self.composer = Composer(context.theme)
        self._countdown = QTimer(self, interval=1_000)
        self._left = 0.0
        self._lay_out()
        self._connect()
        context.registry.attach_list(self.place_id, self.transcript)
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
        elif self.talk.current is None and self.threads.model.rowCount():
            self.open(self.threads.model.conversation_at(0).id)
        self.composer.paper.setFocus()

    def leaving(self) -> None:
        self.talk.autosave.flush()

    def on_changed(self, changed: Changed) -> None:
        if "providers" in changed.tables:
            self._read_providers()
        if "conversations" in changed.tables:
            self._refresh_threads()
        thread = self.talk.current
        if thread is None or not changed.tables & {"turns", "conversations", "feedback", "reviews"}:
            return
        answering = self.talk.answering
        growing = answering.turn if answering else ""
        if not changed.ids or thread.id in changed.ids or changed.ids & {turn.id for turn in self.talk.path} - {growing}:
            self.talk.load()

    # -- conversations ---------------------------------------------------------------------------------------------

    def open(self, conversation: str) -> None:
        """Shows a conversation with what was left unsent in it."""
        if self.talk.current is not None and self.talk.current.id == conversation:
            return
        self._content = None
        self.transcript.show_path((), fresh=True)
        try:
            self.talk.open(conversation)
        except Fault as fault:
            self.context.errors.show_fault(fault)
            return
        assert self.talk.current is not None
        self.composer.show_text(self.talk.current.unsent)
        self.threads.choose(conversation)
        self.transcript.to_end()
        self._count()

    def new(self) -> None:
        """A fresh conversation; an empty one in sight is used."""
        if self.talk.current is not None and not self.talk.path and not self.composer.text().strip():
            self.composer.paper.setFocus()
            return
        self.threads.search.clear()
        self._make(self._default_target(), lambda: None)

    def delete(self) -> None:
        """Hides the conversation in sight; the toast brings it back."""
        thread = self.talk.current
        if thread is None:
            return
        after = self.threads.neighbour(thread.id)
        self.talk.delete(thread.id)
        self.talk.close()
        self.context.toasts.show_toast(
            tr("Conversation deleted"), undo=lambda: self.talk.undelete(thread.id, lambda _none: self.open(thread.id)),
        )
        if after:
            self.open(after)
        else:
            self._show_thread()

    def stop(self) -> None:
        """Stops the answer in sight; its text stays."""
        self.talk.stop()

    def is_answering(self) -> bool:
        """Whether an answer is on its way in the conversation in sight."""
        return self.talk.answering is not None

    def toggle_values(self) -> None:
        """Real values or tokens."""
        self._show_values(not self._clear)

    # -- acts on a message -----------------------------------------------------------------------------------------

    def act(self, name: str, turn_id: str = "") -> None:
        """What a button under a message or its key does; no id means the current message."""
        turn_id = turn_id or self.transcript.current
        if turn_id not in self.talk.tree:
            return
        turn = self.talk.tree.turn(turn_id)
        acts: dict[str, Callable[[Turn], object]] = {
            "copy": self._copy, "again": self._again, "up": self._thumb_up, "down": self._thumb_down, "review": self._to_review,
            "open_review": self._open_review, "sent": self._sent, "older": lambda one: self._beside(one, -1),
            "newer": lambda one: self._beside(one, 1),
        }
        if turn.role == "assistant" or name in {"copy", "older", "newer", "again"}:
            acts[name](turn)

    def _copy(self, turn: Turn) -> None:
        text = self._text(turn)
        QGuiApplication.clipboard().setText(text)
        self._copied(turn.id, text)
        self.context.toasts.show_toast(tr("Copied"))

    def _copied(self, turn_id: str, text: str) -> None:
        turn = self.talk.tree.turn(turn_id)
        if turn.role == "assistant" and turn.text:
            share = min(1.0, len(text) / len(turn.text))
            self.talk.feedback(turn_id, "copy", f"{share:.2f}")

    def _again(self, turn: Turn) -> None:
        if not self.is_answering():
            self.talk.again(turn.id)
            self.transcript.to_end()

    def _thumb_up(self, turn: Turn) -> None:
        self._thumb(turn, "up")

    def _thumb_down(self, turn: Turn) -> None:
        self._thumb(turn, "down")

    def _thumb(self, turn: Turn, thumb: str) -> None:
        self.talk.feedback(turn.id, "thumb", thumb)
        view = self.transcript.view(turn.id)
        if view is not None:
            view.opinion.ask(thumb)

    def _opinion(self, turn_id: str, reason: str, comment: str) -> None:
        if reason or comment:
            self.talk.feedback(turn_id, "thumb", self.around.thumb(self.talk.tree.turn(turn_id)) or "down", reason, comment)
            self.context.toasts.show_toast(tr("Thank you. It stays on this computer."))
        self.transcript.setFocus()

    def _to_review(self, turn: Turn) -> None:
        if turn.text.strip() and turn.run:
            self.talk.to_review(turn.id, lambda _review: self.context.toasts.show_toast(tr("Sent to review. It waits there for a decision.")))

    def _open_review(self, turn: Turn) -> None:
        self.context.go_to("review", review=self.around.review(turn))

    def _sent(self, turn: Turn) -> None:
        if turn.run:
            self.context.go_to("privacy", run=turn.run)

    def _beside(self, turn: Turn, step: int) -> None:
        other = self.talk.tree.beside(turn.id, step)
        if other != turn.id:
            self.talk.choose(other)
            self.transcript.set_current(other)

    # -- writing ---------------------------------------------------------------------------------------------------

    def _send(self, text: str) -> None:
        self.context.errors.clear_fault()
        if self.talk.current is None:
            self._make(self._default_target(), lambda: self.talk.say(text))
        else:
            self.talk.say(text)
        self.transcript.to_end()

    def _typed(self, text: str) -> None:
        if self.talk.current is None:
            if text.strip() and not self._making:
                self._make(self._default_target(), self._keep_typed)
            return
        self.talk.autosave.touch(self.talk.current.id, text)
        self._count()

    def _keep_typed(self) -> None:
        self._typed(self.composer.text())

    def _start_task(self, task: Task) -> None:
        def offer() -> None:
            self.composer.offer(tr(task.words), tr(task.sample))

        thread = self.talk.current
        if thread is not None and not self.talk.path:
            if thread.provider != HELPER.name:
                self.talk.set_model(thread.id, Target(HELPER.name, HELPER.default_model))
            offer()
        else:
            self._make(Target(HELPER.name, HELPER.default_model), offer)

    def _make(self, target: Target, then: Callable[[], object]) -> None:
        """Makes a conversation and shows it; what stands in the composer stays there."""
        self._making = True
        written = self.composer.text() if self.talk.current is None else ""

        def made(thread: Conversation) -> None:
            self._making = False
            self._refresh_threads()
            self.open(thread.id)
            if written:
                self.composer.show_text(self.composer.text() or written)
            self.composer.paper.setFocus()
            then()

        self.talk.new(target, made)

    def _default_target(self) -> Target:
        name = str(self.context.setting("general.default_provider"))
        config = next((one for one in self._providers if one.name == name), HELPER)
        return Target(config.name, config.default_model)

    def _set_target(self, provider: str, model: str) -> None:
        if self.talk.current is not None:
            self.talk.set_model(self.talk.current.id, Target(provider, model))

    def _count(self) -> None:
        thread = self.talk.current
        if thread is not None:
            self.counting.ask(Question(thread.id, thread.model, self.composer.text(), self.talk.path))

    # -- showing ---------------------------------------------------------------------------------------------------

    def _show_thread(self) -> None:
        thread = self.talk.current
        self.header.setVisible(thread is not None)
        if thread is not None:
            self.around.load(thread.id)
            self.header.show_thread(thread, self.talk.tree.hidden(self.talk.path))
            self.composer.show_local(local=is_local(self.header.config(thread.provider)))
        else:
            self.composer.show_text("")
        self.transcript.show_path(self.talk.path, fresh=False)
        self._middle.setCurrentWidget(self.transcript if self.talk.path or self.is_answering() else self.tasks)
        self._show_state()

    def _show_state(self) -> None:
        answering = self.talk.answering
        self.composer.show_busy(busy=answering is not None)
        self.header.show_busy(busy=answering is not None)
        self._countdown.stop()
        if answering is None:
            self.composer.show_status("")
        elif answering.wait is not None:
            self._left = answering.wait[1]
            self._show_wait()
            self._countdown.start()
        else:
            self.composer.show_status("" if answering.parts else tr("Waiting for the answer…"))

    def _show_wait(self) -> None:
        answering = self.talk.answering
        if answering is None or answering.wait is None:
            self._countdown.stop()
            self._show_state()
            return
        attempt, _, code = answering.wait
        self.composer.show_status(tr("{try} in {n} s").replace("{try}", _try(attempt + 1)).format(n=number(math.ceil(self._left))))
        self.composer.status.setToolTip(of_code(code, {"provider": self.talk.current.provider if self.talk.current else ""}).what)

    def _tick(self) -> None:
        self._left = max(0.0, self._left - 1)
        self._show_wait()

    def _describe(self, turn: Turn) -> Shown:
        siblings = self.talk.tree.siblings(turn.id)
        busy = self.is_answering()
        last = bool(self.talk.path) and self.talk.path[-1].id == turn.id
        notice = self.around.notice(turn, last=last)
        growing = busy and turn.role == "assistant" and turn.state == "streaming"
        return Shown(
            turn=turn, text=self._text(turn), who=self.around.who(turn), sibling=siblings.index(turn.id) + 1, siblings=len(siblings),
            tone=tone(turn.confidence, float(self.context.setting("review.threshold"))) if turn.confidence is not None else "neutral",
            notice=notice, can_ask_again=notice is not None, thumb=self.around.thumb(turn), review=self.around.review(turn), busy=busy,
            status=tr("Writing…") if growing and not turn.text and not (self.talk.answering and self.talk.answering.parts) else "",
        )

    def _text(self, turn: Turn) -> str:
        return turn.text if self._clear else self.around.mask.hide(turn.text).text

    def _show_values(self, clear: bool) -> None:
        if clear != self._clear and not self.is_answering():
            self._clear = clear
            self.header.show_values(clear=clear)
            self.transcript.refresh()

    def _began(self, turn_id: str) -> None:
        answering = self.talk.answering
        if answering is None or self._content is not None:
            return
        self._content = Content(self.looks)
        self.transcript.grow(turn_id, self._content)
        if answering.parts:
            self._content.feed("".join(answering.parts))

    def _grew(self, turn_id: str, text: str) -> None:
        self.transcript.feed(turn_id, text)
        self.composer.show_status("")

    def _ended(self, turn_id: str) -> None:
        if turn_id:
            self.transcript.settle(turn_id)
            self._content = None
        self._count()

    def _unsaid(self, text: str) -> None:
        if text and not self.composer.text().strip():
            self.composer.show_text(text)

    def _open_link(self, address: str) -> None:
        if may_open(address):
            LinkCard(self.context.theme, address, self.window()).open()

    # -- plumbing --------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_answering():
            self.stop()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px = self.context.theme.px
        self.threads.setFixedWidth(px(WIDTH if event.size().width() >= px(NARROW) else 216))

    def _connect(self) -> None:
        self.threads.chosen.connect(lambda name: self.open(name) if name else None)
        self.threads.searched.connect(self._search)
        self.threads.new_wanted.connect(self.new)
        self.threads.list.delete_wanted.connect(self.delete)
        self.threads.list.rename_wanted.connect(self.header.edit_title)
        self.threads.list.entered_text.connect(self.composer.paper.setFocus)
        self.header.target_chosen.connect(self._set_target)
        self.header.renamed.connect(lambda title: self.talk.rename(self.talk.current.id, title) if self.talk.current else None)
        self.header.delete_wanted.connect(self.delete)
        self.header.values_wanted.connect(self._show_values)
        self.transcript.act.connect(self.act)
        self.transcript.opinion_given.connect(self._opinion)
        self.transcript.link_clicked.connect(self._open_link)
        self.transcript.copied.connect(self._copied)
        self.transcript.peeked.connect(lambda held: self._show_values(not held))
        self.composer.sent.connect(self._send)
        self.composer.stopped.connect(self.stop)
        self.composer.typed.connect(self._typed)
        self.counting.counted.connect(self.composer.show_count)
        self.talk.loaded.connect(self._show_thread)
        self.talk.began.connect(self._began)
        self.talk.grew.connect(self._grew)
        self.talk.waited.connect(self._show_state)
        self.talk.ended.connect(self._ended)
        self.talk.failed.connect(self.context.errors.show_fault)
        self.talk.unsaid.connect(self._unsaid)
        self._countdown.timeout.connect(self._tick)

    def _search(self, words: str) -> None:
        if self._find is not None:
            self._find.cancel()
            self._find = None
        if not words.strip():
            self._refresh_threads()
            return
        job = self._find = self.context.engine.job(lambda: find_threads(self.context.workspace, words))
        job.done.connect(lambda found: self.threads.show_found(found, self._current()) if job is self._find else None)
        job.failed.connect(self.context.errors.show_fault)
        job.start()

    def _refresh_threads(self) -> None:
        if not self.threads.words:
            self.threads.show_all(self._current())

    def _current(self) -> str:
        return self.talk.current.id if self.talk.current else ""

    def _read_providers(self) -> None:
        job = self.context.engine.call(lambda: tuple(self.context.workspace.providing.all()))
        job.done.connect(self._take_providers)
        job.start()

    def _take_providers(self, providers: tuple[ProviderConfig, ...]) -> None:
        self._providers = providers
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

    def _lay_out(self) -> None:
        self._middle = QStackedWidget()
        self._middle.addWidget(self.tasks)
        self._middle.addWidget(self.transcript)
        right = QFrame()
        right.setProperty("kind", "surface")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(_thin())
        column.addWidget(self._middle, 1)
        foot = QWidget()
        foot_row = QHBoxLayout(foot)
        foot_row.setContentsMargins(24, 8, 24, 14)
        self.composer.setMaximumWidth(self.context.theme.px(808))
        foot_row.addStretch(1)
        foot_row.addWidget(self.composer, 100)
        foot_row.addStretch(1)
        column.addWidget(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.threads)
        row.addWidget(_thin(vertical=True))
        row.addWidget(right, 1)


def _thin(*, vertical: bool = False) -> QFrame:
    frame = QFrame()
    frame.setProperty("kind", "line_v" if vertical else "line")
    return frame


def _try(number_: int) -> str:
    names = {2: tr("Second try"), 3: tr("Third try"), 4: tr("Fourth try")}
    return names.get(number_, tr("Try {n}").format(n=QLocale().toString(number_)))
