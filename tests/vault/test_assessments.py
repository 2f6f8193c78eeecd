"""What answers were judged by, what came of them, and how waiting entries move up."""

import pytest
from table_store import new_item, new_review, new_run, new_turn, open_store

from hybriddesk.records.errors import Refused
from hybriddesk.records.work import NewDecision, Signal
from hybriddesk.vault.ageing import Ageing
from hybriddesk.vault.assessments import Assessments
from hybriddesk.vault.conversations import Conversations
from hybriddesk.vault.feedback import Feedback
from hybriddesk.vault.hard_cases import HardCases
from hybriddesk.vault.reviews import Reviews
from hybriddesk.vault.runs import Runs

DAY = 86_400_000


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path)
    yield opened
    opened.db.close()


def filed(store, item, p_bad=0.3, *, sample=False, risk=0.5, **decision):
    """An assessed draft in the queue, decided if ``decision`` says how; the entry's id and its run's."""
    run = new_run(item)
    Runs(store.db).begin(run)
    Assessments(store.db).keep(run.id, "reply", "reply@1", p_bad, {"words": p_bad})
    review = Reviews(store.db).file(new_review(item, run=run.id, sample=sample), risk)
    if decision:
        Reviews(store.db).decide(NewDecision(review, decision["action"], decision.get("final"), "", decision.get("words"), None, 1.0), "ada")
    return review, run.id


def test_decisions_come_back_with_what_was_measured(store):
    """Returned and mostly changed drafts are bad, others good, waiting ones undecided; sample drafts teach nothing."""
    item, kept = new_item(store), Assessments(store.db)
    before = kept.decisions()
    filed(store, item, 0.1, action="approve")
    filed(store, item, 0.2, action="edit", final="Mine", words=0.6)
    filed(store, item, 0.3, action="edit", final="Mine", words=0.4)
    filed(store, item, 0.4, action="return")
    filed(store, item, 0.5)
    filed(store, item, 0.6, sample=True, action="return")
    past = kept.past(100)
    assert [(one.traits["words"], one.bad) for one in past[:4]] == [(0.1, 0.0), (0.2, 1.0), (0.3, 0.0), (0.4, 1.0)]
    assert [one.bad for one in past[4:]] == [None]
    assert [bool(one.rejected) for one in past[:4]] == [False, True, False, True]
    assert kept.decisions() == before + 5
    assert len(kept.judged(100)) == 4
    Reviews(store.db).undo("ada")
    assert len(kept.past(2)) == 2


def test_an_undone_decision_teaches_no_more(store):
    """The past is read from what stands."""
    filed(store, new_item(store), action="return")
    assert [one.bad for one in Assessments(store.db).past(9)] == [1.0]
    Reviews(store.db).undo("ada")
    assert [one.bad for one in Assessments(store.db).past(9)] == [None]


def test_checks_and_passes_are_counted(store):
    """A drawn check counts once it is decided; a draft that a rule sent is neither check nor pass."""
    item, kept = new_item(store), Assessments(store.db)
    drawn, ruled, passed, waits = (filed(store, item, p, action="return")[1] if p < 0.25 else filed(store, item, p)[1] for p in (0.1, 0.2, 0.3, 0.4))
    kept.gated(drawn, passed=False, check_chance=0.05)
    kept.gated(ruled, passed=False, check_chance=None)
    kept.gated(passed, passed=True, check_chance=0.07)
    kept.gated(waits, passed=False, check_chance=0.08)
    assert [(check.p_bad, check.chance, check.bad) for check in kept.checks(10)] == [(0.1, 0.05, 1.0)]
    assert kept.could_pass() == (3, 2)


def test_the_latest_answers_and_their_pace(store):
    """P(bad) of the latest, answers a day over a week, and how often a prompt version was used, counted up to a bound."""
    item, kept = new_item(store), Assessments(store.db)
    assert kept.per_day() == 0.0
    filed(store, item, 0.1)
    store.clock.move(2 * DAY)
    filed(store, item, 0.2)
    filed(store, item, 0.3)
    assert sorted(kept.latest_p_bad(2)) == [0.2, 0.3]
    assert kept.per_day() == pytest.approx(1.5)
    assert kept.of_version("reply@1", 2) == 2
    assert kept.of_version("reply@2", 2) == 0


def test_a_waiting_entry_moves_up_when_it_is_due(store):
    """Its new place is in the queue's order at once; it is due again later; a decided one stops ageing."""
    item, ageing, reviews = new_item(store), Ageing(store.db), Reviews(store.db)
    old, young, done = (filed(store, item, risk=risk)[0] for risk in (0.3, 0.4, 0.2))
    for one in (old, done):
        ageing.start(one, 0.3, sensitive=False, sla_ms=DAY, first_ms=DAY // 2)
    reviews.decide(NewDecision(done, "approve", None, "", None, None, 1.0), "ada")
    assert ageing.due() == ()
    assert list(reviews.ids()) == [young, old]
    store.clock.move(DAY // 2)
    assert {(review, age) for review, _, _, age, _ in ageing.due()} == {(old, 0.5), (done, 0.5)}
    ageing.move(old, 0.5, DAY)
    ageing.move(done, 0.5, DAY)
    assert list(reviews.ids()) == [old, young]
    assert ageing.due() == ()
    store.clock.move(DAY)
    assert [review for review, *_ in ageing.due()] == [old]
    ageing.move(old, 0.6, None)
    assert store.db.query("SELECT count(*) FROM ageing") == [(0,)]


def test_hard_cases_are_kept_once_per_entry(store):
    """Keeping a case again replaces it; cases come by workflow, oldest first; a removed one is gone, an unknown one refused."""
    cases, item = HardCases(store.db), new_item(store)
    one, other = (filed(store, item)[0] for _ in range(2))
    about = {"workflow": "reply", "prompt_version": "reply@1", "request": "q", "reason": "wrong"}
    cases.keep(one, about, ["a"], [], held_back=False)
    kept = cases.keep(one, about, ["a", "b"], ["c"], held_back=True)
    cases.keep(other, about, [], [], held_back=False)
    first, _ = cases.of("reply")
    assert (first.id, first.must, first.must_not, first.held_back, first.reason) == (kept, ("a", "b"), ("c",), True, "wrong")
    assert cases.of("sort") == ()
    cases.remove(kept)
    assert [row.review for row in cases.of("reply")] == [other]
    with pytest.raises(Refused) as caught:
        cases.remove(kept)
    assert caught.value.code == "case.unknown"


def test_reactions_to_a_chat_answer_come_with_its_traits(store):
    """All signals of one answer in order; answers nobody judged by traits, and signals about none, are left out."""
    item, kept, feedback = new_item(store), Assessments(store.db), Feedback(store.db)
    run = new_run(item)
    Runs(store.db).begin(run)
    kept.keep(run.id, "chat", "chat@1", 0.3, {"words": 1.5})
    turn, bare = new_turn(item, role="assistant", run=run.id), new_turn(item, role="assistant")
    for one in (turn, bare):
        Conversations(store.db).add_turn(one)
    for about, name, value in ((turn.id, "copy", "0.8"), (turn.id, "thumb", "down"), (bare.id, "thumb", "up"), (None, "thumb", "up")):
        feedback.add(Signal(item, about, None, name, value), {})
    assert kept.hints(5) == (("chat", {"words": 1.5}, (("copy", "0.8"), ("thumb", "down"))),)
