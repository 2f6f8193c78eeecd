"""Finding passages among many: a search over 100,000 pieces of sources, beside reading all of them once; and cutting a long text."""

from __future__ import annotations

import random
from collections.abc import Iterator

from hybriddesk.headless.benches.stores import fresh_store
from hybriddesk.headless.benches.timing import cpu_seconds, seconds, share
from hybriddesk.knowledge.chunking import OVERLAP, SIZE
from hybriddesk.knowledge.terms import RANKING
from hybriddesk.records.measure import Figure
from hybriddesk.vault.bench_baseline import scanned
from hybriddesk.vault.database import Database
from hybriddesk.vault.knowledge import Knowledge, NewSource
from hybriddesk.workflow.indexing import pieces
from hybriddesk.workflow.retrieving import ranked

PIECES, WORDS, QUESTIONS, SEARCH_MS, DOUBLING = 100_000, 20_000, 30, 300.0, 2.4
_SYLLABLES = [first + second for first in "bcdfgklmnprst" for second in "aeiou"]


def measure(scale: float) -> Iterator[Figure]:
    """Made-up texts whose words are as unevenly common as those of a language."""
    count, made = max(int(PIECES * scale), 200), _Texts()
    texts = [made.text(200) for _ in range(max(count // 150, 2))]
    whole = "\n\n".join(texts)
    took = [cpu_seconds(lambda part=part: [*pieces(whole[: len(whole) // part], SIZE, OVERLAP)]) for part in (2, 1)]  # type: ignore[misc]
    yield Figure("cutting, characters a second", len(whole) / took[1], "1/s")
    yield Figure("cutting twice the text", took[1], "s", took[0], DOUBLING, "ratio <=")
    with fresh_store() as (db, _folder):
        filled = [0]
        yield Figure("taking in", seconds(lambda: filled.append(_fill(db, texts, count))), "s")
        yield Figure("pieces", filled[-1], "")
        reader = db.reader()
        try:
            short, long = [made.sentence() for _ in range(QUESTIONS)], [made.text(4) for _ in range(QUESTIONS)]
            plain = share([seconds(lambda q=q: scanned(db, q.split()[0])) for q in short[:3]], 0.5) * 1e3  # type: ignore[misc]
            for name, questions in (("a question", short), ("a mail", long)):
                times = [seconds(lambda q=q: ranked(reader, 1, q)) for q in questions]  # type: ignore[misc]
                yield Figure(f"search for {name}, median", share(times, 0.5) * 1e3, "ms", plain, SEARCH_MS)
                yield Figure(f"search for {name}, p95", share(times, 0.95) * 1e3, "ms")
        finally:
            reader.close()


class _Texts:
    """Sentences of made-up words, the n-th word about 1/n as common as the first."""

    def __init__(self) -> None:
        self._random = random.Random(7)
        self._words = ["".join(self._random.choices(_SYLLABLES, k=self._random.randint(2, 5))) for _ in range(WORDS)]
        self._common = [0.0]
        for n in range(WORDS):
            self._common.append(self._common[-1] + 1 / (n + 3))

    def sentence(self) -> str:
        return " ".join(self._random.choices(self._words, cum_weights=self._common[1:], k=12)).capitalize() + "."

    def text(self, sentences: int) -> str:
        return "\n\n".join(" ".join(self.sentence() for _ in range(min(8, sentences))) for _ in range(max(1, sentences // 8)))


def _fill(db: Database, texts: list[str], count: int) -> int:
    """Takes the texts in, again and again under other names, until there are about ``count`` pieces; how many there are."""
    knowledge = Knowledge(db)
    version, there = knowledge.begin_index(SIZE, OVERLAP, RANKING), 0
    cut = [tuple(pieces(text, SIZE, OVERLAP)) for text in texts]
    while there < count:
        with db.write():
            for number, (text, chunks) in enumerate(zip(texts, cut, strict=True)):
                source = knowledge.add(NewSource(f"{there} {number}", "", "text", f"{there} {number}", 0, text))
                knowledge.put_chunks(version, source, chunks)
                knowledge.mark_whole(version, source, len(chunks))
                there += len(chunks)
    knowledge.finish_index(version)
    return there
