import base64
import hashlib
import io
import os
import pty
import shutil
import subprocess

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from hybriddesk.records.advice import advice
from hybriddesk.records.errors import Fault, Refused
from hybriddesk.sync import age

PASS = "six random words make one"
AGE = shutil.which("age")


def sealed(data: bytes, passphrase: str = PASS, log_n: int = 2, pieces: int = 7000) -> bytes:
    raw = io.BytesIO()
    sealer = age.Sealer(raw, passphrase, log_n=log_n)
    for at in range(0, len(data), pieces):
        sealer.write(data[at:at + pieces])
    sealer.finish()
    return raw.getvalue()


def opened(raw: bytes, passphrase: str = PASS) -> bytes:
    file = io.BytesIO(raw)
    return b"".join(age.chunks(file, age.unlock(file, passphrase)))


def code(raw: bytes, passphrase: str = PASS) -> str:
    with pytest.raises(Fault) as fault:
        opened(raw, passphrase)
    assert advice(fault.value.code, fault.value.facts).do
    return fault.value.code


WHOLE = os.urandom(3 * age.CHUNK)
RAW = sealed(WHOLE, log_n=1)
START = len(RAW) - 3 * age.SEALED


@given(size=some.sampled_from([0, 1, 511, age.CHUNK - 1, age.CHUNK, age.CHUNK + 1, 2 * age.CHUNK, 200_000]), pieces=some.integers(1, 100_000))
@settings(max_examples=20, deadline=None)
def test_round_trip(size, pieces):
    """Any length, written in any pieces, comes back as it was."""
    data = os.urandom(size)
    assert opened(sealed(data, pieces=max(pieces, size // 50 + 1))) == data


@pytest.mark.parametrize("size", [0, 1, age.CHUNK, age.CHUNK + 1, 3 * age.CHUNK])
def test_pyrage_opens_ours_and_we_open_its(size):
    """Another implementation reads our files, and we read its."""
    data = os.urandom(size)
    assert pyrage.passphrase.decrypt(sealed(data, log_n=10), PASS) == data


def test_we_open_pyrage():
    """A file by another implementation opens here."""
    assert opened(pyrage.passphrase.encrypt(b"hello", PASS)) == b"hello"


def typed(command: list[str], times: int) -> int:
    """Runs a program on a terminal of its own and types the passphrase as often as asked."""
    child, terminal = pty.fork()
    if child == 0:
        os.execv(command[0], command)
    for _ in range(times):
        while b":" not in os.read(terminal, 1000):
            pass
        os.write(terminal, PASS.encode() + b"\n")
    while True:
        try:
            if not os.read(terminal, 1000):
                break
        except OSError:
            break
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.skipif(AGE is None, reason="the age program is not installed")
def test_age_program(tmp_path):
    """The age program opens our files, and we open its."""
    (tmp_path / "ours.age").write_bytes(sealed(WHOLE, log_n=10))
    assert typed([str(AGE), "-d", "-o", str(tmp_path / "ours"), str(tmp_path / "ours.age")], 1) == 0
    assert (tmp_path / "ours").read_bytes() == WHOLE
    assert typed([str(AGE), "-p", "-o", str(tmp_path / "its.age"), str(tmp_path / "ours")], 2) == 0
    assert opened((tmp_path / "its.age").read_bytes()) == WHOLE


@pytest.mark.skipif(AGE is None, reason="the age program is not installed")
def test_age_program_agrees_on_damage(tmp_path):
    """The age program refuses what we refuse."""
    (tmp_path / "cut.age").write_bytes(RAW[:-1])
    assert typed([str(AGE), "-d", "-o", str(tmp_path / "cut"), str(tmp_path / "cut.age")], 1) != 0
    assert subprocess.run([str(AGE), "--version"], check=True, capture_output=True).stdout


def test_wrong_passphrase():
    """A wrong passphrase is told from damage, also for look-alikes."""
    assert {code(RAW, wrong) for wrong in ("x", PASS + " ", PASS.upper(), PASS[:-1])} == {"sync.wrong_passphrase"}


def test_passphrases_that_are_refused():
    """An empty passphrase and one with a NUL, which scrypt confuses with one without, are refused on both sides."""
    assert code(RAW, "") == "sync.passphrase_empty"
    assert code(RAW, PASS + "\x00") == "sync.passphrase_nul"
    with pytest.raises(Refused):
        sealed(b"", "")


def test_one_form_of_letters():
    """An umlaut typed as one or as two characters is the same passphrase."""
    assert opened(sealed(b"x", "Gr\u00fcn"), "Gru\u0308n") == b"x"


def test_work_factor_is_checked_before_deriving():
    """A file that asks for 2^21 or more is refused at once, before any work."""
    for asked in (b"21", b"30", b"999999999"):
        assert code(RAW.replace(b" 1\n", b" " + asked + b"\n", 1)) == "sync.too_hard"


@given(at=some.integers(0, len(RAW) - 1), flip=some.integers(1, 255))
@settings(max_examples=300, deadline=None)
def test_damage_anywhere(at, flip):
    """A changed byte anywhere is found and called damage; in the header it is never taken for a wrong passphrase."""
    broken = bytearray(RAW)
    broken[at] ^= flip
    found = code(bytes(broken))
    assert found in ({"sync.damaged"} if at >= START else {"sync.damaged", "sync.head_damaged", "sync.newer_format", "sync.too_hard"})


def test_damage_in_every_header_byte():
    """Each byte of the header, changed in two ways, is found."""
    for at in range(START):
        for flip in (1, 0x80):
            broken = bytearray(RAW)
            broken[at] ^= flip
            assert code(bytes(broken)) in {"sync.damaged", "sync.head_damaged", "sync.newer_format", "sync.too_hard"}


@given(size=some.one_of(some.integers(1, len(RAW) - 1), some.integers(1, START + 20), some.sampled_from([START, START + age.SEALED, START + 2 * age.SEALED])))
@settings(max_examples=200, deadline=None)
def test_cut_anywhere(size):
    """A file cut at any length is called incomplete."""
    assert code(RAW[:size]) == "sync.cut"


@pytest.mark.parametrize("order", [(1, 0, 2), (0, 2, 1), (2, 1, 0), (0, 0, 1, 2), (0, 2), (1, 2), (0, 1, 1, 2)])
def test_reordered(order):
    """Swapped, doubled and missing chunks are called out of order."""
    pieces = [RAW[START + at * age.SEALED:START + (at + 1) * age.SEALED] for at in range(3)]
    assert code(RAW[:START] + b"".join(pieces[at] for at in order)) == "sync.reordered"


def test_more_after_the_end():
    """Bytes after the end are found."""
    assert code(RAW + b"x") in {"sync.damaged", "sync.reordered"}
    assert code(RAW + RAW[START:]) in {"sync.damaged", "sync.reordered"}


@pytest.mark.parametrize(("raw", "wanted"), [
    (b"", "sync.empty"), (b"PK\x03\x04" + b"x" * 400, "sync.not_a_bundle"), (b"SQLite format 3\x00" * 30, "sync.not_a_bundle"),
    (b"age-encryption.org/v2\n-> scrypt x 1\n", "sync.newer_format"), (b"hello\n", "sync.not_a_bundle"),
    (b"-----BEGIN AGE ENCRYPTED FILE-----\n", "sync.not_a_bundle"), (bytes(500), "sync.not_a_bundle"),
])
def test_foreign_files(raw, wanted):
    """Empty, foreign and newer files are told apart."""
    assert code(raw) == wanted


def test_file_locked_by_a_key():
    """An age file for a key pair has no passphrase and is no bundle."""
    pair = pyrage.x25519.Identity.generate()
    assert code(pyrage.encrypt(b"x" * 1000, [pair.to_public()])) == "sync.not_a_bundle"


@given(raw=some.binary(max_size=600))
@settings(max_examples=200, deadline=None)
def test_any_bytes(raw):
    """Whatever bytes come after the first line, the answer is one of our faults."""
    assert code(b"age-encryption.org/v1\n" + raw).startswith("sync.")
    assert code(raw).startswith("sync.")


def test_base64_has_one_spelling():
    """A header whose base64 has other unused bits is refused although it decodes to the same."""
    salt = RAW.split(b" ")[2]
    alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    twin = salt[:-1] + alphabet[alphabet.index(salt[-1:]) + 1:][:1]
    assert base64.b64decode(twin + b"==") == base64.b64decode(salt + b"==")
    assert code(RAW.replace(salt, twin, 1)) == "sync.damaged"


def test_nothing_is_handed_out_unchecked():
    """Chunks before a damaged one are good, and the damaged one is never seen."""
    broken = bytearray(RAW)
    broken[START + age.SEALED + 5] ^= 1
    file = io.BytesIO(bytes(broken))
    stream = age.chunks(file, age.unlock(file, PASS))
    assert next(stream) == WHOLE[:age.CHUNK]
    with pytest.raises(Refused):
        next(stream)


def test_short_of_memory(monkeypatch):
    """Too little memory for the derivation is said as such."""

    def poor(*_):
        raise MemoryError

    monkeypatch.setattr(age, "Scrypt", poor)
    assert code(RAW) == "sync.no_memory"




def test_key_is_hidden():
    """The payload key shows in no repr."""
    file = io.BytesIO(RAW)
    found = age.unlock(file, PASS)
    assert "key" not in repr(found)
    assert hashlib.sha256(found.key).hexdigest() not in repr(found)
