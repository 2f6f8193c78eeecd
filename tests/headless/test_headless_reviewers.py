"""Second looks, escalations and notes from the command line, over two stores."""

from __future__ import annotations

import json
from pathlib import Path


def test_by_file_to_another_desk_and_back(run, tmp_path: Path, passphrase: Path) -> None:
    """Asked at one desk, decided blind at another, taken in at the first: a disagreement is listed, settled, and the figures say so."""
    assert run("init", "--sample").code == 0
    assert run("init", store="ben").code == 0
    _two_reviewers(run)
    first, other = (line["id"] for line in run("review", "list", "--state", "all").lines[:2])
    assert run("review", "decide", first, "--approve", "--reviewer", "Ada").code == 0
    assert run("review", "decide", other, "--return", "Wrong", "--reviewer", "Ada").code == 0
    ask, back = tmp_path / "ask.age", tmp_path / "back.age"
    by = ("--file-passphrase-file", passphrase)
    assert run("review", "second", "ask", ask, *by).code == 4
    assert run("review", "second", "ask", ask, "--to", "Ada", *by).code == 4
    assert run("review", "second", "ask", ask, "--to", "Ben", *by).lines == [{"person": "Ben", "done": 2, "left": 0}]
    assert b"parcel" not in ask.read_bytes()
    assert run("review", "second", "answer", back, *by, store="ben").code == 4
    assert run("review", "second", "take-in", ask, *by, store="ben").lines == [{"person": "Ben", "done": 2, "left": 0}]
    assert run("review", "second", "take-in", ask, *by, store="ben").lines == [{"person": "Ben", "done": 0, "left": 2}]
    here = run("review", "list", store="ben").lines
    assert {(line["id"], line["state"]) for line in here} == {(first, "pending"), (other, "pending")}
    assert run("review", "decide", first, "--approve", store="ben").code == 0
    text = tmp_path / "text"
    text.write_text("Dear Anna, it is on its way.")
    assert run("review", "decide", other, "--edit", text, store="ben").code == 0
    assert run("export", "approved", tmp_path / "out.jsonl", store="ben").lines[-1]["exported"] == 0
    assert run("review", "second", "answer", back, *by, store="ben").lines == [{"person": "Ben", "done": 2, "left": 0}]
    assert run("review", "second", "take-answers", ask, *by).code == 4
    assert run("review", "second", "take-answers", back, *by).lines == [{"person": "Ben", "done": 2, "left": 0}]
    assert run("review", "second", "take-answers", back, *by).lines == [{"person": "Ben", "done": 0, "left": 2}]
    assert [line["id"] for line in run("review", "list", "--state", "differ").lines] == [other]
    (figures,) = run("review", "agreement").lines
    assert (figures["reviewers"], figures["count"], figures["percent"], figures["kappa"], figures["too_few"]) == (["Ada", "Ben"], 2, 50.0, None, True)
    assert run("review", "settle", other, "--take", "second", "--reviewer", "Ada").lines[0]["state"] == "edited"
    assert run("review", "show", other).lines[0]["final"] == "Dear Anna, it is on its way."


def _two_reviewers(run) -> None:
    assert run("setting", "set", "review.reviewers", '["Ada","Ben"]').code == 0
    assert run("setting", "set", "review.overlap_share", "1.0").code == 0


def test_the_second_look_at_one_desk_in_turn(run) -> None:
    """``--reviewer`` says who sits there: the second one sees a draft that nobody has decided about."""
    assert run("init", "--sample").code == 0
    _two_reviewers(run)
    first = run("review", "list", "--state", "all").lines[0]["id"]
    assert run("review", "decide", first, "--return", "No, never", "--reviewer", "Ada").code == 0
    (line,) = run("review", "list", "--state", "second", "--reviewer", "Ben").lines
    assert (line["id"], line["state"]) == (first, "pending")
    assert run("review", "list", "--state", "second", "--reviewer", "Ada").lines == []
    seen = run("review", "show", first, "--reviewer", "Ben").lines[0]
    assert (seen["state"], seen["note"], seen["final"]) == ("pending", "", None)
    assert run("review", "decide", first, "--approve", "--reviewer", "Ben").lines[0]["state"] == "approved"
    assert run("review", "undo", "--reviewer", "Ben").lines[0]["id"] == first
    assert run("review", "show", first, "--reviewer", "Ada").lines[0]["state"] == "returned"


