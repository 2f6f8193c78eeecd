"""The commands about what failed: errors, setting, provider breaker and fallback, item lookup."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.way import loopback
from tests.way.loopback import Loopback, status, stream

Run = Callable[..., object]
BILLING = (Path(__file__).parents[1] / "providers" / "wire" / "nanogpt_request_billing.json").read_bytes()


def add(store: Run, name: str, url: str, tmp_path: Path, adapter: str = "openai") -> None:
    (tmp_path / "key").write_text("sk-planted-key-0001")
    assert store("provider", "add", name, "--adapter", adapter, "--base-url", url, "--key-file", tmp_path / "key", "--model", "small-1",
                 "--allow-loopback-http").code == 0


def test_a_fault_from_log_to_file(store: Run, tmp_path: Path) -> None:
    """A failed ask stands in the log with class, node and advice; it is muted, solved, shown and exported; no text of people in it."""
    with Loopback(otherwise=status(403)) as server:
        add(store, "cloud", server.url, tmp_path)
        assert store("ask", "--provider", "cloud", "--yes", stdin="Write to anna.keller@example.org").code == 5
    (row,) = store("errors", "list").lines
    assert (row["code"], row["class"], row["node"], row["workflow"], row["count"]) == ("provider.not_allowed", "permanent", "send", "chat", 1)
    assert row["advice"]
    (once,) = store("errors", "show", row["fingerprint"]).lines
    assert once["execution"]
    assert once["facts"]["status"] == 403
    assert store("errors", "mute", row["fingerprint"]).lines[0]["state"] == "muted"
    assert store("errors", "list", "--state", "open").lines == []
    assert store("errors", "solve", "nothing").code == 4
    assert store("errors", "export", tmp_path / "errors.json").code == 0
    text = (tmp_path / "errors.json").read_text()
    assert json.loads(text)["errors"][0]["occurrences"][0]["facts"]["provider"] == "cloud"
    assert "anna" not in text
    assert "sk-planted" not in text
    assert store("errors", "export", tmp_path).code == 4


def test_settings_on_the_command_line(store: Run) -> None:
    """Listed with sentence, changed by JSON, refused when wrong; only this computer holds for the next ask."""
    assert {"name", "value", "default", "sentence"} == set(store("setting", "list").lines[0])
    assert store("setting", "set", "privacy.local_only", "true").lines == [{"name": "privacy.local_only", "value": True}]
    for name, value in (("privacy.local_only", "maybe"), ("provider.silence_seconds", "1"), ("no.such", "1")):
        assert store("setting", "set", name, value).code == 4
    store("provider", "add", "far", "--adapter", "openai", "--base-url", "https://api.example.com/v1", "--model", "m")
    asked = store("ask", "--provider", "far", "--yes", stdin="x")
    assert (asked.code, asked.lines[-1]["code"]) == (4, "privacy.local_only")


def test_breaker_and_fallback(store: Run, tmp_path: Path) -> None:
    """A chain is written, listed, walked and named; a model is stopped by hand and let go again."""
    with Loopback(otherwise=status(402)) as first, Loopback(otherwise=stream("Spare.")) as second:
        add(store, "cloud", first.url, tmp_path)
        add(store, "spare", second.url, tmp_path)
        chain = store("provider", "fallback", "cloud", "--to", "spare=large-1", "--to", "helper").lines
        assert chain == [{"provider": "cloud", "model": "", "to": [{"provider": "spare", "model": "large-1"}, {"provider": "helper", "model": ""}]}]
        events = store("ask", "--provider", "cloud", "--yes", stdin="x").lines
        assert [e for e in events if e["event"] == "fallback"] == [
            {"event": "fallback", "provider": "spare", "model": "large-1", "because": "provider.quota"}]
        assert (events[-1]["answer"], events[-1]["provider"], events[-1]["attempts"]) == ("Spare.", "spare", 2)
        assert store("provider", "breaker", "list", "cloud").lines[0]["state"] == "open"
        assert [row["state"] for row in store("provider", "breaker", "open", "spare", "--model", "large-1").lines] == ["held"]
        assert store("ask", "--provider", "spare", "--model", "large-1", "--yes", stdin="x").lines[-1]["code"] == "resilience.held"
        assert [row["state"] for row in store("provider", "breaker", "close", "spare", "--model", "large-1").lines] == ["closed"]
        assert store("provider", "fallback", "cloud", "--none").lines == []
        assert store("ask", "--provider", "cloud", "--yes", stdin="x").lines[-1]["code"] == "resilience.paused"


def test_an_unknown_charge_is_looked_up(store: Run, tmp_path: Path) -> None:
    """item lookup says what a cut request cost; item again looks first, and only then lets it wait."""
    def answer(wire: loopback.Wire, request: loopback.Received) -> None:
        if request.method == "GET":
            loopback.whole(200, BILLING)(wire, request)
        else:
            loopback.pieces([loopback.chat_chunk({"content": "Half"})])(wire, request)

    (tmp_path / "mail.txt").write_text("Where is my parcel?")
    with Loopback(otherwise=answer) as server:
        add(store, "nano", server.url, tmp_path, "nanogpt")
        (row,) = store("draft", "reply", tmp_path / "mail.txt", "--provider", "nano", "--yes").lines
        (looked,) = store("item", "lookup").lines
        assert (looked["item"], looked["charge"], looked["cost"], looked["request"]) == (row["item"], "charged", 0.00123456, "req-1")
        again = store("item", "again", row["item"]).lines
        assert ([line.get("charge") for line in again], again[-1]["state"]) == (["charged", None], "new")
        assert [one.method for one in server.requests] == ["POST", "GET", "GET"]
