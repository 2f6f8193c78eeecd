"""The import sheet: choose -> read -> look -> draft. It lies over the window; closing it never stops a batch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from hybriddesk.desk.engine.job import Job
from hybriddesk.desk.importing.batch import Drafts
from hybriddesk.desk.importing.choose_page import ChoosePage
from hybriddesk.desk.importing.drafting_panel import DraftingPanel
from hybriddesk.desk.importing.phrases import counted, tr
from hybriddesk.desk.importing.preview_page import PreviewPage
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Progress
from hybriddesk.desk.widgets.sheets import Scrim, round_corners
from hybriddesk.desk.widgets.text import Label, line
from hybriddesk.desk.words import number
from hybriddesk.records.errors import Fault
from hybriddesk.records.hide_lists import HideList
from hybriddesk.records.work import ProviderConfig
from hybriddesk.workflow.importing import Filed, FoundWork, Importing
from hybriddesk.workflow.intake import kinds
from hybriddesk.workflow.senders import Target

WIDEST, EDGE = 800, 24
HEIGHTS = {"choose": 520, "reading": 200, "preview": 640, "drafting": 240}
Step = Literal["choose", "reading", "preview", "drafting"]
STEPS: tuple[Step, ...] = ("choose", "reading", "preview", "drafting")


class ImportSheet(QDialog):
    """``closed`` follows when it was taken away. ``step`` says what it shows."""

    closed = Signal()

    def __init__(self, context: DeskContext, drafts: Drafts, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._context, self._drafts, self._window = context, drafts, window
        self._service = Importing(context.workspace.db, context.workspace.drafting)
        self._job: Job | None = None
        self._found: FoundWork | None = None
        self._scrim: Scrim | None = None
        self.step: Step = "choose"
        self.setObjectName("import_sheet")
        self.setWindowTitle(tr("Import work"))
        self.setAccessibleName(self.windowTitle())
        round_corners(self, context.theme)
        self.setAcceptDrops(True)
        theme = context.theme
        self.choose = ChoosePage(theme, self.ask_files, self.ask_folder)
        self.reading = Progress(theme, self.stop, name="import_reading")
        self.preview = PreviewPage(theme, context.workspace.prompts)
        self.panel = DraftingPanel(context, drafts, name="import_batch", leave=self.reject)
        self.back = Button(theme, tr("Other files"), name="import_back", act=self.start_over)
        self.draft = Button(theme, tr("Draft"), "primary", icon="sparkles", name="import_draft", act=self.draft_all)
        self.close_button = Button(theme, kind="icon", icon="x", label=tr("Close"), name="import_close", act=self.reject)
        for button in self.findChildren(Button):
            button.setAutoDefault(False)
        self._lay_out()
        self._show("choose")
        drafts.changed.connect(self._offer_review)

    def open_with(self, paths: Sequence[str] = ()) -> None:
        """Shows the sheet; reads these files at once if there are any."""
        self._appear()
        if self._job is not None:
            self._context.toasts.show_toast(tr("One import at a time: these files are still being read."))
            return
        if paths:
            self.read(paths)
        elif self._drafts.view.state in {"drafting", "stopped", "cancelled"}:
            self._show("drafting")
        else:
            self._drafts.forget()
            self._show("choose")

    def ask_files(self) -> None:
        """The file dialog."""
        endings = " ".join(f"*{ending}" for ending in kinds())
        self._ask(QFileDialog.FileMode.ExistingFiles, tr("Choose files"), [f"{tr('Work')} ({endings})", f"{tr('All files')} (*)"])

    def ask_folder(self) -> None:
        """The folder dialog."""
        self._ask(QFileDialog.FileMode.Directory, tr("Choose folder"), [])

    def read(self, paths: Sequence[str]) -> None:
        """Reads in a worker thread and shows what was found."""
        job = self._run(lambda: self._look([Path(path) for path in paths], job), self._read)
        job.progress.connect(self._count)
        self._show("reading")
        self.reading.show_steps(0, 0, tr("Reading"))
        job.start()

    def draft_all(self) -> None:
        """Stores what was found and begins to draft it."""
        found, workflow = self._found, self.preview.workflow
        if found is None or not found.items or self._job is not None:
            return
        whole = len(found.items)
        job = self._run(lambda: self._file(found, workflow, self.preview.hide_list, lambda count: job.report((count, whole))), self._filed)
        job.progress.connect(self._filing)
        self._show("reading")
        self.reading.show_steps(0, whole, tr("Storing"))
        job.start()

    def stop(self) -> None:
        """Stops reading or storing. What is stored already waits on Home."""
        if self._job is not None:
            self._job.cancel()

    def start_over(self) -> None:
        """Back to the choice of files."""
        self._found = None
        self._show("choose")

    def reject(self) -> None:
        """Esc or Close: a batch goes on, and Home shows it."""
        if self.step == "reading":
            self.stop()
        if self._scrim is not None:
            self._scrim.deleteLater()
            self._scrim = None
        self.hide()
        self.closed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.step in {"choose", "preview"} and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.read(paths)

    def _ask(self, mode: QFileDialog.FileMode, title: str, filters: Sequence[str]) -> None:
        dialog = QFileDialog(self, title)
        dialog.setObjectName("import_dialog")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, mode == QFileDialog.FileMode.Directory)
        dialog.setFileMode(mode)
        dialog.setNameFilters(list(filters))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self.read)
        dialog.open()

    def _run(self, work: Callable[[], object], done: Callable[[Any], None]) -> Job:
        job = self._job = self._context.engine.job(work)  # type: ignore[arg-type]  # both services are coroutine functions
        job.done.connect(done)
        job.failed.connect(self._failed)
        job.ended.connect(self._over)
        return job

    async def _file(self, found: FoundWork, workflow: str, hide: str, done: Callable[[int], None]) -> Filed:
        if hide:
            self._context.workspace.hide_lists.use(hide, "import", found.source)
        return await self._service.file(found, workflow, done=done)

    async def _look(self, paths: list[Path], job: Job) -> tuple[FoundWork, tuple[ProviderConfig, ...], tuple[HideList, ...]]:
        # one answer for both: providers that came later would undo a choice the person has made by then
        found = await self._service.read(paths, told=lambda *counts: job.report(counts))
        return found, self._context.workspace.providing.all(), self._context.workspace.hide_lists.all()

    def _read(self, looked: tuple[FoundWork, tuple[ProviderConfig, ...], tuple[HideList, ...]]) -> None:
        found, providers, lists = looked
        self._found = found
        self.preview.show_providers(providers, str(self._context.setting("general.default_provider")))
        self.preview.show_lists(lists, found.source)
        self.preview.show_found(found)
        self.draft.setText(" " + counted(len(found.items), "Draft 1 item", "Draft {n} items"))
        self.draft.setAccessibleName(self.draft.text().strip())
        self.draft.setEnabled(bool(found.items))
        self._show("preview")

    def _filed(self, filed: object) -> None:
        assert isinstance(filed, Filed)
        self._found = None
        if not filed.new:
            self._show("choose")
            self._context.toasts.show_toast(tr("All of it was in your store already."))
            return
        self._show("drafting")
        self._drafts.start(filed.new, Target(self.preview.provider))

    def _count(self, counts: tuple[int, int]) -> None:
        items, faults = counts
        words = counted(items, "Reading: 1 item", "Reading: {n} items")
        self.reading.show_steps(0, 0, f"{words}, {counted(faults, '1 fault', '{n} faults')}" if faults else words)

    def _filing(self, counts: tuple[int, int]) -> None:
        done, whole = counts
        self.reading.show_steps(done, whole, tr("Storing: {done} of {total}").format(done=number(done), total=number(whole)))

    def _failed(self, fault: Fault) -> None:
        self._context.errors.show_fault(fault)

    def _over(self) -> None:
        self._job = None
        if self.step == "reading":
            self._show("choose")

    def _offer_review(self) -> None:
        if self.step == "drafting" and self._drafts.view.state == "ended" and self.close_button.hasFocus():
            self.panel.review.setFocus()

    def _show(self, step: Step) -> None:
        self.step = step
        for page, name in zip(self._pages, STEPS, strict=True):
            # only the page in sight decides how high the sheet has to be
            page.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred if name == step else QSizePolicy.Policy.Ignored)
        self._stack.setCurrentIndex(STEPS.index(step))
        self.back.setText(tr("Import more") if step == "drafting" else tr("Other files"))
        self.back.setAccessibleName(self.back.text())
        self.draft.setVisible(step == "preview")
        self._foot.setVisible(step in {"preview", "drafting"})
        self._fit()
        first = {"choose": self.choose.files, "reading": self.reading.stop, "preview": self.draft, "drafting": self.close_button}[step]
        first.setFocus()

    def _fit(self) -> None:
        window, px = self._window, self._context.theme.px
        self._stack.updateGeometry()
        self.resize(min(px(WIDEST), window.width() - 2 * EDGE), min(px(HEIGHTS[self.step]), window.height() - 2 * EDGE))
        self.move(window.mapToGlobal(window.rect().center()) - self.rect().center())

    def _appear(self) -> None:
        if self.isVisible():
            return
        self._scrim = Scrim(self._context.theme, self._window)
        self._fit()
        self.open()

    def _lay_out(self) -> None:
        panel = QFrame()
        panel.setProperty("kind", "panel")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(panel)
        self._stack = QStackedWidget()
        self._pages = (self.choose, _centred(self.reading), self.preview, _topped(self.panel))
        for page in self._pages:
            self._stack.addWidget(page)
        head = QHBoxLayout()
        head.addWidget(Label(self.windowTitle(), "title", 600))
        head.addStretch(1)
        head.addWidget(self.close_button)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.draft)
        column = QVBoxLayout(panel)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(line())
        column.addWidget(self._stack, 1)
        column.addWidget(self._foot)


def _centred(widget: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addStretch(1)
    column.addWidget(widget)
    column.addStretch(1)
    return page


def _topped(widget: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 8, 0, 0)
    column.addWidget(widget)
    column.addStretch(1)
    return page
