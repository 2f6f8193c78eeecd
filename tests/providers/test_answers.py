"""Answers put together from their bytes: every known shape, every way to break off, and thousands of damaged streams."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from hybriddesk.providers.answers import Answer
from hybriddesk.records.errors import Fault, Permanent, Transient, Unknown
from hybriddesk.records.way import Usage
from tests.way.loopback import DONE, chat_chunk, events

STREAMS = Path(__file__).parent / "streams"
LINE = 1024 * 1024


def read(data: bytes, size: int | None = None) -> tuple[Answer, str]:
    """Feeds ``data`` in pieces of ``size`` as the sender does and returns the answer and all text that was handed on."""
    answer, texts = Answer(line_limit=LINE, provider="p"), []
    for start in range(0, len(data), size or max(len(data), 1)):
        delta = answer.feed(data[start : start + size] if size else data)
        texts.append(delta.text if delta else "")
        if answer.done or answer.fault:
            break
    if not answer.done and not answer.fault:
        delta = answer.close()
        texts.append(delta.text if delta else "")
    return answer, "".join(texts)


def end(answer: Answer) -> Fault | None:
    return answer.ended_by(answer.fault) if answer.fault else None


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, None])
@pytest.mark.parametrize(("name", "text", "finish", "model", "usage"), [
    ("openai", "Grüße aus Köln", "stop", "tiny-4-2031", Usage(23, 3, None, 0, 0)),
    ("openai_tools", "", "tool_calls", "tiny-4-2031", Usage()),
    ("openai_refusal", "I can't help with that.", "declined", "tiny-4-2031", Usage()),
    ("nanogpt", "Reply text", "stop", "vendor/model-9", Usage(210, 31, 0.00042, 0, 0)),
    ("openrouter", "Good day", "stop", "vendor/model-9", Usage(14, 2, 3.4e-06, 0, 0)),
    ("ollama", "The sea", "stop", "llama9", Usage(31, 4, None)),
])
def test_known_streams_at_any_cut(name, text, finish, model, usage, size):
    """Each provider's stream gives the same answer however its bytes are cut."""
    answer, shown = read((STREAMS / f"{name}.sse").read_bytes(), size)
    assert shown == answer.text == text
    assert (answer.finish, answer.model, answer.usage, answer.fault) == (finish, model, usage, None)


def test_log_probabilities_are_kept_per_token():
    """One natural logarithm per token, in order."""
    answer, _ = read((STREAMS / "openai.sse").read_bytes(), 5)
    assert answer.logprobs == (-0.41, -0.03, -1.25)


@pytest.mark.parametrize("name", ["nanogpt_broken", "openrouter_broken"])
@pytest.mark.parametrize("size", [9, None])
def test_an_error_behind_text_is_unknown_and_keeps_the_text(name, size):
    """An error object in a 200 stream: the text before it was handed on, and nobody repeats it silently."""
    answer, shown = read((STREAMS / f"{name}.sse").read_bytes(), size)
    assert shown == "half an ans"
    assert isinstance(end(answer), Unknown)
    assert end(answer).code == "provider.cut"


def error_event(**error) -> bytes:
    return b"data: " + json.dumps({"error": error}).encode() + b"\n\n"


@pytest.mark.parametrize(("error", "kind", "code"), [
    ({"code": 502, "message": "down"}, Transient, "provider.server_error"),
    ({"status": 429, "code": "rate_limit_exceeded", "message": "slow"}, Transient, "provider.rate_limited"),
    ({"code": "insufficient_quota", "message": "no"}, Permanent, "provider.quota"),
    ({"code": "content_policy_violation", "message": "no"}, Permanent, "provider.content_policy"),
    ({"message": "something"}, Transient, "provider.server_error"),
])
def test_an_error_before_text_keeps_its_kind(error, kind, code):
    """In a 200 stream, too, an error says whether trying again helps."""
    answer, shown = read(error_event(**error))
    assert shown == ""
    assert type(end(answer)) is kind
    assert end(answer).code == code


def test_a_quota_error_behind_text_stays_permanent():
    """What no repeat can cure is told as it is, even after text."""
    answer, _ = read(chat_chunk({"content": "par"}) + error_event(code="insufficient_quota", message="no"))
    assert isinstance(end(answer), Permanent)


def test_finish_reason_error_without_an_object_is_an_error():
    """A choice that ends in ``error`` is never an answer."""
    answer, _ = read(chat_chunk({}, finish="error") + DONE)
    assert isinstance(end(answer), Transient)


def test_text_and_error_in_one_piece_hand_the_text_on_first():
    """The fault waits until the text of its own piece was handed on."""
    answer = Answer(line_limit=LINE)
    delta = answer.feed(chat_chunk({"content": "kept"}) + error_event(code=500, message="x"))
    assert delta.text == "kept"
    assert isinstance(end(answer), Unknown)


