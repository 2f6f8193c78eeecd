"""Colours of code. A language's lexer is loaded on a worker thread the first time it is met; until then its code is plain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from hybriddesk.desk.theme.theme import Theme

if TYPE_CHECKING:
    from pygments.lexer import Lexer

ROLES = (
    ("Token.Comment", "text3"), ("Token.Keyword", "accent"), ("Token.Name.Function", "pii"), ("Token.Name.Class", "pii"),
    ("Token.Name.Tag", "accent"), ("Token.Name.Attribute", "warn"), ("Token.Name.Decorator", "pii"), ("Token.Literal.String", "ok"),
    ("Token.Literal.Number", "warn"), ("Token.Generic.Deleted", "bad"), ("Token.Generic.Inserted", "ok"), ("Token.Error", "text"),
)
MOST = 20_000
"""Characters of one code piece that are still coloured."""
LONGEST_NAME, MOST_LANGUAGES = 40, 200
"""An answer may name anything as a language; only so much of it is looked up."""

Load = Callable[[Callable[[], Any], Callable[[Any], object]], object]
"""``load(work, done)`` runs ``work`` on a worker thread and hands its result to ``done`` on the window's."""


class Highlighter(QObject):
    """``ready`` carries a language whose code can be coloured from now on."""

    ready = Signal(str)

    def __init__(self, theme: Theme, load: Load, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme, self._load = theme, load
        self._lexers: dict[str, Lexer | None] = {}

    def paint(self, code: str, language: str) -> Sequence[tuple[str, str]]:
        """Runs of ``(colour, text)``; one plain run while the lexer is not there, or for a language nobody knows."""
        lexer = self._lexer(language)
        if lexer is None or len(code) > MOST:
            return ((self._theme.tokens.text, code),)
        return [(self._colour(str(kind)), text) for kind, text in lexer.get_tokens(code)]

    def _lexer(self, language: str) -> Lexer | None:
        if language and language not in self._lexers and len(language) <= LONGEST_NAME and len(self._lexers) < MOST_LANGUAGES:
            self._lexers[language] = None
            self._load(lambda: lexer_for(language), lambda lexer: self._loaded(language, lexer))
        return self._lexers.get(language)

    def _loaded(self, language: str, lexer: Lexer | None) -> None:
        self._lexers[language] = lexer
        if lexer is not None:
            self.ready.emit(language)

    def _colour(self, kind: str) -> str:
        return self._theme.tokens.role(next((role for start, role in ROLES if kind.startswith(start)), "text"))


def lexer_for(language: str) -> Lexer | None:
    """The lexer of a language, or None if Pygments has none. Slow the first time: it imports."""
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415  loaded on a worker thread
    from pygments.util import ClassNotFound  # noqa: PLC0415

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None
