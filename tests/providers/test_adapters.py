"""Every adapter against the recorded answers of its API, and its requests against the API's published description."""

from __future__ import annotations

import json
import re
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

import anyio
import pytest

from hybriddesk.providers.senders import ADAPTERS, BY_NAME
from hybriddesk.providers.transport import Limits
from hybriddesk.records.errors import Fault, Permanent, Refused, Transient, Unknown
from hybriddesk.records.offers import Balance, Charge, Offer
from hybriddesk.records.way import (
    Accepted,
    Draft,
    Estimate,
    Message,
    OutputSchema,
    Params,
    RateLimit,
    Route,
    Scrubbed,
    TextDelta,
    Tool,
    ToolCall,
    Usage,
)
from tests.providers.spec import breaches
from tests.way import loopback
from tests.way.loopback import Loopback

WIRE = Path(__file__).parent / "wire"
LOOKUP = Tool("lookup", "Find a city.", '{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}')
FORM = OutputSchema("reply", '{"type":"object","properties":{"text":{"type":"string"}},"required":["text"],"additionalProperties":false}')
TALK = (Message("system", "Be brief."), Message("user", "Hi"), Message("assistant", "Hello"), Message("user", "PERSON_7QXK?"))
HEADERS = {"openai": "openai_headers_200", "anthropic": "anthropic_headers_200"}


def built(adapter: str, base_url: str, key: str | None = "sk-planted-1", limits: Limits | None = None):
    return BY_NAME[adapter].sender(
        name="p", base_url=base_url, allow_loopback_http=True, needs_key=key is not None, key=lambda: key, limits=limits,
        estimate=lambda body, messages, _model: Estimate(len(body), 9 * len(messages), None), now=lambda: 1767225600.0,
    )


def prepared(one, messages=TALK, params: Params | None = None, model: str = "m-1"):
    draft = Draft("conversation-17", "run-23", "chat", messages)
    return one.prepare(Scrubbed(draft, messages, ((),) * len(messages), (), (), ()), Route("p", one.adapter, model, "h", True, params or Params()))


def sent(adapter: str, answer, params: Params | None = None, limits: Limits | None = None):
    """All events of one attempt, the fault that ended it, and the request the server got."""

    async def run(one):
        seen = []
        try:
            async with aclosing(one.send(prepared(one, params=params))) as events:
                async for event in events:
                    seen.append(event)  # noqa: PERF401 -- what came before a fault counts
        except Fault as fault:
            return seen, fault
        return seen, None

    with Loopback([answer]) as server:
        seen, fault = anyio.run(run, built(adapter, server.url, limits=limits))
        return seen, fault, server.requests[0]


def chopped(name: str, size: int = 7, headers=()):
    raw = (WIRE / name).read_bytes()
    return loopback.pieces([raw[at : at + size] for at in range(0, len(raw), size)], headers)


GOOD = [
    ("openai", "openai_chat_stream.sse", "Hello wörld", "stop", "gpt-4o-mini-2024-07-18", Usage(19, 2, None, 0, 0)),
    ("openai_responses", "openai_responses_stream.sse", "Hi there!", "stop", "gpt-5.4", Usage(37, 11, None, 0, 0)),
    ("anthropic", "anthropic_messages_stream.sse", "Hello!", "stop", "claude-sonnet-4-5-20250929", Usage(25, 15, None, 0, None)),
    ("gemini", "gemini_stream.sse", "Hello!", "stop", "gemini-2.5-pro", Usage(15, 6, None, 0, 0)),
    ("gemini", "gemini_stream_array.json", "Hello!", "stop", "gemini-2.5-pro", Usage(15, 6, None, 0, 0)),
    ("ollama", "ollama_chat.ndjson", "The sky", "stop", "llama3.2", Usage(26, 282, 0.0)),
    ("openrouter", "openrouter_stream.sse", "Hi", "stop", "openai/gpt-4o-mini", Usage(10, 1, 2.1e-06, 0, 0)),
    ("nanogpt", "nanogpt_stream.sse", "Answer", "stop", "gpt-5.1", Usage(123, 20, 0.000169, 123, 12)),
]


