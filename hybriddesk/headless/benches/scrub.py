"""Finding and replacing personal values, names included: short prompts, a large paste, and the same at three sizes.

The rules without names are measured beside the pattern recognisers of presidio-analyzer where a person has installed that; it is no
part of this program, and where it is missing the figure says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from itertools import count

from hybriddesk.headless.benches.timing import cpu_seconds, share
from hybriddesk.privacy.detect import find_by_rules
from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.scrub import Scrubber, scrub_text
from hybriddesk.records.measure import Figure

PROMPTS, PASTE = 200, 1024 * 1024
MS_PER_KB, P95_MS, RULES_MS_PER_KB, PASTE_S, DOUBLING = 5.0, 10.0, 2.0, 6.0, 2.3
_NOT_HERE = "presidio-analyzer is not installed here: nothing to compare with"
_WORD = re.compile(r"\w+")
_LETTER = (
    "Dear Ms {first} {last},\nthank you for your message of {day} May 2024. Please write to {first}.{last}{n}@example.org or call "
    "+41 79 555 {n:02} {n:02}. Your contract 44-{n:04} stays as it is. The card 4111 1111 1111 1111 was not charged, and the sum goes to "
    "DE89 3702 0400 4405 3201 30 within {day} days. The bus was late again, so I read your letter twice and made a list of what is open.\n"
    "Kind regards, {last} and the whole team\n\n"
)
_FIRST, _LAST = ("Anna", "Bob", "Priya", "Jonas", "Maria", "Omar"), ("Keller", "Stone", "Nair", "Weber", "Garcia", "Haddad", "Novak")


def letters(size: int, start: int = 0) -> str:
    """Made-up mail of at least ``size`` characters, cut there."""
    parts: list[str] = []
    length = 0
    for n in count(start):
        parts.append(_LETTER.format(first=_FIRST[n % 6], last=_LAST[n % 7], n=n % 100, day=n % 27 + 1))
        length += len(parts[-1])
        if length >= size:
            return "".join(parts)[:size]
    raise AssertionError("count never ends")


def measure(scale: float) -> Iterator[Figure]:
    """The baseline is one pass of a regular expression that finds the words."""
    scrubber = Scrubber()
    prompts = [letters(1024, n * 3) for n in range(max(int(PROMPTS * scale), 5))]
    for prompt in prompts[:3]:
        scrub_text(prompt, None, scrubber)
    times = [cpu_seconds(lambda p=prompt: scrub_text(p, None, scrubber)) for prompt in prompts]  # type: ignore[misc]
    words = [cpu_seconds(lambda p=prompt: _WORD.findall(p)) for prompt in prompts]  # type: ignore[misc]
    yield Figure("prompt of 1 KB, median", share(times, 0.5) * 1e3, "ms", share(words, 0.5) * 1e3, MS_PER_KB)
    yield Figure("prompt of 1 KB, p95", share(times, 0.95) * 1e3, "ms", None, P95_MS)
    yield Figure("prompt of 1 KB, p99", share(times, 0.99) * 1e3, "ms")
    yield _rules_alone(prompts)
    sizes = [max(int(PASTE * scale) // part, 2048) for part in (4, 2, 1)]
    pastes = {size: letters(size) for size in sizes}
    took = {size: cpu_seconds(lambda t=text: scrub_text(t, None, scrubber)) for size, text in pastes.items()}  # type: ignore[misc]
    yield Figure("paste of 1 MB", took[sizes[-1]], "s", cpu_seconds(lambda: _WORD.findall(pastes[sizes[-1]])), PASTE_S)
    yield Figure("speed over the paste", sizes[-1] / 1024 / took[sizes[-1]], "KB/s")
    yield Figure("256 KB to 512 KB", took[sizes[1]], "s", took[sizes[0]], DOUBLING, "ratio <=")
    yield Figure("512 KB to 1 MB", took[sizes[2]], "s", took[sizes[1]], DOUBLING, "ratio <=")


def _rules_alone(prompts: list[str]) -> Figure:
    """All rules but names over the prompts, in milliseconds a KB, beside Presidio's patterns over the same ones."""
    ours = share([cpu_seconds(lambda p=prompt: [*find_by_rules(View(p))]) for prompt in prompts], 0.5) * 1e3  # type: ignore[misc]
    other = presidio_patterns()
    theirs = share([cpu_seconds(lambda p=prompt: other(p)) for prompt in prompts], 0.5) * 1e3 if other else None  # type: ignore[misc]
    return Figure("rules without names, a KB", ours, "ms", theirs, RULES_MS_PER_KB, note="" if other else _NOT_HERE)


def presidio_patterns() -> Callable[[str], object] | None:
    """Presidio's pattern recognisers for English without a language model, or None where the package is not installed."""
    if find_spec("presidio_analyzer") is None:
        return None
    registry = import_module("presidio_analyzer").RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"])
    fetching = "EmailRecognizer"  # looks for a list on the net
    patterns = [one for one in registry.recognizers if hasattr(one, "patterns") and type(one).__name__ != fetching]

    def analyse(text: str) -> list[object]:
        return [found for one in patterns for found in one.analyze(text, one.supported_entities, None) or ()]

    return analyse
