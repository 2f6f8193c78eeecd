"""Facts about answers, decisions and feedback."""

import pytest
from table_store import new_item, new_review, new_run, new_turn, open_store

from hybriddesk.records.cycle import FIGURES
from hybriddesk.records.work import NewDecision, Signal
from hybriddesk.vault import judgement_rows as rows
from hybriddesk.vault.assessments import Assessments
from hybriddesk.vault.conversations import Conversations
from hybriddesk.vault.feedback import Feedback
from hybriddesk.vault.reviews import Reviews
from hybriddesk.vault.runs import Runs

T0 = 1_700_000_000_000


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path)
    yield opened
    opened.db.close()


def filed(store, p_bad=0.3, action="", words=None, *, sample=False, passed=None, chance=None, workflow="reply", **run):
    """An answer that was judged and filed, decided if ``action`` says how; the review and the run."""
    item = new_item(store, key=str(store.clock.now))
    store.clock.move(1)
    made = new_run(item, **{"workflow": workflow, "state": "done", "ended_ms": store.clock.now, "latency_ms": 2000, "cost_usd": 0.01} | run)
    Runs(store.db).begin(made)
    with store.db.write("runs") as connection:
        connection.execute("UPDATE runs SET ended_ms = ?, latency_ms = ?, cost_usd = ?, state = ? WHERE id = ?",
                           (made.ended_ms, made.latency_ms, made.cost_usd, made.state, made.id))
    Assessments(store.db).keep(made.id, workflow, "reply@1", p_bad, {})
    if passed is not None:
        Assessments(store.db).gated(made.id, passed=passed, check_chance=chance)
    review = Reviews(store.db).file(new_review(item, run=made.id, sample=sample, workflow=workflow), 0.5)
    if action:
        final = "Mine." if action == "edit" else "It is on its way." if action == "approve" else None
        Reviews(store.db).decide(NewDecision(review, action, final, "", words, None, 4.0), "ada")
    return review, made.id, item


def chat(store, *signals):
    """A chat answer with these signals; its turn and run."""
    thread = Conversations(store.db).new("Talk", "mine", "m").id
    made = new_run(thread, workflow="chat", prompt_version="chat@1", state="done")
    Runs(store.db).begin(made)
    turn = new_turn(thread, role="assistant", run=made.id, text="Hello there", created_ms=store.clock.now)
    Conversations(store.db).add_turn(turn)
    Assessments(store.db).keep(made.id, "chat", "chat@1", 0.2, {})
    for name, value in signals:
        Feedback(store.db).add(Signal(thread, turn.id, None, name, value), {"run": made.id})
        store.clock.move(1)
    return turn, made.id


def test_answers_come_with_what_became_of_them(store):
    """Decided ones with their outcome, waiting ones without, chat answers by their own length; samples are left out."""
    filed(store, 0.1, "approve", 0.0, passed=False, chance=0.1)
    filed(store, 0.2, "return", passed=True)
    filed(store, 0.4)
    filed(store, 0.9, "return", sample=True)
    chat(store)
    found = rows.answer_facts(store.db, 10)
    assert [(one.p_bad, one.passed, one.bad, one.edit_words) for one in found] == [
        (0.2, None, None, None), (0.4, None, None, None), (0.2, True, 1.0, None), (0.1, False, 0.0, 0.0),
    ]
    assert [one.length for one in found] == [11, 17, 17, 17]
    assert found[1].latency_ms == 2000
    assert len(rows.answer_facts(store.db, 2)) == 2


def test_feedback_is_counted_by_how_it_ended(store):
    """Drafts by decision, chat answers by what people did; each with how many got a word on purpose."""
    review, _, item = filed(store, 0.5, "return")
    filed(store, 0.5, "approve", 0.0)
    Feedback(store.db).add(Signal(item, None, review, "thumb", "down"), {})
    chat(store, ("copy", "1.0"), ("thumb", "up"))
    chat(store, ("copy", "0.2"), ("regenerate", "1"))
    chat(store)
    found = {(one.kind, one.outcome): (one.count, one.with_feedback) for one in rows.outcome_facts(store.db, 0)}
    assert found == {
        ("draft", "approved"): (1, 0), ("draft", "returned"): (1, 1), ("chat", "again"): (1, 0), ("chat", "copied"): (1, 1), ("chat", "quiet"): (1, 0),
    }
    signals = {(one.name, one.value): (one.times, one.answers) for one in rows.signal_facts(store.db, 0)}
    assert signals == {("copy", ""): (2, 2), ("regenerate", ""): (1, 1), ("thumb", "down"): (1, 1), ("thumb", "up"): (1, 1)}
    assert rows.outcome_facts(store.db, store.clock.now + 1) == ()


def test_reversals_of_people_and_of_the_gate_stand_apart(store):
    """A decision taken back, and a bad draft that had passed."""
    review, _, _ = filed(store, 0.5, "approve", 0.0)
    Reviews(store.db).take_back("ada", review)
    filed(store, 0.5, "approve", 0.0)
    filed(store, 0.1, "return", passed=True)
    filed(store, 0.1, passed=True)
    found = sorted(rows.reversals(store.db, 0))
    assert found == [
        ("gate", "reply@1", False), ("gate", "reply@1", True), ("person", "reply@1", False), ("person", "reply@1", False), ("person", "reply@1", True),
    ]


