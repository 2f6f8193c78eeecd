"""Another way of splitting the sources: a length in words or exact numbers, then built beside the one in use."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from hybriddesk.desk.engine.job import Job
from hybriddesk.desk.knowledge.index_words import LENGTHS, version_words
from hybriddesk.desk.knowledge.phrases import tr
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.settings.controls import WholeBox
from hybriddesk.desk.settings.outcome import Outcome
from hybriddesk.desk.widgets.beside import row
from hybriddesk.desk.widgets.buttons import Button, Segmented
from hybriddesk.desk.widgets.cards import Card, Progress
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import number
from hybriddesk.knowledge.chunking import LARGEST, SMALLEST
from hybriddesk.records.errors import Fault

STEP = 50
SAYS = {
    "short": "A few sentences each: hits exactly, but may leave out what stands beside.", "medium": "About a paragraph or two each: right for most texts.",
    "long": "About a page each: keeps together what belongs together, but fewer go along.", "own": "Your own numbers.",
}


class BuildCard(Card):
    """``built`` carries the number of the new version. ``allow`` says whether there is anything to split."""

    built = Signal(int)

    def __init__(self, context: DeskContext) -> None:
        super().__init__(tr("Try another way"), name="pane_build")
        self._context = context
        self._job: Job | None = None
        self._allowed = self._stopped = self._held_focus = False
        theme = context.theme
        self.length = Segmented(
            {"short": tr("Short passages"), "medium": tr("Medium"), "long": tr("Long")}, name="build_length", label=tr("Length"), chosen=self._choose,
        )
        self.says = Label("", "hint", tone="text2", wrap=True)
        self.size_ = WholeBox("build_size", tr("Longest passage, in characters"), SMALLEST, LARGEST)
        self.overlap = WholeBox("build_overlap", tr("Shared with the next passage, in characters"), 0, LARGEST // 2)
        for box in (self.size_, self.overlap):
            box.setSingleStep(STEP)
            box.valueChanged.connect(lambda _value: self._numbers_changed())
        self.button = Button(theme, tr("Build"), "primary", icon="play", name="build_start", act=self.build)
        self.progress = Progress(theme, self.cancel, name="build_progress")
        self.progress.hide()
        self.outcome = Outcome(theme, "build_outcome")
        self._lay_out()
        self.length.choose("long")
        self._choose("long")

    @property
    def running(self) -> bool:
        """Whether a version is being built."""
        return self._job is not None

    def allow(self, *, sources: bool) -> None:
        """Without sources there is nothing to split."""
        self._allowed = sources
        self._offer()

    def build(self) -> None:
        """Splits every source in this way; the version in use is not touched."""
        if self._job is not None:
            return
        knowing, size, overlap = self._context.workspace.knowing, self.size_.value(), self.overlap.value()
        self._stopped = False
        job = self._job = self._context.engine.job(
            lambda: knowing.build(size, overlap, lambda done, whole: job.report((done, whole))), on_progress=lambda step: self._show_step(*step),
        )
        job.done.connect(self._done)
        job.failed.connect(self._failed)
        job.ended.connect(self._over)
        self.outcome.clear()
        self.progress.stop.setEnabled(True)
        self._show_step(0, 0)
        self.progress.show()
        self._offer()
        self.progress.stop.setFocus()
        job.start()

    def cancel(self) -> None:
        """Stops; what was built of it is removed."""
        if self._job is not None:
            self._stopped = True
            self._held_focus = self.window().focusWidget() is self.progress.stop  # it loses it with the next line
            self.progress.stop.setEnabled(False)
            self._job.cancel()

    def _show_step(self, done: int, whole: int) -> None:
        said = tr("Splitting: {n} of {all} sources").format(n=number(done), all=number(whole)) if whole else tr("Splitting")
        self.progress.show_steps(done, whole, said)
        self.progress.bar.setVisible(bool(whole) or not self._context.theme.reduce_motion)

    def _done(self, version: int) -> None:
        self.outcome.good(tr("{version} is ready. Compare it with the one in use before you use it.").format(version=version_words(version)))
        self.built.emit(version)

    def _failed(self, fault: Fault) -> None:
        if fault.code != "vault.locked":
            self.outcome.bad(fault)

    def _over(self) -> None:
        self._job = None
        held = self._held_focus or self.window().focusWidget() is self.progress.stop
        self._held_focus = False
        self.progress.hide()
        if self._stopped and self.outcome.isHidden():
            self.outcome.plain(tr("Stopped. The version in use is as it was."))
        self._offer()
        if held:
            self.button.setFocus()

    def _choose(self, key: str) -> None:
        size, overlap = LENGTHS[key]
        for box, value in ((self.size_, size), (self.overlap, overlap)):
            box.blockSignals(True)
            box.setValue(value)
            box.blockSignals(False)
        self.says.setText(tr(SAYS[key]))
        self._offer()

    def _numbers_changed(self) -> None:
        numbers = (self.size_.value(), self.overlap.value())
        key = next((key for key, each in LENGTHS.items() if each == numbers), "own")
        if key == "own":
            self.length.rest()
        else:
            self.length.choose(key)
        self.says.setText(tr(SAYS[key]))
        self._offer()

    def _offer(self) -> None:
        fits = self.size_.fits() and self.overlap.fits() and self.overlap.value() <= self.size_.value() // 2
        if not fits:
            self.says.setText(tr("A passage has {least} to {most} characters, and shares up to half of them with the next one.").format(
                least=number(SMALLEST), most=number(LARGEST)))
        self.button.setEnabled(self._allowed and fits and self._job is None)
        for widget in (self.length, self.size_, self.overlap):
            widget.setEnabled(self._job is None)

    def _lay_out(self) -> None:
        numbers = QHBoxLayout()
        numbers.setSpacing(8)
        numbers.addWidget(Label(tr("Up to"), "base", tone="text2"))
        numbers.addWidget(self.size_)
        numbers.addWidget(Label(tr("characters each,"), "base", tone="text2"))
        numbers.addWidget(self.overlap)
        numbers.addWidget(Label(tr("of them shared with the next"), "base", tone="text2"))
        numbers.addStretch(1)
        self.body.addLayout(row(self.length, stretch=-1))
        self.body.addWidget(self.says)
        self.body.addLayout(numbers)
        start = row(self.button, self.progress, stretch=1)
        start.addStretch(0)
        self.body.addLayout(start)
        self.body.addWidget(self.outcome)
