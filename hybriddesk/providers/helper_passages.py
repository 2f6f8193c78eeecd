"""What the built-in helper does with passages of the person's own sources: it puts fitting sentences into a draft, word for word and cited."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hybriddesk.providers.helper_reading import Read, read_text
from hybriddesk.providers.helper_writing import Written
from hybriddesk.records.knowledge import Quoted

EXTRACTIVE = 0.8
"""A sentence that fits wholly still only stands there; nobody has understood the question."""
ROOM = 40_000
"""Characters of the passages that are read."""
_HEAD = re.compile(r"\[\d{1,3}\] (.*)")

Passage = tuple[str, str]


def passages_of(block: str) -> tuple[Passage, ...]:
    """Name and text of each passage of a prompt, in the order of their numbers, as scrubbed as they stand there."""
    found: list[tuple[str, list[str]]] = []
    for line in block[:ROOM].splitlines():
        head = _HEAD.fullmatch(line)
        if head:
            found.append((head.group(1), []))
        elif found and line.startswith(">"):
            found[-1][1].append(line[1:].removeprefix(" "))
    return tuple((name, "\n".join(lines)) for name, lines in found)


def in_language(passages: Sequence[Passage], asked: Read) -> tuple[Passage, ...]:
    """The same with those emptied that are in another language than the request: a letter is in one."""
    return tuple((name, text) if _same_language(text, asked) else ("", "") for name, text in passages)


def _same_language(text: str, asked: Read) -> bool:
    read = read_text(text)
    return read.understood and read.language == asked.language


def quoted(sentences: Sequence[Quoted]) -> str:
    """A paragraph for each passage, the best one first; in it its sentences, best first, and its number."""
    by_passage: dict[int, list[str]] = {}
    for one in sentences:
        by_passage.setdefault(one.passage, []).append(one.text)
    return "\n\n".join(f"{' '.join(texts)} [{number}]" for number, texts in by_passage.items())


def numbers(sentences: Sequence[Quoted]) -> str:
    """The passages that were used: ``1,3``."""
    return ",".join(map(str, sorted({one.passage for one in sentences})))


def added(written: Written, sentences: Sequence[Quoted]) -> str:
    """The draft with the sentences before its closing."""
    before, after = written.text[: written.end].rstrip(), written.text[written.end :]
    return f"{before}\n\n{quoted(sentences)}\n\n{after}".rstrip()


def new_to(text: str, sentences: Sequence[Quoted]) -> tuple[Quoted, ...]:
    """Those that a draft does not say already."""
    plain = " ".join(text.split())
    return tuple(one for one in sentences if " ".join(one.text.split()) not in plain)


def confidence(own: float, sentences: Sequence[Quoted]) -> float:
    """Of a draft with sentences in it: as sure of the one as of the other."""
    return (own + EXTRACTIVE * sum(one.fit for one in sentences) / len(sentences)) / 2
