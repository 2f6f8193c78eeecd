"""Which words of a passage are those of the question, as the index compares them; and the passage as rich text with them marked. Pure."""

from __future__ import annotations

import html
import re

from hybriddesk.knowledge.terms import terms

_WORD = re.compile(r"\w+")


def matched(question: str, text: str) -> tuple[tuple[int, int], ...]:
    """The places of such words, as code points of ``text``."""
    asked = frozenset(terms(question))
    known: dict[str, bool] = {}
    found = []
    for word in _WORD.finditer(text):
        said = word[0]
        if said not in known:
            known[said] = not asked.isdisjoint(terms(said))
        if known[said]:
            found.append(word.span())
    return tuple(found)


def marked_html(text: str, places: tuple[tuple[int, int], ...], colours: tuple[str, str, str]) -> str:
    """``text`` as it is, whatever is in it, with these places underlined. ``colours``: of the words, of marked ones, of the ground behind those."""
    plain, front, back = colours
    parts, done = [], 0
    for start, end in places:
        parts.append(_plain(text[done:start]))
        parts.append(f'<span style="color:{front}; background-color:{back}; text-decoration:underline">{_plain(text[start:end])}</span>')
        done = end
    parts.append(_plain(text[done:]))
    return f'<div style="white-space:pre-wrap; color:{plain}">{"".join(parts)}</div>'


def _plain(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")
