"""The main job as a person does it in the window, step by step; tests and the program under a real X server walk the same steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QComboBox, QPushButton, QTableWidget, QTextEdit, QWidget

from tests.window.drive import Window, find, until, usable

INPUTS = Path(__file__).with_name("material")
KEY = "sk-planted-4f9a-window-key"


def import_folder(window: Window, folder: Path) -> None:
    """Ctrl+O, "Choose folder", the folder's name: until the preview says what was found."""
    window.keys("Ctrl+O")
    until(lambda: find(QWidget, "import_folder") or find(QWidget, "import_batch_close"), "the import sheet")
    if not find(QWidget, "import_folder"):  # an ended batch is shown first
        window.click("import_batch_close")
        window.keys("Ctrl+O")
    window.click("import_folder")
    window.file_dialog(folder)
    until(lambda: find(QWidget, "import_draft"), "the preview of the import")


def start_drafting(window: Window, provider: str = "helper") -> None:
    """Chooses who drafts, and starts."""
    if provider != "helper":
        window.choose("import_provider", provider)
        until(lambda: usable("import_provider", QComboBox).currentText() == provider, "the provider chosen")
    window.click("import_draft")


def drafted(window: Window):
    """Waits for the end of the batch and closes the sheet by its Review button or its Close."""
    from hybriddesk.desk.importing.batch import Drafts

    batch = window.shell.registry.findChild(Drafts)
    until(lambda: batch.view.state in {"ended", "stopped", "cancelled"}, "the end of the batch", patience=300)
    return batch.view


def leave_import(window: Window) -> None:
    """From the sheet to Review."""
    window.click("import_batch_review")
    window.review_lies()


def add_provider(window: Window, name: str, url: str) -> None:
    """Settings, Providers, Add: an OpenAI-compatible server on this computer, tested at once."""
    window.keys("Ctrl+,")
    window.place("settings")
    window.click("settings_page_providers")
    window.click("provider_add")
    window.choose("add_kind", "OpenAI")
    for field, text in (("add_name", name), ("add_address", url), ("add_key", KEY)):
        window.click(field)
        window.keys("Ctrl+A", "Backspace")
        window.type(text)
        until(lambda field=field, text=text: usable(field).text() == text, f"{field} filled")
    window.tick("add_plain")
    window.click("add_and_test")
    until(lambda: find(QWidget, f"provider_{name}"), "the provider's card")
    window.calm()


def sheet_rows(window: Window) -> dict[str, str]:
    """Found value to what stands for it, as the table of the sheet shows them."""
    table = usable("found_table", QTableWidget)
    return {table.item(row, 0).text(): table.item(row, 1).text() for row in range(table.rowCount())}


def let_out(window: Window, value: str) -> None:
    """Un-hides one value by keyboard: its row, then Space."""
    table = usable("found_table", QTableWidget)
    row = next(row for row in range(table.rowCount()) if table.item(row, 0).text().startswith(value))
    window.click_row(table, table.model().index(row, 0))
    until(lambda: table.hasFocus() and table.currentRow() == row, "the row")
    window.keys("Space")
    until(lambda: value in usable("sheet_after", QTextEdit).toPlainText() and usable("sheet_send").isEnabled(), "the value in clear")


def hide_word(window: Window, word: str) -> None:
    """Hides a word by hand: double-click selects it on the left, H hides it."""
    left = usable("sheet_before", QTextEdit)
    cursor = left.document().find(word, 0, QTextDocument.FindFlag.FindCaseSensitively)
    cursor.setPosition(cursor.selectionStart() + 1)
    probe = left.textCursor()
    left.setTextCursor(cursor)
    left.ensureCursorVisible()
    at = left.cursorRect(cursor).center()
    left.setTextCursor(probe)
    window.clicks += 1
    window.hand.click(left.viewport(), at, double=True)
    until(lambda: left.textCursor().selectedText().strip() == word, f"{word} selected")
    window.keys("h")
    until(lambda: word not in usable("sheet_after", QTextEdit).toPlainText() and usable("sheet_send").isEnabled(), "the word hidden")


def send(window: Window, *, rest: bool = False) -> None:
    """Sends what the sheet shows; ``rest`` agrees to those that follow."""
    if rest:
        window.tick("sheet_rest")
    window.click("sheet_send")


