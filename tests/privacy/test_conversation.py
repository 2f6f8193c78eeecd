"""One conversation: tokens that stay, families of names, and the person's own wishes."""

from __future__ import annotations

import itertools

import pytest

from hybriddesk.privacy import Restorer, Scrubber, scrub_text
from hybriddesk.privacy.kinds import KIND_NAMES
from hybriddesk.privacy.tokens import Mint, check_character, well_formed
from hybriddesk.records.errors import Refused
from hybriddesk.records.way import ByHand, Draft, KnownMap, MapEntry, Message


def draft(*texts: str) -> Draft:
    return Draft("c", "r", "chat", tuple(Message("user", text) for text in texts))


def sent(known: KnownMap, *texts: str) -> str:
    return "\n".join(message.text for message in Scrubber().scrub(draft(*texts), known).messages)


ANNA = KnownMap(entries=(MapEntry("PERSON_7QXK", "PERSON", "Anna Keller"),))


def test_a_value_keeps_its_token_in_later_turns() -> None:
    assert sent(ANNA, "Is Anna Keller in?") == "Is PERSON_7QXK in?"


def test_a_name_found_once_is_hidden_in_every_message_with_its_parts() -> None:
    text = sent(KnownMap(), "tell keller and ANNA about it", "Anna Keller wrote")
    assert "keller" not in text.lower()
    assert "anna" not in text.lower()


def test_forms_of_one_name_share_the_three_characters() -> None:
    result = scrub_text("Anna Keller. Anna. KELLER. anna keller")
    assert len({entry.token[:-1] for entry in result.entries}) == 1
    assert len({entry.token for entry in result.entries}) == len(result.entries) == 4


def test_a_form_known_first_by_its_part_joins_the_family() -> None:
    known = KnownMap(entries=(MapEntry("PERSON_7QXK", "PERSON", "Anna"),))
    assert "PERSON_7QX" in sent(known, "Anna Keller is here")


def test_two_conversations_share_no_token() -> None:
    assert scrub_text("Anna Keller").entries[0].token != scrub_text("Anna Keller").entries[0].token


def test_replacements_count_and_say_what_is_new() -> None:
    result = Scrubber().scrub(draft("Anna Keller, Anna Keller and bob@example.org"), ANNA)
    rows = {row.kind: (row.count, row.new) for row in result.replacements}
    assert rows == {"PERSON": (2, False), "EMAIL": (1, True)}
    assert "Keller" not in repr(result)
    assert result.entries == (*ANNA.entries, *result.new_entries)


def test_show_by_hand_lets_a_value_out_and_hide_by_hand_keeps_one_in() -> None:
    known = KnownMap(ANNA.entries, by_hand=(ByHand("show", "anna keller"), ByHand("hide", "blue door", "OTHER")))
    text = sent(known, "Anna Keller at the Blue Door")
    assert text.startswith("Anna Keller at the OTHER_")


def test_hide_by_hand_wins_inside_a_shown_value() -> None:
    known = KnownMap(by_hand=(ByHand("show", "Anna Keller"), ByHand("hide", "Keller", "PERSON")))
    assert sent(known, "Anna Keller").startswith("Anna PERSON_")


def test_the_allow_list_shows_names_but_never_a_secret() -> None:
    known = KnownMap(allow=("Anna Keller", "hunter2"))
    text = sent(known, "Anna Keller has password: hunter2 in use")
    assert text.startswith("Anna Keller has password: SECRET_")


def test_show_by_hand_lets_even_a_secret_out() -> None:
    assert sent(KnownMap(by_hand=(ByHand("show", "hunter2"),)), "password: hunter2") == "password: hunter2"


def test_the_deny_list_hides_a_word_wherever_it_stands_whole() -> None:
    text = sent(KnownMap(deny=("falcon", "***")), "Falcon, the FALCON's nest, falconry ***")
    assert text.count("DENY_") == 3
    assert text.count("falconry") == 1


def test_kinds_off_leaves_a_kind_in_clear_but_not_secrets() -> None:
    known = KnownMap(kinds_off=frozenset({"EMAIL", "SECRET"}))
    text = sent(known, "a@example.org password: hunter2")
    assert text.startswith("a@example.org password: SECRET_")


def test_entries_that_are_shown_now_leave_the_map_of_this_request() -> None:
    known = KnownMap(ANNA.entries, by_hand=(ByHand("show", "Anna Keller"),))
    assert Scrubber().scrub(draft("Anna Keller"), known).entries == ()


def test_an_everyday_word_that_is_a_name_is_hidden_only_with_its_capital() -> None:
    known = KnownMap(entries=(MapEntry("PERSON_7QXK", "PERSON", "Will"),))
    assert sent(known, "I will ask Will") == "I will ask PERSON_7QXK"


def test_text_spelled_like_an_issued_token_is_hidden_first() -> None:
    text = sent(ANNA, "person 7qxk is no one, PERSON_ABCD too")
    assert text.count("OTHER_") == 2


def test_a_new_token_never_equals_what_the_text_spells() -> None:
    picks = itertools.cycle([b"\x00\x00\x00", b"\x01\x01\x01"])
    mint = Mint((), lambda _: next(picks))
    mint.avoid("person AAAA and PERSON-BBBP")
    picks2 = iter([b"\x00\x00\x00", b"\x01\x01\x01", b"\x02\x02\x02"])
    mint = Mint((), lambda _: next(picks2))
    mint.avoid("person AAAA and PERSON-BBBP")
    assert mint.new("PERSON") == "PERSON_CCC" + check_character("CCC")


def test_check_character_catches_one_wrong_letter() -> None:
    assert well_formed("PERSON_7QX" + check_character("7QX"))
    assert not well_formed("PERSON_7QX" + ("A" if check_character("7QX") != "A" else "B"))
    assert not well_formed("PERSON_10!?")


def test_a_full_family_and_full_stems_fall_back_to_any_free_body() -> None:
    siblings = [MapEntry(f"PERSON_AAB{last}", "PERSON", last) for last in "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"]
    assert not Mint(siblings, lambda n: bytes(range(1, n + 1))).new("PERSON", "PERSON_AABA").startswith("PERSON_AAB")


def test_when_three_quarters_of_the_stems_are_taken_any_body_serves(monkeypatch) -> None:
    monkeypatch.setattr("hybriddesk.privacy.tokens._STEMS", 0)
    draws = iter([b"\x00\x00\x00\x00", b"\x00\x00\x00\x00", b"\x00\x00\x00\x01"])
    mint = Mint((), lambda _: next(draws))
    assert [mint.new("PERSON"), mint.new("PERSON")] == ["PERSON_AAAA", "PERSON_AAAB"]


def test_a_conversation_without_room_for_tokens_is_refused(monkeypatch) -> None:
    monkeypatch.setattr("hybriddesk.privacy.tokens._MAX_BODIES", 0)
    with pytest.raises(Refused, match=r"privacy\.too_many_values"):
        scrub_text("a@example.org")


def test_no_kind_is_the_end_of_another_and_all_are_capitals() -> None:
    assert all(name.isascii() and name.isalpha() and name.isupper() for name in KIND_NAMES)
    assert not any(a != b and (a.endswith(b) or a.startswith(b)) for a in KIND_NAMES for b in KIND_NAMES)


def test_a_text_of_many_messages_comes_back() -> None:
    result = Scrubber().scrub(draft("Dear Anna Keller", "", "bob@example.org"), KnownMap())
    restored = [Restorer(result.entries).text(message.text).text for message in result.messages]
    assert restored == ["Dear Anna Keller", "", "bob@example.org"]
