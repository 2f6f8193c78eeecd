"""Every adapter from the command line to a real socket and back: add, test, ask, ledger."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.way import loopback
from tests.way.loopback import Loopback, Received, Wire

Run = Callable[..., object]
WIRE = Path(__file__).parents[1] / "providers" / "wire"
KEY = "sk-planted-key-0001"
LISTS = {
    "gemini": {"models": [{"name": "models/m-1", "inputTokenLimit": 1000}]}, "ollama": {"models": [{"name": "m-1", "digest": "ab" * 32}]},
    "nanogpt": json.loads((WIRE / "nanogpt_models_detailed.json").read_bytes()),
}


def speaking(adapter: str, name: str) -> loopback.Answer:
    """Model lists for GET, and the recorded answer in pieces of seven bytes for everything else."""
    raw = (WIRE / name).read_bytes()

    def answer(wire: Wire, request: Received) -> None:
        if request.method == "GET":
            loopback.whole(200, LISTS.get(adapter, {"data": [{"id": "m-1"}]}))(wire, request)
        else:
            loopback.pieces([raw[at : at + 7] for at in range(0, len(raw), 7)])(wire, request)

    return answer


def add(store: Run, name: str, adapter: str, url: str, tmp_path: Path, model: str = "m-1") -> None:
    key = tmp_path / "key"
    key.write_text(KEY)
    added = store("provider", "add", name, "--adapter", adapter, "--base-url", url, "--key-file", key, "--model", model, "--allow-loopback-http")
    assert added.code == 0, added.words


@pytest.mark.parametrize(("adapter", "name", "answer", "usage", "cost"), [
    ("openai", "openai_chat_stream.sse", "Hello wörld", (19, 2), None),
    ("openai_responses", "openai_responses_stream.sse", "Hi there!", (37, 11), None),
    ("anthropic", "anthropic_messages_stream.sse", "Hello!", (25, 15), None),
    ("gemini", "gemini_stream.sse", "Hello!", (15, 6), None),
    ("ollama", "ollama_chat.ndjson", "The sky", (26, 282), 0.0),
    ("openrouter", "openrouter_stream.sse", "Hi", (10, 1), 2.1e-06),
    ("nanogpt", "nanogpt_stream.sse", "Answer", (123, 20), 0.000169),
])
def test_ask_through_every_adapter(store: Run, tmp_path: Path, adapter: str, name: str, answer: str, usage: tuple, cost: float | None) -> None:
    """Added, tested and asked; the value is hidden on the way, the ledger holds the bytes and never the key."""
    with Loopback(otherwise=speaking(adapter, name)) as server:
        add(store, "mine", adapter, server.url, tmp_path)
        tested = store("provider", "test", "mine")
        assert tested.lines[0]["models"] == (["anthropic/claude-opus-4.6"] if adapter == "nanogpt" else ["m-1"])
        asked = store("ask", "--provider", "mine", "--model", "m-1", "--yes", stdin="Write to anna.keller@example.org")
        assert asked.code == 0, asked.words
        done = asked.lines[-1]
        assert (done["event"], done["answer"], done["cost"], done["provider"], done["finish"]) == ("done", answer, cost, "mine", "stop")
        assert (done["usage"]["prompt_tokens"], done["usage"]["completion_tokens"]) == usage
        (line,) = store("outgoing").lines
        posted = server.requests[-1]
        assert line["body"].encode() == posted.body
        assert b"anna.keller" not in posted.raw
        assert KEY not in json.dumps(line) + store("outgoing").words
        assert sum(KEY in value for _, value in posted.headers) == 1


def test_the_helper_under_a_name_of_ones_own(store: Run) -> None:
    """The built-in helper is an adapter like the others."""
    assert store("provider", "add", "here", "--adapter", "helper").code == 0
    assert store("ask", "--provider", "here", stdin="What can you do?").lines[-1]["event"] == "done"


def test_a_schema_and_tools_travel(store: Run, tmp_path: Path) -> None:
    """Files named on the command line reach the request; a called function comes back with its arguments."""
    (tmp_path / "reply form.json").write_text('{"type": "object", "properties": {"text": {"type": "string"}}}')
    (tmp_path / "tools.json").write_text('[{"name": "lookup", "description": "x", "parameters": {"type": "object"}}]')
    with Loopback(otherwise=speaking("openai", "openai_chat_tool_stream.sse")) as server:
        add(store, "mine", "openai", server.url, tmp_path)
        asked = store("ask", "--provider", "mine", "--yes", "--tools", tmp_path / "tools.json", "--schema", tmp_path / "reply form.json",
                      "--max-tokens", "9", "--temperature", "0.5", stdin="Weather?")
        body = server.requests[0].json()
    assert body["response_format"]["json_schema"]["name"] == "reply_form"
    assert (body["tools"][0]["function"]["name"], body["max_tokens"], body["temperature"]) == ("lookup", 9, 0.5)
    assert asked.lines[-1]["tool_calls"] == [{"id": "call_abc", "name": "lookup", "arguments": '{"city":"Oslo"}'}]


@pytest.mark.parametrize("text", ["", "[1]", "{", '[{"name": 1}]'])
def test_a_broken_schema_or_tool_list_leaves_nothing(store: Run, tmp_path: Path, text: str) -> None:
    """Refused with 4 before anything is sent."""
    (tmp_path / "bad.json").write_text(text)
    with Loopback() as server:
        add(store, "mine", "openai", server.url, tmp_path)
        for option in ("--tools", "--schema"):
            assert store("ask", "--provider", "mine", "--yes", option, tmp_path / "bad.json", stdin="x").code == 4
        assert server.connections == 0


def test_a_price_of_the_providers_own_is_used(store: Run, tmp_path: Path) -> None:
    """After a test the list with prices is kept, and the next estimate uses it."""
    with Loopback(otherwise=speaking("nanogpt", "nanogpt_stream.sse")) as server:
        add(store, "mine", "nanogpt", server.url, tmp_path, "anthropic/claude-opus-4.6")
        assert store("provider", "test", "mine").lines[0]["prices"] == [
            {"model": "anthropic/claude-opus-4.6", "prompt_usd": 15e-6, "completion_usd": 75e-6, "context": 200000}]


def test_balance(store: Run, tmp_path: Path) -> None:
    """NanoGPT tells what is left; OpenAI does not, and that is said with 4."""
    with Loopback(otherwise=loopback.whole(200, (WIRE / "nanogpt_balance.json").read_bytes())) as server:
        add(store, "nano", "nanogpt", server.url, tmp_path)
        add(store, "open", "openai", server.url, tmp_path)
        assert store("provider", "balance", "nano").lines == [{"name": "nano", "usd": 129.46956147, "used_usd": None}]
        assert store("provider", "balance", "open").code == 4
        acts = store("audit", "verify").lines[0]
    assert acts["ok"] is True
