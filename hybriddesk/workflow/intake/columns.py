"""Which field of a row is the request, which its title, sender and id: by usual names, else by what the values look like."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

TEXT = ("text", "body", "message", "question", "prompt", "request", "query", "description", "comment", "content", "details",
        "input", "instruction", "email", "mail", "ticket", "inquiry", "complaint", "feedback", "nachricht", "frage", "anfrage", "beschreibung", "inhalt")
SUBJECT = ("subject", "title", "topic", "summary", "headline", "betreff", "titel", "thema")
SENDER = ("from", "sender", "author", "customer", "name", "email_from", "from_email", "email", "user", "absender", "kunde", "von")
KEY = ("id", "key", "number", "ticket_id", "message_id", "row_id", "uuid", "nummer")

_NAME_LENGTH = 40
"""Characters; a longer first cell is a sentence, not a heading."""

_WORDS = re.compile(r"[^a-z0-9äöüß]+")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


@dataclass(frozen=True, slots=True)
class Columns:
    """Field numbers; None where the file has no such field."""

    text: int
    subject: int | None = None
    sender: int | None = None
    key: int | None = None


def is_header(row: Sequence[str]) -> bool:
    """Whether a first row names its columns: known names, or short distinct words without digits or sentences."""
    names = [_plain(cell) for cell in row]
    if any(name in TEXT + SUBJECT + KEY for name in names):
        return True
    wordy = all(name and len(cell) <= _NAME_LENGTH and not re.search(r"[0-9@?!.]", cell) for name, cell in zip(names, row, strict=True))
    return wordy and len(set(names)) == len(names) and len(row) > 1


def by_name(names: Sequence[str], sample: Sequence[Sequence[str]]) -> Columns:
    """The columns by header names; the text column falls back to the one with the longest values in ``sample``."""
    plain = [_plain(name) for name in names]
    lengths = _lengths(sample, len(names))
    text = _first(plain, TEXT, refuse=lambda at: _addresses(sample, at))
    if text is None:
        lengths = [0 if _addresses(sample, at) else length for at, length in enumerate(lengths)]
        text = lengths.index(max(lengths))
    others = ["" if at == text else name for at, name in enumerate(plain)]
    return Columns(text, _first(others, SUBJECT), _first(others, SENDER), _first(others, KEY))


def text_field(row: Mapping[str, object]) -> str | None:
    """The name of the field of a JSON object that holds the request: a usual name, else the longest text; None without any text."""
    texts = {name: value for name, value in row.items() if isinstance(value, str) and value.strip()}
    named = named_field(texts, TEXT)
    return named or max(texts, key=lambda name: len(str(texts[name])), default=None)


def named_field(row: Mapping[str, object], names: Sequence[str]) -> str | None:
    """The field of a JSON object that bears one of the usual names, best name first."""
    plain = {_plain(name): name for name in reversed(tuple(row))}
    return next((plain[name] for name in names if name in plain), None)


def _plain(name: str) -> str:
    return _WORDS.sub("_", name.strip().lower().removeprefix("\ufeff")).strip("_")


def _first(plain: Sequence[str], wanted: Sequence[str], refuse: Callable[[int], bool] = lambda _: False) -> int | None:
    for name in wanted:
        for at, found in enumerate(plain):
            if found == name and not refuse(at):
                return at
    return None


def _addresses(sample: Sequence[Sequence[str]], at: int) -> bool:
    """A column named "email" may hold mails or addresses; addresses are no request."""
    values = [row[at] for row in sample if at < len(row) and row[at].strip()]
    return bool(values) and all(_ADDRESS.fullmatch(value.strip()) for value in values)


def _lengths(sample: Sequence[Sequence[str]], width: int) -> list[int]:
    return [sum(len(row[at]) for row in sample if at < len(row)) for at in range(width)]
