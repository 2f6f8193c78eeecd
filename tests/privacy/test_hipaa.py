"""Each of the eighteen identifiers of HIPAA Safe Harbor has rules that exist and hide its example whole."""

from __future__ import annotations

import pytest

from hybriddesk.privacy import RULES, Scrubber
from hybriddesk.privacy.hipaa import KINDS_ON, SAFE_HARBOR, Identifier
from hybriddesk.privacy.kinds import OPTIONAL_KINDS

SCRUBBER = Scrubber(kinds_on=KINDS_ON)


def test_there_are_eighteen_in_the_order_of_the_regulation() -> None:
    assert [row.number for row in SAFE_HARBOR] == list(range(1, 19))


def test_every_rule_named_there_is_listed_and_every_kind_switched_on_is_optional() -> None:
    assert {rule for row in SAFE_HARBOR for rule in row.rules} <= {rule.name for rule in RULES}
    assert KINDS_ON <= OPTIONAL_KINDS


@pytest.mark.parametrize("row", SAFE_HARBOR, ids=[row.title for row in SAFE_HARBOR])
def test_the_example_is_hidden_by_a_rule_of_its_row(row: Identifier) -> None:
    spans = [(row.example[s.start : s.end], s.rule in row.rules) for s in SCRUBBER.detect(row.example)]
    assert (row.hidden, True) in spans


@pytest.mark.parametrize("row", [row for row in SAFE_HARBOR if row.number in (3, 14, 17)], ids=["date", "link", "image"])
def test_what_is_ordinary_work_data_elsewhere_stays_in_clear_there(row: Identifier) -> None:
    assert Scrubber().detect(row.example) == ()
