"""knowledge diagnose: traces bad answers and prints what was found, as JSON lines."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict

from hybriddesk.headless.session import emit, say
from hybriddesk.records.advice import advice
from hybriddesk.records.diagnoses import SENTENCES, SIDES, Cause, Mark
from hybriddesk.records.errors import Refused
from hybriddesk.records.work import Review
from hybriddesk.vault.diagnoses import Kept, diagnosis_facts
from hybriddesk.workflow.diagnosing import DAY_MS, Traced
from hybriddesk.workspace import Workspace


async def diagnose(options: argparse.Namespace, workspace: Workspace) -> int:
    """These entries, or all that are bad of the last days."""
    if options.name and not options.review:
        raise Refused("diagnosis.none_named")
    if options.review:
        for one in options.review:
            emit(await _one(options, workspace, one))
        return 0
    diagnosing, since = workspace.diagnosing, max(0, workspace.db.clock() - max(0, options.since) * DAY_MS)
    traced = await diagnosing.catch_up(since)
    for fact in diagnosis_facts(workspace.db, since):
        kept = diagnosing.of(fact.review)
        assert kept is not None
        emit(_line(workspace.reviews.get(fact.review), kept))
    if options.chat:
        for turn in diagnosing.disliked(since):
            emit(_turn(workspace, await diagnosing.of_turn(turn)))
    say(options, "1 bad answer looked at now." if traced == 1 else f"{traced} bad answers looked at now.")
    return 0


async def _one(options: argparse.Namespace, workspace: Workspace, wanted: str) -> dict[str, object]:
    diagnosing = workspace.diagnosing
    if options.name:
        cause: Cause | None = None if options.name == "found" else options.name
        kept = await diagnosing.name(wanted, cause)
    else:
        kept = await diagnosing.diagnose(wanted)
    review = workspace.reviews.get(wanted)
    return _line(review, kept) if kept is not None else {"review": wanted, "cause": None, "state": review.state, "edit_words": review.edit_words}


def _line(review: Review, kept: Kept) -> dict[str, object]:
    found = kept.found.diagnosis if kept.found is not None else None
    return {
        "review": review.id, "cause": kept.cause, "side": SIDES[kept.cause], "words": advice(SENTENCES[kept.cause]).what, "named_by": kept.named_by,
        "found": found.cause if found else None, "strength": found.strength if found else None, "also": found.also if found else (),
        "asked": kept.found.asked if kept.found else None, "workflow": review.workflow, "prompt_version": review.prompt_version,
        "decided_ms": review.decided_ms, "marks": list(_marks(found.marks, review.draft, review.final)) if found else [],
    }


def _turn(workspace: Workspace, traced: Traced) -> dict[str, object]:
    found, answer = traced.found.diagnosis, workspace.conversations.turn(traced.turn)
    return {
        "turn": traced.turn, "conversation": answer.conversation, "cause": found.cause, "side": found.side, "words": advice(SENTENCES[found.cause]).what,
        "strength": found.strength, "also": found.also, "asked": traced.found.asked, "marks": list(_marks(found.marks, answer.text, None)),
    }


def _marks(marks: tuple[Mark, ...], draft: str, final: str | None) -> Iterator[dict[str, object]]:
    """Each with the words it speaks of; those of a reason are not repeated."""
    for one in marks:
        text = draft if one.what == "removed" else final
        yield {**asdict(one), "words": text[one.start:one.end] if text is not None else ""}