@pytest.mark.parametrize("size", [7, 1_000_000])
@pytest.mark.parametrize(("adapter", "name", "text", "finish", "model", "usage"), GOOD)
def test_a_recorded_answer_reads_the_same_however_it_is_cut(adapter, name, text, finish, model, usage, size):
    """Text, finish, served model and every count, in pieces of seven bytes and in one."""
    seen, fault, _ = sent(adapter, chopped(name, size))
    assert fault is None
    reply = seen[-1].reply
    assert "".join(event.text for event in seen if isinstance(event, TextDelta)) == reply.text == text
    assert (reply.finish, reply.served_model, reply.usage) == (finish, model, usage)


@pytest.mark.parametrize(("adapter", "name", "call"), [
    ("openai", "openai_chat_tool_stream.sse", ToolCall("call_abc", "lookup", '{"city":"Oslo"}')),
    ("anthropic", "anthropic_tool_stream.sse", ToolCall("toolu_01", "lookup", '{"city": "Oslo"}')),
])
def test_a_recorded_tool_call(adapter, name, call):
    """The function, its id and its whole arguments, and that the model waits for it."""
    seen, fault, _ = sent(adapter, chopped(name), Params(tools=(LOOKUP,)))
    assert fault is None
    assert (seen[-1].reply.tool_calls, seen[-1].reply.finish) == ((call,), "tool_calls")


@pytest.mark.parametrize(("adapter", "name", "text", "kind", "code"), [
    ("anthropic", "anthropic_stream_overloaded.sse", "", Transient, "provider.server_error"),
    ("gemini", "gemini_blocked.sse", "", Permanent, "provider.content_policy"),
    ("nanogpt", "nanogpt_midstream_error.sse", "par", Unknown, "provider.cut"),
    ("openrouter", "openrouter_midstream_error.sse", "par", Unknown, "provider.cut"),
    ("ollama", "ollama_chat_midstream_error.ndjson", "Yes", Unknown, "provider.cut"),
    ("openai_responses", "openai_responses_error.sse", "", Transient, "provider.server_error"),
])
def test_a_recorded_error_inside_a_200(adapter, name, text, kind, code):
    """An error behind success headers has its class, and text before it is kept."""
    seen, fault, _ = sent(adapter, chopped(name))
    assert "".join(event.text for event in seen if isinstance(event, TextDelta)) == text
    assert (type(fault), fault.code) == (kind, code)


@pytest.mark.parametrize(("adapter", "name", "status", "kind", "code", "wish"), [
    ("anthropic", "anthropic_error_429", 429, Transient, "provider.rate_limited", None),
    ("anthropic", "anthropic_error_529", 529, Transient, "provider.server_error", None),
    ("gemini", "gemini_error_429", 429, Permanent, "provider.quota", 42.0),
    ("openai", "openai_error_400_context", 400, Permanent, "provider.context_too_long", None),
    ("openai", "openai_error_401", 401, Permanent, "provider.wrong_key", None),
    ("openai", "openai_error_429", 429, Transient, "provider.rate_limited", 0.3),
    ("openai", "openai_error_429_quota", 429, Permanent, "provider.quota", None),
    ("openrouter", "openrouter_error_402", 402, Permanent, "provider.quota", None),
    ("nanogpt", "nanogpt_error_402", 402, Permanent, "provider.quota", None),
    ("nanogpt", "nanogpt_error_429_daily", 429, Permanent, "provider.quota", None),
    ("nanogpt", "nanogpt_error_429_models", 429, Transient, "provider.rate_limited", None),
    ("ollama", "ollama_error_404", 404, Permanent, "provider.model_gone", None),
])
def test_a_recorded_error_answer(adapter, name, status, kind, code, wish):
    """Status and body decide; a delay in the body is the provider's wish."""
    _, fault, _ = sent(adapter, loopback.whole(status, (WIRE / f"{name}.json").read_bytes()))
    assert (type(fault), fault.code) == (kind, code)
    assert (fault.retry_after if isinstance(fault, Transient) else fault.facts.get("retry_after")) == wish


