"""What a person does with one message: copy it, judge it, ask again, send it to review, look at what was sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from hybriddesk.desk.cause_words import marks, said
from hybriddesk.desk.conversations.around import Around
from hybriddesk.desk.conversations.link_card import LinkCard
from hybriddesk.desk.conversations.markdown import may_open
from hybriddesk.desk.conversations.passages_sheet import PassagesSheet
from hybriddesk.desk.conversations.phrases import tr
from hybriddesk.desk.conversations.talk import Talk
from hybriddesk.desk.conversations.transcript import Transcript
from hybriddesk.desk.monitor.charged import looked_words
from hybriddesk.desk.place import DeskContext
from hybriddesk.records.work import Turn
from hybriddesk.vault.diagnoses import Kept
from hybriddesk.vault.knowledge_pages import source_page
from hybriddesk.vault.passages import passages_of
from hybriddesk.workflow.charging import Looked
from hybriddesk.workflow.diagnosing import Traced

FOR_ALL = {"copy", "older", "newer", "again", "without", "edit"}
"""Acts that make sense on a person's own words too."""


class Acts(QObject):
    """``run(name, turn id)``; ``text`` is the turn's text as it is shown."""

    edit_wanted = Signal(object)
    """A turn of the person is to be written anew."""

    def __init__(
        self, context: DeskContext, talk: Talk, around: Around, transcript: Transcript, text: Callable[[Turn], str],
    ) -> None:
        super().__init__(transcript)
        self._context, self._talk, self._around, self._transcript, self._text = context, talk, around, transcript, text
        self._asked: set[str] = set()
        self._acts: dict[str, Callable[[Turn], object]] = {
            "copy": self._copy, "again": self._again, "without": self._without, "up": lambda turn: self._thumb(turn, "up"),
            "down": lambda turn: self._thumb(turn, "down"), "review": self._to_review, "open_review": self._open_review,
            "sent": self._sent, "older": lambda turn: self._beside(turn, -1), "newer": lambda turn: self._beside(turn, 1),
            "edit": self._edit, "charge": self._look_up, "passages": self._passages,
        }

    def run(self, name: str, turn_id: str = "") -> None:
        """No id means the current message."""
        turn_id = turn_id or self._transcript.current
        if turn_id in self._talk.tree:
            turn = self._talk.tree.turn(turn_id)
            if turn.role == "assistant" or name in FOR_ALL:
                self._acts[name](turn)

    def copied(self, turn_id: str, text: str) -> None:
        """Counts as feedback: the share of the answer that was of use."""
        turn = self._talk.tree.turn(turn_id)
        if turn.role == "assistant" and turn.text:
            self._talk.feedback(turn_id, "copy", f"{min(1.0, len(text) / len(turn.text)):.2f}")

    def open_link(self, address: str) -> None:
        """Asks before a link of an answer is opened."""
        if may_open(address):
            LinkCard(self._context.theme, address, self._transcript).open()

    def rate(self, turn_id: str, stars: int) -> None:
        """One to five stars, or 0: taken back."""
        self._talk.feedback(turn_id, "stars", str(stars) if stars else "")

    def opinion(self, turn_id: str, reason: str, comment: str) -> None:
        """Reason and words added to a thumb."""
        if reason or comment:
            thumb = self._around.thumb(self._talk.tree.turn(turn_id)) or "down"
            self._talk.feedback(turn_id, "thumb", thumb, reason, comment)
            if thumb == "down":
                self._trace(self._talk.tree.turn(turn_id))
            else:
                self._context.toasts.show_toast(tr("Thank you. It stays on this computer."))
        self._transcript.setFocus()

    def _trace(self, turn: Turn) -> None:
        """Where a disliked answer went wrong, as far as the reason and the passages tell; the job runs after the one that keeps the thumb."""
        diagnosing = self._context.workspace.diagnosing
        job = self._context.engine.job(lambda: diagnosing.of_turn(turn.id))
        job.done.connect(lambda traced: self._traced(turn, traced))
        job.failed.connect(self._context.errors.show_fault)
        job.start()

    def _traced(self, turn: Turn, traced: Traced) -> None:
        found = traced.found.diagnosis
        words = tr("Thank you. It stays on this computer.")
        if found.cause not in {"unclear", "wording"}:
            first = next(iter(marks(found, found.cause)), None)
            claimed = self._text(replace(turn, text=turn.text[first.start:first.end])) if first is not None and first.what == "removed" else ""
            words = f"{words} {said(Kept(turn.id, found.cause, 'app', traced.found, 0), claimed)}"
        self._context.toasts.show_toast(words)

    def _copy(self, turn: Turn) -> None:
        text = self._text(turn)
        QGuiApplication.clipboard().setText(text)
        self.copied(turn.id, text)
        self._context.toasts.show_toast(tr("Copied"))

    def _again(self, turn: Turn) -> None:
        """Another answer beside this one, or one for words that have none."""
        if self._talk.answering is None:
            self._talk.again(turn.id)
            self._transcript.to_end()

    def _without(self, turn: Turn) -> None:
        if self._talk.answering is None:
            self._talk.again(turn.id, drop=True)
            self._transcript.to_end()

    def _edit(self, turn: Turn) -> None:
        if turn.role == "user":
            self.edit_wanted.emit(turn)

    def _thumb(self, turn: Turn, thumb: str) -> None:
        self._talk.feedback(turn.id, "thumb", thumb)
        view = self._transcript.view(turn.id)
        if view is not None:
            view.opinion.ask(thumb)

    def _to_review(self, turn: Turn) -> None:
        if turn.text.strip() and turn.run:
            self._talk.to_review(turn.id, self._waits_for_review)

    def _waits_for_review(self, _review: str) -> None:
        self._context.toasts.show_toast(tr("Sent to review. \u201cOpen in Review\u201d under the answer leads there."))

    def _open_review(self, turn: Turn) -> None:
        self._context.go_to("review", review=self._around.review(turn))

    def _sent(self, turn: Turn) -> None:
        if turn.run:
            self._context.go_to("privacy", run=turn.run)

    def _passages(self, turn: Turn) -> None:
        """What the answer rested on, passage by passage, in the form in which values are shown."""
        found = passages_of(self._context.reader, turn.run or "")
        if found is not None and found.given:
            stand = {row.id for row in source_page(self._context.reader, [one.source for one in found.given])}
            PassagesSheet(
                self._context.theme, found, lambda text: self._text(replace(turn, text=text)), self._transcript.window(), stand,
                lambda source, at: self._context.go_to("knowledge", source=source, at=at),
            ).open()

    def _look_up(self, turn: Turn) -> None:
        """Asks the provider what the answer that broke off cost; only the id it gave to the request is sent, with the key, and no text."""
        if not self._around.can_look_up(turn) or turn.id in self._asked:
            return
        charging = self._context.workspace.charging
        self._asked.add(turn.id)
        job = self._context.engine.job(lambda: charging.look_up(turn.conversation))
        job.done.connect(self._looked)
        job.failed.connect(self._context.errors.show_fault)
        job.ended.connect(lambda: self._asked.discard(turn.id))
        job.start()

    def _looked(self, looked: tuple[Looked, ...]) -> None:
        """A charge stands beside the answer from now on; why there is none is said once."""
        for one in looked:
            if one.charge is None:
                self._context.toasts.show_toast(looked_words(one))
        self._talk.load(())

    def _beside(self, turn: Turn, step: int) -> None:
        other = self._talk.tree.beside(turn.id, step)
        if other != turn.id:
            self._talk.choose(other)
            self._transcript.set_current(other)
