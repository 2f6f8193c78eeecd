"""A provider that is a model file: added, asked, changed, and honest about what it lacks; the whole path as for any other."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from hybriddesk.providers import senders
from hybriddesk.providers.local_model import LocalModel
from hybriddesk.records.errors import Permanent, Refused
from hybriddesk.records.way import Params
from hybriddesk.workflow.senders import Target
from hybriddesk.workspace import Workspace
from tests.providers.test_local_model import ECHO, REAL
from tests.providers.tiny_gguf import context_pair, header, tiny_model
from tests.way.desk_store import in_store, never, yes


@pytest.fixture
def echoing(monkeypatch):
    """The child of the test in the place of llama.cpp's."""
    monkeypatch.setattr(senders, "LocalModel", lambda *given: LocalModel(*given, command=(sys.executable, "-c", ECHO)))
    monkeypatch.setattr("hybriddesk.providers.local_model.installed", lambda: True)


def test_a_model_file_is_a_provider_like_any_other(tmp_path: Path, echoing: None) -> None:
    """Scrubbed on the way in, restored on the way out, a line in the ledger, a window for the meter, kept to this computer by rule."""
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "small.gguf").write_bytes(header(context_pair(2048)))

    async def work(workspace: Workspace) -> None:
        config = workspace.providing.add("mine", "local", str(tmp_path / "models"), None, ask="never")
        assert (config.models, config.default_model, config.base_url) == (("small.gguf",), "small.gguf", str(tmp_path / "models"))
        workspace.settings.set("privacy.local_only", True)
        tried = await workspace.providing.test("mine")
        assert tried.models == ("small.gguf",)
        assert workspace.conversing.compacting.window(Target("mine")) == 2048
        thread = await workspace.conversing.new(Target("mine"))
        answer = await workspace.conversing.say(thread.id, "Please write to Anna Keller today", never)
        assert answer.text == "Please write to Anna Keller today "
        assert "Anna" not in answer.scrubbed
        (line,) = workspace.ledger.lines()
        assert (line.method, line.host, line.outcome) == ("LOCAL", "this computer", "done")
        assert b"Anna" not in line.body
        assert workspace.providing.change("mine", ask="always", default_model="small.gguf").ask == "always"
        (tmp_path / "models" / "small.gguf").rename(tmp_path / "other.gguf")
        assert workspace.providing.change("mine", base_url=str(tmp_path / "other.gguf")).base_url.endswith("other.gguf")
        with pytest.raises(Refused, match="no_file"):
            workspace.providing.change("mine", base_url=str(tmp_path / "gone.gguf"))
        with pytest.raises(Refused, match="no_models"):
            workspace.providing.add("none", "local", str(tmp_path / "models"), None)

    in_store(tmp_path / "store", work)


def test_the_command_line_adds_one(store, tmp_path: Path, echoing: None) -> None:
    """``provider add --adapter local --base-url FOLDER``; the listing shows where it is."""
    (tmp_path / "small.gguf").write_bytes(header(context_pair(2048)))
    added = store("provider", "add", "mine", "--adapter", "local", "--base-url", tmp_path / "small.gguf", "--ask", "never")
    assert added.code == 0, added.words
    asked = store("ask", "--provider", "mine", stdin="Just these words")
    assert asked.lines[-1]["answer"] == "Just these words "
    assert store("provider", "add", "none", "--adapter", "local", "--base-url", tmp_path / "nothing").code == 4


def test_a_missing_extra_is_said_and_the_rest_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Adding works, asking says what to install; the file stays in the list."""
    (tmp_path / "small.gguf").write_bytes(header(context_pair(64)))
    monkeypatch.setattr("hybriddesk.providers.local_model.installed", lambda: False)

    async def work(workspace: Workspace) -> None:
        workspace.providing.add("mine", "local", str(tmp_path / "small.gguf"), None)
        with pytest.raises(Permanent, match="not_installed"):
            await workspace.providing.test("mine")

    in_store(tmp_path / "store", work)


@REAL
def test_a_real_tiny_model_answers_a_chat(tmp_path: Path) -> None:
    """The real library, from the person's words to the stored answer, in a child process."""
    tiny_model(tmp_path / "tiny.gguf")

    async def work(workspace: Workspace) -> None:
        workspace.providing.add("tiny", "local", str(tmp_path), None)
        await workspace.providing.test("tiny")
        thread = await workspace.conversing.new(Target("tiny"))
        answer = await workspace.conversing.say(thread.id, "word1 word2", yes, params=Params(max_tokens=5))
        assert answer.state == "complete"
        assert answer.text
        (line,) = workspace.ledger.lines()
        assert line.outcome == "done"

    in_store(tmp_path / "store", work)
