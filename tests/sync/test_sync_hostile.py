import hashlib
import io
import json
import random
import tarfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sync_stores import PASS, digests, empty, filled, plaintext, written

from hybriddesk.records.advice import advice
from hybriddesk.records.errors import Fault, Permanent
from hybriddesk.sync import age, archive, bundling
from hybriddesk.sync.tables import BY_NAME


class Quiet(bytes):
    """Bytes that a test report does not print."""

    def __repr__(self):
        return f"{len(self)} bytes"


@pytest.fixture(scope="module")
def inside(tmp_path_factory):
    """The plaintext of a good bundle."""
    where = tmp_path_factory.mktemp("good")
    db = filled(where / "one")
    written(db, where / "b.age")
    db.close()
    return Quiet(plaintext(where / "b.age"))


@pytest.fixture(scope="module")
def target(tmp_path_factory):
    db = empty(tmp_path_factory.mktemp("target") / "two")
    yield db
    db.close()


def files(inside: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(inside)) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar}


def packed(content: dict[str, bytes]) -> bytes:
    raw = bytearray()
    tar = archive.ArchiveWriter(raw.extend, 0)
    for name, data in content.items():
        tar.add(name, data)
    tar.finish()
    return bytes(raw)


def refused(target, tmp_path, inside: bytes) -> str:
    """The code with which a bundle of this content, sealed with the right passphrase, is refused; the store must stay as it was."""
    path = tmp_path / "hostile.age"
    with path.open("wb") as file:
        sealer = age.Sealer(file, PASS, log_n=1)
        sealer.write(inside)
        sealer.finish()
    before = digests(target, tmp_path), target.query("SELECT count(*) FROM audit")
    with pytest.raises(Fault) as fault:
        bundling.import_bundle(target, path, PASS)
    assert advice(fault.value.code, fault.value.facts).do
    assert (digests(target, tmp_path), target.query("SELECT count(*) FROM audit")) == before
    assert {file.name for file in tmp_path.iterdir() if file.is_file()} == {"hostile.age"}
    return fault.value.code


def line(content: dict[str, bytes], name: str, **changes: object) -> dict[str, bytes]:
    """The first row of a file changed, and the trailer left as it was."""
    first, _, rest = content[name].partition(b"\n")
    return content | {name: json.dumps(json.loads(first) | changes).encode() + b"\n" + rest}


ITEMS, HEADER, TRAILER = "items/0001.ndjson", "header.json", "trailer.json"


def with_header(content, **changes):
    """A header changed, with the trailer made to fit."""
    header = json.dumps(json.loads(content[HEADER]) | changes).encode()
    trailer = json.loads(content[TRAILER])
    trailer["files"][HEADER]["sha256"] = hashlib.sha256(header).hexdigest()
    return content | {HEADER: header, TRAILER: json.dumps(trailer).encode()}


