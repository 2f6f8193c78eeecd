"""What reviewers do with each other: second looks by file, the figures of agreement, notes."""

from __future__ import annotations

import argparse
from collections.abc import Awaitable, Callable, Mapping

from hybriddesk.headless.session import emit, file_text, secret_text
from hybriddesk.insight.agreement import ENOUGH
from hybriddesk.records.errors import Refused
from hybriddesk.vault.notes import Note
from hybriddesk.workflow.overlapping import Agreement
from hybriddesk.workspace import Workspace


async def second(options: argparse.Namespace, workspace: Workspace) -> None:
    """Carries second looks from desk to desk by file."""
    passphrase, handing = secret_text(options.file_passphrase_file, "Passphrase of the file: "), workspace.handing
    match options.way:
        case "ask":
            if not options.to.strip():
                raise Refused("review.nobody_asked")
            done = await handing.ask(options.file, passphrase, options.to.strip())
        case "take-in":
            done = await handing.take_in(options.file, passphrase)
        case "answer":
            done = await handing.answer(options.file, passphrase)
        case _:
            done = await handing.take_answers(options.file, passphrase)
    emit({"person": done.person, "done": done.done, "left": done.left})


def agreed(pair: Agreement) -> dict[str, object]:
    """The figures of two reviewers; ``kappa`` is null while there are too few, or where everybody always said the same."""
    rated = pair.kappa
    return {
        "reviewers": list(pair.people), "count": pair.percent.count, "percent": round(100 * pair.percent.value, 2),
        "percent_low": round(100 * pair.percent.low, 2), "percent_high": round(100 * pair.percent.high, 2),
        "kappa": round(rated.value, 4) if rated else None, "kappa_low": round(rated.low, 4) if rated else None,
        "kappa_high": round(rated.high, 4) if rated else None,
        "too_few": pair.percent.count < ENOUGH, "enough": ENOUGH,
    }


def noted(note: Note) -> dict[str, object]:
    """A note as a line."""
    return {"id": note.id, "review": note.review, "person": note.person, "created_ms": note.created_ms, "about": note.about,
            "quote": note.quote, "text": note.text}


async def agreement(_options: argparse.Namespace, workspace: Workspace) -> None:
    """A line for every two reviewers."""
    for pair in workspace.reviewing.overlapping.agreement():
        emit(agreed(pair))


async def note(options: argparse.Namespace, workspace: Workspace) -> None:
    """Keeps a note and shows it."""
    text = file_text("-") if options.text == "-" else options.text
    emit(noted((await workspace.reviewing.noting.add(options.id, text, options.about, options.quote))[-1]))


async def notes(options: argparse.Namespace, workspace: Workspace) -> None:
    """Shows the notes about an entry."""
    for one in workspace.reviewing.open_notes(options.id):
        emit(noted(one))


WITH_OTHERS: Mapping[str, Callable[[argparse.Namespace, Workspace], Awaitable[None]]] = {
    "second": second, "agreement": agreement, "note": note, "notes": notes,
}
