"""Answers with a past: judged, gated, decided, commented on, straight into a store's tables, at times of the test's choosing."""

from __future__ import annotations

import random
from dataclasses import dataclass

from hybriddesk.records.ids import new_id
from hybriddesk.vault.database import Database

DAY = 86_400_000
STATES = {"approve": "approved", "edit": "edited", "return": "returned"}


@dataclass
class Answered:
    """One answer; ``action`` empty: nobody decided yet."""

    at_ms: int
    p_bad: float = 0.2
    action: str = ""
    edit_words: float | None = None
    workflow: str = "reply"
    version: str = "reply@v7"
    model: str = "small-1"
    passed: bool | None = False
    chance: float | None = None
    latency_ms: int = 2000
    draft: str = "Dear Sir, the parcel is on its way."
    final: str | None = None
    state: str = "done"
    thumb: str = ""


def plant(db: Database, answers: list[Answered]) -> list[str]:
    """Writes them; returns the reviews' ids."""
    made = []
    with db.write("reviews", "runs", "assessments", "decisions", "feedback") as connection:
        for one in answers:
            thread, run, review = new_id(), new_id(), new_id()
            connection.execute("INSERT INTO conversations(id, title, kind, created_ms, updated_ms) VALUES(?, 'Parcel', 'item', ?, ?)", (thread, one.at_ms, one.at_ms))
            connection.execute(
                "INSERT INTO runs(id, conversation, workflow, prompt_version, provider, model, state, attempts, started_ms, ended_ms, latency_ms, cost_usd)"
                " VALUES(?, ?, ?, ?, 'cloud', ?, ?, 1, ?, ?, ?, 0.01)",
                (run, thread, one.workflow, one.version, one.model, one.state, one.at_ms, one.at_ms, one.latency_ms))
            connection.execute(
                "INSERT INTO assessments(run, workflow, prompt_version, p_bad, check_chance, passed, created_ms, traits_json) VALUES(?, ?, ?, ?, ?, ?, ?, '{}')",
                (run, one.workflow, one.version, one.p_bad, one.chance, one.passed, one.at_ms))
            decided = one.at_ms + 60_000 if one.action else None
            connection.execute(
                "INSERT INTO reviews(id, conversation, run, workflow, prompt_version, provider, model, state, needs_person, risk, confidence, created_ms,"
                " decided_ms, edit_words, seconds, changed_ms, title, snippet, reasons_json, request, draft, draft_scrubbed, final)"
                " VALUES(?, ?, ?, ?, ?, 'cloud', ?, ?, 1, ?, ?, ?, ?, ?, 30, ?, 'Parcel', '', '[]', 'Where is it?', ?, ?, ?)",
                (review, thread, run, one.workflow, one.version, one.model, STATES.get(one.action, "pending"), one.p_bad, 1 - one.p_bad, one.at_ms, decided,
                 one.edit_words, decided or one.at_ms, one.draft, one.draft, one.final))
            if one.action:
                connection.execute(
                    "INSERT INTO decisions(id, review, action, from_state, edit_words, seconds, decided_ms, person, note, final)"
                    " VALUES(?, ?, ?, 'in_review', ?, 30, ?, 'me', '', ?)", (new_id(), review, one.action, one.edit_words, decided, one.final))
            if one.thumb:
                connection.execute(
                    "INSERT INTO feedback(id, conversation, turn, review, name, value, reason, comment, context_json, created_ms)"
                    " VALUES(?, ?, NULL, ?, 'thumb', ?, '', '', ?, ?)", (new_id(), thread, review, one.thumb, f'{{"run":"{run}"}}', decided))
            made.append(review)
    return made


def month(now_ms: int, count: int = 240, *, bad_share: float = 0.25, seed: int = 5, days: int = 28, **values: object) -> list[Answered]:
    """A month of drafts by a judge that is about right: most approved, some with the greeting changed, some sent back."""
    noise, found = random.Random(seed), []
    for number in range(count):
        p = min(0.97, max(0.02, noise.betavariate(1.2, 1.2 * (1 - bad_share) / bad_share)))
        bad = noise.random() < p
        edited = not bad and noise.random() < 0.4
        found.append(Answered(
            now_ms - days * DAY + number * days * DAY // count, p, "return" if bad else "edit" if edited else "approve", 0.2 if edited else None if bad else 0.0,
            passed=False, latency_ms=round(2000 * noise.lognormvariate(0, 0.3)),
            final="Hello, the parcel is on its way." if edited else None if bad else "Dear Sir, the parcel is on its way.",
            thumb="down" if bad and noise.random() < 0.4 else "up" if noise.random() < 0.05 else "", **values,  # type: ignore[arg-type]
        ))
    return found
