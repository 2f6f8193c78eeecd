""""Check before sending": both texts, every replacement, the exact bytes, and the person's answer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QPlainTextEdit, QWidget

from hybriddesk.desk.preview.doubt_bar import DoubtBar
from hybriddesk.desk.preview.found_table import FoundTable
from hybriddesk.desk.preview.passage_line import PassageLine
from hybriddesk.desk.preview.passage_page import PassagePage
from hybriddesk.desk.preview.passage_page import Row as PassageRow
from hybriddesk.desk.preview.reading import Row, after, as_text, before, rows
from hybriddesk.desk.preview.sheet_layout import framed, lay_out
from hybriddesk.desk.review.marks import Look, Mark
from hybriddesk.desk.review.text_view import TextView
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button, Segmented
from hybriddesk.desk.widgets.sheets import Scrim, round_corners
from hybriddesk.desk.widgets.text import Chip, ElidedLabel, Label
from hybriddesk.desk.words import money, number, translated
from hybriddesk.records.consent import Consent
from hybriddesk.records.knowledge import Gathered, Passage
from hybriddesk.records.way import ByHand, Outgoing
from hybriddesk.records.work import AskRule

WIDEST, HIGHEST, EDGE = 1000, 640, 24
ASK: tuple[tuple[str, AskRule | None], ...] = (
    ("Ask as before", None), ("Always ask", "always"), ("Ask for new kinds of data", "new_kinds"), ("Never ask", "never"),
)


class CheckSheet(QDialog):
    """Opened by ``show_request``, answered once per request by ``answered``; ``finish`` takes it away."""

    answered = Signal(object)
    """A ``Consent``."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._theme, self._window = theme, window
        self._outgoing: Outgoing | None = None
        self._shown: tuple[Row, ...] = ()
        self._scrim: Scrim | None = None
        self.setObjectName("check_sheet")
        self.setWindowTitle(_t("Check before sending"))
        self.setAccessibleName(self.windowTitle())
        round_corners(self, theme)
        self.replaced = Chip("", "pii")
        self.doubt = DoubtBar(theme)
        self.views = Segmented(
            {"text": _t("Text"), "sources": _t("Your sources"), "bytes": _t("Exact bytes")}, name="sheet_view", label=_t("Show"), chosen=self._show_view,
        )
        self.passages = PassagePage(theme)
        self.found = PassageLine(theme, self.show_passages)
        self.left = TextView(theme, _t("You wrote (stays here)"))
        self.left.setObjectName("sheet_before")
        self.right = TextView(theme, _t("Leaves this computer"))
        self.right.setObjectName("sheet_after")
        self.hide_button = Button(theme, _t("Hide selection"), "ghost", icon="eye-off", keys="H", name="hide_selection", act=self.hide_selection)
        self.estimate = Label("", "hint", tone="text2")
        self.body = QPlainTextEdit()
        self.body.setReadOnly(True)
        self.body.setProperty("kind", "mono")
        self.body.setObjectName("sheet_bytes")
        self.body.setAccessibleName(_t("Exact bytes"))
        self.digest = Label("", "hint", tone="text2", selectable=True)
        self.digest.setAccessibleName(_t("SHA-256 of the body"))
        self.table = FoundTable(theme)
        self.values = framed(self.table)
        self.to = ElidedLabel("", "hint", tone="text2")
        self.copy = Button(theme, _t("Copy request"), "ghost", icon="copy", name="sheet_copy", act=self.copy_request)
        self.rule = _rules()
        self.rest = QCheckBox("")
        self.rest.setObjectName("sheet_rest")
        self.cancel = Button(theme, _t("Cancel"), name="sheet_cancel", act=lambda: self._answer("cancel"))
        self.helper = Button(theme, _t("Use local helper"), icon="cpu", name="sheet_helper", act=lambda: self._answer("use_helper"))
        self.send = Button(
            theme, _t("Send scrubbed text"), "primary", icon="send", keys="Ctrl+↵", name="sheet_send", act=lambda: self._answer("send"),
        )
        for button in (self.cancel, self.helper, self.send, self.copy, self.hide_button):
            button.setAutoDefault(False)
        self._stack = lay_out(self, theme)
        self.left.selectionChanged.connect(self._selected)
        self.table.toggled.connect(self.toggle)
        self.table.pointed.connect(self._point)
        self.passages.table.toggled.connect(self.toggle_passage)
        self._bind("Ctrl+Return", lambda: self._answer("send"), self)
        self._bind("H", self.hide_selection, self.left)

    def show_request(self, outgoing: Outgoing, waiting: int) -> None:
        """A request that waits; ``waiting`` more of the same batch come after it."""
        if self._outgoing and self._outgoing.scrubbed.draft.run != outgoing.scrubbed.draft.run:
            self._shown = ()
        self._outgoing = outgoing
        left, right = before(outgoing), after(outgoing)
        for view, side in ((self.left, left), (self.right, right)):
            view.show_text(side.text)
            view.set_marks(side.marks)
        self.body.setPlainText(as_text(outgoing))
        self.digest.setText(f"SHA-256 {outgoing.sha256}")
        self.table.show_rows(rows(outgoing, self._shown))
        self._show_gathered(outgoing.scrubbed.draft.gathered)
        self.doubt.show_fault(outgoing.scrubbed.fault)
        self.replaced.show_text(_replaced(len(outgoing.scrubbed.replacements)))
        self.estimate.setText(_estimate(outgoing))
        self.to.set_text(_to(outgoing))
        self.rest.setVisible(waiting > 0)
        self.rest.setText(_t("The same for the {n} that follow, unless a new kind appears").format(n=number(waiting)))
        self._allow(allowed=True)
        self._selected()
        self._open()
        self.left.scroll_to(left.focus)
        self.right.scroll_to(right.focus)

    def finish(self) -> None:
        """Takes the sheet away; answers nothing."""
        if self._scrim is not None:
            self._scrim.deleteLater()
            self._scrim = None
        self.hide()
        self.deleteLater()

    def toggle(self, row: Row) -> None:
        """Lets a value out in clear, or hides it again; the request is scrubbed anew."""
        if row.token:
            self._shown = (*self._shown, Row(row.value, "", row.kind, row.rule, row.score, row.count, new=False))
            self._redo(by_hand=(ByHand("show", row.value, row.kind),))
        else:
            self._shown = tuple(each for each in self._shown if each.value != row.value)
            self._redo(take_back=(row.value,))

    def toggle_passage(self, row: PassageRow) -> None:
        """Leaves a passage out of this request, or takes a held one along; the request is made anew."""
        if row.code:
            self._redo(take=(row.passage,))
        else:
            self._redo(leave=(row.passage,))

    def show_passages(self) -> None:
        """What the person's sources give to this request, passage by passage."""
        self.views.choose("sources")
        self._show_view("sources")
        self.passages.table.setFocus()

    def hide_selection(self) -> None:
        """Hides the words marked on the left wherever they stand."""
        value = self.left.textCursor().selectedText().replace("\u2029", "\n").strip()
        if value:
            self._redo(by_hand=(ByHand("hide", value),))

    def copy_request(self) -> None:
        """The exact request to the clipboard, the key hidden."""
        if self._outgoing is not None:
            QGuiApplication.clipboard().setText(as_text(self._outgoing))

    def reject(self) -> None:
        """Esc: nothing is sent."""
        self._answer("cancel")

    def _answer(self, answer: str) -> None:
        if self._outgoing is None or not self.send.isEnabled():
            return
        rule: AskRule | None = self.rule.currentData()
        self._allow(allowed=False)
        self.answered.emit(Consent(answer, rule=rule, rest_of_batch=self.rest.isVisibleTo(self) and self.rest.isChecked()))  # type: ignore[arg-type]  # one of the four words

    def _redo(
        self, *, by_hand: tuple[ByHand, ...] = (), take_back: tuple[str, ...] = (), leave: tuple[Passage, ...] = (), take: tuple[Passage, ...] = (),
    ) -> None:
        if self.send.isEnabled():
            self._allow(allowed=False)
            self.estimate.setText(_t("Scrubbing again"))
            self.answered.emit(Consent("redo", by_hand=by_hand, take_back=take_back, leave=leave, take=take))

    def _allow(self, *, allowed: bool) -> None:
        for widget in (self.send, self.helper, self.cancel, self.table, self.passages.table):
            widget.setEnabled(allowed)

    def _selected(self) -> None:
        self.hide_button.setEnabled(self.left.textCursor().hasSelection() and self.send.isEnabled())

    def _point(self, row: Row) -> None:
        """Both texts show where the current row's value stands."""
        for view, words in ((self.left, row.value), (self.right, row.token or row.value)):
            at = view.text().find(words)
            if at >= 0 and words:
                view.reveal(Mark(at, at + len(words), Look.TOKEN))

    def _show_view(self, view: str) -> None:
        self._stack.setCurrentIndex(("text", "bytes", "sources").index(view))
        self.values.setVisible(view != "sources")  # the passages need the room
        self.found.look.setVisible(view != "sources" and self.views.button("sources").isVisibleTo(self.views))

    def _show_gathered(self, found: Gathered | None) -> None:
        """Nothing of all this where no sources were asked."""
        there = self.found.show_found(found)
        self.passages.show_found(found or Gathered(0))
        self.views.button("sources").setVisible(there)
        if not there and self.views.value() == "sources":
            self.views.choose("text")
        self._show_view(self.views.value())

    def _open(self) -> None:
        if self.isVisible():
            return
        window = self._window
        self._scrim = Scrim(self._theme, window)
        px = self._theme.px
        width = min(px(WIDEST), window.width() - 2 * EDGE)
        height = min(px(HIGHEST), window.height() - 2 * EDGE)
        self.resize(width, height)
        self.move(window.mapToGlobal(window.rect().center()) - self.rect().center())
        self.open()
        self.send.setFocus()

    def _bind(self, keys: str, act: object, home: QWidget) -> None:
        shortcut = QShortcut(QKeySequence(keys), home)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)


def _rules() -> QComboBox:
    box = QComboBox()
    box.setObjectName("sheet_rule")
    box.setAccessibleName(_t("When to ask for this provider"))
    for words, rule in ASK:
        box.addItem(_t(words), rule)
    return box


def _replaced(count: int) -> str:
    return _t("Nothing replaced") if not count else _t("{n} replaced").format(n=number(count))


def _estimate(outgoing: Outgoing) -> str:
    estimate = outgoing.estimate
    price = _t("price not known") if estimate.cost_usd is None else _t("about {price}").format(price=money(estimate.cost_usd))
    return _t("{bytes} bytes · about {tokens} tokens · {price}").format(
        bytes=number(estimate.body_bytes), tokens=number(estimate.prompt_tokens), price=price,
    )


def _to(outgoing: Outgoing) -> str:
    route = outgoing.route
    headers = ", ".join(f"{name} {value}" if value == "(hidden)" else name for name, value in outgoing.headers)
    return _t("To: {provider}, {host} · model {model} · headers: {headers}").format(
        provider=route.provider, host=route.host, model=route.model, headers=headers,
    )


def _t(text: str) -> str:
    return translated(text, "CheckBeforeSending")
