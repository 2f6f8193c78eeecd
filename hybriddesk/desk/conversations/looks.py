"""What all texts of this place share: fonts and colours of the theme in force, and a document that loads nothing."""

from __future__ import annotations

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QTextDocument

from hybriddesk.desk.conversations.highlight import Highlighter
from hybriddesk.desk.conversations.markdown import Ink, style_sheet
from hybriddesk.desk.theme.theme import Theme


class Looks(QObject):
    """What all contents share: fonts and colours of the theme in force."""

    def __init__(self, theme: Theme, highlighter: Highlighter) -> None:
        super().__init__()
        self.theme, self.highlighter = theme, highlighter
        self.sheet = ""
        theme.changed.connect(self._read)
        self._read()

    def _read(self) -> None:
        tokens, px = self.theme.tokens, self.theme.px
        self.sheet = style_sheet(
            Ink(tokens.text, tokens.text3, tokens.accent, tokens.neutral_soft, tokens.border, "JetBrains Mono", px(14), px(12)),
        )


class Document(QTextDocument):
    """Loads nothing, from nowhere, whatever stands in the text."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> None:
        return None
