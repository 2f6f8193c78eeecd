"""The privacy selftest command."""

from __future__ import annotations

from hybriddesk.providers import http_sender, transport


def test_selftest_needs_no_store_and_ends_with_a_summary(run, tmp_path):
    """A line a row, then the summary; exit 0; words on standard error; nothing is left in the data folder."""
    ended = run("privacy", "selftest", "--conversations", "2")
    assert ended.code == 0
    *rows, last = ended.lines
    assert {row["looked_at"] for row in rows if row["linkable"]} == {"account", "address", "time"}
    assert last["isolated"] is True
    assert (last["conversations"], last["requests"], last["ledger_lines"], last["beside_the_ledger"]) == (2, 4, 4, 0)
    assert "account key" in ended.words
    assert not (tmp_path / "store").exists()


def test_selftest_fails_when_something_links(run, monkeypatch):
    """A planted header: exit 4, and the summary names it."""
    monkeypatch.setattr(http_sender, "HEADERS", (*transport.HEADERS, ("x-client", "7")))
    ended = run("privacy", "selftest", "--conversations", "2", "--quiet")
    assert ended.code == 4
    assert ended.lines[-1]["linked"] == ["header x-client"]
    assert "LINKS" not in ended.words


def test_one_conversation_or_a_thousand_is_wrong_usage(run):
    """One has nothing to be linked to."""
    for count in ("1", "501", "many"):
        assert run("privacy", "selftest", "--conversations", count).code == 2


def test_isolation_of_a_provider_is_shown_and_changed(store, tmp_path):
    """Nothing given shows; what is given changes, the rest stays; no key ever comes out."""
    key = tmp_path / "key"
    key.write_text("sk-planted-0001")
    assert store("provider", "add", "cloud", "--adapter", "openai", "--key-file", key).code == 0
    plain = {"name": "cloud", "padding": False, "proxy": "", "further_keys": 0}
    assert store("provider", "isolation", "cloud").lines == [plain]
    assert store("provider", "isolation", "cloud", "--padding", "on").lines == [{**plain, "padding": True}]
    key.write_text("sk-planted-0002")
    ended = store("provider", "isolation", "cloud", "--proxy", "127.0.0.1:9050", "--add-key-file", key)
    assert ended.lines == [{"name": "cloud", "padding": True, "proxy": "127.0.0.1:9050", "further_keys": 1}]
    assert "0002" not in ended.words
    assert store("provider", "isolation", "cloud", "--proxy", "nonsense").code == 4
    assert store("provider", "isolation", "cloud", "--proxy", "none", "--padding", "off", "--forget-keys").lines == [plain]
    assert store("provider", "isolation", "helper").code == 4
