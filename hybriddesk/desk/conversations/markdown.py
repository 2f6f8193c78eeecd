"""One piece of Markdown as HTML for a text document. Raw HTML is shown as letters, pictures as their words and address, links with
their host beside them. Nothing in the result makes Qt load anything.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML

if TYPE_CHECKING:
    from markdown_it.token import Token
    from markdown_it.utils import OptionsDict

    from hybriddesk.desk.conversations.pieces import Piece

OPENED = ("https", "http", "mailto")
Paint = Callable[[str, str], Sequence[tuple[str, str]]]
"""``(code, language)`` to runs of ``(colour, text)``."""


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours (``#RRGGBB``) and sizes the HTML needs."""

    text: str
    soft: str
    link: str
    ground: str
    line: str
    mono: str
    read_px: int
    code_px: int


class _Renderer(RendererHTML):
    """What differs from plain HTML."""

    def image(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: Mapping[str, Any]) -> str:
        token = tokens[idx]
        words = html.escape(str(token.content) or "picture")
        return f"[{words}: {html.escape(str(token.attrs.get('src', '')))}]"

    def link_open(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: Any) -> str:
        href = str(tokens[idx].attrs.get("href", ""))
        env.setdefault("hosts", []).append(host(href))
        return f'<a href="{html.escape(href)}">' if may_open(href) else "<u>"

    def link_close(self, _tokens: Sequence[Token], _idx: int, _options: OptionsDict, env: Any) -> str:
        shown = env["hosts"].pop()
        return f'</a><span class="host"> ({html.escape(shown)})</span>' if shown else "</u>"

    def code_inline(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: Mapping[str, Any]) -> str:
        return f"<code>{html.escape(tokens[idx].content)}</code>"

    def code_block(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: Mapping[str, Any]) -> str:
        return f"<pre>{html.escape(tokens[idx].content.rstrip())}</pre>"

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Mapping[str, Any]) -> str:
        return self.code_block(tokens, idx, options, env)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}, renderer_cls=_Renderer)
    return parser.enable(["table", "strikethrough"])


def may_open(href: str) -> bool:
    """Only addresses of the web and of mail are links; anything else is underlined text."""
    return bool(host(href))


def links(source: str) -> tuple[tuple[str, str], ...]:
    """``(words, address)`` of every link in a piece that may be opened."""
    found: list[tuple[str, str]] = []
    for token in _parser().parse(source):
        inside: list[str] | None = None
        href = ""
        for child in token.children or ():
            if child.type == "link_open":
                inside, href = [], str(child.attrs.get("href", ""))
            elif child.type == "link_close" and inside is not None:
                found += [("".join(inside), href)] if may_open(href) else []
                inside = None
            elif inside is not None:
                inside.append(child.content)
    return tuple(found)


def host(href: str) -> str:
    """The host of a web address or the address of a mail link; empty for everything else."""
    try:
        parts = urlsplit(href.strip())
        if parts.scheme.lower() not in OPENED:
            return ""
        return parts.path if parts.scheme.lower() == "mailto" else parts.hostname or ""
    except ValueError:
        return ""


def as_html(piece: Piece, widths: Sequence[int] = (), paint: Paint | None = None, line: str = "#808080") -> str:
    """The piece as HTML. ``widths`` in percent hold the columns of a table that goes on; ``paint`` colours code."""
    if piece.kind == "code":
        return _code(piece, paint)
    made = str(_parser().render(piece.source, {})).replace(">\n", ">")  # Qt would make a blank of the line end
    return _table(made, piece, widths, line) if piece.kind == "table" else made


def column_widths(piece: Piece) -> tuple[int, ...]:
    """Percent per column, from the longest cell of each, so that all pieces of one table line up."""
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in piece.source.split("\n") if line.strip()]
    longest = [max((min(len(row[at]), 60) for row in rows if at < len(row)), default=1) + 4 for at in range(len(rows[0]))]
    whole = sum(longest)
    return tuple(max(1, round(100 * size / whole)) for size in longest)


def style_sheet(ink: Ink) -> str:
    """For ``QTextDocument.setDefaultStyleSheet``."""
    return (
        f"body, p, li, td, th {{ color: {ink.text}; font-size: {ink.read_px}px; line-height: 150%; }} p {{ margin: 0; }}"
        f"a {{ color: {ink.link}; }} .host {{ color: {ink.soft}; font-size: {ink.code_px}px; }}"
        f"h1, h2, h3, h4, h5, h6 {{ color: {ink.text}; font-weight: 600; margin: 4px 0 0 0; line-height: 130%; }}"
        f"h1 {{ font-size: {ink.read_px + 4}px; }} h2 {{ font-size: {ink.read_px + 2}px; }} h3, h4, h5, h6 {{ font-size: {ink.read_px}px; }}"
        f"code, pre {{ font-family: '{ink.mono}'; font-size: {ink.code_px}px; }} code {{ background-color: {ink.ground}; }}"
        f"pre {{ margin: 0; line-height: 140%; color: {ink.text}; }} ul, ol {{ margin: 0; -qt-list-indent: 1; }}"
        f"blockquote {{ margin: 0 0 0 12px; color: {ink.soft}; }} blockquote p {{ color: {ink.soft}; }}"
        f"th {{ color: {ink.soft}; font-weight: 600; text-align: left; }}"
    )


def _code(piece: Piece, paint: Paint | None) -> str:
    if paint is None:
        return f'<pre style="white-space: pre-wrap">{html.escape(piece.source)}</pre>'
    runs = "".join(f'<span style="color:{colour}">{html.escape(text)}</span>' for colour, text in paint(piece.source, piece.language))
    return f'<pre style="white-space: pre-wrap">{runs}</pre>'


def _table(made: str, piece: Piece, widths: Sequence[int], line: str) -> str:
    frame = (
        '<table width="100%" cellspacing="0" cellpadding="5" border="1" '
        f'style="border-collapse: collapse; border-style: solid; border-color: {line};">'
    )
    made = made.replace("<table>", frame, 1)
    if piece.joins:
        head_end = made.find("</thead>") + len("</thead>")
        made = frame + made[head_end:]
    given = iter(widths)
    return re.sub(r"<(t[hd])(?=[ >])", lambda cell: f'<{cell[1]} width="{next(given)}%"', made, count=len(widths)) if widths else made
