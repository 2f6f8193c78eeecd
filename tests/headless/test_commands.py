"""The command line's contract: lines, words and exit codes."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hybriddesk.catalog.prices import Price
from hybriddesk.headless.run import COMMANDS
from hybriddesk.privacy.tagger.tagger import ShippedTagger
from tests.way.loopback import Loopback, Received, Wire, converse, cut, status

Run = Callable[..., object]


def add(store: Run, url: str, key: Path) -> None:
    key.write_text("sk-planted-key-0001")
    added = store("provider", "add", "cloud", "--adapter", "openai", "--base-url", url, "--key-file", key, "--model", "small-1",
                  "--allow-loopback-http")
    assert added.code == 0, added.words


@pytest.mark.parametrize("command", [*COMMANDS, "check"])
def test_every_command_explains_itself(run: Run, command: str) -> None:
    """--help of each command ends with 0 and names its options."""
    ended = run(command, "--help")
    assert ended.code == 0
    assert "--data-dir" in ended.words


def test_wrong_usage_is_2(run: Run) -> None:
    """A command that does not exist, and a missing argument, end with 2."""
    assert run("dance").code == 2
    assert run("draft").code == 2


def test_init_twice_refuses_and_keeps_the_store(store: Run) -> None:
    """A second init is refused with 4 and the first store opens as before."""
    assert store("init").code == 4
    assert store("audit", "verify").lines[0]["ok"] is True


def test_no_store_says_what_to_do(run: Run) -> None:
    """Any command without a store ends with 4 and words, not with a trace."""
    ended = run("review", "list")
    assert ended.code == 4
    assert "Traceback" not in ended.words
    assert ended.words.strip()


def test_wrong_passphrase_is_4(store: Run, passphrase: Path) -> None:
    """A wrong passphrase ends with 4 and a sentence."""
    passphrase.write_text("not the one at all")
    ended = store("review", "list")
    assert ended.code == 4
    assert "passphrase" in ended.words.lower()


def test_scrub_and_restore_round_trip_without_a_store(run: Run, tmp_path: Path) -> None:
    """scrub hides, its spans are code points into the input, and restore brings the text back; no store is made."""
    text = "Grüße 🎉 an anna.keller@example.org"
    (line,) = run("scrub", stdin=json.dumps({"id": 7, "text": text})).lines
    (span,) = line["spans"]
    assert line["id"] == 7
    assert text[span["start"]:span["end"]] == "anna.keller@example.org"
    assert "example.org" not in line["text"]
    (back,) = run("restore", stdin=json.dumps({"id": 7, "text": line["text"], "map": line["map"]})).lines
    assert back == {"id": 7, "text": text, "unresolved": []}
    assert not (tmp_path / "store").exists()


def test_scrub_keeps_tokens_over_lines_only_within_a_conversation(run: Run) -> None:
    """With --conversation one value has one token over all lines; without, each line has its own."""
    lines = "\n".join(json.dumps({"id": n, "text": "bob@example.org"}) for n in range(2))
    same = [line["text"] for line in run("scrub", "--conversation", "c1", stdin=lines).lines]
    apart = [line["text"] for line in run("scrub", stdin=lines).lines]
    assert same[0] == same[1]
    assert apart[0] != apart[1]


def test_scrub_and_doctor_say_once_that_the_finder_of_names_is_damaged(store: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """With another file the rules go on, and the person is told what happened, what works and what to do."""
    monkeypatch.setattr("hybriddesk.privacy.scrub.ShippedTagger", lambda: ShippedTagger(sha256="0"))
    ended = store("scrub", stdin='{"text": "to anna@example.org"}\n' * 2)
    assert [line["spans"][0]["type"] for line in ended.lines] == ["EMAIL", "EMAIL"]
    assert ended.words.count("names.npz") == 1
    (line,) = (line for line in store("doctor").lines if line["check"] == "names")
    assert not line["ok"]
    assert "Install" in line["what"]


def test_scrub_names_a_bad_line(run: Run) -> None:
    """A line that is no JSON ends with 4 and its number; lines before it were done."""
    ended = run("scrub", stdin='{"id": 1, "text": "fine"}\nnot json\n')
    assert ended.code == 4
    assert len(ended.lines) == 1
    assert "2" in ended.words


def test_ask_streams_events_and_the_ledger_has_the_bytes(store: Run, tmp_path: Path) -> None:
    """ask emits sent, text and done; outgoing then shows the body that arrived, without key or value."""
    with Loopback() as server:
        add(store, server.url, tmp_path / "key")
        events = store("ask", "--provider", "cloud", "--yes", stdin="Write to anna.keller@example.org").lines
        assert [events[0]["event"], events[-1]["event"]] == ["sent", "done"]
        assert "".join(e["delta"] for e in events[1:-1]) == events[-1]["answer"]
        assert "anna.keller@example.org" in events[-1]["answer"]
        ledger = store("outgoing")
        (line,) = ledger.lines
        assert line["body"].encode() == server.requests[0].body
        assert line["sha256"] == events[0]["sha256"]
    assert "sk-planted-key-0001" not in ledger.words
    assert "anna.keller" not in ledger.words


def test_a_conversation_goes_on(store: Run, tmp_path: Path) -> None:
    """ask with the conversation's id sends the earlier turns along."""
    with Loopback() as server:
        add(store, server.url, tmp_path / "key")
        thread = store("ask", "--provider", "cloud", "--yes", stdin="One").lines[-1]["conversation"]
        store("ask", "--provider", "cloud", "--yes", "--conversation", thread, stdin="Two")
        assert [m["role"] for m in server.requests[1].json()["messages"]] == ["user", "assistant", "user"]


