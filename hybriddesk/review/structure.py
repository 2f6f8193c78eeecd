"""Whether an answer that was asked for as JSON is JSON, with the keys the request shows."""

from __future__ import annotations

import json
import re

_FENCED = re.compile(r"\A\s*```[a-z]*\n(.*?)\n?```\s*\Z", re.DOTALL | re.IGNORECASE)
_WANTED = re.compile(r"\bJSON\b")
_ONLY = re.compile(r"\b(?:only|just|valid|as|in|nur|als|en|sólo|uniquement)\b", re.IGNORECASE)
_KEY = re.compile(r"\"([\w-]{1,40})\"\s*:")
MOST = 200_000


def broken_structure(source: str, text: str) -> tuple[tuple[str, ...], int] | None:
    """(keys that are missing, code point where reading failed), or None: no JSON was asked for, or all is well.

    JSON counts as asked for when the request names it and asks for the answer in that form.
    """
    if not (_WANTED.search(source) and _ONLY.search(source)) or not text.strip():
        return None
    fenced = _FENCED.match(text)
    offset, body = (fenced.start(1), fenced.group(1)) if fenced else (len(text) - len(text.lstrip()), text.strip())
    try:
        value = json.loads(body[:MOST], parse_int=float)  # int refuses more than 4,300 digits
    except json.JSONDecodeError as fault:
        return (), min(offset + fault.pos, len(text) - 1)
    except RecursionError:
        return (), offset
    missing = tuple(key for key in dict.fromkeys(_KEY.findall(source)) if not _holds(value, key))
    return (missing, offset) if missing else None


def _holds(value: object, key: str) -> bool:
    """Whether a key stands anywhere in the value."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if key in one:
                return True
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    return False
