"""From a provider's error answer to a fault: what failed decides, the provider's prose never travels on.

Four error shapes are read: ``{"error": {"message", "type", "code", "status"}}``, ``{"error": "text", "status"}``,
``{"code", "message"}`` and ``{"type": "error", "error": {...}}``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

import msgspec

from hybriddesk.records.errors import Fact, Fault, Permanent, Transient

QUOTA = frozenset({
    "insufficient_quota", "daily_rpd_limit_exceeded", "daily_usd_limit_exceeded", "billing_hard_limit_reached",
    "insufficient_balance", "insufficient_credits", "insufficient_funds", "quota_exceeded", "billing_not_active",
})
WRONG_KEY = frozenset({"invalid_api_key", "incorrect_api_key", "api_key_origin_not_allowed", "authentication_error"})
MODEL_GONE = frozenset({"model_not_found", "model_not_available", "model_deprecated", "model_decommissioned"})
TOO_LONG = frozenset({"context_length_exceeded", "request_too_large", "string_above_max_length", "prompt_too_long"})
POLICY = frozenset({"content_policy_violation", "content_filter", "moderation_blocked", "invalid_prompt"})
RATE = frozenset({"rate_limit_exceeded", "rate_limited", "rate_limit_error", "too_many_requests"})

_SAYS_LONG = re.compile(r"context (?:length|window|size)|maximum context|too many tokens|prompt is too long", re.IGNORECASE)
_SAYS_GONE = re.compile(r"\bmodel\b.{0,200}?(?:not found|does not exist|not exist|not available|decommissioned|retired|deprecated)"
                        r"|not a valid model|invalid model", re.IGNORECASE | re.DOTALL)
_SAYS_KEY = re.compile(r"\bapi key\b.{0,40}?(?:invalid|not valid|incorrect|expired)|(?:invalid|incorrect) api key", re.IGNORECASE | re.DOTALL)
_SAYS_POLICY = re.compile(r"content (?:management )?policy|moderation|flagged|safety system", re.IGNORECASE)
_STATUS = re.compile(r"[45][0-9][0-9]")
_NAME = re.compile(r"[A-Za-z0-9_.\-]{1,64}")

_TRANSIENT = frozenset({408, 409, 425, 429})
_NEVER_WORKS = frozenset({501, 505, 511})


@dataclass(frozen=True, slots=True)
class Said:
    """What an error answer says: machine words lower-cased, its own status if it names one, and its prose (kept in here)."""

    words: tuple[str, ...]
    status: int | None
    prose: str

    @property
    def reason(self) -> str:
        """One machine word for the facts, or an empty text."""
        return next(iter(self.words), "")

    def names(self, words: frozenset[str]) -> bool:
        """Whether one of these words was said."""
        return not words.isdisjoint(self.words)


def said(answer: object) -> Said | None:
    """Reads any of the four shapes; None if this is not an error answer."""
    if not isinstance(answer, dict):
        return None
    error = answer.get("error")
    if isinstance(error, dict):
        inner = error.get("error")
        return _said(inner if isinstance(inner, dict) else error, outer=answer)
    if isinstance(error, str) and error:
        return _said({"message": error, **{k: answer[k] for k in ("code", "status", "type") if k in answer}}, outer={})
    if "choices" not in answer and "code" in answer and "message" in answer:
        return _said(answer, outer={})
    return None


def _said(error: Mapping[str, Any], outer: Mapping[str, Any]) -> Said:
    words = (error.get(name) for name in ("code", "type"))
    named = tuple(word.lower() for word in words if isinstance(word, str) and _NAME.fullmatch(word))
    numbers = (error.get("status"), error.get("code"), outer.get("status"))
    status = next((n for n in map(_status, numbers) if n), None)
    prose = error.get("message")
    return Said(named, status, prose[:4000] if isinstance(prose, str) else "")


def _status(value: object) -> int | None:
    number = int(value) if isinstance(value, str) and _STATUS.fullmatch(value) else value
    return number if type(number) is int and _STATUS.fullmatch(str(number)) else None


def fault_for(
    status: int, headers: Mapping[str, str], body: bytes, *, now: float, **facts: Fact,
) -> Fault:
    """The fault for an HTTP answer that is no success.

    ``headers`` have lower-case names; ``now`` is seconds since 1970, for a Retry-After date; ``facts`` go into the fault.
    """
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return Permanent("provider.redirect", status=status, **facts)
    found = said(_json(body))
    if found is None and status == HTTPStatus.NOT_FOUND:
        return Permanent("provider.wrong_address", status=status, **facts)
    fault = _fault(status, found or Said((), None, ""), wish=retry_after(headers, now), **facts)
    if isinstance(fault, Transient) and headers.get("x-should-retry", "").lower() == "false":
        return Permanent(fault.code, **fault.facts)
    return fault


def fault_in_stream(found: Said, **facts: Fact) -> Fault:
    """The fault for an error object that came with a success status."""
    return _fault(found.status or 500, found, wish=None, **facts)


def _fault(status: int, found: Said, *, wish: float | None, **facts: Fact) -> Fault:
    facts = {"status": status, "reason": found.reason, **facts}
    for code, applies in _RULES:
        if applies(status, found):
            return Permanent(code, **facts)
    if status == HTTPStatus.TOO_MANY_REQUESTS or found.names(RATE):
        return Transient("provider.rate_limited", retry_after=wish, **facts)
    if status in _TRANSIENT or (status >= HTTPStatus.INTERNAL_SERVER_ERROR and status not in _NEVER_WORKS):
        return Transient("provider.server_error", retry_after=wish, **facts)
    return Permanent("provider.bad_request", **facts)


_Rule = Callable[[int, Said], bool]


def _word(words: frozenset[str]) -> _Rule:
    return lambda _status, found: found.names(words)


def _status_is(*codes: int) -> _Rule:
    return lambda status, _found: status in codes


def _prose(pattern: re.Pattern[str], *codes: int) -> _Rule:
    return lambda status, found: status in codes and bool(pattern.search(found.prose))


def _logprobs(status: int, found: Said) -> bool:
    return status in (400, 422) and "logprobs" in found.prose.lower()


# The first row that applies wins: a machine word says more than a status, a status more than prose.
_RULES: tuple[tuple[str, _Rule], ...] = (
    ("provider.quota", _word(QUOTA)),
    ("provider.wrong_key", _word(WRONG_KEY)),
    ("provider.model_gone", _word(MODEL_GONE)),
    ("provider.context_too_long", _word(TOO_LONG)),
    ("provider.content_policy", _word(POLICY)),
    ("provider.wrong_key", _status_is(401)),
    ("provider.quota", _status_is(402)),
    ("provider.content_policy", _prose(_SAYS_POLICY, 400, 403)),
    ("provider.not_allowed", _status_is(403)),
    ("provider.model_gone", _status_is(404, 410)),
    ("provider.context_too_long", _status_is(413)),
    ("provider.wrong_key", _prose(_SAYS_KEY, 400)),
    ("provider.context_too_long", _prose(_SAYS_LONG, 400, 422)),
    ("provider.no_logprobs", _logprobs),
    ("provider.model_gone", _prose(_SAYS_GONE, 400, 422)),
)


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds the provider wants us to wait; None if it says nothing, or nothing readable.

    Read are ``retry-after-ms``, and ``retry-after`` in seconds (a fraction is allowed) or as an HTTP date.
    """
    milliseconds = _number(headers.get("retry-after-ms", ""))
    if milliseconds is not None:
        return milliseconds / 1000
    wish = headers.get("retry-after", "").strip()
    seconds = _number(wish)
    return seconds if seconds is not None or not wish else _until(wish, now)


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return max(value, 0.0) if math.isfinite(value) else None


def _until(date: str, now: float) -> float | None:
    try:
        return max(parsedate_to_datetime(date).timestamp() - now, 0.0)
    except (ValueError, OverflowError):
        return None


def _json(body: bytes) -> object:
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None
