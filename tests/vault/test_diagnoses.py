"""Why bad answers were bad, in the store: kept with the decision, named by a person, gone with an undo."""

import pytest
from table_store import new_item, new_review, new_turn, open_store

from hybriddesk.records.diagnoses import Diagnosis, DiagnosisFact, Mark
from hybriddesk.records.errors import Refused
from hybriddesk.records.ids import new_id
from hybriddesk.records.work import NewDecision, Signal
from hybriddesk.vault.conversations import Conversations
from hybriddesk.vault.diagnoses import (
    Diagnoses,
    Found,
    Wanted,
    bad,
    decided_ms,
    diagnosed_ids,
    diagnosis_facts,
    diagnosis_of,
    disliked_turns,
    replaced_by,
    said_about,
    sources_since,
    to_diagnose,
)
from hybriddesk.vault.feedback import Feedback
from hybriddesk.vault.knowledge import Knowledge, NewSource
from hybriddesk.vault.reviews import Reviews

MISSED = Found(Diagnosis("missed", 0.8, ("invented",), (Mark("added", "index", 0, 4, "s", "Policy", 10, 20, "30 days"),)), asked=True)
GAP = Found(Diagnosis("gap", 0.5), asked=False)


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path)
    yield opened
    opened.db.close()


def decided(store, action="return", words=None, note="", key="1", item=None, **more):
    """A review that somebody decided; the clock moves on a second."""
    reviews = Reviews(store.db)
    item = item or new_item(store, key)
    made = reviews.file(new_review(item, item=item, **more), 0.5)
    final = "Another text." if action == "edit" else None
    reviews.decide(NewDecision(made, action, final, note, words, words, 3.0), "me")
    store.clock.move(1_000)
    return made


def test_what_the_app_found_comes_back_whole(store):
    """Every field; found anew it is replaced; the windows are told."""
    one, diagnoses = decided(store), Diagnoses(store.db)
    at = decided_ms(store.db, one)
    assert diagnoses.keep(one, at, GAP)
    assert diagnoses.keep(one, at, MISSED)
    kept = diagnosis_of(store.db, one)
    assert (kept.review, kept.cause, kept.named_by, kept.found, kept.changed_ms) == (one, "missed", "app", MISSED, store.clock.now)
    assert store.told[-1].tables == {"diagnoses"}
    assert diagnosis_of(store.db, new_id()) is None


def test_a_decision_that_moved_meanwhile_gets_no_diagnosis(store):
    """Taken back, made anew, or never made."""
    one, diagnoses, reviews = decided(store), Diagnoses(store.db), Reviews(store.db)
    at = decided_ms(store.db, one)
    reviews.take_back("me")
    assert not diagnoses.keep(one, at, MISSED)
    assert not diagnoses.keep(one, None, MISSED)
    reviews.decide(NewDecision(one, "return", None, "", None, None, 3.0), "me")
    assert not diagnoses.keep(one, at, MISSED)
    assert diagnosis_of(store.db, one) is None
    assert decided_ms(store.db, new_id()) is None


def test_undo_and_reopening_take_it_along(store):
    """Also one that a person named."""
    one, two, diagnoses = decided(store), decided(store, key="2"), Diagnoses(store.db)
    diagnoses.keep(one, decided_ms(store.db, one), MISSED)
    diagnoses.name(two, "gap")
    Reviews(store.db).take_back("me")
    assert "diagnoses" in store.told[-1].tables
    Reviews(store.db).reopen(one, "me")
    assert (diagnosis_of(store.db, one), diagnosis_of(store.db, two)) == (None, None)


def test_a_persons_word_stands_whatever_the_app_finds(store):
    """And can be taken back: then what the app found stands, or nothing."""
    one, diagnoses = decided(store), Diagnoses(store.db)
    diagnoses.name(one, "outdated")
    assert diagnosis_of(store.db, one).found is None
    diagnoses.keep(one, decided_ms(store.db, one), MISSED)
    kept = diagnosis_of(store.db, one)
    assert (kept.cause, kept.named_by, kept.found) == ("outdated", "person", MISSED)
    diagnoses.unname(one)
    assert (diagnosis_of(store.db, one).cause, diagnosis_of(store.db, one).named_by) == ("missed", "app")
    two = decided(store, key="2")
    diagnoses.name(two, "gap")
    diagnoses.unname(two)
    diagnoses.unname(two)
    assert diagnosis_of(store.db, two) is None
    waiting = Reviews(store.db).file(new_review(new_item(store, "3")), 0.5)
    with pytest.raises(Refused, match=r"diagnosis\.not_decided"):
        diagnoses.name(waiting, "gap")


