"""Answers to the rubric in the store."""

from table_store import new_item, new_review, open_store

from hybriddesk.vault.reviews import Reviews
from hybriddesk.vault.rubric_answers import Answer, answer, answers


def test_the_last_answer_of_a_person_stands(tmp_path):
    """Two people, two criteria, one changed its mind; removing the samples takes all of it away."""
    store = open_store(tmp_path)
    reviews = Reviews(store.db)
    one = reviews.file(new_review(new_item(store, sample=True), sample=True), 0.5)
    answer(store.db, one, "bob", "Tone", 2, 5)
    answer(store.db, one, "ada", "Facts", 1, 1)
    store.clock.move(5)
    answer(store.db, one, "ada", "Facts", 0, 1)
    now = store.clock.now
    assert answers(store.db, one) == (Answer("ada", "Facts", 0, 1, now), Answer("bob", "Tone", 2, 5, now - 5))
    reviews.remove_samples()
    assert answers(store.db, one) == ()
    store.db.close()
