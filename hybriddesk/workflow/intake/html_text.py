"""HTML of a mail as plain text: nothing is run or loaded, quoted history gets ``>`` marks like in a text mail."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_SILENT = {"script", "style", "head", "title", "template", "noscript"}
_VOID = {"br", "hr", "img", "meta", "link", "input", "area", "base", "col", "embed", "source", "track", "wbr"}
_BLOCK = {"p", "div", "tr", "table", "ul", "ol", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "blockquote", "br", "hr", "li"}
_SPACE = re.compile(r"[ \t\r\n\xa0]+")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def text_of(html: str) -> str:
    """The words of an HTML text, one line a block, at most one blank line between them."""
    page = _Page()
    page.feed(_COMMENT.sub("", html))
    page.close()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(page.lines())).strip()


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._line = ""
        self._silent = 0
        self._quotes = 0

    def lines(self) -> list[str]:
        self._break()
        return self._lines

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  # the base class's signature
        if tag in _SILENT:
            self._silent += 1
        if tag in _BLOCK:
            self._break(blank=tag in ("p", "blockquote"))
        if tag == "li":
            self._line = "- "
        if tag == "blockquote":
            self._quotes += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if tag in _BLOCK and tag not in _VOID:
            self._break(blank=tag == "p")
        if tag == "blockquote":
            self._quotes = max(0, self._quotes - 1)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._line += _SPACE.sub(" ", data)

    def _break(self, *, blank: bool = False) -> None:
        marks = "> " * min(self._quotes, 9)
        line = self._line.strip()
        if line and line != "-":
            self._lines.append(marks + line)
        elif self._lines and (not line) and self._lines[-1].strip("> ") and blank:
            self._lines.append(marks.rstrip())
        self._line = ""
