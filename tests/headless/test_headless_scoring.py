"""The score and rollout commands: lines in, lines out, no store."""

import json
import random


def lines(*rows):
    return "".join(json.dumps(row) + "\n" for row in rows)


def test_each_answer_gets_a_confidence_with_reasons(run):
    """One line out per line in, in order, with reasons in words tied to spans."""
    ended = run("score", stdin=lines(
        {"id": 1, "prompt": "Add 2 and 3", "answer": "2 + 3 = 6"}, {"id": "b", "prompt": "Add 2 and 3", "answer": "2 + 3 = 5", "samples": ["5", {"text": "5"}, 7]},
    ))
    assert ended.code == 0
    assert [line["id"] for line in ended.lines] == [1, "b"]
    assert ended.lines[0]["confidence"] < ended.lines[1]["confidence"]
    wrong = ended.lines[0]["reasons"][0]
    assert (wrong["code"], wrong["spans"]) == ("review.wrong_sum", [[0, 9]])
    assert wrong["words"]


def test_log_probabilities_come_in_several_shapes(run):
    """Plain numbers, objects, a provider's own wrapping; what is no number is left out."""
    shapes = ([-0.1, -3.0], [{"token": "a", "logprob": -0.1}, {"logprob": -3.0}], {"content": [{"logprob": -0.1}, {"logprob": -3.0}]},
              {"token_logprobs": [None, -0.1, -3.0]}, [-0.1, -3.0, None, "x", True, {"x": 1}])
    found = {run("score", stdin=lines({"prompt": "q", "answer": "a", "logprobs": shape})).lines[0]["confidence"] for shape in shapes}
    assert len(found) == 1
    assert run("score", stdin='{"prompt": "q", "answer": "a", "logprobs": [-1e999, NaN]}\n').code == 0


def test_garbage_has_a_line_of_its_own_and_the_rest_is_scored(run):
    """Bad lines keep their place, say what is wrong and end in 4; empty and strange answers are answers."""
    ended = run("score", stdin=lines({"id": "a"}) + "{garbage\n\n[1]\n" + lines({"id": "z", "answer": "😀 שלום " * 500, "prompt": None, "context": ["one", "two"]}))
    assert ended.code == 4
    assert [line.get("line") for line in ended.lines] == [None, 2, 4, None]
    assert ended.lines[0]["reasons"][0]["code"] == "review.empty"
    assert ended.lines[0]["must_review"]
    assert "Line 4" in ended.words
    assert "Traceback" not in ended.words
    assert run("score").lines == []


def test_a_history_calibrates_first(run, tmp_path):
    """After decisions that reject long answers, long ones score lower than short ones; before, not."""
    chance = random.Random(3)
    rows = []
    for n in range(300):
        long = chance.random() < 0.5
        rows.append({"id": n, "prompt": f"Question {n}?", "answer": "word " * (60 if long else 6), "accepted": not long})
    history = tmp_path / "history.jsonl"
    history.write_text("\n" + lines(*rows))
    asked = lines(*({"id": n, "prompt": f"Question {n}?", "answer": "word " * n} for n in (6, 60)))
    short, long = (line["confidence"] for line in run("score", "--history", history, stdin=asked).lines)
    assert short > 0.9
    assert long < 0.2


def test_a_rejected_answer_is_recognised(run, tmp_path):
    """The same text again is sent to a person, whatever its figure."""
    text = "We regret that we cannot do anything about this matter for you at present."
    history = tmp_path / "history.jsonl"
    history.write_text(lines({"prompt": "q", "answer": text, "accepted": False}))
    (line,) = run("score", "--history", history, stdin=lines({"id": 1, "prompt": "q", "answer": text})).lines
    assert line["reasons"][0]["code"] == "review.like_rejected"


def test_a_history_that_cannot_be_read_scores_nothing(run, tmp_path):
    """A missing file and a line without a decision end in 4 before anything is written."""
    history = tmp_path / "history.jsonl"
    history.write_text(lines({"prompt": "q", "answer": "a"}))
    for given in (tmp_path / "none", history):
        ended = run("score", "--history", given, stdin=lines({"id": 1, "answer": "a"}))
        assert (ended.code, ended.lines) == (4, [])


def test_rollout_check_says_after_each_outcome_how_it_stands(run):
    """Twenty good pairs continue; a canary that always fails is rolled back, and it stays so."""
    rows = [{"arm": arm, "ok": True, "latency_s": 1.0, "tokens": 100} for _ in range(20) for arm in ("stable", "canary")]
    rows += [{"arm": arm, "ok": arm == "stable"} for _ in range(20) for arm in ("stable", "canary")]
    ended = run("rollout", "check", "--share", "0.5", stdin=lines(*rows) + "\n")
    assert ended.code == 0
    assert [line["n"] for line in ended.lines] == list(range(1, 81))
    assert {line["verdict"] for line in ended.lines[:40]} == {"continue"}
    assert ended.lines[-1]["verdict"] == "rollback"


def test_rollout_check_refuses_what_it_cannot_read(run):
    """An unknown arm ends in 4 with the lines before it done; a share of 1 is wrong usage."""
    ended = run("rollout", "check", stdin=lines({"arm": "stable", "ok": True}, {"arm": "other", "ok": True}))
    assert (ended.code, len(ended.lines)) == (4, 1)
    assert run("rollout", "check", "--share", "1").code == 2
