"""The tee command."""

from __future__ import annotations

import json

from tests.way.test_receipts import ADDRESS, Enclave


def ask(store, tmp_path, server):
    key = tmp_path / "key"
    key.write_text("sk-planted-key-0001")
    added = store("provider", "add", "nano", "--adapter", "nanogpt", "--base-url", server.url, "--key-file", key, "--model", "TEE/m",
                  "--allow-loopback-http", "--ask", "never")
    assert added.code == 0, added.words
    return store("ask", "--provider", "nano", "--yes", stdin="hi").lines[-1]["run"]


def test_a_receipt_is_checked_in_the_store_and_elsewhere(store, tmp_path):
    """--run, then written to a file and checked without the store; a changed file fails with 4, damage with 4 and words."""
    with Enclave() as server:
        run = ask(store, tmp_path, server)
    ended = store("tee", "verify", "--run", run)
    assert ended.code == 0, ended.words
    assert ended.lines == [{
        "signature": {"state": "ok", "why": "signed"}, "attestation": {"state": "ok", "why": "same_signer"},
        "quote": {"state": "not_checked", "why": "no_collateral"}, "signer": ADDRESS.lower(),
    }]
    assert "hardware quote not checked" in ended.words
    written = store("tee", "receipt", "--run", run).lines[0]
    file = tmp_path / "receipt.json"
    file.write_text(json.dumps(written))
    assert store("tee", "verify", file, store="none").lines == ended.lines
    collateral = tmp_path / "collateral.json"
    collateral.write_text("{}")
    assert store("tee", "verify", file, "--collateral", collateral).lines[0]["quote"]["state"] == "not_checked"
    written["receipt"]["response"] = written["receipt"]["response"][:-4] + "AAAA"
    file.write_text(json.dumps(written))
    forged = store("tee", "verify", file)
    assert forged.code == 4
    assert forged.lines[0]["signature"] == {"state": "failed", "why": "other_response"}


def test_what_is_no_receipt_is_refused(store, tmp_path):
    """Garbage, another kind of file, a later schema, a run without one."""
    file = tmp_path / "receipt.json"
    for text in ("", "nonsense", "{}", "[" * 100_000, json.dumps({"kind": "hybriddesk receipt", "schema": 2, "receipt": {}})):
        file.write_text(text)
        ended = store("tee", "verify", file)
        assert ended.code == 4
        assert "no receipt" in ended.words
    assert store("tee", "verify", "--run", "x" * 26).code == 4
    assert store("tee", "verify").code == 2
