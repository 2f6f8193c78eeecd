"""The data set export: verified, scrubbed, each once, with provenance."""

import json


def decide_all(store, *ways):
    for row, way in zip(store("review", "list", "--state", "all").lines, ways, strict=False):
        store("review", "decide", row["id"], *way)


def test_only_verified_pairs_leave_and_nobody_is_in_them(store, tmp_path):
    """Returned and undecided drafts stay, doubles come once, names and addresses are slots, each line says where it is from."""
    final, folder = tmp_path / "final.txt", tmp_path / "in"
    folder.mkdir()
    for n, order in enumerate((1042, 1042, 77, 78, 79)):
        (folder / f"{n}.txt").write_text(f"My name is Anna Keller, anna.keller@example.org. Where is order {order}?" + " " * n)
    final.write_text("Dear Anna Keller, your order is on its way. We will write to anna.keller@example.org.")
    store("draft", "reply", folder, "--provider", "helper")
    decide_all(store, ("--edit", final), ("--edit", final), ("--approve",), ("--return", "no"))
    out = tmp_path / "set.jsonl"
    ended = store("export", "dataset", out)
    assert ended.code == 0, ended.words
    text = out.read_text()
    rows = [json.loads(line) for line in text.splitlines()]
    said = ended.lines[0]
    assert len(rows) == said["exported"]
    assert said["exported"] + said["doubles"] == 3
    assert said["leaking"] == said["synthetic"] == 0
    assert "Keller" not in text
    assert "example.org" not in text
    assert "{PERSON_1}" in text
    for row in rows:
        assert [message["role"] for message in row["messages"]] == ["user", "assistant"]
        assert row["provenance"]["verified"] == "person"
        assert row["provenance"]["prompt_version"].startswith("reply@")
    only = store("export", "dataset", "--edited-only", tmp_path / "edited.jsonl").lines[0]
    assert only["unedited"] == 1
    assert store("audit", "verify").lines[0]["ok"] is True


def test_samples_are_synthetic(run, tmp_path):
    """Sample drafts are left out unless asked for, and then say what they are."""
    assert run("init", "--sample").code == 0
    decide_all(run, ("--approve",), ("--approve",))
    out = tmp_path / "set.jsonl"
    ended = run("export", "dataset", out).lines[0]
    assert (ended["exported"], ended["synthetic"]) == (0, 2)
    assert out.read_text() == ""
    assert run("export", "dataset", "--include-synthetic", out).lines[0]["exported"] == 2
    assert all(json.loads(line)["provenance"]["synthetic"] for line in out.read_text().splitlines())