def test_ask_without_yes_and_terminal_sends_nothing(store: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody can be asked the request is refused with 4 and no connection is made."""
    monkeypatch.setattr("hybriddesk.headless.consenting.TERMINAL", tmp_path / "no-terminal")
    with Loopback() as server:
        add(store, server.url, tmp_path / "key")
        ended = store("ask", "--provider", "cloud", stdin="Hello")
        assert ended.code == 4
        assert ended.lines[-1]["kind"] == "refused"
        assert server.connections == 0


@pytest.mark.parametrize(("answer", "kind", "partial"), [
    (status(401, "invalid_api_key"), "permanent", ""), (status(404, "model_not_found"), "permanent", ""), (cut("Half"), "unknown", "Half"),
])
def test_a_provider_fault_is_5_with_advice(store: Run, tmp_path: Path, answer: object, kind: str, partial: str) -> None:
    """A failed ask ends with 5, a failed event with advice, and the text that arrived."""
    with Loopback([answer]) as server:
        add(store, server.url, tmp_path / "key")
        ended = store("ask", "--provider", "cloud", "--yes", stdin="Hi")
    assert ended.code == 5
    assert (ended.lines[-1]["kind"], ended.lines[-1]["partial"]) == (kind, partial)
    assert ended.lines[-1]["advice"]


def test_the_main_job(store: Run, run: Run, tmp_path: Path) -> None:
    """Files in, drafts, decisions, undo, export, bundle, a second store: counts and texts are equal."""
    mail = tmp_path / "in"
    mail.mkdir()
    (mail / "a.txt").write_text("I want a refund for order 1042. Anna Keller, anna.keller@example.org")
    (mail / "b.eml").write_text("From: Bob Stone <bob@example.org>\nSubject: Address\nMessage-ID: <1@example.org>\n\nPlease change my address.\n")
    (mail / "empty.txt").write_text("")
    drafted = store("draft", "reply", mail)
    assert drafted.code == 0, drafted.words
    assert [line["code"] for line in drafted.lines] == ["intake.empty", None, None]
    ids = [line["review"] for line in drafted.lines if line.get("review")]
    edited = tmp_path / "edited.txt"
    edited.write_text("Dear Bob, done. Ünïcode 🎉")
    assert store("review", "decide", ids[0], "--approve").lines[0]["state"] == "approved"
    assert store("review", "decide", ids[1], "--edit", edited).lines[0]["state"] == "edited"
    assert store("review", "undo").lines[0]["id"] == ids[1]
    assert store("review", "decide", ids[1], "--edit", edited).lines[0]["state"] == "edited"
    out = tmp_path / "out.jsonl"
    assert store("export", "approved", "--format", "jsonl", out).lines == [{"exported": 2, "file": str(out)}]
    finals = [json.loads(line)["final"] for line in out.read_text().splitlines()]
    assert "Dear Bob, done. Ünïcode 🎉" in finals
    store("export", "approved", "--format", "eml", tmp_path / "mail-out")
    assert any("In-Reply-To: <1@example.org>" in file.read_text() for file in (tmp_path / "mail-out").glob("*.eml"))
    bundle, secret = tmp_path / "b.age", tmp_path / "bundle-secret"
    secret.write_text("four plain words here")
    exported = store("bundle", "export", bundle, "--bundle-passphrase-file", secret).lines[0]
    assert store("bundle", "verify", bundle, "--bundle-passphrase-file", secret).lines[0]["sha256"] == exported["sha256"]
    assert run("init", store="second").code == 0
    assert run("bundle", "import", bundle, "--bundle-passphrase-file", secret, store="second").code == 0
    here, there = (sorted((row["id"], row["state"]) for row in run("review", "list", "--state", "all", store=name).lines) for name in ("store", "second"))
    assert here == there
    assert len(here) == 2


def test_a_bundle_with_the_wrong_passphrase_imports_nothing(store: Run, tmp_path: Path) -> None:
    """A wrong bundle passphrase is 4 with a sentence of its own, apart from a damaged file."""
    secret, wrong, bundle = tmp_path / "s", tmp_path / "w", tmp_path / "b.age"
    secret.write_text("four plain words here")
    wrong.write_text("four other words here")
    store("bundle", "export", bundle, "--bundle-passphrase-file", secret)
    told = store("bundle", "import", bundle, "--bundle-passphrase-file", wrong)
    bundle.write_bytes(bundle.read_bytes()[:-40])
    damaged = store("bundle", "import", bundle, "--bundle-passphrase-file", secret)
    assert told.code == damaged.code == 4
    assert told.words != damaged.words


def test_provider_policy_shows_and_sets_the_table(store: Run) -> None:
    """A row, a profile and the whole table; what is no row is refused with 4 and changes nothing."""
    store("provider", "add", "cloud", "--adapter", "openai", "--base-url", "https://api.example.com/v1")
    assert store("provider", "policy", "cloud").lines[-1]["policy"]["CARD"] == "replace"
    assert store("provider", "policy", "cloud", "dob", "generalise").lines[-1]["by_hand"] == {"DOB": "generalise"}
    for wrong in (("CARD", "burn"), ("CARD",), ("CARD", "generalise")):
        ended = store("provider", "policy", "cloud", *wrong)
        assert (ended.code, "The policy has no row CARD" in ended.words) == (4, True)
    assert store("provider", "policy", "nobody").code == 4
    strict = store("provider", "policy", "cloud", "PHONE", "drop", "--profile", "strict").lines[-1]
    assert (strict["profile"], strict["by_hand"], strict["policy"]["SECRET"]) == ("strict", {"PHONE": "drop"}, "block")


def test_provider_list_and_remove_never_show_the_key(store: Run, tmp_path: Path) -> None:
    """The key goes in and is printed by nothing."""
    add(store, "http://127.0.0.1:9/v1", tmp_path / "key")
    shown = store("provider", "list")
    assert [line["name"] for line in shown.lines] == ["helper", "cloud"]
    assert "sk-planted" not in shown.words
    assert store("provider", "remove", "cloud").code == 0
    assert store("provider", "remove", "helper").code == 4


def test_plain_http_elsewhere_is_refused(store: Run) -> None:
    """An http address that is not this machine is refused when it is added."""
    assert store("provider", "add", "x", "--adapter", "openai", "--base-url", "http://example.org/v1", "--allow-loopback-http").code == 4


def test_doctor_names_each_check(store: Run) -> None:
    """doctor looks at Python, disk, store, pages, audit chain and providers."""
    ended = store("doctor")
    assert ended.code == 0, ended.words
    assert [line["check"] for line in ended.lines] == ["python", "disk", "names", "store", "integrity", "audit", "provider helper"]


def test_headless_never_loads_qt() -> None:
    """No command imports PySide6, whatever it does."""
    code = "import sys; from hybriddesk.__main__ import main\ntry: main(['scrub'])\nfinally: assert not [m for m in sys.modules if m.startswith('PySide6')]"
    ended = subprocess.run([sys.executable, "-c", code], input=b'{"text": "x"}', capture_output=True, check=False)
    assert ended.returncode == 0, ended.stderr


def test_nothing_planted_is_readable_on_disk(store: Run, tmp_path: Path, passphrase: Path) -> None:
    """After a whole job no file of the store holds a planted word, a key or the passphrase."""
    work = tmp_path / "work.txt"
    work.write_text("My name is Zebulon Quagmire, zq@example.org, the password is hunter2-planted. Refund please.")
    with Loopback() as server:
        add(store, server.url, tmp_path / "key")
        store("draft", "reply", work, "--provider", "cloud", "--yes")
    words = [b"Zebulon", b"Quagmire", b"zq@example", b"hunter2-planted", b"sk-planted", b"quiet rivers", b"Refund"]
    files = [path for path in (tmp_path / "store").rglob("*") if path.is_file()]
    assert files
    for path in files:
        raw = path.read_bytes()
        assert not [word for word in words if word in raw or word.decode().encode("utf-16-le") in raw], path
        assert path.stat().st_mode & 0o077 == 0


def test_no_request_without_a_socket_being_asked_for(store: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The helper drafts with every socket blocked."""
    def blocked(*_: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", blocked)
    (tmp_path / "a.txt").write_text("Please send me a copy of my invoice.")
    assert store("draft", "reply", tmp_path / "a.txt").code == 0


def test_the_program_itself(tmp_path: Path) -> None:
    """`python -m hybriddesk --version` answers with 0 and a version."""
    ended = subprocess.run([sys.executable, "-m", "hybriddesk", "--version"], capture_output=True, text=True, check=False, env={**os.environ})
    assert ended.returncode == 0
    assert ended.stdout.startswith("HybridDesk ")


def test_the_commands_page_is_up_to_date() -> None:
    """docs/commands.md is what packaging/make_commands_doc.py writes now."""
    root = Path(__file__).resolve().parent.parent.parent
    code = "import sys; sys.path.insert(0, 'packaging'); import make_commands_doc; sys.stdout.write(make_commands_doc.page())"
    written = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root).stdout
    assert (root / "docs" / "commands.md").read_text() == written


def test_text_that_is_no_valid_unicode_survives(run: Run) -> None:
    """A lone surrogate goes through scrub and restore and comes back as it was; NUL too."""
    text = "x \ud800 \x00 bob@example.org"
    (line,) = run("scrub", stdin=json.dumps({"id": 1, "text": text})).lines
    (back,) = run("restore", stdin=json.dumps({"id": 1, "text": line["text"], "map": line["map"]})).lines
    assert back["text"] == text


def test_the_helper_can_have_a_name_of_its_own(store: Run) -> None:
    """helper is an adapter like the others: it needs no address and sends nothing."""
    assert store("provider", "add", "desk", "--adapter", "helper").code == 0
    done = store("ask", "--provider", "desk", stdin="What can you do?").lines[-1]
    assert done["event"] == "done"
    assert store("outgoing").lines == []


def test_conversations_export_in_every_form(store: Run, tmp_path: Path) -> None:
    """HTML escapes what people and models wrote; Markdown and JSON lines keep it."""
    store("ask", "--provider", "helper", stdin="<script>alert(1)</script> What can you do?")
    for form in ("html", "md", "jsonl"):
        assert store("export", "conversations", "--format", form, tmp_path / form).lines[0]["exported"] == 1
    assert "<script>" not in (tmp_path / "html").read_text()
    assert "<script>" in (tmp_path / "md").read_text()


@pytest.mark.parametrize(("last_day", "named", "code"), [(-1, True, 4), (10, True, 4), (60, True, 0), (200, False, 0)])
def test_doctor_warns_of_a_retiring_model(store: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last_day: int, named: bool, code: int) -> None:
    """A default model within 90 days of its end is named, within 30 it counts as a fault."""
    day = (datetime.now(UTC).date() + timedelta(days=last_day)).isoformat()
    monkeypatch.setattr("hybriddesk.headless.doctor.price", lambda model: Price(0, 0, None, day) if model == "small-1" else None)
    with Loopback() as server:
        add(store, server.url, tmp_path / "key")
        ended = store("doctor")
    assert ended.code == code
    assert any(line["check"] == "model small-1" for line in ended.lines) is named


def test_a_closed_input_is_said_so(tmp_path: Path) -> None:
    """Without standard input scrub ends with 4 and words, not with a trace."""
    root = Path(__file__).resolve().parent.parent.parent
    ended = subprocess.run(["sh", "-c", f'"{sys.executable}" -m hybriddesk scrub <&-'], capture_output=True, text=True, check=False, cwd=root)
    assert ended.returncode == 4, ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_missing_file_is_named_as_missing(store: Run, tmp_path: Path) -> None:
    """A path that is not there is said to be not there."""
    (line,) = store("draft", "reply", tmp_path / "nowhere").lines
    assert line["code"] == "intake.missing"


def test_ask_with_an_unknown_provider_changes_nothing(store: Run) -> None:
    """The conversation keeps its model when the named provider does not exist."""
    thread = store("ask", "--provider", "helper", stdin="What can you do?").lines[-1]["conversation"]
    assert store("ask", "--provider", "nope", "--conversation", thread, stdin="And now?").code == 4
    assert store("ask", "--provider", "helper", "--conversation", thread, stdin="Go on").code == 0


@pytest.mark.parametrize("command", ["ask", "draft"])
def test_ctrl_c_in_the_middle_leaves_nothing_half(store: Run, tmp_path: Path, passphrase: Path, command: str) -> None:
    """Stopped while the provider is silent: exit 130, the store opens, the ledger says cancelled, the item waits again."""
    arrived, never = threading.Event(), threading.Event()

    def silent(wire: Wire, _request: Received) -> None:
        arrived.set()
        wire.wait(never)

    (tmp_path / "a.txt").write_text("Please call me.")
    with Loopback([silent]) as server:
        add(store, server.url, tmp_path / "key")
        words = ["ask", "--provider", "cloud"] if command == "ask" else ["draft", "reply", str(tmp_path / "a.txt"), "--provider", "cloud"]
        running = subprocess.Popen(  # a runner in the background ignores SIGINT, and children would inherit that
            ["env", "--default-signal=INT", sys.executable, "-m", "hybriddesk", *words, "--yes", "--data-dir", str(tmp_path / "store"), "--passphrase-file", str(passphrase)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=Path(__file__).resolve().parent.parent.parent,
        )
        assert running.stdin
        running.stdin.write(b"Hello")
        running.stdin.close()
        assert arrived.wait(30)
        running.send_signal(signal.SIGINT)
        running.wait(30)
        for pipe in (running.stdout, running.stderr):
            assert pipe
            pipe.close()
    assert running.returncode == 130
    (line,) = store("outgoing").lines
    assert line["outcome"] == "cancelled"
    if command == "draft":
        (item,) = store("item", "list", "--state", "new").lines
        assert item["state"] == "new"


def test_two_processes_on_one_store(store: Run, tmp_path: Path, passphrase: Path) -> None:
    """The second process is refused with 4 while the first holds the store, and works after it."""
    arrived, go = threading.Event(), threading.Event()

    def slow(wire: Wire, request: Received) -> None:
        arrived.set()
        wire.wait(go)
        converse()(wire, request)

    with Loopback([slow]) as server:
        add(store, server.url, tmp_path / "key")
        first = subprocess.Popen(
            [sys.executable, "-m", "hybriddesk", "ask", "--provider", "cloud", "--yes", "--data-dir", str(tmp_path / "store"),
             "--passphrase-file", str(passphrase)],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, cwd=Path(__file__).resolve().parent.parent.parent,
        )
        assert first.stdin
        first.stdin.write(b"Hello")
        first.stdin.close()
        assert arrived.wait(30)
        refused = store("review", "list")
        assert refused.code == 4
        assert str(first.pid) in refused.words
        go.set()
        assert first.wait(30) == 0
    assert store("review", "list").code == 0


def test_a_bundle_never_takes_a_devices_place(store: Run, tmp_path: Path) -> None:
    """A pipe or device named as the target stays what it is; the command says so with 4."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "s").write_text("four plain words here")
    assert store("bundle", "export", tmp_path / "pipe", "--bundle-passphrase-file", tmp_path / "s").code == 4
    assert store("export", "conversations", "--format", "jsonl", tmp_path / "pipe").code == 4
    assert not (tmp_path / "pipe").is_file()
