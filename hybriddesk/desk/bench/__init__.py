"""The benchmarks that need a window, a file each. This table itself imports no Qt."""

from __future__ import annotations

from importlib import import_module

from hybriddesk.records.measure import Bench, Measure

_SENTENCES = {
    "start": "Start-up to a painted window, beside a bare PySide6 window.",
    "queue": "A review queue of 100,000: opening, scrolling, steps, filter, and the longest stall outside painting.",
    "stream": "A streamed answer of 20,000 tokens: the longest stall outside painting, and CPU per token.",
}


def _bench(name: str, sentence: str) -> Bench:
    def load() -> Measure:
        found: Measure = import_module(f"{__name__}.{name}").measure
        return found

    return Bench(name, sentence, load)


BENCHES = tuple(_bench(name, sentence) for name, sentence in _SENTENCES.items())
