"""Damaged replies of every adapter through the real sender over a real socket; ``packaging/fuzz_replies.py`` does ten thousand."""

from __future__ import annotations

import random

import anyio
import pytest

from tests.providers.mutations import STREAMS, Tally, damaged, made, naive, run

SEED, SHARE = 20261128, 60


@pytest.mark.parametrize("part", range(5))
def test_no_crash_no_hang_no_lost_text(part: int) -> None:
    """Only answers and faults with words come out, and no text that stood before the first hurt is missing."""
    tally = Tally()
    anyio.run(run, range(part * SHARE, (part + 1) * SHARE), SEED, tally)
    assert sum(tally.ends.values()) == SHARE
    assert {end.split(" ")[0] for end in tally.ends} >= {"answer", "Permanent"}


def test_the_run_would_notice_lost_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sender that drops an event is found out within some hundred replies."""
    from hybriddesk.providers.stream_answer import StreamAnswer

    monkeypatch.setattr(StreamAnswer, "add_text", lambda _self, _text, *, last=False: None)
    with pytest.raises(AssertionError, match="lost"):
        anyio.run(run, range(200), SEED, Tally())


def test_every_adapter_and_every_sort_of_reply_comes_up() -> None:
    """Three hundred replies hold all seven adapters as streams, whole bodies and errors; the same number gives the same reply."""
    replies = [made(number, SEED) for number in range(5 * SHARE)]
    assert {reply.adapter for reply in replies} == set(STREAMS)
    assert {reply.how for reply in replies} == {"stream", "whole", "error"}
    assert made(7, SEED) == replies[7]
    assert sum(bool(reply.sure) for reply in replies) > SHARE / 2


def test_what_is_before_the_first_hurt_is_untouched() -> None:
    """The place of the first hurt is told right: everything before it is byte for byte the recording."""
    raw = b"".join(b'data: {"n": %d}\n\n' % n for n in range(30))
    for number in range(500):
        out, first = damaged(random.Random(number), raw)
        assert out[:first] == raw[:first]


def test_the_naive_reading_agrees_with_the_recordings() -> None:
    """The second reader finds the recorded texts."""
    from tests.providers.mutations import WIRE

    found = {name: naive(name, (WIRE / files[0]).read_bytes()) for name, files in STREAMS.items()}
    assert found == {
        "openai": "Hello wörld", "openai_responses": "Hi there!", "anthropic": "Hello!", "gemini": "Hello!", "ollama": "The sky",
        "openrouter": "Hi", "nanogpt": "Answer",
    }