@pytest.mark.parametrize(("parts", "kind"), [
    (events("par", finish=None, done=False, usage=False), Unknown),
    (events("par", finish=None), Unknown),
    (events(finish=None, done=False, usage=False), Transient),
    (events(finish=None), Transient),
    ([*events("par", finish=None, done=False, usage=False), chat_chunk({"content": "torn"})[:-15]], Unknown),
    ([], Transient),
    ([b": ping\n\n"], Transient),
    ([b"\n\n\n"], Transient),
])
def test_an_end_without_finish_reason_is_a_cut(parts, kind):
    """Not even [DONE] makes an answer whole: only a finish reason does."""
    answer, _ = read(b"".join(parts))
    assert type(end(answer)) is kind
    assert end(answer).code == ("provider.cut" if kind is Unknown else "provider.cut_early")


def test_missing_done_and_missing_usage_are_fine():
    """A finish reason is enough; what the provider did not count stays unknown."""
    answer, shown = read(b"".join(events("whole", usage=False, done=False)))
    assert (shown, answer.finish, answer.fault, answer.usage) == ("whole", "stop", None, Usage())


def test_a_last_event_without_its_blank_line_counts_if_whole():
    """Some servers forget the last line end."""
    answer, shown = read(b"".join(events("whole", usage=False, done=False)).rstrip(b"\n"))
    assert (shown, answer.finish, answer.fault) == ("whole", "stop", None)


@pytest.mark.parametrize(("told", "meant"), [
    ("stop", "stop"), ("end_turn", "stop"), ("length", "length"), ("MAX_TOKENS", "length"), ("content_filter", "content_filter"),
    ("function_call", "tool_calls"), ("tool_calls", "tool_calls"), ("something_new", "other"),
])
def test_finish_reasons(told, meant):
    """Every provider's word for why it stopped maps to ours; a new word is ``other``."""
    assert read(chat_chunk({"content": "x"}, finish=told))[0].finish == meant


@pytest.mark.parametrize("broken", [b'data: {"choices": [\n\n', b"data: not json\n\n", b"data: [1, 2]\n\n", b"data: 7\n\n",
                                    b"data: " + b"[" * 100_000 + b"\n\n"])
def test_malformed_events_are_faults_and_never_skipped(broken):
    """Skipping would lose text without a trace: before text a bad reply, after text a cut."""
    answer, _ = read(broken)
    assert (type(end(answer)), end(answer).code) == (Permanent, "provider.bad_reply")
    answer, shown = read(chat_chunk({"content": "kept"}) + broken + chat_chunk({"content": "x"}, finish="stop"))
    assert (shown, type(end(answer)), end(answer).code) == ("kept", Unknown, "provider.cut")


@pytest.mark.parametrize("size", [1, 4, None])
def test_broken_utf8_shows_as_a_sign_and_the_rest_stays(size):
    """A damaged byte costs one sign, not the event."""
    raw = chat_chunk({"content": "aXb"}, finish="stop").replace(b"X", b"\xff\xc3")
    answer, shown = read(raw, size)
    assert shown in ("a\ufffdb", "a\ufffd\ufffdb")
    assert answer.finish == "stop"


def chunk_raw(content: str) -> bytes:
    return b'data: {"choices":[{"index":0,"delta":{"content":"' + content.encode() + b'"}}]}\n\n'


def test_halves_of_one_sign_in_two_chunks_are_joined():
    """A surrogate pair split by the provider comes out as one sign; a half alone as U+FFFD; both can be stored."""
    whole = chunk_raw("a\\ud83d") + chunk_raw("\\ude00b") + chat_chunk({}, finish="stop")
    assert read(whole)[1] == "a\U0001f600b"
    assert read(whole, 3)[1] == "a\U0001f600b"
    assert read(chunk_raw("a\\ud83d") + chunk_raw("b") + chat_chunk({}, finish="stop"))[1] == "a\ufffdb"
    assert read(chunk_raw("a\\ud83d") + chat_chunk({}, finish="stop"))[1] == "a\ufffd"
    assert read(chunk_raw("\\ude00") + chat_chunk({}, finish="stop"))[1] == "\ufffd"


def test_other_choices_and_reasoning_are_not_text():
    """Only the first choice counts, and a model's thoughts are no answer."""
    second = {"choices": [{"index": 1, "delta": {"content": "no"}}, {"index": 0, "delta": {"content": "yes", "reasoning_content": "no"}}]}
    answer, shown = read(b"data: " + json.dumps(second).encode() + b"\n\n" + chat_chunk({}, finish="stop"))
    assert shown == "yes"
    assert answer.fault is None


def test_content_as_a_list_of_parts():
    """Parts of type text are text, others are not."""
    parts = [{"type": "thinking", "text": "no"}, {"type": "text", "text": "yes"}, 7]
    assert read(chat_chunk({"content": parts}, finish="stop"))[1] == "yes"