def test_a_gemini_limit_of_the_minute_waits_as_long_as_the_body_says():
    """RetryInfo in the body is obeyed where no allowance of the day is used up."""
    body = (WIRE / "gemini_error_429.json").read_bytes().replace(b"PerDay", b"PerMinute")
    _, fault, _ = sent("gemini", loopback.whole(429, body))
    assert (type(fault), fault.code, fault.retry_after) == (Transient, "provider.rate_limited", 42.0)


@pytest.mark.parametrize(("adapter", "name", "rates"), [
    ("openai", "openai_chat_stream.sse", (RateLimit("requests", 5000, 4999, 0.012), RateLimit("tokens", 160000, 159976, 360.0))),
    ("anthropic", "anthropic_messages_stream.sse", (
        RateLimit("input-tokens", 40000, 39000, 30.0), RateLimit("output-tokens", 8000, 8000, 0.0),
        RateLimit("requests", 50, 49, 30.0), RateLimit("tokens", 50000, 49000, 30.0))),
])
def test_recorded_headers(adapter, name, rates):
    """Request id and every allowance are known before the body is read."""
    headers = json.loads((WIRE / f"{HEADERS[adapter]}.json").read_text())
    seen, _, _ = sent(adapter, chopped(name, headers=headers.items()))
    assert seen[0] == Accepted(200, headers.get("x-request-id") or headers["request-id"], rates)


@pytest.mark.parametrize("params", [Params(), Params(0.2, 50, True), Params(tools=(LOOKUP,)), Params(schema=FORM)],
                         ids=["plain", "numbers", "tools", "schema"])
@pytest.mark.parametrize(("adapter", "description"), [
    ("openai", "openai-chat"), ("openai_responses", "openai-responses"), ("ollama", "ollama-chat"), ("nanogpt", "openai-chat"),
])
def test_requests_keep_to_the_published_description(adapter, description, params):
    """Every field is one the API knows, with a value it allows."""
    assert breaches(description, prepared(built(adapter, "http://127.0.0.1:1/v1"), params=params).body) == []


def test_the_description_check_can_fail():
    """A wrong type, a value out of range and an unknown field are named."""
    found = breaches("openai-chat", b'{"model":"m","messages":[],"temperature":9,"person":"x"}')
    assert sorted(fault.split()[0] for fault in found) == ["$.messages:", "$.temperature:", "unknown"]


def test_what_anthropic_gets():
    """System apart, a token limit always, the wished form as the one tool that must be used."""
    one = built("anthropic", "http://127.0.0.1:1/v1")
    body = json.loads(prepared(one, params=Params(schema=FORM, tools=(LOOKUP,))).body)
    assert (body["system"], body["max_tokens"], body["stream"]) == ("Be brief.", 4096, True)
    assert [message["role"] for message in body["messages"]] == ["user", "assistant", "user"]
    assert ([tool["name"] for tool in body["tools"]], body["tool_choice"]) == (["lookup", "reply"], {"type": "tool", "name": "reply"})
    assert dict(prepared(one).headers)["anthropic-version"] == "2023-06-01"


def test_what_gemini_gets():
    """The model in the path as one part of it, roles in its words, and no schema word it would refuse."""
    one = built("gemini", "http://127.0.0.1:1/v1beta")
    outgoing = prepared(one, params=Params(0.1, 9, True, (LOOKUP,), FORM), model="models/a/../b:x")
    assert outgoing.url == "http://127.0.0.1:1/v1beta/models/a%2F..%2Fb%3Ax:streamGenerateContent?alt=sse"
    body = json.loads(outgoing.body)
    assert [turn["role"] for turn in body["contents"]] == ["user", "model", "user"]
    assert body["systemInstruction"] == {"parts": [{"text": "Be brief."}]}
    assert body["generationConfig"]["responseSchema"] == {"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"]}
    assert "additionalProperties" not in json.dumps(body["tools"])