def ids(window: Window, view: str = "needs") -> list[str]:
    """The entries of the queue, by the store."""
    return list(window.ask(lambda: list(window.shell.context.workspace.reviews.ids(view, "risk"))))


def counts(window: Window) -> dict[str, int]:
    """Entries by state. One that lies on a desk waits for everybody else: a claim does not travel."""
    found = dict(window.ask(window.shell.context.workspace.reviews.counts))
    found["pending"] += found.pop("in_review")
    return found


def finals(window: Window) -> dict[str, tuple[str, str, str]]:
    """Approved entries: id to state, draft and final."""
    reviews = window.shell.context.workspace.reviews
    return {one.id: (one.state, one.draft, one.final) for one in window.ask(lambda: list(reviews.approved()))}


def files(folder: Path) -> Sequence[Path]:
    """Every file under a folder."""
    return [path for path in folder.rglob("*") if path.is_file()]


def batch_by_sheet(window: Window):
    """Sends every further sheet (a kind not seen before asks again), until the batch has ended."""
    from hybriddesk.desk.importing.batch import Drafts

    batch = window.shell.registry.findChild(Drafts)

    def settled() -> bool:
        button = find(QWidget, "sheet_send")
        if button is not None and button.isEnabled():
            send(window)
        return batch.view.state != "drafting"

    until(settled, "the batch", patience=600)
    return batch.view


def approve_all(window: Window, most: int = 1_000, told: Callable[[str], None] = lambda _review: None) -> int:
    """By keyboard: every open draft with a text is approved, every second with an edit; a declined one is written by hand. Returns how many.

    ``told`` hears the id of each once the desk has moved on from it.
    """
    window.keys("Ctrl+3")
    page = window.place("review")
    count = 0
    while page.badge() and count < most:
        page = window.review_lies()
        until(page.queue.list.hasFocus, "the list")
        here, left = page.table.review_id, page.badge()
        if count % 2 and page.table.current.review.draft.strip():
            window.keys("a")
        else:
            window.keys("Return")
            until(page.bench.texts.editor.hasFocus, "the editor")
            window.keys("Ctrl+End")
            window.type(f" Edited reply {count}.")
            window.keys("Ctrl+Return")
        count += 1
        until(lambda page=page, here=here, left=left: page.badge() < left and page.table.review_id != here, "the decision")
        told(here)
    return count


def export_replies(window: Window, form: str, target: Path) -> None:
    """Sync and backup: the approved replies as files into ``target`` (a folder; for jsonl a file)."""
    window.go("sync")
    choice = usable(f"replies_format_{form}", QPushButton)
    if not choice.isChecked():
        window.click(choice)
        until(choice.isChecked, "the format chosen")
    window.click("replies_target")
    window.file_dialog(target)
    until(usable("replies_start").isEnabled, "the target taken")
    window.click("replies_start")
    folder = target if target.is_dir() else target.parent
    until(lambda: list(folder.rglob(f"*.{form}")) and not usable("pane_replies").running.busy, "the export")


def export_bundle(window: Window, target: Path, passphrase: str) -> None:
    """Sync and backup: the whole store as a sealed file."""
    window.go("sync")
    window.click("export_file")
    window.file_dialog(target)
    window.type(passphrase, "bundle_passphrase")
    window.type(passphrase, "bundle_repeat")
    window.click("export_start")
    until(lambda: find(QWidget, "export_result"), "the bundle")


def verify_bundle(window: Window, source: Path, passphrase: str) -> str:
    """Verifies a bundle; returns the title of the result."""
    window.go("sync")
    window.click("verify_file")
    window.file_dialog(source)
    window.type(passphrase, "verify_passphrase")
    window.click("verify_start")
    result = until(lambda: find(QWidget, "verify_result"), "the result")
    return result.title.text()


def bring_in_bundle(window: Window, source: Path, passphrase: str) -> str:
    """Previews and imports a bundle; returns what the preview said."""
    window.go("sync")
    window.click("import_file")
    window.file_dialog(source)
    window.type(passphrase, "import_passphrase")
    window.click("import_preview")
    until(lambda: find(QWidget, "import_start"), "the preview")
    said = find(QWidget, "import_result").words.text()
    window.click("import_start")
    until(lambda: (result := find(QWidget, "import_result")) and result.title.text() == "Imported", "the import")
    return said
