"""Error answers to faults: what may be tried again, what never, and what the provider wished."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hybriddesk.providers.delays import retry_after
from hybriddesk.providers.error_shapes import said
from hybriddesk.providers.faults import fault_for
from hybriddesk.records.errors import Permanent, Transient

ERRORS = Path(__file__).parent / "errors"
NOW = 1_900_000_000.0


def fault(status, body=b"", **headers):
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return fault_for(status, names, body if isinstance(body, bytes) else json.dumps(body).encode(), now=NOW, provider="p", model="m")


@pytest.mark.parametrize(("name", "kind", "code"), [
    ("400_context", Permanent, "provider.context_too_long"),
    ("401_key", Permanent, "provider.wrong_key"),
    ("402_nanogpt", Permanent, "provider.quota"),
    ("402_openrouter", Permanent, "provider.quota"),
    ("403_moderation", Permanent, "provider.content_policy"),
    ("404_ollama", Permanent, "provider.model_gone"),
    ("404_ollama_native", Permanent, "provider.model_gone"),
    ("429_nanogpt_daily", Permanent, "provider.quota"),
    ("429_nanogpt_models", Transient, "provider.rate_limited"),
    ("429_quota", Permanent, "provider.quota"),
    ("429_rate", Transient, "provider.rate_limited"),
    ("529_wrapped", Transient, "provider.server_error"),
])
def test_error_files(name, kind, code):
    """Each provider's error shape, as it comes."""
    found = fault(int(name[:3]), (ERRORS / f"{name}.json").read_bytes())
    assert (type(found), found.code) == (kind, code)
    assert found.facts["provider"] == "p"


@pytest.mark.parametrize(("status", "kind", "code"), [
    (301, Permanent, "provider.redirect"), (307, Permanent, "provider.redirect"), (400, Permanent, "provider.bad_request"),
    (401, Permanent, "provider.wrong_key"), (402, Permanent, "provider.quota"), (403, Permanent, "provider.not_allowed"),
    (404, Permanent, "provider.wrong_address"), (405, Permanent, "provider.bad_request"), (408, Transient, "provider.server_error"),
    (409, Transient, "provider.server_error"), (410, Permanent, "provider.model_gone"), (413, Permanent, "provider.context_too_long"),
    (422, Permanent, "provider.bad_request"), (425, Transient, "provider.server_error"), (429, Transient, "provider.rate_limited"),
    (500, Transient, "provider.server_error"), (501, Permanent, "provider.bad_request"), (502, Transient, "provider.server_error"),
    (503, Transient, "provider.server_error"), (504, Transient, "provider.server_error"), (524, Transient, "provider.server_error"),
    (529, Transient, "provider.server_error"), (600, Transient, "provider.server_error"), (101, Permanent, "provider.bad_request"),
])
@pytest.mark.parametrize("body", [b"", b"<html>proxy</html>", b"\xff\xfe", b"[" * 50_000])
def test_status_alone_decides_when_the_body_says_nothing(status, kind, code, body):
    """An empty body, a web page or rubbish leaves the status."""
    found = fault(status, body)
    assert (type(found), found.code) == (kind, code)


@pytest.mark.parametrize(("status", "message", "code"), [
    (400, "Please reduce the length: maximum context length is 4096", "provider.context_too_long"),
    (400, "the request exceeds the available context size", "provider.context_too_long"),
    (400, "vendor/none is not a valid model ID", "provider.model_gone"),
    (400, "The model `x-1` has been decommissioned", "provider.model_gone"),
    (400, "API key not valid. Please pass a valid API key.", "provider.wrong_key"),
    (400, "Incorrect API key provided", "provider.wrong_key"),
    (400, "logprobs are not supported with this model", "provider.no_logprobs"),
    (400, "blocked by our content policy", "provider.content_policy"),
    (422, "prompt is too long", "provider.context_too_long"),
    (400, "temperature must be below 2", "provider.bad_request"),
])
def test_prose_decides_only_where_no_machine_word_does(status, message, code):
    """Servers without error codes are understood by their words, which never reach the fault."""
    found = fault(status, {"error": {"message": message}})
    assert (type(found), found.code) == (Permanent, code)
    assert message not in str(found)


def test_a_server_that_says_do_not_retry_is_obeyed():
    """x-should-retry: false makes a transient fault permanent."""
    assert type(fault(503, x_should_retry="false")) is Permanent
    assert type(fault(503, x_should_retry="true")) is Transient


def test_machine_words_ride_in_the_facts_and_prose_never():
    """The reason is a short word, checked; what could hold text of people is dropped."""
    found = fault(400, {"error": {"code": "Some_Code", "message": "you wrote: dear Ms Smith"}})
    assert found.facts["reason"] == "some_code"
    assert "Smith" not in repr(found)
    assert fault(400, {"error": {"code": "dear Ms Smith", "message": ""}}).facts["reason"] == ""


@pytest.mark.parametrize(("headers", "seconds"), [
    ({"retry-after": "7"}, 7.0), ({"retry-after": " 0.5 "}, 0.5), ({"retry-after": "-3"}, 0.0), ({"retry-after-ms": "250"}, 0.25),
    ({"retry-after-ms": "250", "retry-after": "9"}, 0.25), ({"retry-after": "soon"}, None), ({"retry-after": ""}, None), ({}, None),
    ({"retry-after": "nan"}, None), ({"retry-after": "inf"}, None),
    ({"retry-after": "Sun, 17 Mar 2030 17:47:10 GMT"}, 30.0), ({"retry-after": "Sun, 17 Mar 2030 17:40:00 GMT"}, 0.0),
    ({"retry-after": "Sun, 99 Mar 99999 17:40:00 GMT"}, None),
])
def test_retry_after_in_every_form(headers, seconds):
    """Milliseconds, seconds with a fraction, and dates; what cannot be read is no wish."""
    assert retry_after(headers, NOW) == seconds
    found = fault_for(429, headers, b"", now=NOW)
    assert found.retry_after == seconds


