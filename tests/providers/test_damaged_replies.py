"""Ten thousand damaged replies of every API: a fault or an answer, never a crash, and no text lost."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from hybriddesk.providers.answers import Answer
from hybriddesk.providers.anthropic import AnthropicAnswer
from hybriddesk.providers.gemini import GeminiAnswer
from hybriddesk.providers.ollama import OllamaAnswer
from hybriddesk.providers.openai_responses import ResponsesAnswer
from tests.providers.test_answers import mutated

WIRE = Path(__file__).parent / "wire"
KINDS = {
    AnthropicAnswer: ("anthropic_messages_stream.sse", "anthropic_tool_stream.sse", "anthropic_stream_overloaded.sse"),
    Answer: ("openai_chat_stream.sse", "openai_chat_tool_stream.sse", "openrouter_stream.sse", "nanogpt_stream.sse", "nanogpt_midstream_error.sse"),
    GeminiAnswer: ("gemini_stream.sse", "gemini_stream_array.json", "gemini_blocked.sse"),
    OllamaAnswer: ("ollama_chat.ndjson", "ollama_chat_midstream_error.ndjson"),
    ResponsesAnswer: ("openai_responses_stream.sse", "openai_responses_error.sse"),
}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_damaged_replies_never_crash_or_lose_text(kind):
    """2,000 a kind with bytes flipped, cut, doubled, swapped or put in; and each recording fed to the wrong reader."""
    source = random.Random(kind.__name__)
    own = [(WIRE / name).read_bytes() for name in KINDS[kind]]
    all_ = [(WIRE / name).read_bytes() for names in KINDS.values() for name in names]
    ends = set()
    for number in range(2000):
        data = mutated(source, source.choice(own if number % 4 else all_))
        answer, texts = kind(line_limit=1 << 20, provider="p"), []
        size = source.choice((1, 3, 17, 256, len(data) or 1))
        for at in range(0, len(data), size):
            delta = answer.feed(data[at : at + size])
            texts.append(delta.text if delta else "")
            if answer.done or answer.fault:
                break
        if not answer.done and not answer.fault:
            delta = answer.close()
            texts.append(delta.text if delta else "")
        assert "".join(texts) == answer.text
        answer.text.encode("utf-8")
        assert answer.fault is not None or answer.finish is not None
        ends.add(type(answer.ended_by(answer.fault)).__name__ if answer.fault else "answer")
    assert ends >= {"answer", "Permanent"}
    assert ends & {"Transient", "Unknown"}
