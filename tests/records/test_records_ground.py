"""The ground floor: ids, settings, sentences, hidden texts, shipped files."""

from __future__ import annotations

import pytest

from hybriddesk.records.advice import Advice, advice, table
from hybriddesk.records.errors import Refused, Transient
from hybriddesk.records.ids import new_id, now_ms
from hybriddesk.records.resources import resource
from hybriddesk.records.settings import SETTINGS, checked
from hybriddesk.records.store import Passphrase, RecoveryCode
from hybriddesk.records.way import ByHand, Draft, MapEntry, Message
from hybriddesk.records.work import SourceItem


def test_ids_are_random_and_plain() -> None:
    """Ids are 26 characters that need no quoting anywhere, and do not repeat."""
    ids = {new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all((len(one) == 26 and one.isalnum() and one.islower()) or one.isdigit() for one in ids)


def test_the_clock_counts_milliseconds_since_1970() -> None:
    """The clock reads between 2026 and 2100."""
    assert 1_767_225_600_000 < now_ms() < 4_102_444_800_000


def test_defaults_fit_their_own_rules() -> None:
    """Each setting accepts its own default and has words."""
    for setting in SETTINGS:
        assert checked(setting.name, setting.default) == setting.default
        assert setting.label
        assert setting.sentence.endswith(".")


@pytest.mark.parametrize(("name", "value"), [
    ("appearance.theme", "pink"), ("appearance.zoom", 79), ("appearance.zoom", 201), ("appearance.zoom", "100"), ("appearance.zoom", True),
    ("review.threshold", 1.5), ("security.lock_with_session", 1), ("privacy.always_hide", [1, 2]), ("privacy.always_hide", "x"),
])
def test_a_value_that_does_not_fit_is_refused(name: str, value: object) -> None:
    """A value outside the choices, range or type is refused by name."""
    with pytest.raises(Refused) as refused:
        checked(name, value)
    assert refused.value.code == "settings.invalid"


def test_a_setting_nobody_declared_is_refused() -> None:
    """Unknown names are refused."""
    with pytest.raises(Refused, match="unknown"):
        checked("no.such", 1)


def test_whole_numbers_serve_as_shares() -> None:
    """A share may be given as 0 or 1, and lists become tuples."""
    assert checked("review.threshold", 1) == 1.0
    assert checked("privacy.always_hide", ["a"]) == ("a",)


def test_a_missing_fact_shows_as_a_question_mark() -> None:
    """A sentence with a missing fact is still a sentence."""
    assert Advice("{n} of {m}").filled({"n": 3}).what == "3 of ?"


def test_every_row_is_whole() -> None:
    """Each code has a first sentence, and every part ends like a sentence."""
    for code, row in table().items():
        assert row.what, code
        if code.startswith("event."):
            continue  # a line of the event list, not a sentence
        for part in (row.what, row.works, row.do):
            assert not part or part.rstrip()[-1] in ".!?:", (code, part)


def test_an_unknown_code_is_a_defect() -> None:
    """Asking for a code without a row raises."""
    with pytest.raises(KeyError):
        advice("no.such_code")


@pytest.mark.parametrize("value", [
    Message("user", "planted"), ByHand("hide", "planted"), MapEntry("T_1", "PERSON", "planted"), Passphrase("planted"),
    RecoveryCode("planted"), SourceItem("f", "1", "mail", "planted", "planted", "planted"),
    Draft("c", "r", "chat", (Message("user", "planted"),)),
])
def test_text_of_people_is_not_in_a_repr(value: object) -> None:
    """No value that carries text of people shows it when it is printed."""
    assert "planted" not in repr(value)


def test_faults_carry_code_and_facts() -> None:
    """A fault prints its code and facts; a transient one keeps the wished delay apart."""
    fault = Transient("provider.rate_limited", retry_after=2.5, provider="cloud")
    assert str(fault) == "provider.rate_limited (provider=cloud)"
    assert fault.retry_after == 2.5
    assert str(Refused("vault.locked")) == "vault.locked"


def test_a_missing_shipped_file_is_named() -> None:
    """A resource that is not there raises with its name."""
    assert resource("samples/messages.jsonl").exists()
    with pytest.raises(FileNotFoundError, match="no-such"):
        resource("no-such")


@pytest.mark.parametrize(("count", "said"), [
    (1, "Not in the request: 1 address or link."), ("1", "Not in the request: 1 address or link."),
    (2, "Not in the request: 2 addresses or links."), (0, "Not in the request: 0 addresses or links."),
])
def test_a_number_settles_the_ending(count, said):
    """One word for one, several for none and many."""
    assert advice("review.new_contact", {"count": count}).what == said


def test_an_ending_without_a_number_stays():
    """A sentence of somebody else that holds such a mark is left as it is; so is one in a fact."""
    assert Advice("Word(s) {count}").filled({"count": "a(s)"}).what == "Word(s) a(s)"