def test_an_answer_in_a_wished_form_is_text_at_anthropic():
    """The input of the forced tool streams as the answer and ends as one."""
    raw = (WIRE / "anthropic_tool_stream.sse").read_bytes()
    seen, fault, _ = sent("anthropic", loopback.pieces([raw]), Params(schema=replace(FORM, name="lookup")))
    assert fault is None
    assert (seen[-1].reply.text, seen[-1].reply.finish, seen[-1].reply.tool_calls) == ('{"city": "Oslo"}', "stop", ())


def test_ollama_asks_for_a_window_that_holds_the_prompt():
    """num_ctx grows in steps of two with the prompt; Ollama would cut it without a word."""
    one = built("ollama", "http://127.0.0.1:1/v1")
    short = json.loads(prepared(one).body)["options"]
    long = json.loads(prepared(one, TALK * 1000).body)["options"]
    assert (short["num_ctx"], long["num_ctx"]) == (4096, 65536)
    assert prepared(one).url == "http://127.0.0.1:1/api/chat"


@pytest.mark.parametrize("adapter", [row.name for row in ADAPTERS])
def test_no_request_names_anybody(adapter):
    """No id, no user, no program, no cookie; the key stands in one header and nowhere else; two prompts have equal headers."""
    _, _, first = sent(adapter, loopback.status(500))
    _, _, second = sent(adapter, loopback.status(500))
    names = [name for name, _ in first.headers]
    assert names == [name for name, _ in second.headers]
    assert len({name.lower() for name in names}) == len(names)
    everything = first.raw.decode().lower()
    for word in ("conversation-17", "run-23", "hybrid", "linux", "python", "httpx", "cookie", '"user":', "metadata", "referer", "x-title"):
        assert word not in everything
    assert b"sk-planted-1" not in first.body
    assert sum("sk-planted-1" in value for _, value in first.headers) == 1
    assert "sk-planted-1" not in first.path


@pytest.mark.parametrize(("adapter", "body", "offers"), [
    ("openai", {"data": [{"id": "a"}, {"id": "b"}]}, (Offer("a"), Offer("b"))),
    ("anthropic", {"data": [{"type": "model", "id": "claude-x", "display_name": "X"}], "has_more": False}, (Offer("claude-x"),)),
    ("gemini", {"models": [{"name": "models/g", "inputTokenLimit": 8, "supportedGenerationMethods": ["generateContent"]},
                           {"name": "models/e", "supportedGenerationMethods": ["embedContent"]}]}, (Offer("g", 8),)),
    ("ollama", {"models": [{"name": "llama9:1b", "digest": "ab" * 32}]}, (Offer("llama9:1b", digest="ab" * 32),)),
    ("openrouter", {"data": [{"id": "v/m", "context_length": 7, "pricing": {"prompt": "0.000001", "completion": "0.000002"}}]},
     (Offer("v/m", 7, 1e-06, 2e-06),)),
])
def test_model_lists(adapter, body, offers):
    """Each API's list with what it says of size and price."""
    with Loopback([loopback.whole(200, body)]) as server:
        assert anyio.run(built(adapter, server.url).offers) == offers


def test_the_recorded_list_with_prices():
    """NanoGPT's prices are per million tokens."""
    with Loopback([loopback.whole(200, (WIRE / "nanogpt_models_detailed.json").read_bytes())]) as server:
        assert anyio.run(built("nanogpt", server.url).offers) == (Offer("anthropic/claude-opus-4.6", 200000, 15e-6, 75e-6),)
        assert server.requests[0].path == "/v1/models?detailed=true"


def test_the_recorded_balance():
    """Dollars left; asked at the address and with the header that service wants for it."""
    with Loopback([loopback.whole(200, (WIRE / "nanogpt_balance.json").read_bytes())]) as server:
        assert anyio.run(built("nanogpt", server.url).balance) == Balance(129.46956147)
        request = server.requests[0]
    assert (request.method, request.path, request.header("x-api-key"), request.header("authorization")) == (
        "POST", "/api/check-balance", "sk-planted-1", None)