def test_what_is_looked_at(store):
    """Sent back or much changed, since a time, not looked at, not left out; the latest first."""
    returned, much = decided(store), decided(store, "edit", 0.8, key="2")
    some, decided_fine = decided(store, "edit", 0.4, key="3"), decided(store, "edit", 0.3, key="4")
    decided(store, "approve", 0.0, key="5")
    assert to_diagnose(store.db, 0, 10) == (some, much, returned)
    assert to_diagnose(store.db, 0, -1, [much]) == (some, returned)
    assert to_diagnose(store.db, decided_ms(store.db, much), 1) == (some,)
    Diagnoses(store.db).keep(some, decided_ms(store.db, some), MISSED)
    assert to_diagnose(store.db, 0, 10) == (much, returned)
    assert decided_fine not in to_diagnose(store.db, 0, 10)
    assert (bad("returned", None), bad("edited", 0.51), bad("edited", 0.5), bad("approved", None)) == (True, True, False, False)


def test_a_replaced_draft_is_looked_at_again_once_the_later_one_is_approved(store):
    """Unless a person named its cause; the later text is what it is compared with."""
    item = new_item(store)
    first = decided(store, note="another draft", item=item)
    Diagnoses(store.db).keep(first, decided_ms(store.db, first), GAP)
    assert to_diagnose(store.db, 0, 10) == ()
    assert replaced_by(store.db, first) is None
    store.clock.move(1_000)
    decided(store, "edit", 0.1, item=item)
    assert replaced_by(store.db, first) == "Another text."
    assert to_diagnose(store.db, 0, 10) == (first,)
    Diagnoses(store.db).name(first, "gap")
    assert to_diagnose(store.db, 0, 10) == ()


def test_the_latest_thumb_down_says_why(store):
    """Its kind and its comment; a thumb up after it says nothing."""
    one = decided(store)
    feedback, thread = Feedback(store.db), Reviews(store.db).get(one).conversation
    assert said_about(store.db, one) == ()
    feedback.add(Signal(thread, None, one, "thumb", "down", "fact", "It is 30"), {})
    assert said_about(store.db, one) == ("fact", "It is 30")
    feedback.add(Signal(thread, None, one, "thumb", "down", "tone"), {})
    assert said_about(store.db, one) == ("tone",)
    feedback.add(Signal(thread, None, one, "thumb", "up"), {})
    assert said_about(store.db, one) == ()


def test_chat_answers_that_people_disliked(store):
    """By the latest thumb, since a time, and not those that stand in review."""
    conversations, feedback = Conversations(store.db), Feedback(store.db)
    thread = conversations.new("Refund", "nano", "m-1").id
    answers = [new_turn(thread, role="assistant") for _ in range(3)]
    for turn in answers:
        conversations.add_turn(turn)
        feedback.add(Signal(thread, turn.id, None, "thumb", "down", "wrong_fact"), {})
        store.clock.move(1_000)
    feedback.add(Signal(thread, answers[0].id, None, "thumb", "up"), {})
    assert disliked_turns(store.db, 0) == (answers[2].id, answers[1].id)
    assert disliked_turns(store.db, store.clock.now) == ()
    Reviews(store.db).file(new_review(thread, turn=answers[2].id), 0.5)
    assert disliked_turns(store.db, 0) == (answers[1].id,)


def test_sources_that_came_later_are_known(store):
    """An answer could not have had them."""
    knowledge = Knowledge(store.db)
    knowledge.add(NewSource("Old", "", "text", "0" * 64, 0, "Old"))
    at = store.clock.now
    store.clock.move(5)
    later = knowledge.add(NewSource("New", "", "text", "1" * 64, 0, "New"))
    assert sources_since(store.db, at) == {later}


def test_figures_leave_samples_out_and_name_their_entries(store):
    """By time, cause, workflow and prompt version, the latest first."""
    one, two = decided(store), decided(store, key="2", workflow="summary", prompt_version="summary@2")
    sample, diagnoses = decided(store, key="3", sample=True), Diagnoses(store.db)
    for review, found in ((one, MISSED), (two, GAP), (sample, GAP)):
        diagnoses.keep(review, decided_ms(store.db, review), found)
    diagnoses.name(two, "wording")
    first = decided_ms(store.db, one)
    assert diagnosis_facts(store.db, 0) == (
        DiagnosisFact(two, "wording", "person", "summary", "summary@2", decided_ms(store.db, two)), DiagnosisFact(one, "missed", "app", "reply", "reply@1", first),
    )
    assert diagnosis_facts(store.db, first + 1)[0].review == two
    assert tuple(diagnosed_ids(store.db, Wanted(0))) == (two, one)
    for wanted in (Wanted(0, "missed"), Wanted(0, workflow="reply"), Wanted(0, "missed", "reply", "reply@1")):
        assert tuple(diagnosed_ids(store.db, wanted)) == (one,)
    assert tuple(diagnosed_ids(store.db, Wanted(0, "gap"))) == ()
