"""The review commands."""

from __future__ import annotations

import argparse

from hybriddesk.headless.session import DoorFactory, emit, file_text, opened
from hybriddesk.records.advice import advice
from hybriddesk.records.work import Review
from hybriddesk.vault.queue import View
from hybriddesk.workspace import Workspace

VIEWS: dict[str, tuple[View, ...]] = {"needs": ("needs",), "all": ("all", "done"), "done": ("done",)}
PAGE = 500


async def review(options: argparse.Namespace, door_of: DoorFactory) -> int:
    """list, show, decide, undo."""
    async with opened(options, door_of) as workspace:
        match options.act:
            case "list":
                _list(options, workspace)
            case "show":
                emit(_whole(workspace.reviews.get(options.id)))
            case "decide":
                emit(_short(await _decide(options, workspace)))
            case _:
                for one in (await workspace.reviewing.undo()).ids:
                    emit(_short(workspace.reviews.get(one)))
    return 0


def _list(options: argparse.Namespace, workspace: Workspace) -> None:
    views = VIEWS.get(options.state, VIEWS["all"])
    ids = [one for view in views for one in workspace.reviews.ids(view, "risk")]
    for start in range(0, len(ids), PAGE):
        for row in workspace.reviews.rows(ids[start:start + PAGE]):
            if options.state in VIEWS or row.state == options.state:
                emit({"id": row.id, "title": row.title, "confidence": round(row.confidence, 4), "state": row.state,
                      "reason": row.reason_code, "created_ms": row.created_ms,
                      "hidden": row.hidden_count})


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


def _whole(one: Review) -> dict[str, object]:
    return {
        **_short(one), "title": one.title, "request": one.request, "draft": one.draft, "working": one.working, "final": one.final,
        "confidence": round(one.confidence, 4), "provider": one.provider, "model": one.model, "workflow": one.workflow,
        "prompt_version": one.prompt_version, "run": one.run, "conversation": one.conversation, "hidden": one.hidden_count,
        "reasons": [{"code": r.code, "value": r.value, "words": advice(r.code, r.facts).what} for r in one.reasons],
    }
