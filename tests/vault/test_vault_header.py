"""The header file: every damaged bit is found, every hostile parameter refused."""

from __future__ import annotations

import base64
import copy
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vault_stores import PASSPHRASE, QUICK, make

from hybriddesk.records.errors import Permanent, Refused
from hybriddesk.records.store import Passphrase
from hybriddesk.vault import header, store
from hybriddesk.vault.keys import DataKey


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make(tmp_path_factory.mktemp("header"))


@pytest.fixture(scope="module")
def content(made):
    return made.folder.header.read_bytes()


def load_code(path: Path) -> str:
    with pytest.raises(Refused) as caught:
        header.load(path)
    return caught.value.code


@given(data=st.data())
def test_every_flipped_bit_is_damage_or_changes_nothing(made, content, tmp_path_factory, data):
    """A header with one bit turned is refused as damaged, or (white space) reads as exactly what was written."""
    bit = data.draw(st.integers(0, len(content) * 8 - 1))
    turned = bytearray(content)
    turned[bit // 8] ^= 1 << bit % 8
    path = tmp_path_factory.mktemp("flip") / "vault.json"
    path.write_bytes(turned)
    try:
        found = header.load(path)
    except Refused as fault:
        assert fault.code == "vault.header_damaged"  # noqa: PT017  either outcome is right, each with its own check
    else:
        assert found == header.load(made.folder.header)


@given(cut=st.integers(0, 10_000))
def test_a_cut_header_is_damage(content, tmp_path_factory, cut):
    """However much is missing at the end."""
    path = tmp_path_factory.mktemp("cut") / "vault.json"
    path.write_bytes(content[: cut % (len(content) - 2)])
    assert load_code(path) == "vault.header_damaged"


@given(noise=st.binary(max_size=300) | st.text().map(str.encode) | st.recursive(
    st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(("sum", "format", "wraps")), inner),
).map(lambda value: json.dumps(value).encode()))
def test_foreign_content_is_damage(tmp_path_factory, noise):
    """Any bytes, any JSON: one code, no other exception."""
    path = tmp_path_factory.mktemp("noise") / "vault.json"
    path.write_bytes(noise)
    assert load_code(path) == "vault.header_damaged"


def test_an_endless_header_is_not_read(tmp_path):
    """A file of megabytes is refused by its length."""
    path = tmp_path / "vault.json"
    path.write_bytes(b" " * (header.LIMIT + 10))
    assert load_code(path) == "vault.header_damaged"


def test_a_deeply_nested_header_is_damage(tmp_path):
    """It cannot exhaust the parser's stack."""
    path = tmp_path / "vault.json"
    path.write_bytes(b"[" * 60_000)
    assert load_code(path) == "vault.header_damaged"


def rewritten(content, change):
    body = json.loads(content)
    change(body)
    del body["sum"]
    return json.dumps({**body, "sum": header._sum(body)}).encode()


def put(name, value):
    def change(body):
        body["wraps"][[wrap["holder"] for wrap in body["wraps"]].index("passphrase")]["kdf"][name] = value

    return change


@pytest.mark.parametrize("change", [
    put("memory_kib", 1 << 40), put("memory_kib", 4), put("passes", 0), put("passes", 10**9), put("lanes", 64), put("name", "scrypt"),
    put("passes", "many"), lambda body: body.update(salt="AAAA"), lambda body: body["wraps"][0].update(holder="anyone"),
    lambda body: body["wraps"][0].update(nonce="*"), lambda body: body["wraps"][0].update(sealed=""), lambda body: body.update(format="x"),
    lambda body: body.update(proof=""), lambda body: body.update(wraps=3), lambda body: body.update(version="x"),
])
def test_a_rewritten_header_cannot_ask_for_endless_work_or_odd_shapes(content, tmp_path, change):
    """Parameters out of range are refused before anything is derived, even with a right checksum."""
    path = tmp_path / "vault.json"
    path.write_bytes(rewritten(content, change))
    assert load_code(path) == "vault.header_damaged"


def test_weaker_parameters_put_in_by_hand_do_not_open_the_store(made, content, tmp_path):
    """The parameters are bound to the seal: with another count of passes the right passphrase fails."""
    other = copy.copy(made.folder)
    other.header, other.header_copy = tmp_path / "vault.json", tmp_path / "vault.json.bak"
    other.header.write_bytes(rewritten(content, put("passes", 2)))
    with pytest.raises(Refused, match=r"vault\.wrong_passphrase"):
        store.unlock(other, Passphrase(PASSPHRASE))


def test_a_salt_changed_by_hand_fits_no_secret(made, content, tmp_path):
    """The database's salt is bound to the seal too."""
    other = copy.copy(made.folder)
    other.header, other.header_copy = tmp_path / "vault.json", tmp_path / "vault.json.bak"
    other.header.write_bytes(rewritten(content, lambda body: body.update(salt=base64.b64encode(bytes(16)).decode())))
    with pytest.raises(Refused, match=r"vault\.wrong_passphrase"):
        store.unlock(other, Passphrase(PASSPHRASE))


def test_a_header_of_a_newer_app_is_told_apart_from_damage(made, content, tmp_path):
    """State and fault say newer; nothing is healed over it."""
    folder = make(tmp_path).folder
    newer = rewritten(content, lambda body: body.update(version=2))
    for path in (folder.header, folder.header_copy):
        path.write_bytes(newer)
    assert folder.state() == "newer"
    with pytest.raises(Refused, match=r"vault\.newer"):
        store.unlock(folder, Passphrase(PASSPHRASE))
    assert folder.header.read_bytes() == newer


def test_the_newer_of_two_copies_counts(tmp_path):
    """After a crash between the two writes the first one decides, and the second is brought up."""
    made = make(tmp_path)
    old = made.folder.header_copy.read_bytes()
    store.change_passphrase(made.folder, made.key, "quite another phrase", stretch=QUICK)
    made.folder.header_copy.write_bytes(old)
    assert store.unlock(made.folder, Passphrase("quite another phrase")).raw == made.key.raw
    assert made.folder.header_copy.read_bytes() == made.folder.header.read_bytes()


def test_a_header_that_cannot_be_read_names_the_disk(tmp_path):
    """A folder where the file should be is the disk's fault, not the passphrase's."""
    (tmp_path / "vault.json").mkdir()
    with pytest.raises(Permanent, match=r"vault\.io"):
        header.load(tmp_path / "vault.json")


def test_only_the_stores_own_key_belongs(made):
    """The proof in the header knows its key."""
    found = header.load(made.folder.header)
    assert found.belongs(made.key)
    assert not found.belongs(DataKey.fresh())