def test_the_balance_of_openrouter():
    """Bought less used."""
    with Loopback([loopback.whole(200, {"data": {"total_credits": 10.5, "total_usage": 4}})]) as server:
        assert anyio.run(built("openrouter", server.url).balance) == Balance(6.5, 4.0)


@pytest.mark.parametrize(("adapter", "answer", "charge"), [
    ("nanogpt", loopback.whole(200, (WIRE / "nanogpt_request_billing.json").read_bytes()), Charge("charged", 0.00123456, 123, 45)),
    ("nanogpt", loopback.whole(404, b"{}", [("retry-after", "30")]), Charge("too_early", retry_after=30.0)),
    ("nanogpt", loopback.whole(404, {"error": {"code": "not_found", "message": "x"}}), Charge("not_found")),
    ("nanogpt", loopback.status(409, "ambiguous_request_id"), Charge("ambiguous")),
    ("nanogpt", loopback.whole(200, b"[1"), Charge("charged")),
    ("openrouter", loopback.whole(200, {"data": {"total_cost": 0.5, "tokens_prompt": 3, "tokens_completion": 4}}), Charge("charged", 0.5, 3, 4)),
    ("openrouter", loopback.status(404), Charge("not_found")),
])
def test_what_one_request_cost(adapter, answer, charge):
    """The look-up by request id, with every way it can say that it does not know."""
    with Loopback([answer]) as server:
        assert anyio.run(built(adapter, server.url).charge, "req/ä 1") == charge
        assert "req%2F%C3%A4%201" in server.requests[0].path


def test_who_does_not_tell_says_so():
    """No balance and no look-up at the others: refused before anything is sent."""
    with Loopback() as server:
        one = built("anthropic", server.url)
        for ask, code in ((one.balance, "provider.no_balance"), (lambda: one.charge("r"), "provider.no_charge")):
            with pytest.raises(Refused) as caught:
                anyio.run(ask)
            assert caught.value.code == code
        assert server.connections == 0


def test_a_fault_of_the_look_up_is_one():
    """A wrong key is no answer about a charge."""
    for adapter in ("nanogpt", "openrouter"):
        with Loopback([loopback.status(401)]) as server, pytest.raises(Permanent, match="wrong_key"):
            anyio.run(built(adapter, server.url).charge, "r")


@pytest.mark.parametrize("adapter", ["openai", "openai_responses", "anthropic", "gemini", "ollama"])
def test_a_schema_that_is_none_is_refused(adapter):
    """Rubbish in the place of a schema never leaves."""
    for params in (Params(schema=OutputSchema("x", "[1]")), Params(tools=(Tool("x", "", "{"),))):
        with pytest.raises(Refused, match=r"provider\.bad_schema"):
            prepared(built(adapter, "http://127.0.0.1:1/v1"), params=params)


QUICK = Limits(connect=0.5, silence=0.15, linger=0.05)


@pytest.mark.parametrize(("adapter", "ping"), [
    ("anthropic", b'event: ping\ndata: {"type": "ping"}\n\n'), ("openai", b'data: {"choices": [{"index": 0, "delta": {}}]}\n\n'),
    ("openai_responses", b'data: {"type": "response.in_progress", "response": {}}\n\n'), ("gemini", b'data: {"candidates": []}\n\n'),
    ("ollama", b'{"message": {"content": ""}, "done": false}\n'), ("openrouter", b": OPENROUTER PROCESSING\n\n"),
])
def test_a_stream_that_only_pings_ends(adapter, ping):
    """Signs of life that say nothing are silence, and silence has an end."""
    _, fault, _ = sent(adapter, loopback.drip(ping), limits=QUICK)
    assert (type(fault), fault.code) == (Transient, "provider.timeout")


