"""The score command: how likely a person accepts each answer, and why not. JSON lines in, JSON lines out; needs no store."""

from __future__ import annotations

import argparse
import json
import math
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from hybriddesk.headless.session import DoorFactory, emit, standard_input
from hybriddesk.records.advice import advice
from hybriddesk.records.errors import Permanent, Refused
from hybriddesk.records.way import Reason
from hybriddesk.review.assessing import Assessed, Assessor, Past
from hybriddesk.review.history import LengthHistory
from hybriddesk.review.scripts import kind_of_work
from hybriddesk.review.seen import Seen
from hybriddesk.review.traits import traits

_Shape = TypeVar("_Shape", bound="Line")
Json = str | int | float | bool | None
HISTORY = 4_000
"""Decisions of the history that are learned from: the latest."""
LENGTHS = 200


class Line(msgspec.Struct):
    """One answer. ``workflow`` or ``group`` names its kind of work; without one, answers of the same scripts count as one kind."""

    id: Json = None
    prompt: str | None = None
    answer: str | None = None
    logprobs: object = None
    samples: list[object] | None = None
    context: str | list[str] | None = None
    finish_reason: str | None = None
    workflow: str | None = None
    group: str | None = None


class HistoryLine(Line, kw_only=True):
    """An answer somebody decided about."""

    accepted: bool


async def score(options: argparse.Namespace, _door_of: DoorFactory) -> int:
    """One line out per line in, in order. A line that cannot be read becomes a line that says so, and the exit code is 4."""
    scorer = Scorer(options.history)
    last_fault: Refused | None = None
    for number, raw in enumerate(standard_input(), 1):
        if not raw.strip():
            continue
        try:
            line = parsed(raw, Line, number)
        except Refused as fault:
            last_fault = fault
            emit({"id": None, "line": number, "error": fault.code, "message": advice("score.bad_line", fault.facts).what})
            continue
        emit({"id": line.id, **scorer.judged(line)})
    if last_fault:
        raise Refused("score.bad_line", line=last_fault.facts["line"])
    return 0


class Scorer:
    """An assessor that has learned from a history file, if there is one."""

    def __init__(self, history: Path | None) -> None:
        self._lengths: dict[str, deque[int]] = defaultdict(lambda: deque(maxlen=LENGTHS))
        self._assessor = Assessor()
        if history:
            known = deque(read_history(history), maxlen=HISTORY)
            self._assessor = Assessor(self._past(known))

    def _past(self, known: Iterable[HistoryLine]) -> Iterator[Past]:
        blank = Assessor()
        for line in known:
            looked_at, workflow = self._seen(line), kind(line)
            values = traits(looked_at, blank.measure(looked_at, workflow))
            yield Past(workflow, values, float(not line.accepted), text="" if line.accepted else looked_at.text)
            if line.accepted:
                self._lengths[workflow].append(len(looked_at.text))

    def judged(self, line: Line) -> dict[str, object]:
        """``confidence`` and ``reasons`` of one answer."""
        return shown(self._assessor.assess(self._seen(line), workflow=kind(line)))

    def _seen(self, line: Line) -> Seen:
        context = line.context or ""
        return Seen(
            line.answer or "", line.prompt or "", line.workflow or line.group or "chat", line.finish_reason or "stop", logprobs(line.logprobs),
            tuple(text for text in map(_text, line.samples or ()) if text), context if isinstance(context, str) else "\n\n".join(context),
            history=LengthHistory(tuple(self._lengths[kind(line)])),
        )


def kind(line: Line) -> str:
    """Under which kind of work an answer is learned."""
    return line.workflow or line.group or kind_of_work(line.prompt or "", line.answer or "")


def read_history(path: Path) -> Iterator[HistoryLine]:
    """The decisions of a file, in order. Raises ``Permanent('file.unreadable')``, ``Refused('score.bad_history')``."""
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(file, 1):
                if raw.strip():
                    yield parsed(raw, HistoryLine, number, code="score.bad_history")
    except OSError as error:
        raise Permanent("file.unreadable", file=path.name, why=error.strerror or "error") from error


def parsed(raw: bytes, shape: type[_Shape], number: int, code: str = "score.bad_line") -> _Shape:
    """A line as ``shape``. Raises ``Refused(code)``."""
    try:  # the standard library's reader, because it lets lone surrogates through
        return msgspec.convert(json.loads(raw), shape)
    except (ValueError, RecursionError, msgspec.ValidationError) as error:
        raise Refused(code, line=number) from error


def logprobs(given: object) -> tuple[float, ...]:
    """Natural-log probabilities (or raw scores) from a list of numbers or of objects with ``logprob``, or an object that holds such a list."""
    if isinstance(given, dict):
        given = given.get("content") or given.get("token_logprobs") or ()
    values = [one.get("logprob") if isinstance(one, dict) else one for one in given] if isinstance(given, list) else []
    return tuple(float(one) for one in values if isinstance(one, (int, float)) and not isinstance(one, bool) and math.isfinite(one))


def _text(sample: object) -> str:
    if isinstance(sample, dict):
        sample = sample.get("answer") or sample.get("text") or sample.get("content")
    return sample if isinstance(sample, str) else ""


def shown(found: Assessed) -> dict[str, object]:
    """An assessment as JSON. ``spans`` are code points of the answer."""
    return {"confidence": round(found.confidence, 6), "must_review": found.must, "reasons": [_reason(one) for one in found.reasons]}


def _reason(one: Reason) -> dict[str, object]:
    return {"code": one.code, "words": advice(one.code, one.facts).what, "value": one.value, "spans": [list(span) for span in one.spans]}