def test_escalated_entries_say_who_why_and_how_overdue(run) -> None:
    """The longest waiting first; a negative figure is time that is left."""
    assert run("init", "--sample", store="with").code == 0
    ids = [line["id"] for line in run("review", "list", "--state", "all", store="with").lines[:2]]
    for one, why in zip(ids, ("Ask legal", "Too much money"), strict=True):
        assert run("review", "decide", one, "--escalate", why, "--reviewer", "Ada", store="with").code == 0
    lines = run("review", "list", "--escalated", store="with").lines
    assert [(line["id"], line["why"], line["escalated_by"]) for line in lines] == [(ids[0], "Ask legal", "Ada"), (ids[1], "Too much money", "Ada")]
    assert all((line["within_hours"], line["overdue"]) == (8, False) and -8.01 < line["overdue_hours"] < -7 for line in lines)
    assert [line["id"] for line in run("review", "list", "--state", "escalated", store="with").lines] == ids


def test_notes_are_kept_searched_and_shown(run) -> None:
    """A note with a quoted passage is found by the search and exported with the entry."""
    assert run("init", "--sample").code == 0
    one = run("review", "list", "--state", "all").lines[0]["id"]
    (kept,) = run("review", "note", one, "Ask Zebulon first", "--quote", "order 1042", "--about", "request", "--reviewer", "Ada").lines
    assert (kept["person"], kept["about"], kept["quote"], kept["text"]) == ("Ada", "request", "order 1042", "Ask Zebulon first")
    run("review", "note", one, "-", stdin="From standard input")
    assert [line["text"] for line in run("review", "notes", one).lines] == ["Ask Zebulon first", "From standard input"]
    assert [line["id"] for line in run("review", "list", "--search", "zebulon").lines] == [one]
    assert len(run("review", "show", one).lines[0]["notes"]) == 2
    assert run("review", "note", one, " ").code == 4
    assert run("review", "note", "x" * 26, "words").code == 4


def test_notes_leave_with_the_approved_reply(run, tmp_path: Path) -> None:
    """As a list in JSON lines, as a section in Markdown; a reply without notes has no such section."""
    assert run("init", "--sample").code == 0
    one, other = (line["id"] for line in run("review", "list", "--state", "all").lines[:2])
    run("review", "note", one, "Ask Zebulon", "--quote", "two\nlines", "--about", "draft", "--reviewer", "Ada")
    for entry in (one, other):
        run("review", "decide", entry, "--approve")
    assert run("export", "approved", tmp_path / "out.jsonl").code == 0
    lines = {row["id"]: row["notes"] for row in map(json.loads, (tmp_path / "out.jsonl").read_text().splitlines())}
    assert [(note["person"], note["about"], note["quote"], note["text"]) for note in lines[one]] == [("Ada", "draft", "two\nlines", "Ask Zebulon")]
    assert lines[other] == []
    assert run("export", "approved", "--format", "md", tmp_path / "out").code == 0
    texts = [path.read_text() for path in (tmp_path / "out").glob("*.md")]
    assert sorted("## Notes" in text for text in texts) == [False, True]
    assert any("> two\n> lines\n\nAsk Zebulon" in text for text in texts)


def test_what_makes_answers_cost_more_is_refused_until_the_costs_are_accepted(run) -> None:
    """The refusal names them; less, and off, are set at once."""
    assert run("init").code == 0
    refused = run("setting", "set", "review.extra_samples", "2")
    assert refused.code == 4
    assert "an unknown amount" in refused.words
    assert run("setting", "set", "review.judge_provider", '"cloud"').code == 4
    assert run("setting", "set", "review.extra_samples", "2", "--yes").lines[-1]["value"] == 2
    assert run("setting", "set", "review.extra_samples", "1").code == 0
