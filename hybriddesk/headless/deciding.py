"""The review commands."""

from __future__ import annotations

import argparse

from hybriddesk.headless.session import DoorFactory, emit, file_text, opened
from hybriddesk.headless.with_others import WITH_OTHERS, noted
from hybriddesk.records.advice import advice
from hybriddesk.records.work import Review, ReviewRow
from hybriddesk.vault.knowledge import passages_of
from hybriddesk.vault.queue import View
from hybriddesk.workspace import Workspace

VIEWS: dict[str, tuple[View, ...]] = {
    "needs": ("needs",), "all": ("all", "done"), "done": ("done",), "escalated": ("escalated",), "second": ("second",), "differ": ("differ",),
}
HOUR_MS = 3_600_000
PAGE = 500


async def review(options: argparse.Namespace, door_of: DoorFactory) -> int:
    """list, show, decide, settle, agreement, note, notes, second, undo."""
    async with opened(options, door_of) as workspace:
        workspace.reviewing.overlapping.session = getattr(options, "reviewer", "").strip()
        match options.act:
            case "list":
                _list(options, workspace)
            case "show":
                emit(_whole(workspace, options.id))
            case "decide":
                emit(_short(await _decide(options, workspace)))
            case "settle":
                emit(_short(await workspace.reviewing.settle(options.id, options.take)))
            case "undo":
                for one in (await workspace.reviewing.undo()).ids:
                    emit(_short(_seen(workspace, one)))
            case other:
                await WITH_OTHERS[other](options, workspace)
    return 0


def _list(options: argparse.Namespace, workspace: Workspace) -> None:
    state = "escalated" if options.escalated else options.state
    person = workspace.reviewing.person
    ids = [one for view in VIEWS.get(state, VIEWS["all"]) for one in workspace.reviews.ids(view, "risk", options.search, person)]
    for start in range(0, len(ids), PAGE):
        for row in workspace.reviews.rows(ids[start:start + PAGE]):
            if state in VIEWS or row.state == state:
                shown = "pending" if state == "second" else row.state
                emit({"id": row.id, "title": row.title, "confidence": round(row.confidence, 4), "state": shown,
                      "reason": row.reason_code, "created_ms": row.created_ms,
                      "hidden": row.hidden_count, **_escalation(row, workspace)})


def _escalation(row: ReviewRow, workspace: Workspace) -> dict[str, object]:
    """Who escalated an entry and why, and how its time stands: ``overdue_hours`` is negative while there is time left."""
    if row.escalated_ms is None:
        return {}
    hours = workspace.settings.get("review.escalation_hours")
    assert isinstance(hours, int)
    waited = (workspace.db.clock() - row.escalated_ms) / HOUR_MS
    return {"escalated_by": row.escalated_by, "why": row.escalated_why, "escalated_ms": row.escalated_ms,
            "waited_hours": round(waited, 2), "within_hours": hours, "overdue_hours": round(waited - hours, 2), "overdue": waited > hours}


async def _decide(options: argparse.Namespace, workspace: Workspace) -> Review:
    desk = workspace.reviewing
    opened_review = (await desk.open(options.id)).review
    if options.approve:
        return await desk.approve(options.id, opened_review.draft, 0.0)
    if options.edit:
        return await desk.approve(options.id, file_text(options.edit), 0.0)
    if options.send_back is not None:
        return await desk.send_back(options.id, options.send_back, 0.0)
    return await desk.escalate(options.id, options.escalate, 0.0)


def _short(one: Review) -> dict[str, object]:
    return {"id": one.id, "state": one.state, "edit_words": one.edit_words, "edit_chars": one.edit_chars, "note": one.note}


def _whole(workspace: Workspace, wanted: str) -> dict[str, object]:
    """All of an entry; of one that waits for this reviewer's second look only what they may see."""
    one = _seen(workspace, wanted)
    return {
        **_short(one), "title": one.title, "request": one.request, "draft": one.draft, "working": one.working, "final": one.final,
        "confidence": round(one.confidence, 4), "provider": one.provider, "model": one.model, "workflow": one.workflow,
        "prompt_version": one.prompt_version, "run": one.run, "conversation": one.conversation, "hidden": one.hidden_count,
        "reasons": [{"code": r.code, "value": r.value, "words": advice(r.code, r.facts).what} for r in one.reasons],
        "sources": _sources(workspace, one.run),
        "notes": [noted(note) for note in workspace.reviewing.open_notes(wanted)],
    }


def _sources(workspace: Workspace, run: str) -> dict[str, object] | None:
    """What the person's own sources gave to the draft, in the order in which it cites them, and what was held back; None where they gave nothing."""
    found = passages_of(workspace.db, run)
    if found is None:
        return None
    return {
        "index": found.index, "given": [{"source": one.source, "name": one.name, "fit": one.score, "text": one.text} for one in found.given],
        "held": [{"source": one.passage.source, "name": one.passage.name, "code": one.code, "words": advice(one.code).what, "text": one.passage.text}
                 for one in found.held],
    }


def _seen(workspace: Workspace, wanted: str) -> Review:
    one, overlapping = workspace.reviews.get(wanted), workspace.reviewing.overlapping
    return overlapping.blinded(one) if overlapping.waits(wanted) else one
