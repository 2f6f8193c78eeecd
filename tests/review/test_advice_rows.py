"""Every reason of this room has its sentence, and no sentence is left without a reason."""

import re
from pathlib import Path

import hybriddesk.review
from hybriddesk.records.advice_rows.review import ROWS


def test_codes_and_sentences_match():
    """The codes in the room's source and the rows are the same set."""
    room = Path(hybriddesk.review.__file__).parent
    used = {code for file in room.glob("*.py") for code in re.findall(r'"(review\.[a-z_]+)"', file.read_text(encoding="utf-8"))}
    assert used == set(ROWS)


def test_the_sentences_are_short_and_say_what_to_do():
    """A reason fits its place in the list, and all but plain facts say what to do."""
    assert all(len(row.what) <= 75 for row in ROWS.values())
    assert {code for code, row in ROWS.items() if not row.do} == {"review.rule", "review.random_check", "review.nothing_found"}
