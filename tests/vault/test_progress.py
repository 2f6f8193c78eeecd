"""Progress counted from decisions."""

from table_store import new_item, new_review, open_store

from hybriddesk.records.ids import new_id
from hybriddesk.records.work import NewDecision
from hybriddesk.vault.progress import Progress, progress
from hybriddesk.vault.reviews import Reviews


def test_only_standing_decisions_of_the_week_count(tmp_path):
    """Own and all, today and this week; taken back and older ones are left out; the time is the median of single decisions."""
    store = open_store(tmp_path)
    reviews, item = Reviews(store.db), new_item(store)
    week = store.clock.now

    def decide(person, seconds):
        reviews.decide(NewDecision(reviews.file(new_review(item), 0.5), "approve", None, "", 0.0, 0.0, seconds), person)

    assert progress(store.db, "ada", week, week) == Progress(0, 0, 0, 0, None)
    decide("ada", 999.0)
    store.clock.move(1_000)
    week = store.clock.now
    decide("ada", 10.0)
    decide("ada", 30.0)
    decide("bob", 500.0)
    store.clock.move(1_000)
    day = store.clock.now
    decide("ada", 20.0)
    decide("bob", 5.0)
    made = [NewDecision(reviews.file(new_review(item), 0.5), "approve", None, "", 0.0, 0.0, 0.1) for _ in range(2)]
    reviews.decide_together(made, "ada", new_id())
    assert progress(store.db, "ada", day, week) == Progress(3, 5, 4, 7, 20.0)
    reviews.take_back("ada")
    assert progress(store.db, "ada", day, week) == Progress(1, 3, 2, 5, 20.0)
    assert progress(store.db, "eve", day, week) == Progress(0, 0, 2, 5, None)
    store.db.close()
