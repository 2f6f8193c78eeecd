"""How well passages are found: on half of the questions the floor is chosen, on the other half the figures are reported, and
on ``FRESH``, which was written when everything was chosen.

    python packaging/score_retrieval.py [--misses]

Prints for each half and each floor: recall@4 (a wanted passage is among the four given), MRR, the share of unanswerable questions that
get nothing, and wrong passages for each question. Everything runs as in the app: cut, indexed in a store of its own, searched, sifted.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "knowledge")]

from retrieval_cases import FRESH, PASSAGES, QUESTIONS  # noqa: E402  -- the tests' folder is on the path only now

from hybriddesk.knowledge import relevance  # noqa: E402
from hybriddesk.knowledge.terms import RANKING  # noqa: E402
from hybriddesk.vault.database import Database  # noqa: E402
from hybriddesk.vault.folder import StoreFolder  # noqa: E402
from hybriddesk.vault.keys import Stretch  # noqa: E402
from hybriddesk.vault.knowledge import Knowledge, NewSource  # noqa: E402
from hybriddesk.vault.store import create  # noqa: E402
from hybriddesk.workflow.indexing import pieces  # noqa: E402
from hybriddesk.workflow.retrieving import ranked  # noqa: E402

MOST = 4
FLOORS = tuple(n / 50 for n in range(51))


@dataclass(frozen=True)
class Figures:
    """``recall`` and ``mrr`` over answerable questions, ``silent`` over the others, ``wrong`` passages for each question of all."""

    recall: float
    mrr: float
    silent: float
    wrong: float

    @property
    def worth(self) -> float:
        """What the floor is chosen by: finding and keeping quiet count alike; a wrong passage costs a little."""
        return self.recall + self.silent - 0.1 * self.wrong


def main() -> None:
    """Prints the table, the floor chosen, and with --misses each question that went wrong."""
    with tempfile.TemporaryDirectory() as made:
        db = stored(Path(made))
        found, fresh = ([(wanted, scored(db, question)) for question, wanted in asked] for asked in (QUESTIONS, FRESH))
        db.close()
    halves = {"choose": found[0::2], "report": found[1::2], "fresh": fresh}
    best = max(FLOORS, key=lambda floor: figures(halves["choose"], floor).worth)
    for name, half in halves.items():
        for floor in sorted({best, relevance.FLOOR, 0.0}):
            print(line(name, floor, figures(half, floor)))
    print(f"best floor on the first half: {best:.2f}; in use: {relevance.FLOOR:.2f}")
    if "--misses" in sys.argv:
        misses(found)


def stored(folder: Path) -> Database:
    """A store of its own with the passages, each a source, as version 1."""
    key, _ = create(StoreFolder(folder / "store"), "for measuring only", stretch=Stretch(passes=1, lanes=1, memory_kib=8))
    db = Database.open(StoreFolder(folder / "store"), key)
    knowledge = Knowledge(db)
    version = knowledge.begin_index(900, 120, RANKING)
    for name, text in PASSAGES.items():
        made, chunks = knowledge.add(NewSource(name, "", "text", name, 0, text)), tuple(pieces(text, 900, 120))
        knowledge.put_chunks(version, made, chunks)
        knowledge.mark_whole(version, made, len(chunks))
    knowledge.finish_index(version)
    return db


def scored(db: Database, question: str) -> list[tuple[str, float]]:
    """Names and scores, best first."""
    return [(piece.name, score) for piece, score in ranked(db, 1, question)]


def figures(half: Sequence[tuple[tuple[str, ...], list[tuple[str, float]]]], floor: float) -> Figures:
    """The figures of some questions with one floor."""
    recall, mrr, silent, wrong = list[float](), list[float](), list[float](), 0
    for wanted, found in half:
        given = kept(found, floor)
        places = [at for at, name in enumerate(given, start=1) if name in wanted]
        wrong += sum(name not in wanted for name in given)
        if wanted:
            recall.append(float(bool(places)))
            mrr.append(1 / places[0] if places else 0.0)
        else:
            silent.append(float(not given))
    return Figures(mean(recall), mean(mrr), mean(silent), wrong / len(half))


def kept(found: Sequence[tuple[str, float]], floor: float) -> list[str]:
    """Names of what goes along, as ``relevance.sift`` has it."""
    least = max(floor, relevance.BESIDE * found[0][1]) if found else floor
    return [name for name, score in found if score >= least and score > 0][:MOST]


def mean(values: Sequence[float]) -> float:
    """0 without any."""
    return sum(values) / len(values) if values else 0.0


def line(name: str, floor: float, of: Figures) -> str:
    """One row."""
    return f"{name:7} floor {floor:.2f}  recall@{MOST} {of.recall:.2f}  MRR {of.mrr:.2f}  unanswerable silent {of.silent:.2f}  wrong passages {of.wrong:.2f}"


def misses(found: Sequence[tuple[tuple[str, ...], list[tuple[str, float]]]]) -> None:
    """Each question with what it would be given, where that is not what it should be."""
    for (question, _), (wanted, ranking) in zip(QUESTIONS, found, strict=True):
        given = kept(ranking, relevance.FLOOR)
        if given[:1] != list(wanted[:1]):
            print(f"\n{question.strip()[:90]!r}\n  wanted {wanted}\n  given {given}\n  best {[(name, round(score, 2)) for name, score in ranking[:4]]}")


if __name__ == "__main__":
    main()
