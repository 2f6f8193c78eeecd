"""Hard cases made by hand, theme by theme: what must not leave, what must stay, and what is known to fail."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from hybriddesk.privacy import Scrubber
from tests.privacy.hard_cases import Case, cases, faults_of

SCRUBBER = Scrubber()
ALL = cases()
ROOT = Path(__file__).resolve().parents[2]


def name(case: Case) -> str:
    return case.id


@pytest.mark.parametrize("case", [case for case in ALL if not case.known], ids=name)
def test_nothing_personal_leaves_and_the_rest_stays(case: Case) -> None:
    """No value to hide stands in the outgoing text, every word to keep does, and restoring brings the text back."""
    assert faults_of(case, SCRUBBER) == (), case.why


@pytest.mark.parametrize("case", [case for case in ALL if case.known], ids=name)
def test_a_known_failure_still_fails_in_the_way_described(case: Case) -> None:
    """Whoever mends one sees this test fail and moves the case to the others."""
    assert faults_of(case, SCRUBBER) == case.faults, f"{case.id}: bring the case up to date, then run packaging/make_hard_cases_doc.py"
    assert "does not come back" not in case.faults


def test_the_corpus_is_sound() -> None:
    """Three hundred cases or more that pass or are told of; no two alike; every value and word stands in its text."""
    assert len(ALL) >= 300
    assert len({case.id for case in ALL}) == len({case.text for case in ALL}) == len(ALL)
    for case in ALL:
        assert case.hide or case.keep, case.id
        assert all(word in case.text for word in (*case.hide, *case.keep)), case.id
        assert case.known == bool(case.faults), case.id


def test_the_page_tells_the_count() -> None:
    """docs/privacy-hard-cases.md is what its script writes now."""
    spec = importlib.util.spec_from_file_location("make_hard_cases_doc", ROOT / "packaging" / "make_hard_cases_doc.py")
    assert spec
    assert spec.loader
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    assert maker.PAGE.read_text(encoding="utf-8") == maker.page(), "run packaging/make_hard_cases_doc.py"
