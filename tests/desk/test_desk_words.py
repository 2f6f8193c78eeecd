from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from hybriddesk.desk import words
from hybriddesk.records.errors import Permanent, Refused

NOW = 1_700_000_000_000


@pytest.fixture(params=["en_US", "de_DE"])
def locale(request):
    before = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield request.param
    QLocale.setDefault(before)


def test_figures_follow_the_locale(locale):
    """Thousands and decimals are written as the person's country does; the percent sign keeps its figure company."""
    english = locale == "en_US"
    assert words.number(1234.5, 1) == ("1,234.5" if english else "1.234,5")
    assert words.percent(0.58) == "58\u202f%"
    assert words.money(0.0004) == ("$0.0004" if english else "$0,0004")
    assert words.money(3.84) == ("$3.84" if english else "$3,84")


@pytest.mark.parametrize(("ms", "said"), [
    (320, "320\u202fms"), (6_400, "6.4\u202fs"), (240_000, "4\u202fmin"), (7_200_000, "2\u202fh"), (259_200_000, "3\u202fd"),
])
def test_durations_take_the_largest_unit_that_fits(ms, said):
    """From milliseconds to days."""
    QLocale.setDefault(QLocale("en_US"))
    assert words.duration(ms) == said


def test_ago_turns_into_a_date():
    """Fresh is now, then minutes and hours, and after two days the date."""
    QLocale.setDefault(QLocale("en_US"))
    assert words.ago(NOW - 5_000, NOW) == "now"
    assert words.ago(NOW - 240_000, NOW).startswith("4")
    assert "23" in words.ago(NOW - 9 * words.DAY_MS, NOW)


def test_a_fault_is_three_sentences_with_its_facts():
    """The facts stand in the sentences."""
    said = words.sentence(Refused("desk.shortcut_taken", keys="Ctrl+L", other="Lock now"))
    assert "Ctrl+L" in said.what
    assert "Lock now" in said.do


def test_a_code_of_another_version_does_not_break_the_window():
    """A stored code this version does not know is shown as such."""
    assert "x.from_the_future" in words.of_code("x.from_the_future", {}).what


def test_details_hold_version_code_and_facts():
    """What is copied helps whoever reads the report, and holds nothing else."""
    from hybriddesk import __version__

    assert words.details(Permanent("vault.disk_full", free=12)) == f"HybridDesk {__version__}\nPermanent vault.disk_full\nfree: 12"