def test_prompts_are_counted_with_their_latest_thumb(store):
    """A thumb that was turned round counts as it stands; asking again counts as unhappy."""
    filed(store, 0.5, "return")
    filed(store, 0.5, "edit", 0.6)
    filed(store, 0.5, "edit", 0.2)
    filed(store, 0.5, "return", sample=True)
    chat(store, ("thumb", "down"), ("thumb", "up"))
    chat(store, ("thumb", "up"), ("thumb", "down"))
    chat(store, ("rephrase", "0.9"))
    assert rows.prompt_counts(store.db, 0) == (("chat", "chat@1", 0, 0, 3, 2), ("reply", "reply@1", 3, 2, 3, 0))


def test_edited_texts_are_those_people_changed(store):
    """Approved as is and sent back are no edits."""
    filed(store, 0.5, "edit", 0.6)
    filed(store, 0.5, "approve", 0.0)
    filed(store, 0.5, "return")
    assert rows.edited_texts(store.db, 0, 10) == (("reply", "It is on its way.", "Mine."),)
    assert rows.workflows(store.db) == ("reply",)


def test_an_example_is_the_latest_of_its_kind(store):
    """A bad one of a prompt version, an edited one of a workflow; None where there is none."""
    first, _, _ = filed(store, 0.5, "return")
    last, _, _ = filed(store, 0.5, "return")
    edited, _, _ = filed(store, 0.5, "edit", 0.2)
    filed(store, 0.5, "approve", 0.0)
    assert rows.latest_example(store.db, prompt_version="reply@1") == last != first
    assert rows.latest_example(store.db, workflow="reply", edited=True) == edited
    assert rows.latest_example(store.db, workflow="sort") is None


def test_every_figure_that_can_be_watched_has_its_values(store):
    """By workflow or of all, within a time; the end of it is not in it."""
    filed(store, 0.5, "approve", 0.0)
    filed(store, 0.5, "edit", 0.6)
    filed(store, 0.2, "return", passed=False, chance=0.1, workflow="sort")
    filed(store, 0.5, state="failed", latency_ms=None, cost_usd=None)
    chat(store, ("thumb", "down"))

    def values(figure, workflow=""):
        return sorted(rows.figure_values(store.db, figure, workflow, T0, store.clock.now + 1))

    assert set(rows._VALUES) == set(FIGURES)
    assert values("bad_share") == [0, 1, 1]
    assert values("bad_share", "reply") == [0, 1]
    assert values("approved_unedited") == [0, 0, 1]
    assert values("edit_distance") == [0.0, 0.6]
    assert values("review_seconds", "sort") == [4.0]
    assert values("error_rate") == [0, 0, 0, 1]
    assert values("latency") == [2.0, 2.0, 2.0]
    assert values("cost", "reply") == [0.01, 0.01]
    assert values("thumbs_down") == values("thumbs_down", "chat") == [1]
    assert values("thumbs_down", "reply") == []
    assert values("miss_rate") == [1]
    for figure in FIGURES:
        assert rows.figure_values(store.db, figure, "", 0, T0) == ()


def rated(store, *stars, version="chat@1", review=None, thread=None, turn=None):
    thread = thread or Conversations(store.db).new("Talk", "mine", "m").id
    for value in stars:
        Feedback(store.db).add(Signal(thread, turn, review, "stars", value), {"prompt_version": version, "model": "m"})
        store.clock.move(1)
    return thread


def test_the_stars_that_stand_are_counted_by_version_and_model(store):
    """An answer counts once, with its latest rating; one taken back, one of a sample and one too old do not count."""
    rated(store, "1", turn="old")
    since = store.clock.now
    review, _, item = filed(store, 0.5, "return")
    sample, _, other = filed(store, 0.5, "return", sample=True)
    rated(store, "1", "2", "5", turn="a")
    rated(store, "3", "", turn="b")
    rated(store, "5", turn="c")
    rated(store, "4", version="reply@1", review=review, thread=item)
    rated(store, "4", version="reply@1", review=sample, thread=other)
    assert [(one.prompt_version, one.model, one.stars, one.answers) for one in rows.star_facts(store.db, since)] == [
        ("chat@1", "m", 5, 2), ("reply@1", "m", 4, 1),
    ]
    ((name, value, times, answers),) = [(one.name, one.value, one.times, one.answers) for one in rows.signal_facts(store.db, since)]
    assert (name, value, times, answers) == ("stars", "", 4, 4)
    (returned,) = [one for one in rows.outcome_facts(store.db, since) if one.outcome == "returned"]
    assert (returned.count, returned.with_feedback) == (1, 1)


def test_a_rating_taken_back_is_no_word(store):
    """Whoever took it back counts among the silent again; one and two stars count as unhappy with a prompt."""
    _, run = chat(store, ("stars", "5"), ("stars", ""))
    assert [(one.outcome, one.with_feedback) for one in rows.outcome_facts(store.db, 0)] == [("quiet", 0)]
    assert rows.prompt_counts(store.db, 0) == (("chat", "chat@1", 0, 0, 1, 0),)
    chat(store, ("stars", "2"))
    assert [(one.outcome, one.count, one.with_feedback) for one in rows.outcome_facts(store.db, 0)] == [("quiet", 2, 1)]
    assert rows.prompt_counts(store.db, 0) == (("chat", "chat@1", 0, 0, 2, 1),)
    assert run
