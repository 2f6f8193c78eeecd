"""Asking for a file or a folder, without holding the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

Chosen = Callable[[Path], object]


def save_as(parent: QWidget, title: str, proposed: Path, kinds: str, chosen: Chosen) -> None:
    """Where to write. ``kinds`` as Qt's name filter, such as ``Bundle (*.age)``; the dialog asks before it replaces a file."""
    dialog = _dialog(parent, title, kinds, chosen)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix(proposed.suffix.removeprefix("."))
    dialog.setDirectory(str(proposed.parent))
    dialog.selectFile(proposed.name)
    dialog.open()


def open_file(parent: QWidget, title: str, kinds: str, chosen: Chosen) -> None:
    """An existing file to read."""
    dialog = _dialog(parent, title, kinds, chosen)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.open()


def open_files(parent: QWidget, title: str, kinds: str, chosen: Callable[[Sequence[Path]], object]) -> None:
    """Existing files to read, several at once."""
    dialog = QFileDialog(parent, title)
    dialog.setNameFilters(kinds.split(";;"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(lambda paths: chosen([Path(path) for path in paths]))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def open_folder(parent: QWidget, title: str, chosen: Chosen) -> None:
    """A folder to write into."""
    dialog = _dialog(parent, title, "", chosen)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.open()


def _dialog(parent: QWidget, title: str, kinds: str, chosen: Chosen) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    if kinds:
        dialog.setNameFilter(kinds)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.finished.connect(dialog.deleteLater)
    return dialog
