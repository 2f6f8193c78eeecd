"""Keys, codes and passphrases: lengths asserted, secrets hidden, slips found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybriddesk.records.errors import Refused
from hybriddesk.vault import passphrases, recovery
from hybriddesk.vault.keys import DataKey, Stretch, expand, unwrap, wrap


@pytest.mark.parametrize("length", [0, 16, 31, 33, 64])
def test_a_key_of_another_length_is_never_made(length):
    """SQLCipher would silently take it for a passphrase."""
    with pytest.raises(ValueError):
        DataKey(bytes(length))


def test_a_wiped_key_is_gone_and_says_so():
    """The bytes are zeroed in place, later use is refused as locked, wiping twice is fine."""
    key = DataKey.fresh()
    inside = key.raw
    first = bytes(inside)
    zeroed: list[bytes] = []

    class Watching(bytearray):
        def clear(self):
            zeroed.append(bytes(self))
            super().clear()

    key._raw = Watching(inside)
    key.wipe()
    key.wipe()
    assert zeroed[0] == bytes(32) != first
    with pytest.raises(Refused, match=r"vault\.locked"):
        _ = key.raw
    with pytest.raises(Refused, match=r"vault\.locked"):
        key.derive("audit")
    assert repr(key) == "DataKey(hidden)"


def test_each_purpose_has_its_own_key():
    """Different purposes, different keys, none of them the key itself; the same purpose gives the same key."""
    key = DataKey.fresh()
    assert len({key.derive("audit"), key.derive("header proof"), bytes(key.raw)}) == 3
    assert key.derive("audit") == key.derive("audit") == expand(bytes(key.raw), "audit")


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=50), st.integers(0, 8 * 48 - 1))
def test_a_seal_opens_only_whole_and_with_what_it_was_bound_to(holder, bound, bit):
    """Any turned bit, another holder or other parameters: no key."""
    key = DataKey.fresh()
    nonce, sealed = wrap(key, holder, bound)
    opened = unwrap(nonce, sealed, holder, bound)
    assert opened is not None
    assert opened.raw == key.raw
    turned = bytearray(sealed)
    turned[bit // 8] ^= 1 << bit % 8
    assert unwrap(nonce, bytes(turned), holder, bound) is None
    assert unwrap(nonce, sealed, holder, bound + b"x") is None
    assert unwrap(nonce, sealed, bytes(32) if holder != bytes(32) else b"1" * 32, bound) is None


def test_the_default_stretching_is_the_decided_one():
    """Argon2id, three passes, four lanes, 64 MiB."""
    assert Stretch() == Stretch(passes=3, lanes=4, memory_kib=65536)
    assert Stretch().sound()


def test_argon2id_agrees_with_the_reference_vector():
    """The published test vector's parameters without secret and data, checked against the reference tool's output."""
    key = Stretch(passes=2, lanes=1, memory_kib=65536).key("password", b"somesalt")
    assert key.hex() == "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"


@given(st.data())
def test_a_recovery_code_reads_back_however_it_is_typed(data):
    """Case, spaces, dashes, and O for 0, I or L for 1."""
    code = recovery.new_code()
    typed = "".join(data.draw(st.sampled_from((sign, sign.lower(), {"0": "o", "1": "l"}.get(sign, sign)))) for sign in code)
    assert recovery.read("  " + typed.replace("-", data.draw(st.sampled_from(("", " ", "-", "\n"))))) == code.replace("-", "")
    assert recovery.holder_key(typed) == recovery.holder_key(code)


def test_every_slip_of_one_sign_or_two_neighbours_is_found_before_anything_is_tried():
    """A sign replaced, left out, doubled, or two neighbours swapped: a slip, never a wrong code."""
    code = recovery.new_code().replace("-", "")
    slips = {code[:at] + sign + code[at + 1 :] for at in range(28) for sign in recovery.ALPHABET}
    slips |= {code[:at] + code[at + 1] + code[at] + code[at + 2 :] for at in range(25)}
    slips |= {code[:at] + code[at + 1 :] for at in range(28)} | {code[:at] + code[at] + code[at:] for at in range(28)}
    for slip in slips - {code}:
        with pytest.raises(Refused, match=r"vault\.recovery_code_mistyped"):
            recovery.read(slip)


def test_a_code_is_printed_in_seven_groups_of_four_without_doubtful_signs():
    """No I, L, O or U; no two codes alike."""
    codes = {recovery.new_code() for _ in range(50)}
    assert len(codes) == 50
    for code in codes:
        assert [len(group) for group in code.split("-")] == [4] * 7
        assert not set(code) & set("ILOU")


@given(st.text(max_size=40))
def test_any_text_that_is_no_code_is_refused(text):
    """Whatever is typed: one fault, no other exception."""
    with pytest.raises(Refused, match=r"vault\.recovery_code_mistyped"):
        recovery.read(text)


def test_suggestions_are_long_random_and_pass_the_check():
    """Six words of a list of at least 1,024 plain ones: over 60 bits, none alike, none refused."""
    words = passphrases.words()
    assert len(set(words)) == len(words) >= 1024
    assert all(word.isascii() and word.isalpha() and 3 <= len(word) <= 8 for word in words)
    suggested = {passphrases.suggest() for _ in range(200)}
    assert len(suggested) == 200
    for passphrase in suggested:
        assert set(passphrase.split(" ")) <= set(words)
        assert len(passphrase.split(" ")) == 6
        passphrases.check(passphrase)
    assert passphrases.suggested_bits() > 60


@pytest.mark.parametrize(("typed", "code"), [
    ("", "vault.passphrase_short"), ("         a", "vault.passphrase_short"), ("ninesigns", "vault.passphrase_short"),
    ("abababababab", "vault.passphrase_weak"), ("abcdefghijkl", "vault.passphrase_weak"), ("zyxwvutsrqpo", "vault.passphrase_weak"),
    ("1234567890", "vault.passphrase_weak"), ("PasswordPassword", "vault.passphrase_weak"), ("good words\x00 here", "vault.passphrase_nul"),
])
def test_weak_passphrases_are_refused_with_their_reason(typed, code):
    """Too short, too plain, on everybody's list, or with a sign that key derivations cut at."""
    with pytest.raises(Refused) as caught:
        passphrases.check(typed)
    assert caught.value.code == code