HOSTILE = {
    "a row changed": (lambda c: line(c, ITEMS, body="other"), "sync.damaged"),
    "a wrong type": (lambda c: line(c, ITEMS, sample="x"), "sync.damaged"),
    "a huge number": (lambda c: line(c, ITEMS, created_ms=2**70), "sync.damaged"),
    "an extra column": (lambda c: line(c, ITEMS, extra="x"), "sync.damaged"),
    "a null where none may be": (lambda c: line(c, ITEMS, body=None), "sync.damaged"),
    "a deep nest": (lambda c: c | {ITEMS: b"[" * 100_000 + b"\n"}, "sync.damaged"),
    "no JSON": (lambda c: c | {ITEMS: b"\xff\xfe\n"}, "sync.damaged"),
    "no line end": (lambda c: c | {ITEMS: c[ITEMS][:-1]}, "sync.damaged"),
    "bad base64": (lambda c: line(c, "ledger/0001.ndjson", body={"base64": "*"}), "sync.damaged"),
    "a file left out": (lambda c: {name: data for name, data in c.items() if name != ITEMS}, "sync.damaged"),
    "a file too many": (lambda c: dict(list(c.items())[:-1]) | {"items/0009.ndjson": c[ITEMS], TRAILER: c[TRAILER]}, "sync.damaged"),
    "files in another order": (lambda c: {HEADER: c[HEADER]} | dict(sorted(c.items(), reverse=True)), "sync.damaged"),
    "an unknown table": (lambda c: dict(list(c.items())[:-1]) | {"sqlite_master/0001.ndjson": b"{}\n", TRAILER: c[TRAILER]}, "sync.damaged"),
    "no trailer": (lambda c: dict(list(c.items())[:-1]), "sync.damaged"),
    "a file after the trailer": (lambda c: c | {"zzz.json": b"{}"}, "sync.damaged"),
    "a trailer of nothing": (lambda c: c | {TRAILER: b"{}"}, "sync.damaged"),
    "a trailer of junk": (lambda c: c | {TRAILER: b"junk"}, "sync.damaged"),
    "other columns": (lambda c: with_header(c, tables={"items": ["id"]}), "sync.damaged"),
    "keys claimed": (lambda c: with_header(c, keys=True), "sync.damaged"),
    "a header without parts": (lambda c: c | {HEADER: b'{"kind":"hybriddesk bundle","format":1,"schema":1}'}, "sync.damaged"),
    "another device": (lambda c: c | {HEADER: c[HEADER].replace(b'"device": "', b'"device": "x')}, "sync.damaged"),
    "a newer format": (lambda c: with_header(c, format=2), "sync.newer_format"),
    "a newer schema": (lambda c: with_header(c, schema=99), "sync.newer_format"),
    "another kind": (lambda c: with_header(c, kind="photos"), "sync.not_a_bundle"),
    "a header of junk": (lambda c: c | {HEADER: b"[" * 5000}, "sync.not_a_bundle"),
    "no header first": (lambda c: {TRAILER: c[TRAILER]} | c, "sync.not_a_bundle"),
    "audit lines unchained": (lambda c: line(c, "audit/0001.ndjson", seq=5), "sync.damaged"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_content(name, inside, target, tmp_path):
    """Content that this app would not write, sealed with the right passphrase, is refused whole with the right word."""
    change, code = HOSTILE[name]
    assert refused(target, tmp_path, packed(change(files(inside)))) == code


def entry(name: str, kind: bytes = tarfile.REGTYPE, **more: object) -> bytes:
    made = tarfile.TarInfo(name)
    made.type = kind
    for attribute, value in more.items():
        setattr(made, attribute, value)
    return made.tobuf(tarfile.GNU_FORMAT)


@pytest.mark.parametrize("block", [
    entry("../../etc/passwd"), entry("/etc/passwd"), entry("header.json", tarfile.SYMTYPE, linkname="/etc/passwd"), entry("header.json", tarfile.LNKTYPE),
    entry("header.json", tarfile.DIRTYPE), entry("header.json", tarfile.FIFOTYPE), entry("header.json", tarfile.CHRTYPE), entry("x" * 300 + ".json"),
    entry("header.json", size=2**40), entry("header.json", size=archive.LARGEST + 1), entry("header.json", tarfile.GNUTYPE_SPARSE), b"junk" * 128,
])
def test_hostile_archives(block, inside, target, tmp_path):
    """Paths that lead out, links, devices, giant sizes and no tar at all are refused, before and after a good header."""
    assert refused(target, tmp_path, block + inside) == "sync.not_a_bundle"
    header = 512 + -(-len(files(inside)[HEADER]) // 512) * 512
    assert refused(target, tmp_path, inside[:header] + block + inside[header:]) == "sync.damaged"


def test_endings(inside, target, tmp_path):
    """An archive without its end, or with words where there should be padding, is damaged; an empty one is no bundle."""
    end = inside.rindex(b"}") // 512 * 512 + 512
    assert refused(target, tmp_path, inside[:end]) == "sync.damaged"
    assert refused(target, tmp_path, inside[:-1] + b"x") == "sync.damaged"
    assert refused(target, tmp_path, bytes(1024)) == "sync.not_a_bundle"
    assert refused(target, tmp_path, b"") == "sync.damaged"


@given(seed=some.integers(0, 2**32))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_fuzzed_content(seed, inside, target, tmp_path):
    """Random changes inside the seal are refused with one of our words and leave the store as it was."""
    chance = random.Random(seed)
    broken = bytearray(inside[:inside.rindex(b"}") + 1])
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(broken))
        broken[at:at + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 3))
    if bytes(broken) != inside[:len(broken)]:
        assert refused(target, tmp_path, bytes(broken) + bytes(2048)) in {"sync.damaged", "sync.not_a_bundle", "sync.newer_format"}


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    where = tmp_path_factory.mktemp("sealed")
    db = filled(where / "one")
    written(db, where / "b.age", log_n=1)
    db.close()
    return Quiet((where / "b.age").read_bytes())


@given(at=some.integers(0, 10**6), how=some.sampled_from(["flip", "cut", "insert", "swap"]))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damaged_file_imports_nothing(at, how, good, target, tmp_path):
    """A sealed bundle that is flipped, cut, added to or swapped anywhere imports nothing."""
    at %= len(good) - 1
    broken = {
        "flip": good[:at] + bytes([good[at] ^ 1]) + good[at + 1:], "cut": good[:at], "insert": good[:at] + b"x" + good[at:],
        "swap": good[:at] + good[at + 1:at + 2] + good[at:at + 1] + good[at + 2:],
    }[how]
    if broken == good:
        return
    path = tmp_path / "broken.age"
    path.write_bytes(broken)
    before = target.query("SELECT count(*) FROM conversations"), target.query("SELECT count(*) FROM audit")
    with pytest.raises(Fault) as fault:
        bundling.import_bundle(target, path, PASS)
    assert fault.value.code != "sync.wrong_passphrase"
    assert (target.query("SELECT count(*) FROM conversations"), target.query("SELECT count(*) FROM audit")) == before


def test_changed_between_check_and_merge(good, target, tmp_path):
    """A file that is exchanged after it was checked is refused by the merge, and all of it is taken back."""
    path = tmp_path / "b.age"
    path.write_bytes(good)
    from hybriddesk.sync.bundle_read import check_bundle

    bundle = check_bundle(path, PASS)
    path.write_bytes(good[:-age.SEALED] + bytes(age.SEALED))
    with pytest.raises(Fault):
        bundling.merge_bundle(target, bundle)
    assert target.query("SELECT count(*) FROM conversations") == [(0,)]


def test_missing_file(target, tmp_path):
    """A bundle that is not there is named, and a folder in its place too."""
    for path in (tmp_path / "none.age", tmp_path):
        with pytest.raises(Permanent) as fault:
            bundling.import_bundle(target, path, PASS)
        assert fault.value.code == "sync.unreadable"


def test_wrong_passphrase_in_full(good, target, tmp_path):
    """A wrong passphrase is told as such by verify and import."""
    (tmp_path / "b.age").write_bytes(good)
    for act in (lambda: bundling.verify_bundle(tmp_path / "b.age", "x"), lambda: bundling.import_bundle(target, tmp_path / "b.age", "x")):
        with pytest.raises(Fault) as fault:
            act()
        assert fault.value.code == "sync.wrong_passphrase"


def test_nothing_readable_on_disk(tmp_path, monkeypatch):
    """Planted words stand in no file while a bundle is written and read, nor after a fault in the middle."""
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    one, two = filled(tmp_path / "one"), empty(tmp_path / "two")
    seen = []

    def look(_done: int) -> None:
        seen.extend(path.name for path in tmp_path.rglob("*") if path.is_file() and any(
            word in path.read_bytes() for word in (b"planted comment", b"PERSON_7QXK", b"sk-planted")))

    try:
        bundling.export_bundle(one, tmp_path / "b.age", PASS, include_keys=True, progress=look)
        bundling.import_bundle(two, tmp_path / "b.age", PASS)
        look(0)
    finally:
        one.close()
        two.close()
    assert seen == []
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["b.age"]


def test_types_by_column():
    """Every column says which type it is."""
    assert {column.type for table in BY_NAME.values() for column in table.columns} == {str, int, float, bytes}