@pytest.mark.parametrize(("adapter", "thought"), [
    ("anthropic", b'data: {"type": "content_block_delta", "index": 0, "delta": {"type": "thinking_delta", "thinking": "x"}}\n\n'),
    ("openai", b'data: {"choices": [{"index": 0, "delta": {"reasoning": "x"}}]}\n\n'),
    ("gemini", b'data: {"candidates": [{"content": {"parts": [{"text": "x", "thought": true}]}}]}\n\n'),
])
def test_a_thinking_model_is_charged_so_its_cut_is_unknown(adapter, thought):
    """Thoughts are no text, but they cost: what breaks off after them is not sent again by itself."""
    seen, fault, _ = sent(adapter, loopback.pieces([thought]))
    assert (type(fault), fault.code) == (Unknown, "provider.cut")
    assert not any(isinstance(event, TextDelta) for event in seen)


def event(**fields) -> bytes:
    return b"data: " + json.dumps(fields).encode() + b"\n\n"


PART = {"type": "output_text", "text": "All at the end", "logprobs": [{"logprob": -0.5}]}
CALL = {"type": "function_call", "call_id": "c1", "name": "lookup", "arguments": "{}"}


@pytest.mark.parametrize(("adapter", "parts", "text", "finish", "calls"), [
    ("openai_responses", [event(type="response.completed", response={"output": [{"content": [PART]}]})], "All at the end", "stop", ()),
    ("openai_responses", [json.dumps({"object": "response", "output": [{"content": [PART]}, CALL]}).encode()], "All at the end", "stop",
     (ToolCall("c1", "lookup", "{}"),)),
    ("openai_responses", [
        event(type="response.output_item.added", output_index=1, item={**CALL, "arguments": ""}), event(type="response.reasoning_text.delta", delta="hm"),
        event(type="response.function_call_arguments.delta", output_index=1, delta='{"a"'), event(type="response.later", x=1),
        event(type="response.function_call_arguments.delta", output_index=1, delta=":1}"), event(type="response.completed", response={}),
    ], "", "tool_calls", (ToolCall("c1", "lookup", '{"a":1}'),)),
    ("openai_responses", [event(type="response.output_text.delta", delta="Half", logprobs=[]), event(
        type="response.incomplete", response={"incomplete_details": {"reason": "max_output_tokens"}})], "Half", "length", ()),
    ("openai_responses", [event(type="response.refusal.delta", delta="I can't."), event(type="response.completed", response={})], "I can't.", "declined", ()),
    ("openai_responses", [json.dumps({"object": "response", "output": [{"content": [{"type": "refusal", "refusal": "No."}]}]}).encode()], "No.", "declined", ()),
    ("anthropic", [json.dumps({"type": "message", "model": "c", "stop_reason": "tool_use", "content": [
        {"type": "text", "text": "Look:"}, {"type": "tool_use", "id": "t", "name": "lookup", "input": {"a": "ä"}}]}).encode()],
     "Look:", "tool_calls", (ToolCall("t", "lookup", '{"a":"ä"}'),)),
    ("anthropic", [event(type="message_delta", delta={"stop_reason": "refusal"})], "", "declined", ()),
    ("gemini", [event(candidates=[{"content": {"parts": [{"functionCall": {"name": "lookup", "args": {"a": 1}}}]}, "finishReason": "STOP",
                                   "logprobsResult": {"chosenCandidates": [{"logProbability": -1}]}}])],
     "", "tool_calls", (ToolCall("", "lookup", '{"a":1}'),)),
    ("gemini", [event(candidates=[{"index": 1, "content": {"parts": [{"text": "no"}]}}, {"content": {"parts": [{"text": "yes"}]}, "finishReason": "SAFETY"}])],
     "yes", "content_filter", ()),
    ("ollama", [b'{"message": {"tool_calls": [{"function": {"name": "lookup", "arguments": {"a": 1}}}]}, "done": false}\n{"done": true}'],
     "", "tool_calls", (ToolCall("", "lookup", '{"a":1}'),)),
    ("ollama", [b'\n{"response": "old way"}\n', b'{"done": true, "done_reason": "length"}\n'], "old way", "length", ()),
    ("openai", [event(choices=[{"index": 0, "delta": {"function_call": {"name": "lookup", "arguments": "{}"}}, "finish_reason": "function_call"}])],
     "", "tool_calls", (ToolCall("", "lookup", "{}"),)),
])
def test_other_answers_that_occur(adapter, parts, text, finish, calls):
    """Whole bodies where a stream was asked for, late text, refusals, limits and calls of each API."""
    seen, fault, _ = sent(adapter, loopback.pieces(parts))
    assert fault is None
    assert (seen[-1].reply.text, seen[-1].reply.finish, seen[-1].reply.tool_calls) == (text, finish, calls)


