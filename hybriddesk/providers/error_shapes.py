"""What a provider's error answer says, read from every shape in use; its prose is looked at and never travels on.

Read are ``{"error": {"message", "type", "code", "status", "details"}}``, ``{"error": "text", "status"}``, ``{"code", "message"}``,
``{"type": "error", "error": {...}}``, one of these wrapped in another ``error``, and a list of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hybriddesk.providers.values import maps, seconds, text

_STATUS = re.compile(r"[45][0-9][0-9]")
_NAME = re.compile(r"[A-Za-z0-9_.\-]{1,64}")
_AGAIN_IN = re.compile(r"(?:try again|retry) (?:in|after) (\d[\dhms.]{0,15})(?: ?(seconds?|minutes?))?", re.IGNORECASE)
_DELAYS = ("retry_after", "retryAfter", "retry_after_seconds", "retry_delay", "retryDelay")


@dataclass(frozen=True, slots=True)
class Said:
    """Machine words lower-cased, the error's own status if it names one, the seconds it asks to wait, whether an allowance of the
    day is used up, and its prose (kept in here)."""

    words: tuple[str, ...]
    status: int | None
    prose: str
    delay: float | None = None
    daily: bool = False

    @property
    def reason(self) -> str:
        """One machine word for the facts, or an empty text."""
        return next(iter(self.words), "")

    def names(self, words: frozenset[str]) -> bool:
        """Whether one of these words was said."""
        return not words.isdisjoint(self.words)


def said(answer: object) -> Said | None:
    """Reads any of the shapes; None if this is not an error answer."""
    if isinstance(answer, list) and len(answer) == 1:
        answer = answer[0]
    if not isinstance(answer, dict):
        return None
    error = answer.get("error")
    if isinstance(error, dict):
        inner = error.get("error")
        return _said(inner if isinstance(inner, dict) else error, outer=answer)
    if isinstance(error, str) and error:
        return _said({"message": error, **{k: answer[k] for k in ("code", "status", "type", *_DELAYS) if k in answer}}, outer={})
    if "choices" not in answer and "code" in answer and "message" in answer:
        return _said(answer, outer={})
    return None


def _said(error: Mapping[str, Any], outer: Mapping[str, Any]) -> Said:
    details = maps(error.get("details"))
    words = (error.get("code"), error.get("type"), error.get("status"), *(detail.get("reason") for detail in details))
    named = tuple(word.lower() for word in words if isinstance(word, str) and _NAME.fullmatch(word) and not word.isdigit())
    numbers = (error.get("status"), error.get("code"), outer.get("status"))
    status = next((n for n in map(_status, numbers) if n), None)
    prose = text(error.get("message"))[:4000]
    quotas = [text(one.get("quotaId")) for detail in details for one in maps(detail.get("violations"))]
    return Said(
        named, status, prose, delay=next(_delays(error, outer, details, prose), None), daily=any("PerDay" in quota for quota in quotas),
    )


def _delays(error: Mapping[str, Any], outer: Mapping[str, Any], details: list[dict[str, Any]], prose: str) -> Iterator[float]:
    for place in (error, error.get("metadata"), outer, *details):
        if isinstance(place, dict):
            found = (seconds(place[name]) for name in _DELAYS if name in place)
            yield from (one for one in found if one is not None)
    if match := _AGAIN_IN.search(prose):
        found_one = seconds(match[1].rstrip("."))
        if found_one is not None:
            yield found_one * (60 if (match[2] or "").lower().startswith("minute") else 1)


def _status(value: object) -> int | None:
    number = int(value) if isinstance(value, str) and _STATUS.fullmatch(value) else value
    return number if type(number) is int and _STATUS.fullmatch(str(number)) else None
