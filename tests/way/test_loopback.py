"""The loopback provider itself, as a program: it answers with the tokens it got and its log shows what arrived."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.way.loopback import Loopback, converse, models

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def program(tmp_path):
    """The server as a child process; gives its address and its log."""
    port_file, log = tmp_path / "port", tmp_path / "log.jsonl"
    child = subprocess.Popen(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); from tests.way.loopback import main; sys.exit(main())",
         "--port-file", port_file, "--log", log, "--announce"], stdout=subprocess.PIPE, text=True,
    )
    try:
        assert child.stdout.readline() == f"{port_file.read_text()}\n"
        yield f"http://127.0.0.1:{port_file.read_text()}/v1", log
    finally:
        child.terminate()
        child.stdout.close()
        assert child.wait(10) == 0


def ask(url: str, text: str) -> bytes:
    body = json.dumps({"messages": [{"role": "user", "content": text}]}).encode()
    with urllib.request.urlopen(urllib.request.Request(f"{url}/chat/completions", body, {"content-type": "application/json"})) as answer:
        return answer.read()


def said(raw: bytes) -> str:
    rows = [json.loads(line[6:]) for line in raw.splitlines() if line.startswith(b"data: {")]
    return "".join(row["choices"][0]["delta"].get("content", "") for row in rows)


def test_the_program_answers_and_keeps_a_log(program):
    """Each token of the message is used in the answer, and the log holds every byte that came, line by line."""
    url, log = program
    assert "Hello PERSON_7QXK, ORDER_M3DA," in said(ask(url, "I am PERSON_7QXK, order ORDER_M3DA, again PERSON_7QXK"))
    ask(url, "second")
    first, second = (json.loads(line) for line in log.read_text(encoding="utf-8").splitlines())
    assert json.loads(first["body"])["messages"][0]["content"].startswith("I am PERSON_7QXK")
    assert first["raw"].startswith("POST /v1/chat/completions HTTP/1.1\r\n")
    assert (first["connection"], second["connection"]) == (1, 2)
    assert ["Content-Type", "application/json"] in first["headers"] or ["Content-type", "application/json"] in first["headers"]


def test_one_connection_can_carry_several_requests():
    """A client that keeps its connection is seen doing so."""
    with Loopback([models("a")], converse()) as server:
        import http.client

        client = http.client.HTTPConnection("127.0.0.1", server.port)
        for _ in range(2):
            client.request("GET", "/v1/models")
            assert client.getresponse().read()
        client.close()
    assert [request.connection for request in server.requests] == [1, 1]