@pytest.mark.parametrize(("response", "kind", "code"), [
    ({"status": "failed", "error": {"code": "rate_limit_exceeded", "message": "x"}}, Transient, "provider.rate_limited"),
    ({"status": "failed", "error": {"code": "invalid_prompt", "message": "x"}}, Permanent, "provider.content_policy"),
    ({"status": "failed", "error": None}, Transient, "provider.server_error"),
])
def test_a_response_that_failed(response, kind, code):
    """The terminal event of a failed response has its class."""
    _, fault, _ = sent("openai_responses", loopback.pieces([event(type="response.failed", response=response)]))
    assert (type(fault), fault.code) == (kind, code)


@pytest.mark.parametrize(("word", "kind", "code"), [
    ("rate_limit_error", Transient, "provider.rate_limited"), ("authentication_error", Permanent, "provider.wrong_key"),
    ("billing_error", Permanent, "provider.quota"), ("permission_error", Permanent, "provider.not_allowed"), ("timeout_error", Transient, "provider.server_error"),
    ("not_found_error", Permanent, "provider.model_gone"), ("request_too_large", Permanent, "provider.context_too_long"),
    ("invalid_request_error", Permanent, "provider.bad_request"), ("some_new_error", Transient, "provider.server_error"),
])
def test_an_error_event_by_its_word(word, kind, code):
    """Inside a 200 the machine word stands for the status."""
    _, fault, _ = sent("anthropic", loopback.pieces([event(type="error", error={"type": word, "message": "x"})]))
    assert (type(fault), fault.code) == (kind, code)


@pytest.mark.parametrize("adapter", ["openai", "openrouter", "nanogpt", "gemini", "ollama", "anthropic", "openai_responses"])
def test_numbers_beyond_every_measure_count_as_missing(adapter):
    """A count or a wait of four hundred digits is a mistake of the provider and no crash; the store could not hold it."""
    huge = b"9" * 400
    name = {"gemini": "gemini_stream.sse", "ollama": "ollama_chat.ndjson", "anthropic": "anthropic_messages_stream.sse",
            "openai_responses": "openai_responses_stream.sse"}.get(adapter, "openai_chat_stream.sse")
    raw = re.sub(rb'("[A-Za-z_]*(?:[tT]okens|TokenCount|eval_count)": ?)\d+', rb"\g<1>" + huge, (WIRE / name).read_bytes())
    assert huge in raw
    seen, fault, _ = sent(adapter, loopback.pieces([raw]))
    assert fault is None
    usage = seen[-1].reply.usage
    assert (usage.prompt_tokens, usage.completion_tokens) == (None, None)
    _, fault, _ = sent(adapter, loopback.whole(429, b'{"error": {"message": "x", "retry_after": %s}}' % huge))
    assert (type(fault), fault.retry_after) == (Transient, None)


def test_a_block_whose_place_is_no_number_is_survived():
    """An object in the place of an index is a place like any other."""
    raw = (WIRE / "anthropic_tool_stream.sse").read_bytes().replace(b'"index": 0', b'"index": {}')
    seen, fault, _ = sent("anthropic", loopback.pieces([raw]), Params(tools=(LOOKUP,)))
    assert fault is None
    assert seen[-1].reply.tool_calls == (ToolCall("toolu_01", "lookup", '{"city": "Oslo"}'),)
