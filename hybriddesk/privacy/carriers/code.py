"""Program text, fenced or bare: string literals, comments and numbers with a name; identifiers and keywords stay.

No grammar of any language: quotes and comment signs are enough, and the name before ``=`` or ``:`` is the label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hybriddesk.privacy.carriers.region import Block, Region, label_of, trimmed

_FENCE = re.compile(r"(?m)^[ \t]{0,8}(?:```|~~~)[ \t]*([\w+#.\-]{0,20})[^\n]*\n")
_FENCE_END = re.compile(r"(?m)^[ \t]{0,8}(?:```|~~~)[ \t]*$")
PROSE_FENCES = frozenset(["text", "txt", "md", "markdown", "plain", "plaintext", "email", "eml", "log", "logs", "csv", "tsv", "json", "jsonl", "xml", "html", "sql", "yaml", "yml", "ini", "toml", "env", "dotenv", "properties", "http"])
"""Fences whose content other carriers read."""
_LINE = re.compile(
    r"^[ \t]*(?:(?:async\s+)?def \w|class \w|import [\w{*\"']|from [\w.]+ import|const \w|let \w|var \w|(?:async |export |export default )?function\b|(?:public|private|protected|static|final)\s|#include|"
    r"package [\w.]+;?$|func[ (]|fn \w|return\b|if\s?\(|for\s?\(|while\s?\(|(?:el)?if .{1,200}:$|else\s?[:{]|for \w+ in |try[:{ ]|except\b|@\w+|//|#!|using \w|namespace \w|"
    r"\}|\{$|\w[\w.]*(?:\[[^\]]{1,60}\])?\s?[+\-|]?=\s|\w[\w.]*\(.{0,300}\)[;,{]?$|\$\w+\s?=|.{1,400}[;{]$)"
)
_STRONG = re.compile(
    r"^[ \t]*(?:(?:async\s+)?def \w+\(|class \w+.{0,80}[:{]$|import [\w{*\"'].{0,80}|from [\w.]+ import|const \w+\s?=|let \w+\s?=|var \w+\s?=|(?:export |async )?function\b.{0,80}[({]|"
    r"(?:public|private|protected) .{0,120}[;{]|#include|func \w+\(|fn \w+\(|\w[\w.]*\(.{0,300}\);$|\w[\w.]*\s=\s.{1,300};$|\w[\w.]*\s=\s(?:[\"'\[{]|\w+\())"
)
_TOKEN = re.compile(
    r"\"\"\"(?P<long>.{0,20000}?)\"\"\"|'''(?P<long2>.{0,20000}?)'''|\"(?P<double>[^\"\\\n]*(?:\\.[^\"\\\n]*)*)\"|'(?P<single>[^'\\\n]*(?:\\.[^'\\\n]*)*)'|`(?P<tick>[^`\\]{0,4000}(?:\\.[^`\\]{0,400}){0,50})`"
    r"|(?P<comment>//[^\n]*|/\*.{0,8000}?\*/|(?<![^\s])\#(?!include|define|if|endif|else|pragma|!)[^\n]*|<!--.{0,4000}?-->)|(?P<number>(?<![\w.])[0-9][0-9_]*(?:\.[0-9]+)?(?![\w.]))"
    r"|[\"'](?P<open>[^\n]+)",
    re.DOTALL,
)
_LABEL = re.compile(r"""["']?([A-Za-z_$][\w$.\-]{0,60})["']?\]?\s{0,8}(?::\s{0,4}[A-Za-z][\w.<>\[\]]{0,30}\s{0,4}=|:=|=>|[:=]{1,3})\s{0,8}[fbruFBRU@$]{0,2}\Z|\b([A-Za-z]\w{0,40})\(\s{0,4}\Z""")
_BEHIND = 100
_ENOUGH_LINES, _SHARE = 2, 0.5


def fences(text: str, start: int, end: int) -> Iterator[Block]:
    """Fenced blocks of a programming language, or of none named where the lines look like it."""
    at = start
    while opened := _FENCE.search(text, at, end):
        closed = _FENCE_END.search(text, opened.end(), end)
        stop = closed.start() if closed else end
        named = opened[1].lower()
        if named not in PROSE_FENCES and (named or _looks(text[opened.end() : stop].split("\n"))):
            yield _block(text, opened.end(), stop)
        at = closed.end() if closed else end


def find(text: str, start: int, end: int) -> Iterator[Block]:
    """Runs of lines of which at least half read as program text and two as nothing else."""
    run, begin, at = list[str](), start, start
    for line in [*text[start:end].split("\n"), None]:
        if line is not None and (not line.strip() or _LINE.match(line.rstrip()) or (run and (line.startswith((" ", "\t", "#", ")", "]")) or _near(run)))):
            run.append(line)
        else:
            if _looks(run):
                yield _block(text, begin, min(at - 1, end))
            run = []
        at += len(line or "") + 1
        begin = begin if run else at


def _near(run: list[str]) -> bool:
    """Whether an open bracket lets the run go on over a line that is no program text by itself."""
    tail = "\n".join(run[-8:])
    return sum(map(tail.count, "([{")) > sum(map(tail.count, ")]}"))


def _looks(lines: list[str]) -> bool:
    full = [line.rstrip() for line in lines if line.strip()]
    strong = sum(_STRONG.match(line) is not None for line in full)
    return strong >= 1 and (strong >= _ENOUGH_LINES or len(full) <= _ENOUGH_LINES) and sum(_LINE.match(line) is not None for line in full) >= _SHARE * len(full)


def _block(text: str, start: int, end: int) -> Block:
    regions: list[Region] = []
    at = start
    while found := _TOKEN.search(text, at, end):
        at = found.end()
        kind = str(found.lastgroup)
        named = _LABEL.search(text, max(start, found.start() - _BEHIND), found.start())
        label = label_of(named[1] or named[2]) if named else ""
        if kind == "number" and not label:
            continue
        a, b = (found.start() + (1 if text[found.start()] == "#" else 2), found.end()) if kind == "comment" else found.span(kind)
        first, last = trimmed(text, a, b)
        if first < last:
            escape = kind in ("double", "single") and "\\" in text[first:last]
            regions.append(Region(first, last, "" if kind == "comment" else label, 0, '"' if kind == "number" else "", "json" if escape else ""))
    return Block(start, end, tuple(regions))
