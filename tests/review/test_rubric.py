"""The rubric as a person writes it."""

from hybriddesk.review.rubric import MOST, Criterion, rubric


def test_a_workflow_has_its_own_criteria_and_those_of_all():
    """Scope, colon, words, a mark for grades; others' lines, doubles and empty ones are left out."""
    lines = ("reply: Right facts", "sort: Right box", "*: Polite (1-5)", "Clear", "reply:  ", "Clear", " (1-5)")
    assert rubric(lines, "reply") == (Criterion("Right facts", 1), Criterion("Polite", 5), Criterion("Clear", 1))
    assert len(rubric([f"C{n}" for n in range(20)], "reply")) == MOST


def test_number_keys_mean_grades_or_yes_and_no():
    """1 to 5 are grades; 1 is yes, 2 is no; the other keys say nothing."""
    assert [Criterion("a", 5).answer(digit) for digit in range(7)] == [None, 1, 2, 3, 4, 5, None]
    assert [Criterion("a", 1).answer(digit) for digit in range(4)] == [None, 1, 0, None]
