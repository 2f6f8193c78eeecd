"""What the agenda is made from, gathered at one moment of the store in a worker thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

from hybriddesk.insight.agenda import CauseFact, Facts, HabitFact, PromptFact, Topic, agenda
from hybriddesk.insight.agreement import Rated
from hybriddesk.insight.drifting import drift_figures
from hybriddesk.insight.reliability import by_workflow
from hybriddesk.records.diagnoses import DiagnosisFact
from hybriddesk.review.gating import Estimate
from hybriddesk.review.learner import LAST
from hybriddesk.review.recurring import EditHabits, habits
from hybriddesk.vault.database import Database
from hybriddesk.vault.diagnoses import diagnosis_facts
from hybriddesk.vault.error_pages import trouble_ids, trouble_page
from hybriddesk.vault.judgement_rows import answer_facts, edited_texts, prompt_counts, workflows
from hybriddesk.workflow.judging import local_hour

EDITS = 300
"""Edited drafts that are compared, the latest."""
TROUBLES = 50
"""Open kinds of trouble that are weighed, the latest."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The topics, since when they were looked for, how many answers and decisions that covers, and every workflow there is."""

    topics: tuple[Topic, ...]
    since_ms: int
    answers: int
    decided: int
    workflows: tuple[str, ...]


def prepared(db: Database, since_ms: int, misses: Estimate | None, allowed: float) -> Prepared:
    """Any thread. ``allowed``: the share of bad outputs that the person lets pass. Raises ``Refused('vault.locked')``."""
    with closing(db.reader()) as reader:
        reader.begin()
        now, answers = db.clock(), answer_facts(reader, LAST)
        prompts = tuple(PromptFact(*row) for row in prompt_counts(reader, since_ms))
        traced = diagnosis_facts(reader, since_ms)
        edits, known = edited_texts(reader, since_ms, EDITS), workflows(reader)
        troubles = tuple((row.trouble, row.facts) for row in trouble_page(reader, trouble_ids(reader, state="open")[:TROUBLES]))
    facts = Facts(
        prompts, habit_facts(habits(edits)), drift_figures(answers, local_hour, now), troubles, by_workflow(answers),
        Rated(misses.value, misses.low, misses.high, misses.count) if misses else None, allowed,
        cause_facts(traced),
    )
    return Prepared(agenda(facts), since_ms, sum(one.answers for one in prompts), sum(one.decided for one in prompts), known)


def cause_facts(traced: Sequence[DiagnosisFact]) -> tuple[CauseFact, ...]:
    """How many bad answers of each workflow had which cause."""
    whole, counts = Counter(one.workflow for one in traced), Counter((one.workflow, one.cause) for one in traced)
    return tuple(CauseFact(workflow, cause, count, whole[workflow]) for (workflow, cause), count in counts.items())


def habit_facts(found: EditHabits) -> tuple[HabitFact, ...]:
    """Habits as the agenda takes them."""
    words = (HabitFact(one.workflow, one.drafts, one.of, old=one.old, new=one.new) for one in found.words)
    kinds = (
        HabitFact(workflow, drafts, found.edited[workflow], kind=kind) for workflow, counts in found.kinds.items() for kind, drafts in counts.items()
    )
    return (*words, *kinds)
