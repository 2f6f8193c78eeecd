"""The benchmarks that need no window, a file each. The desk has others of its own."""

from __future__ import annotations

from importlib import import_module

from hybriddesk.records.measure import Bench, Measure

_SENTENCES = {
    "store": "Pages and commits of the encrypted store beside plain SQLite.",
    "scrub": "Finding and replacing personal values in prompts and in a large paste.",
    "diff": "What one keystroke in a long draft costs, beside difflib.",
    "provider": "CPU per streamed chunk of an answer, beside bare httpx.",
    "bundle": "Writing the encrypted bundle, beside reading the same rows.",
    "knowledge": "Finding passages among 100,000 pieces of sources, beside reading all of them.",
}


def _bench(name: str, sentence: str) -> Bench:
    def load() -> Measure:
        found: Measure = import_module(f"{__name__}.{name}").measure
        return found

    return Bench(name, sentence, load)


BENCHES = tuple(_bench(name, sentence) for name, sentence in _SENTENCES.items())
