"""A model file run in a child process: its protocol with a child of the test's, and the real one where the extra is installed."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

import anyio
import pytest

from hybriddesk.providers import gguf_child
from hybriddesk.providers.gguf_header import trained_context
from hybriddesk.providers.local_model import WINDOW, LocalModel, chosen, installed, model_files
from hybriddesk.providers.transport import Limits
from hybriddesk.records.errors import Fault, Permanent, Refused
from hybriddesk.records.way import (
    Draft,
    Estimate,
    Finished,
    Message,
    Outgoing,
    OutputSchema,
    Params,
    Route,
    Scrubbed,
    TextDelta,
)
from tests.providers.tiny_gguf import context_pair, header, some_pairs, tiny_model

REAL = pytest.mark.skipif(find_spec("llama_cpp") is None or find_spec("gguf") is None, reason="the extra 'local' (llama-cpp-python) or gguf is not installed")
ECHO = """
import json, sys
asked = json.loads(sys.stdin.readline())
def say(**row):
    print(json.dumps(row), flush=True)
for word in asked["messages"][-1]["content"].split():
    say(text=word + " ")
say(end="stop", prompt_tokens=7, completion_tokens=3, seen=sorted(asked))
"""


def estimate(body, _messages, _model):
    return Estimate(len(body), 1, None)


def sender(place, script="", **limits):
    command = (sys.executable, "-c", script) if script else None
    more = {"command": command} if command else {}
    return LocalModel("mine", str(place), estimate, Limits(**limits), **more)


def request(one, text="Hello there you", model="tiny.gguf", params=None):
    draft = Draft("c", "r", "chat", (Message("user", text),))
    return one.prepare(Scrubbed(draft, draft.messages, ((),), (), (), ()), Route("mine", "local", model, "this computer", True, params or Params()))


def answered(one, outgoing: Outgoing):
    async def go():
        return [event async for event in one.send(outgoing)]

    return anyio.run(go)


@pytest.fixture
def place(tmp_path):
    (tmp_path / "tiny.gguf").write_bytes(header(*some_pairs(), context_pair(512)))
    return tmp_path


def test_the_files_of_a_place_are_its_models(tmp_path):
    """Folders below are looked into; of a model in parts the first is named; projectors are no models; a file is its own only model."""
    for name in ("b.gguf", "a/deep.gguf", "big-00001-of-00002.gguf", "big-00002-of-00002.gguf", "mmproj-x.gguf", "read.me", "1/2/3/4/far.gguf"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    assert model_files(tmp_path) == ("a/deep.gguf", "b.gguf", "big-00001-of-00002.gguf")
    assert model_files(tmp_path / "b.gguf") == ("b.gguf",)
    assert chosen(str(tmp_path)) == str(tmp_path)
    for wrong, code in ((tmp_path / "none", "local.no_file"), (tmp_path / "read.me", "local.no_models"), (tmp_path / "1" / "2" / "3" / "4" / "5", "local.no_file")):
        with pytest.raises(Refused, match=code):
            chosen(str(wrong))
    (tmp_path / "empty").mkdir()
    with pytest.raises(Refused, match="no_models"):
        chosen(str(tmp_path / "empty"))


def test_the_head_of_a_file_is_read_and_a_damaged_one_is_said(place, tmp_path):
    """Other values are read over; a file without the figure says nothing; cut, foreign and lying files are named as unreadable."""
    assert trained_context(place / "tiny.gguf") == 512
    odd = tmp_path / "odd.gguf"
    odd.write_bytes(header(*some_pairs()))
    assert trained_context(odd) is None
    whole = (place / "tiny.gguf").read_bytes()
    huge = header((b"k", 8, b"\xff" * 8))
    for damaged in (b"", b"PK\x03\x04", whole[:30], whole[:-2], huge, header((b"k", 77, b""))):
        odd.write_bytes(damaged)
        with pytest.raises(Permanent, match="unreadable"):
            trained_context(odd)
    with pytest.raises(Permanent, match="unreadable"):
        trained_context(tmp_path / "gone.gguf")


def test_the_request_that_is_shown_is_the_one_the_child_gets(place):
    """The body holds messages and wishes; the child is told the file and the window beside it; the answer streams and is counted."""
    one = sender(place, ECHO)
    outgoing = request(one, params=Params(temperature=0.5, max_tokens=9, schema=OutputSchema("answer", '{"type": "object"}')))
    assert outgoing.method == "LOCAL"
    assert b'"max_tokens": 9' in outgoing.body
    events = answered(one, outgoing)
    assert [event.text for event in events if isinstance(event, TextDelta)] == ["Hello ", "there ", "you "]
    reply = events[-1].reply
    assert isinstance(events[-1], Finished)
    assert (reply.text, reply.finish, reply.usage.prompt_tokens, reply.usage.cost_usd) == ("Hello there you ", "stop", 7, 0.0)
    assert anyio.run(one.models) == ("tiny.gguf",)
    assert answered(sender(place / "tiny.gguf", ECHO), outgoing)[-1].reply.text


@pytest.mark.parametrize(("script", "code"), [
    ("print('{\"fault\": \"local.unreadable\"}')", "local.unreadable"),
    ("print('{\"fault\": \"anything\"}')", "local.died"),
    ("import os; os.abort()", "local.died"),
    ("print('no json')", "local.died"),
    ("print('[1]'); print('{\"end\": \"odd\"}')", ""),
    ("import sys; sys.stdout.write('x' * 3_000_000)", "local.died"),
    ("import sys; sys.stdin.close(); print('{\"text\": \"a\"}', flush=True)", "local.died"),
    ("import time; time.sleep(30)", "local.slow"),
    ("import time; print('{\"text\": \"a\"}', flush=True); time.sleep(30)", "local.slow"),
])
def test_every_end_of_a_child_has_its_words(place, script, code):
    """Damaged files, crashes, rubbish, endless lines and silence: a fault with a code, never a hang, and no process is left."""
    one = sender(place, script, total=1.0, silence=0.5)
    if not code:
        assert answered(one, request(one))[-1].reply.finish == "other"
        return
    with pytest.raises(Fault, match=code):
        answered(one, request(one))


def test_only_files_at_the_chosen_place_are_run(place):
    """A model's name is no way out of the folder; what has gone is said."""
    one = sender(place, ECHO)
    for model in ("../tiny.gguf", "/etc/passwd", "gone.gguf"):
        with pytest.raises(Refused, match="no_file"):
            answered(one, request(one, model=model))
    for ask in (one.balance, lambda: one.charge("x")):
        with pytest.raises(Refused):
            anyio.run(ask)


