"""Stars from the command line, and all feedback as a file."""

from __future__ import annotations

import json


def test_a_draft_is_rated_and_the_feedback_exported(run, tmp_path) -> None:
    """Given, changed, taken back; the export has each piece with what it was about. Six stars are refused."""
    assert run("init", "--sample").code == 0
    first = run("review", "list", "--state", "all").lines[0]["id"]
    assert run("review", "rate", first, "--stars", "2", "--comment", "Too stiff").lines == [{"id": first, "stars": 2}]
    refused = run("review", "rate", first, "--stars", "6")
    assert (refused.code, "1 to 5" in refused.words) == (4, True)
    assert run("review", "rate", "nothing", "--stars", "3").code == 4
    assert run("review", "rate", first, "--stars", "0").lines == [{"id": first, "stars": 0}]
    file = tmp_path / "feedback.jsonl"
    assert run("export", "feedback", file).lines[-1]["exported"] == 2
    given, back = map(json.loads, file.read_text().splitlines())
    assert (given["name"], given["value"], given["comment"], given["review"]) == ("stars", "2", "Too stiff", first)
    assert {"run", "prompt_version", "provider", "model", "step", "confidence"} <= set(given["context"])
    assert (back["value"], back["turn"]) == ("", None)


def test_an_answer_is_rated_by_its_id(store) -> None:
    """The id stands in the conversation's messages."""
    assert store("ask", "--provider", "helper", "--yes", stdin="Summarise: the parcel is late.").code == 0
    (thread,) = store("conversation", "list").lines
    answer = store("conversation", "messages", thread["id"]).lines[-1]["id"]
    assert store("conversation", "rate", answer, "--stars", "5").lines == [{"id": answer, "stars": 5}]
    assert store("conversation", "rate", answer, "--stars", "-1").code == 4
