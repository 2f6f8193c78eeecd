"""From a provider's error answer to a fault: what failed decides, the provider's prose never travels on.

Status, machine words, body and headers decide together, for every API in one table: a 429 of quota is permanent, an overload that
comes inside a 200 is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from http import HTTPStatus

import msgspec

from hybriddesk.providers.delays import retry_after
from hybriddesk.providers.error_shapes import Said, said
from hybriddesk.providers.rates import wait_for
from hybriddesk.records.errors import Fact, Fault, Permanent, Transient

QUOTA = frozenset({
    "insufficient_quota", "daily_rpd_limit_exceeded", "daily_usd_limit_exceeded", "billing_hard_limit_reached",
    "insufficient_balance", "insufficient_credits", "insufficient_funds", "quota_exceeded", "billing_not_active", "billing_error",
})
WRONG_KEY = frozenset({"invalid_api_key", "incorrect_api_key", "api_key_origin_not_allowed", "authentication_error", "api_key_invalid",
                       "unauthenticated"})
MODEL_GONE = frozenset({"model_not_found", "model_not_available", "model_deprecated", "model_decommissioned"})
TOO_LONG = frozenset({"context_length_exceeded", "request_too_large", "string_above_max_length", "prompt_too_long"})
POLICY = frozenset({"content_policy_violation", "content_filter", "moderation_blocked", "invalid_prompt"})
RATE = frozenset({"rate_limit_exceeded", "rate_limited", "rate_limit_error", "too_many_requests"})

_SAYS_LONG = re.compile(r"context (?:length|window|size)|maximum context|too many tokens|prompt is too long", re.IGNORECASE)
_SAYS_GONE = re.compile(r"\bmodel\b.{0,200}?(?:not found|does not exist|not exist|not available|decommissioned|retired|deprecated)"
                        r"|not a valid model|invalid model", re.IGNORECASE | re.DOTALL)
_SAYS_KEY = re.compile(r"\bapi key\b.{0,40}?(?:invalid|not valid|incorrect|expired)|(?:invalid|incorrect) api key", re.IGNORECASE | re.DOTALL)
_SAYS_POLICY = re.compile(r"content (?:management )?policy|moderation|flagged|safety system", re.IGNORECASE)
_SAYS_ROUTE = re.compile(r"data policy|no endpoints found|no allowed providers", re.IGNORECASE)
_SAYS_LARGE = re.compile(r"request too large", re.IGNORECASE)

STATUS_OF = {
    "invalid_request_error": 400, "authentication_error": 401, "billing_error": 402, "permission_error": 403, "not_found_error": 404,
    "rate_limit_error": 429, "api_error": 500, "server_error": 500, "timeout_error": 504, "overloaded_error": 529,
    "invalid_argument": 400, "failed_precondition": 400, "permission_denied": 403, "not_found": 404, "resource_exhausted": 429,
    "internal": 500, "unavailable": 503, "deadline_exceeded": 504,
}
"""What a machine word would have been as a status, for an error that came inside a 200."""

_TRANSIENT = frozenset({408, 409, 425, 429})
_NEVER_WORKS = frozenset({501, 505, 511})


def fault_for(
    status: int, headers: Mapping[str, str], body: bytes, *, now: float, **facts: Fact,
) -> Fault:
    """The fault for an HTTP answer that is no success.

    ``headers`` have lower-case names; ``now`` is seconds since 1970, for a Retry-After date; ``facts`` go into the fault.
    """
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return Permanent("provider.redirect", status=status, **facts)
    found, wish = said(_json(body)), retry_after(headers, now)
    if found is None and status == HTTPStatus.NOT_FOUND:
        return Permanent("provider.wrong_address", status=status, **facts, **({} if wish is None else {"retry_after": wish}))
    found = found or Said((), None, "")
    wish = next((one for one in (wish, found.delay, wait_for(headers, now)) if one is not None), None)
    fault = _fault(status, found, wish=wish, **facts)
    if isinstance(fault, Transient) and headers.get("x-should-retry", "").lower() == "false":
        return Permanent(fault.code, **fault.facts)
    return fault


def fault_in_stream(found: Said, **facts: Fact) -> Fault:
    """The fault for an error object that came with a success status."""
    status = found.status or next((STATUS_OF[word] for word in found.words if word in STATUS_OF), HTTPStatus.INTERNAL_SERVER_ERROR)
    return _fault(status, found, wish=found.delay, **facts)


def _fault(status: int, found: Said, *, wish: float | None, **facts: Fact) -> Fault:
    facts = {"status": status, "reason": found.reason, **facts}
    for code, applies in _RULES:
        if applies(status, found):
            return Permanent(code, **facts, **({} if wish is None else {"retry_after": wish}))
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
    ("provider.quota", lambda _status, found: found.daily),
    ("provider.wrong_key", _word(WRONG_KEY)),
    ("provider.model_gone", _word(MODEL_GONE)),
    ("provider.context_too_long", _word(TOO_LONG)),
    ("provider.content_policy", _word(POLICY)),
    ("provider.wrong_key", _status_is(401)),
    ("provider.quota", _status_is(402)),
    ("provider.content_policy", _prose(_SAYS_POLICY, 400, 403)),
    ("provider.not_allowed", _status_is(403)),
    ("provider.not_allowed", _prose(_SAYS_ROUTE, 404)),
    ("provider.model_gone", _status_is(404, 410)),
    ("provider.context_too_long", _prose(_SAYS_LARGE, 429)),
    ("provider.context_too_long", _status_is(413)),
    ("provider.wrong_key", _prose(_SAYS_KEY, 400)),
    ("provider.context_too_long", _prose(_SAYS_LONG, 400, 422)),
    ("provider.no_logprobs", _logprobs),
    ("provider.model_gone", _prose(_SAYS_GONE, 400, 422)),
)


def _json(body: bytes) -> object:
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None