def test_without_the_extra_it_is_said(place, monkeypatch):
    """Nothing is tried: the words name the extra."""
    monkeypatch.setattr("hybriddesk.providers.local_model.installed", lambda: False)
    with pytest.raises(Permanent, match="not_installed"):
        anyio.run(sender(place).offers)


def test_the_offer_names_window_and_digest(place, monkeypatch):
    """The window is the model's, and never more than this computer should try."""
    monkeypatch.setattr("hybriddesk.providers.local_model.installed", lambda: True)
    (place / "large.gguf").write_bytes(header(context_pair(1_000_000)))
    (place / "plain.gguf").write_bytes(header())
    found = {offer.model: offer for offer in anyio.run(sender(place).offers)}
    assert [found[name].context for name in ("tiny.gguf", "large.gguf", "plain.gguf")] == [512, WINDOW, WINDOW]
    assert all(len(offer.digest) == 64 and offer.prompt_usd == 0.0 for offer in found.values())


def test_the_child_says_what_it_lacks(place, monkeypatch, capsys):
    """Without the library the child answers with the code, and nothing else."""
    import io

    monkeypatch.setitem(sys.modules, "llama_cpp", None)
    monkeypatch.setattr(sys, "stdin", type("In", (), {"buffer": io.BytesIO(b'{"file": "x"}\n')}))
    assert gguf_child.main() == 0
    assert capsys.readouterr().out == '{"fault": "local.not_installed"}\n'


@REAL
def test_a_tiny_random_model_answers(tmp_path):
    """The real library loads a file made now, streams, counts, and stops at the wished length."""
    tiny_model(tmp_path / "tiny.gguf")
    assert installed()
    one = sender(tmp_path)
    (offer,) = anyio.run(one.offers)
    assert offer.context == 256
    events = answered(one, request(one, params=Params(max_tokens=6, temperature=0.0)))
    reply = events[-1].reply
    assert reply.finish == "length"
    assert reply.usage.completion_tokens <= 6
    assert reply.usage.prompt_tokens > 0
    assert reply.text
    again = answered(one, request(one, params=Params(max_tokens=6, temperature=0.0)))[-1].reply
    assert again.text == reply.text


@REAL
def test_the_real_child_names_its_faults(tmp_path):
    """A file that only begins like a model is unreadable; a prompt longer than the window is said as such."""
    (tmp_path / "tiny.gguf").write_bytes(header(context_pair(64)))
    one = sender(tmp_path)
    with pytest.raises(Permanent, match="unreadable"):
        answered(one, request(one))
    tiny_model(tmp_path / "tiny.gguf")
    with pytest.raises(Permanent, match="context_too_long"):
        answered(one, request(one, "word1 " * 600))


@REAL
def test_stop_ends_the_child_at_once(tmp_path):
    """A cancelled answer leaves no process behind."""
    tiny_model(tmp_path / "tiny.gguf", context=4096)
    one = sender(tmp_path)

    async def go():
        events = one.send(request(one, params=Params(temperature=1.0)))
        async for event in events:
            if isinstance(event, TextDelta):
                break
        await events.aclose()

    anyio.run(go)
    running = [path for path in Path("/proc").glob("[0-9]*/cmdline") if b"gguf_child" in _read(path)]
    assert running == []


def _read(path):
    try:
        return path.read_bytes()
    except OSError:
        return b""