@pytest.mark.parametrize("size", [1, 10, None])
def test_one_json_answer_where_a_stream_was_asked_for(size):
    """A server that does not stream is understood."""
    body = {"model": "m9", "choices": [{"index": 0, "message": {"role": "assistant", "content": "All at once"}, "finish_reason": "stop"}],
            "usage": {"prompt_tokens": 4, "completion_tokens": 3}}
    answer, shown = read(b"\xef\xbb\xbf \n" + json.dumps(body, indent=1).encode(), size)
    assert (shown, answer.finish, answer.model, answer.usage) == ("All at once", "stop", "m9", Usage(4, 3))


@pytest.mark.parametrize(("body", "kind", "code"), [
    (b'{"error": {"message": "no", "code": "insufficient_quota"}}', Permanent, "provider.quota"),
    (b'{"error": "Insufficient balance", "status": 402}', Permanent, "provider.quota"),
    (b'{"choices": [{"message": {"content": "torn', Unknown, "provider.cut"),
    (b'{"ok": true}', Permanent, "provider.bad_reply"),
    (b"[1]", Permanent, "provider.bad_reply"),
    (b"<html><body>Sign in</body></html>", Permanent, "provider.bad_reply"),
    (b"\n <!DOCTYPE html>", Permanent, "provider.bad_reply"),
    (b'{"choices": [{"message": {"content": "no reason"}}]}', Unknown, "provider.cut"),
])
def test_bodies_that_are_no_stream(body, kind, code):
    """A 200 with an error object, half a JSON, something else entirely, or a web page is never an answer."""
    answer, _ = read(body)
    assert (type(end(answer)), end(answer).code) == (kind, code)


def test_strange_values_are_taken_for_missing():
    """Wrong types in usage, price, log probabilities, model and choices harm nothing."""
    odd = {
        "model": 7, "usage": {"prompt_tokens": "many", "completion_tokens": -1, "cost": "free"}, "x_nanogpt_pricing": [],
        "choices": [7, {"index": 0, "delta": {"content": "x"}, "logprobs": {"content": [{"logprob": "a"}, {"logprob": -1}, 3]}},
                    {"index": 0, "delta": "?"}],
    }
    answer, shown = read(b"data: " + json.dumps(odd).encode() + b"\n\n" + chat_chunk({}, finish="stop"))
    assert (shown, answer.usage, answer.logprobs, answer.fault) == ("x", Usage(), (-1.0,), None)


@pytest.mark.parametrize(("prices", "cost"), [
    ({"cost": 0.5}, 0.5), ({"amount": 0.25, "currency": "USD"}, 0.25), ({"amount": 3, "currency": "XNO"}, None),
    ({"cost": -1}, None), ({"cost": float("inf")}, None), ({}, None),
])
def test_the_exact_charge_in_dollars(prices, cost):
    """NanoGPT's own charge is taken if it is in dollars."""
    answer, _ = read(chat_chunk({"content": "x"}, finish="stop", x_nanogpt_pricing=prices))
    assert answer.usage.cost_usd == cost


def test_a_line_above_the_limit_stops_the_answer():
    """Memory is bounded whatever a provider sends, and text before it was handed on."""
    answer = Answer(line_limit=1000)
    assert answer.feed(chat_chunk({"content": "kept"})).text == "kept"
    answer.feed(b"data: " + b"x" * 2000)
    assert (type(end(answer)), end(answer).code) == (Permanent, "provider.too_long")


def test_damaged_streams_never_crash_hang_or_lose_text():
    """2,000 streams with bytes flipped, cut, doubled or swapped: a fault or an answer, and all that was taken was handed on."""
    source = random.Random(20311)
    originals = [file.read_bytes() for file in sorted(STREAMS.glob("*.sse"))]
    kinds = set()
    for _ in range(2000):
        data = mutated(source, source.choice(originals))
        answer, shown = read(data, source.choice((1, 3, 17, 256, None)))
        assert shown == answer.text
        shown.encode("utf-8")
        assert answer.done or answer.fault
        assert answer.finish is not None or answer.fault is not None
        kinds.add(type(end(answer)))
    assert kinds == {type(None), Permanent, Transient, Unknown}


def mutated(source: random.Random, data: bytes) -> bytes:
    out = bytearray(data)
    for _ in range(source.randint(1, 4)):
        at = source.randrange(len(out)) if out else 0
        match source.randrange(5):
            case 0:
                out[at : at + 1] = bytes([source.randrange(256)])
            case 1:
                del out[at:]
            case 2:
                out[at:at] = bytes(source.choice(b'\r\n{}[]",:\\\x00\xff') for _ in range(source.randint(1, 5)))
            case 3:
                del out[at : at + source.randint(1, 40)]
            case 4:
                other = source.randrange(len(out)) if out else 0
                out[at:at] = out[other : other + source.randint(1, 200)]
    return bytes(out)
