"""HTML of a mail as plain text: nothing is run or loaded, quoted history gets ``>`` marks like in a text mail.

Not ``html.parser``: it takes quadratic time on unclosed tags and raises on odd declarations, and this text comes from strangers.
Every pattern here stops at the next ``<``, so the work stays linear in the length.
"""

from __future__ import annotations

import re
from html import unescape

_SILENT = {"script", "style", "title", "template", "noscript"}
_BLOCK = {"p", "div", "tr", "table", "ul", "ol", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "blockquote", "br", "hr", "li", "body"}
_SPACED = {"p", "blockquote", "table", "ul", "ol", "pre"}
_SPACE = re.compile(r"[ \t\r\n\xa0]+")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_DECLARATION = re.compile(r"<[!?][^<>]*>?")
_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9:-]*)((?:[^<>"']|"[^"<]*"|'[^'<]*')*|[^<>]*)>""")


def text_of(html: str) -> str:
    """The words of an HTML text, one line a block, at most one blank line between them."""
    page = _Page()
    html = _DECLARATION.sub("", _COMMENT.sub("", html))
    at = 0
    for tag in _TAG.finditer(html):
        page.words(html[at:tag.start()])
        page.tag(tag[2].lower(), closing=bool(tag[1]))
        at = tag.end()
    page.words(html[at:])
    return page.text()


class _Page:
    """Lines as they grow: the line at hand, how deep we are in what is never shown, and in quotations."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._silent = 0
        self._quotes = 0

    def words(self, text: str) -> None:
        if text and not self._silent:
            self._line.append(_SPACE.sub(" ", unescape(text)))

    def tag(self, name: str, *, closing: bool) -> None:
        if name in _SILENT:
            self._silent = max(0, self._silent + (-1 if closing else 1))
        if name == "body":
            self._silent = 0
        if name in _BLOCK:
            self._break(blank=name in _SPACED)
        if name == "li" and not closing:
            self._line.append("- ")
        if name == "blockquote":
            self._quotes = max(0, self._quotes + (-1 if closing else 1))

    def text(self) -> str:
        """All lines so far."""
        self._break(blank=False)
        return "\n".join(self._lines).strip()

    def _break(self, *, blank: bool) -> None:
        marks = "> " * min(self._quotes, 9)
        line = "".join(self._line).strip()
        self._line = []
        if line not in ("", "-"):
            self._lines.append(marks + line)
        if blank and self._lines and self._lines[-1].strip("> "):
            self._lines.append(marks.rstrip())
