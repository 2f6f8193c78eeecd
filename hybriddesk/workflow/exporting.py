"""Approved replies as files: Markdown, JSON lines, e-mail drafts. Written beside the target first, then renamed."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from html import escape
from pathlib import Path
from typing import Literal

import msgspec

from hybriddesk.records.errors import Permanent
from hybriddesk.records.work import Conversation, Item, Review, Signal, Turn
from hybriddesk.vault.notes import Note

Format = Literal["md", "jsonl", "eml"]


@dataclass(frozen=True, slots=True)
class Approved:
    """An approved entry with the item it answers, if it came from one. A mail's ``key`` is its Message-ID."""

    review: Review
    item: Item | None
    notes: tuple[Note, ...] = ()


def export_approved(approved: Iterable[Approved], target: Path, form: Format) -> int:
    """Writes approved replies and returns how many.

    ``jsonl`` writes one file at ``target``; ``md`` and ``eml`` write one file a reply into the folder ``target``.
    Raises ``Permanent('export.cannot_write')``; a file that was there is only replaced by a whole one.
    """
    if form == "jsonl":
        lines = Counted(msgspec.json.encode(_row(one)) + b"\n" for one in approved)
        write_whole(target, lines)
        return lines.count
    render: Callable[[Approved], bytes] = _markdown if form == "md" else _mail
    count = 0
    for count, one in enumerate(approved, 1):
        write_whole(target / f"{count:04d}-{_slug(one.review.title)}-{one.review.id[:6]}.{form}", render(one))
    return count


def export_conversation(thread: Conversation, turns: Iterable[Turn], form: Literal["md", "jsonl", "html"]) -> bytes:
    """One conversation as Markdown, JSON lines or an HTML section, in clear. HTML loads nothing and runs nothing."""
    if form == "html":
        said = "".join(f"<h3>{turn.role} · {_when(turn.created_ms)}</h3><pre>{escape(turn.text)}</pre>" for turn in turns)
        return f'<meta charset="utf-8"><section><h2>{escape(thread.title)}</h2>{said}</section>\n'.encode()
    if form == "jsonl":
        rows = ({"conversation": thread.id, "title": thread.title, "role": turn.role, "text": turn.text, "state": turn.state,
                 "model": turn.model, "at": _when(turn.created_ms)} for turn in turns)
        return b"".join(msgspec.json.encode(row) + b"\n" for row in rows)
    parts = [f"# {thread.title}\n"]
    parts += [f"## {turn.role.capitalize()} ({_when(turn.created_ms)})\n\n{turn.text}\n" for turn in turns]
    return "\n".join(parts).encode()


def feedback_line(signal: Signal, context_json: str, at_ms: int) -> bytes:
    """One piece of feedback as a JSON line, with what it was about as it was at the time; in clear."""
    row = {"conversation": signal.conversation, "turn": signal.turn, "review": signal.review, "name": signal.name, "value": signal.value,
           "reason": signal.reason, "comment": signal.comment, "context": msgspec.Raw(context_json.encode()), "at": _when(at_ms)}
    return msgspec.json.encode(row) + b"\n"


class Counted:
    """Chunks that are counted as they are taken."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks
        self.count = 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self.count += 1
            yield chunk


def write_whole(target: Path, content: bytes | Iterable[bytes]) -> None:
    """Writes ``content`` so that ``target`` is either as it was or whole; only this user can read it.

    Chunks are written as they come, none is kept; what making them raises is raised, with ``target`` as it was.
    """
    if target.exists() and not target.is_file():
        # a rename would put a plain file in the place of a folder's or device's name: as root, of /dev/null itself
        raise Permanent("export.cannot_write", file=target.name, why="it is a folder or a device, not a file")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".part-", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.writelines((content,) if isinstance(content, bytes) else content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(target)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise Permanent("export.cannot_write", file=target.name, why=error.strerror or "error") from error


def _row(one: Approved) -> dict[str, object]:
    review = one.review
    return {
        "id": review.id, "title": review.title, "request": review.request, "draft": review.draft, "final": review.final,
        "state": review.state, "source": one.item.source if one.item else None, "key": one.item.key if one.item else None,
        "prompt_version": review.prompt_version, "model": review.model, "confidence": round(review.confidence, 4),
        "edit_words": review.edit_words, "seconds": review.seconds, "decided": _when(review.decided_ms or 0),
        "notes": [{"person": note.person, "at": _when(note.created_ms), "about": note.about, "quote": note.quote, "text": note.text} for note in one.notes],
    }


def _markdown(one: Approved) -> bytes:
    review = one.review
    quoted = "\n".join(f"> {line}".rstrip() for line in review.request.splitlines())
    head = f"# {review.title}\n\n{review.state.capitalize()} on {_when(review.decided_ms or 0)}, drafted by {review.model}\n"
    notes = "".join(_note(note) for note in one.notes)
    section = f"\n## Notes\n{notes}" if notes else ""
    return f"{head}\n## Reply\n\n{review.final or ''}\n\n## Request\n\n{quoted}\n{section}".encode()


def _note(note: Note) -> str:
    quoted = "".join(f"\n> {line}".rstrip() for line in note.quote.splitlines())
    return f"\n{note.person}, {_when(note.created_ms)}:\n{quoted + chr(10) if quoted else ''}\n{note.text}\n"


def _mail(one: Approved) -> bytes:
    """A draft that a mail program opens for sending (``X-Unsent``); threading headers only if the source had them."""
    mail = EmailMessage(policy=SMTP)
    subject = _one_line(one.review.title)
    mail["Subject"] = subject if subject.lower().startswith("re:") else f"Re: {subject}"
    _, address = parseaddr(one.item.sender if one.item else "")
    if "@" in address and address.isascii() and not re.search(r"[\s<>,;]", address):
        mail["To"] = address
    mail["Date"] = format_datetime(datetime.fromtimestamp((one.review.decided_ms or 0) / 1000, UTC))
    mail["X-Unsent"] = "1"
    message_id = _one_line(one.item.key if one.item and one.item.kind == "mail" else "")
    if re.fullmatch(r"<[!-~]{3,250}>", message_id):
        mail["In-Reply-To"] = mail["References"] = message_id
    mail.set_content(one.review.final or "")
    return mail.as_bytes()


def _slug(title: str) -> str:
    return re.sub(r"[^\w]+", "-", title.lower(), flags=re.ASCII).strip("-")[:40] or "reply"


def _one_line(text: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f\u2028\u2029]+", " ", text).strip()


def _when(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="seconds")
