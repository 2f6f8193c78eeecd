"""What a mail says new, and the history it quotes. When in doubt the text stays whole: a reply between quoted lines needs them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

_ORIGINAL = re.compile(r"\s*(?:-{2,}\s*(?:original message|ursprüngliche nachricht|message d'origine|mensaje original)\s*-{2,})\s*", re.IGNORECASE)
_RULER = re.compile(r"\s*_{20,}\s*")
_FROM = re.compile(r"\s*\*?(?:from|von|de|da):\*?\s+\S", re.IGNORECASE)
_SENT = re.compile(r"\s*\*?(?:sent|date|gesendet|datum|envoyé|enviado|inviato|subject|betreff|to|an):\*?\s", re.IGNORECASE)
_WROTE = re.compile(r"[-\s]*(?:on|am|le|el|il|den) .{6,160}(?:wrote|schrieb.{0,80}|a écrit|escribió|ha scritto)\s?:\s*", re.IGNORECASE)


def split(text: str) -> tuple[str, str]:
    """``(new, quoted)``. ``quoted`` is empty if nothing is quoted, if all is, or if new lines stand between quoted ones."""
    lines = text.split("\n")
    marks = _marks(lines)
    written = [any(line.strip() for line in group) and not quoted
               for quoted, group in _runs(lines, marks)]
    if not any(marks) or sum(written) != 1:
        return text.strip("\n"), ""
    new = "\n".join(line for line, quoted in zip(lines, marks, strict=True) if not quoted)
    old = "\n".join(line for line, quoted in zip(lines, marks, strict=True) if quoted)
    return new.strip("\n"), old.strip("\n")


def _runs(lines: Sequence[str], marks: Sequence[bool]) -> list[tuple[bool, list[str]]]:
    pairs = [(quoted, line) for line, quoted in zip(lines, marks, strict=True) if line.strip()]
    return [(quoted, [line for _, line in group]) for quoted, group in groupby(pairs, key=lambda pair: pair[0])]


def _marks(lines: Sequence[str]) -> list[bool]:
    """For each line whether it is history: ``>`` lines, the line that introduces them, and all after a copied mail head."""
    end = _history(lines)
    marks = [at >= end or line.lstrip().startswith(">") for at, line in enumerate(lines)]
    for at in range(len(lines) - 1, -1, -1):
        following = next((later for later in range(at + 1, len(lines)) if lines[later].strip()), None) if lines[at].strip() else None
        if following is not None and marks[following] and not marks[at] and _introduces(lines, at):
            marks[at] = True
            marks[at - 1] |= at > 0 and bool(lines[at - 1].strip()) and not re.search(r"\d", lines[at])
    return marks


def _history(lines: Sequence[str]) -> int:
    """The number of the first line of a copied mail, or of an "On ... wrote:" after which nothing is marked."""
    marked = max((at for at, line in enumerate(lines) if line.lstrip().startswith(">")), default=-1)
    for at, line in enumerate(lines):
        head = _FROM.match(line) and sum(bool(_SENT.match(after)) for after in lines[at + 1:at + 5]) > 1
        bare = _WROTE.fullmatch(line) and at > marked
        if head or bare or _ORIGINAL.fullmatch(line):
            return at - 1 if at and _RULER.fullmatch(lines[at - 1]) else at
    return len(lines)


def _introduces(lines: Sequence[str], at: int) -> bool:
    """"On Monday Anna wrote:" and its like in any language: it ends with a colon and names a date or an address, here or a line above."""
    return lines[at].rstrip().endswith(":") and bool(re.search(r"\d|@", lines[at] + (lines[at - 1] if at else "")))
