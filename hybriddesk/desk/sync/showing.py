"""What follows a result: the file in the desktop's own file manager, its digest on the clipboard."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.sync.phrases import tr


def open_folder_of(path: Path) -> None:
    """Opens the folder that holds ``path``, or ``path`` itself if it is a folder."""
    folder = path if path.is_dir() else path.parent
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def copy_digest(context: DeskContext, sha256: str) -> None:
    """The whole digest to the clipboard."""
    QGuiApplication.clipboard().setText(sha256)
    context.toasts.show_toast(tr("SHA-256 copied"))
