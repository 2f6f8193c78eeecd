"""What one keystroke costs while a person edits a long draft: the changed places and the share of words, beside difflib."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from hybriddesk.headless.benches.scrub import letters
from hybriddesk.headless.benches.timing import seconds, share
from hybriddesk.records.measure import Figure
from hybriddesk.review.words import count, diff, word_distance

DRAFT, KEYS, DIFFLIB = 100 * 1024, 60, 10 * 1024
KEYSTROKE_MS = 4.0


def measure(scale: float) -> Iterator[Figure]:
    """Edits at the beginning, the middle and the end; the person's earlier changes stand all over the text."""
    draft = letters(max(int(DRAFT * scale), 2048))
    edited = draft.replace("twice", "once or twice")
    keys = max(int(KEYS * scale), 6)
    for name, base in (("keystroke, untouched draft", draft), ("keystroke, changed all over", edited)):
        times = [seconds(lambda f=final: _keystroke(draft, f)) for final in _typed(base, keys)]  # type: ignore[misc]
        yield Figure(f"{name}, median", share(times, 0.5) * 1e3, "ms", target=KEYSTROKE_MS)
        yield Figure(f"{name}, p99", share(times, 0.99) * 1e3, "ms")
    small, changed = draft[:DIFFLIB], edited[:DIFFLIB]
    ours = seconds(lambda: _keystroke(small, changed))
    theirs = seconds(lambda: difflib.SequenceMatcher(None, small.split(), changed.split(), autojunk=False).get_opcodes())
    yield Figure("10 KB beside difflib", ours * 1e3, "ms", theirs * 1e3, 1.0, "ratio <=")


def _keystroke(draft: str, final: str) -> None:
    diff(draft, final)
    word_distance(draft, final)
    count(final)


def _typed(text: str, keys: int) -> Iterator[str]:
    places = (0, len(text) // 2, len(text))
    for number in range(keys):
        at = places[number % 3]
        yield text[:at] + "also here "[: number // 3 % 10 + 1] + text[at:]
