"""The 300 and more hard cases: how they are read, and how one is judged.

A line of ``hard_cases.jsonl`` holds ``id`` (theme and number), ``text``, ``hide`` (values that must not leave), ``keep`` (words that
must stay) and ``why``. What is known to fail has ``"known": true`` and its ``faults``, word for word.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from hybriddesk.privacy import Restorer, Scrubber, scrub_text

FILE = Path(__file__).with_name("hard_cases.jsonl")
_WORD = re.compile(r"[^\W_]{4,}")


@dataclass(frozen=True, slots=True)
class Case:
    """One text with what must go and what must stay."""

    id: str
    text: str
    hide: tuple[str, ...]
    keep: tuple[str, ...]
    why: str
    known: bool = False
    faults: tuple[str, ...] = ()

    @property
    def theme(self) -> str:
        return self.id.rpartition("-")[0]


def cases() -> list[Case]:
    """All of them, in the order of the file."""
    rows = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]
    return [Case(**{name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}) for row in rows]


def faults_of(case: Case, scrubber: Scrubber | None = None) -> tuple[str, ...]:
    """What leaves and should not, whole or by a word of four characters or more; what goes and should not; whether the text comes back."""
    scrubbed = scrub_text(case.text, None, scrubber)
    sent = scrubbed.messages[0].text
    bare, rest = sent, case.text
    for entry in scrubbed.entries:
        bare = bare.replace(entry.token, "\0")
    for value in sorted(case.hide, key=len, reverse=True):
        rest = rest.replace(value, "\0")
    found = []
    for value in case.hide:
        words = [word for word in _WORD.findall(value) if word in bare and word not in rest]
        found += [f"leaks {value}"] if value in bare else [f"leaks {word} of {value}" for word in words]
    found += [f"hides {word}" for word in case.keep if word not in sent]
    found += ["does not come back"] * (Restorer(scrubbed.entries).text(sent).text != case.text)
    return tuple(found)
