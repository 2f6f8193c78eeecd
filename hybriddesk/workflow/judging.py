"""How far the judge can be trusted, read at one moment of the store in a worker thread."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from hybriddesk.insight.agreement import Rated, Reversal, reversal_rates
from hybriddesk.insight.causes import Causes, causes
from hybriddesk.insight.drifting import DriftFigure, drift_figures
from hybriddesk.insight.reliability import Reliability, Scores, by_workflow, reliability, scores
from hybriddesk.insight.voices import Voices, voices
from hybriddesk.records.judgement import AnswerFact
from hybriddesk.review.calibration import FROM, ISOTONIC_FROM
from hybriddesk.review.learner import LAST
from hybriddesk.vault.database import Database
from hybriddesk.vault.diagnoses import diagnosis_facts
from hybriddesk.vault.judgement_rows import answer_facts, outcome_facts, reversals, signal_facts

DAY_MS = 86_400_000
SINCE_DAYS = 90
"""How far back feedback and reversals are counted."""
SHOWN_SCORES = 500

Speaks = Literal["prior", "learning", "platt", "isotonic"]
"""Who speaks: ``prior`` (hand-set weights), ``learning`` (learned, not yet calibrated), ``platt`` or ``isotonic`` (calibrated)."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """All that the Confidence page shows. ``learned`` decisions the judge has learned from, by workflow; ``reversed`` by (who, version)."""

    answers: int
    whole: Reliability
    workflows: Mapping[str, Reliability]
    learned: Mapping[str, int]
    speaks: Speaks
    scores: Scores
    drifts: tuple[DriftFigure, ...]
    voices: Voices
    reversed: Mapping[tuple[str, str], Rated]
    missing: int
    """Decisions until confidence is calibrated; 0 where it is."""
    causes: Causes
    """Where the bad answers of the last ``SINCE_DAYS`` came from."""


def read_judgement(db: Database) -> Judgement:
    """Any thread. Raises ``Refused('vault.locked')`` once the store is closed."""
    with closing(db.reader()) as reader:
        reader.begin()
        now = db.clock()
        since = now - SINCE_DAYS * DAY_MS
        answers = answer_facts(reader, LAST)
        said = voices(outcome_facts(reader, since), signal_facts(reader, since))
        undone = reversal_rates([Reversal(*row) for row in reversals(reader, since)])
        traced = causes(diagnosis_facts(reader, since))
    return judgement(answers, said, undone, traced, now)


def judgement(answers: tuple[AnswerFact, ...], said: Voices, undone: Mapping[tuple[str, str], Rated], traced: Causes, now_ms: int) -> Judgement:
    """The page's figures from what was read."""
    workflows = by_workflow(answers)
    whole = reliability((one.p_bad, one.bad) for one in answers if one.bad is not None)
    return Judgement(
        len(answers), whole, workflows, {name: found.count for name, found in workflows.items()}, speaks(whole.count),
        scores(answers[:SHOWN_SCORES]), drift_figures(answers, local_hour, now_ms), said, undone, max(0, FROM - whole.count), traced,
    )


def speaks(decisions: int) -> Speaks:
    """Who speaks after so many decisions."""
    if decisions == 0:
        return "prior"
    if decisions < FROM:
        return "learning"
    return "platt" if decisions <= ISOTONIC_FROM else "isotonic"


def local_hour(at_ms: int) -> int:
    """The hour of the day on this computer's clock."""
    return datetime.fromtimestamp(at_ms / 1000).astimezone().hour