@pytest.mark.parametrize("answer", [None, 7, [], {}, {"error": None}, {"error": ""}, {"error": []}, {"code": "x"},
                                    {"code": 1, "message": "m", "choices": []}])
def test_what_is_no_error(answer):
    """Ordinary chunks are not mistaken for errors."""
    assert said(answer) is None


@pytest.mark.parametrize(("error", "status"), [
    ({"code": 502}, 502), ({"code": "503"}, 503), ({"status": 429, "code": 7}, 429), ({"code": True}, None), ({"code": 200}, None),
    ({"code": "5031"}, None),
])
def test_a_status_inside_the_body(error, status):
    """An error that came with a 200 may name its status as a number or as text."""
    assert said({"error": error}).status == status


def test_the_wrapped_shape_keeps_the_outer_status():
    """``{"error": {"error": {...}}}`` and a status beside the error object are both read."""
    assert said({"status": 503, "error": {"message": "x"}}).status == 503
    assert said({"error": {"error": {"code": "rate_limited", "message": "x"}}}).names(frozenset({"rate_limited"}))


@pytest.mark.parametrize(("body", "seconds"), [
    ({"error": {"message": "x", "retry_after": 7}}, 7.0), ({"error": {"message": "x"}, "retryAfter": "1m30s"}, 90.0),
    ({"error": {"message": "x", "metadata": {"retry_after_seconds": 2.5}}}, 2.5), ({"error": "busy", "retry_after": 3}, 3.0),
    ({"error": {"message": "Please retry after 2 minutes."}}, 120.0), ({"error": {"message": "try again in 1.5s"}}, 1.5),
    ({"error": {"message": "try again in 20 seconds"}}, 20.0),
    ({"error": {"message": "x", "retry_after": "soon"}}, None), ({"error": {"message": "x", "retry_after": -4}}, None),
    ([{"error": {"message": "x", "details": [{"retryDelay": "4s"}]}}], 4.0), ({"error": {"message": "try again in hours"}}, None),
])
def test_a_delay_in_the_body(body, seconds):
    """Numbers, durations and words; the headers go before them."""
    assert fault(429, body).retry_after == seconds
    assert fault(429, body, retry_after="11").retry_after == 11.0


@pytest.mark.parametrize(("headers", "seconds"), [
    ({"x_ratelimit_remaining_requests": "0", "x_ratelimit_reset_requests": "6m0s"}, 360.0),
    ({"x_ratelimit_remaining_tokens": "0", "x_ratelimit_reset_tokens": "7.66s", "x_ratelimit_remaining_requests": "5",
      "x_ratelimit_reset_requests": "1h"}, 7.66),
    ({"anthropic_ratelimit_tokens_remaining": "0", "anthropic_ratelimit_tokens_reset": "2030-03-17T17:46:50Z"}, 10.0),
    ({"anthropic_ratelimit_tokens_remaining": "0", "anthropic_ratelimit_tokens_reset": "soon"}, None),
    ({"x_ratelimit_remaining_requests": "-1", "x_ratelimit_reset_requests": "0"}, None), ({"x_ratelimit_remaining_requests": "0"}, None),
    ({"x_ratelimit_remaining_requests": "0", "x_ratelimit_reset_requests": "1900000009"}, 9.0),
])
def test_a_used_up_allowance_says_when_it_is_filled(headers, seconds):
    """Without any Retry-After the rate headers are the wish, as a duration, a date or a time since 1970; unreadable ones are none."""
    assert fault(429, **headers).retry_after == seconds


def test_a_date_is_measured_by_the_answers_own_clock():
    """A provider whose clock is years off asks for a minute and gets a minute."""
    assert retry_after({"date": "Sun, 06 Nov 1994 08:49:37 GMT", "retry-after": "Sun, 06 Nov 1994 08:50:37 GMT"}, NOW) == 60.0
    assert retry_after({"date": "rubbish", "retry-after": "Sun, 17 Mar 2030 17:47:10 GMT"}, NOW) == 30.0


@pytest.mark.parametrize(("status", "body", "kind", "code"), [
    (400, {"error": {"code": 400, "status": "INVALID_ARGUMENT", "message": "x", "details": [{"reason": "API_KEY_INVALID"}]}}, Permanent, "provider.wrong_key"),
    (503, {"error": {"code": 503, "status": "UNAVAILABLE", "message": "x"}}, Transient, "provider.server_error"),
    (404, {"error": {"code": 404, "message": "No endpoints found matching your data policy"}}, Permanent, "provider.not_allowed"),
    (429, {"error": {"code": "rate_limit_exceeded", "message": "Request too large for m"}}, Permanent, "provider.context_too_long"),
    (413, {"type": "error", "error": {"type": "request_too_large", "message": "x"}}, Permanent, "provider.context_too_long"),
])
def test_machine_words_of_each_api(status, body, kind, code):
    """Google's status and reason, OpenRouter's route, OpenAI's request beyond the limit, Anthropic's types."""
    found = fault(status, body)
    assert (type(found), found.code) == (kind, code)
