"""Receipts: the known vectors, keys of the library beside ours, and every flipped bit refused."""

from __future__ import annotations

import hashlib
import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed, decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from hybriddesk.privacy.attested.checking import REPORT_DATA, check
from hybriddesk.privacy.attested.recovery import G, N, P, signer
from hybriddesk.privacy.attested.signatures import address_of, digest, keccak, plain_address
from hybriddesk.records.receipts import Checked, Receipt

VECTORS = json.loads((Path(__file__).parent / "nanogpt_tee_signature_vectors.json").read_text())
NONCE = "AAECAwQFBgcICQoLDA0ODw=="


def quote(address: str, version: int = 4, kind: int = 0x81) -> bytes:
    raw = bytearray(1000)
    raw[:2], raw[4:8] = version.to_bytes(2, "little"), kind.to_bytes(4, "little")
    raw[REPORT_DATA.start : REPORT_DATA.start + 20] = bytes.fromhex(address.removeprefix("0x"))
    return bytes(raw)


def receipt(vector=VECTORS[0], **more) -> Receipt:
    said = {"text": vector["text"], "signature": vector["signature"], "signing_address": vector["signing_address"], "signing_algo": "ecdsa"}
    report = {"signing_address": vector["signing_address"].lower(), "nonce": NONCE, "intel_quote": quote(vector["signing_address"]).hex()}
    made = Receipt(
        run="r", provider="nano", model="TEE/m", chat="chatcmpl-1", nonce=NONCE, request=vector["request_body"].encode(),
        response=vector["response_body"].encode(), signature=json.dumps(said).encode(), attestation=json.dumps(report).encode(),
        collateral=b"", created_ms=1,
    )
    return replace(made, **more)


def up_to_date(_quote: bytes, _collateral: bytes, _now: int) -> str:
    return "UpToDate"


def states(made: Receipt, verify=None) -> tuple[Checked, Checked, Checked]:
    found = check(made, verify, 1_800_000_000)
    return found.signature, found.attestation, found.quote


@pytest.mark.parametrize("vector", VECTORS)
def test_the_known_vectors_are_signed(vector):
    """Text, signature and address fit; the exact bodies are what was signed; the quote is not claimed to be checked."""
    found = check(receipt(vector), None, 0)
    assert found.signature == Checked("ok", "signed")
    assert found.attestation == Checked("ok", "same_signer")
    assert found.quote == Checked("not_checked", "no_collateral")
    assert found.signer == vector["signing_address"].lower()[2:]


@pytest.mark.parametrize("vector", VECTORS)
def test_every_flipped_bit_is_refused(vector):
    """Of the signature, of the signed text, of both bodies and of the address: never once is a forgery called signed."""
    made = receipt(vector)
    said = json.loads(made.signature)
    raw = bytes.fromhex(said["signature"][2:])
    for at in range(len(raw) * 8):
        flipped = bytearray(raw)
        flipped[at // 8] ^= 1 << at % 8
        forged = {**said, "signature": "0x" + flipped.hex()}
        assert check(replace(made, signature=json.dumps(forged).encode()), None, 0).signature.state == "failed", at
    for field in ("request", "response"):
        body = getattr(made, field)
        for at in range(len(body) * 8):
            flipped = bytearray(body)
            flipped[at // 8] ^= 1 << at % 8
            assert check(replace(made, **{field: bytes(flipped)}), None, 0).signature.why == f"other_{field}"
    for at in range(160):
        address = bytearray.fromhex(vector["signing_address"][2:])
        address[at // 8] ^= 1 << at % 8
        forged = {**said, "signing_address": "0x" + address.hex()}
        assert check(replace(made, signature=json.dumps(forged).encode()), None, 0).signature == Checked("failed", "other_signer")
    for at in range(len(vector["text"])):
        other = vector["text"][:at] + ("0" if vector["text"][at] != "0" else "1") + vector["text"][at + 1 :]
        assert check(replace(made, signature=json.dumps({**said, "text": other}).encode()), None, 0).signature.state == "failed"


def test_keys_of_the_library_are_recovered():
    """Fifty signatures made by OpenSSL: the key recovered is the key that signed, and only with the right parity."""
    for n in range(50):
        key = ec.derive_private_key(int.from_bytes(hashlib.sha256(b"%d" % n).digest()) % N, ec.SECP256K1())
        wanted, hashed = key.public_key().public_numbers(), hashlib.sha256(b"text %d" % n).digest()
        r, s = decode_dss_signature(key.sign(hashed, ec.ECDSA(Prehashed(SHA256()))))
        s = min(s, N - s)
        found = [signer(hashed, r, s, parity) for parity in (0, 1)]
        assert (wanted.x, wanted.y) in found
        assert found[0] != found[1]


def test_numbers_that_no_signature_has_are_refused():
    """Zero, the order, the higher s, an x on no point, and the point at infinity."""
    hashed = b"\x01" * 32
    for r, s in ((0, 1), (N, 1), (1, 0), (1, N), (1, N - 1), (5, 1)):
        assert signer(hashed, r, s, 0) is None
    z = 5
    assert signer(z.to_bytes(32, "big"), G[0], z, G[1] % 2) is None
    doubled = signer((N - z).to_bytes(32, "big"), G[0], z, G[1] % 2)
    assert doubled is not None
    assert (doubled[1] ** 2 - doubled[0] ** 3 - 7) % P == 0


def test_keccak_is_the_one_of_2011():
    """The empty string's hash is the one that every Ethereum client knows, and not SHA3's."""
    assert keccak(b"").hex() == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"
    assert keccak(b"") != hashlib.sha3_256(b"").digest()
    assert digest(b"hello").hex() == "50b2c43fd39106bafbba0da34fc430e1f91e3c96ea2acee2bc34119f92b37750"


@pytest.mark.parametrize("signature", ["", "0x", "nonsense", "0x" + "00" * 65, "0x" + "ff" * 65, "0x" + "11" * 64 + "1d", "٣" * 130])
def test_what_is_no_signature_is_nobodys(signature):
    """No crash, no address."""
    assert address_of(b"text", signature) is None


def test_a_recovery_id_may_be_written_either_way():
    """27 and 28, or 0 and 1."""
    v = VECTORS[0]
    low = v["signature"][:-2] + f"{int(v['signature'][-2:], 16) - 27:02x}"
    assert address_of(v["text"].encode(), low) == plain_address(v["signing_address"])
    assert plain_address("0x12") is None


@pytest.mark.parametrize(("change", "why"), [
    ({"signature": b""}, "no_signature"), ({"signature": b"", "fault": "provider.timeout"}, "provider.timeout"),
    ({"signature": b"[]"}, "unreadable"), ({"signature": b"\xff"}, "unreadable"), ({"signature": b"[" * 100_000}, "unreadable"),
    ({"signature": json.dumps({"text": "a:b", "signature": "0x", "signing_address": VECTORS[0]["signing_address"]}).encode()}, "unreadable"),
    ({"signature": json.dumps({**VECTORS[0], "signing_algo": "ed25519"}).encode()}, "other_algorithm"),
    ({"signature": json.dumps({**VECTORS[0], "signature": "0x00"}).encode()}, "bad_signature"),
])
def test_a_signature_that_is_missing_or_damaged_says_so(change, why):
    """Missing is not checked; damaged is failed; neither is ok, and then the attestation vouches for nobody."""
    found = check(receipt(**change), None, 0)
    assert found.signature.why == why
    assert found.signature.state == ("failed" if change["signature"] else "not_checked")
    assert found.attestation == Checked("not_checked", "no_signer")
    assert found.signer == ""


def test_the_attestation_must_repeat_the_nonce_and_name_the_signer():
    """An old report, another signer, none at all, garbage."""
    report = json.loads(receipt().attestation)
    other = "0x" + "12" * 20
    for change, wanted in (
        ({"attestation": b""}, Checked("not_checked", "no_attestation")),
        ({"attestation": b"", "fault": "provider.wrong_address"}, Checked("not_checked", "provider.wrong_address")),
        ({"attestation": b"nonsense"}, Checked("failed", "unreadable")),
        ({"attestation": json.dumps({**report, "nonce": "AAAA"}).encode()}, Checked("failed", "other_nonce")),
        ({"attestation": json.dumps({**report, "nonce": ""}).encode(), "nonce": ""}, Checked("failed", "other_nonce")),
        ({"attestation": json.dumps({**report, "signing_address": other}).encode()}, Checked("failed", "other_signer")),
    ):
        assert states(receipt(**change))[1] == wanted


def test_a_quote_is_checked_only_where_everything_is_there():
    """Collateral, a verifier, a signer and a quote that is read; otherwise it says what was missing."""
    whole = receipt(collateral=b"{}")
    assert states(whole, up_to_date)[2] == Checked("ok", "genuine")
    assert states(whole, None)[2] == Checked("not_checked", "no_verifier")
    assert states(replace(whole, signature=b""), up_to_date)[2] == Checked("not_checked", "no_signer")
    report = json.loads(whole.attestation)
    for value, why in ((None, "no_quote"), ("", "no_quote"), ("0xzz", "no_quote"), ("00" * 700, "other_quote"), (quote(VECTORS[0]["signing_address"])[:600].hex(), "other_quote"),
                       (quote(VECTORS[0]["signing_address"], version=3).hex(), "other_quote")):
        assert states(replace(whole, attestation=json.dumps({**report, "intel_quote": value}).encode()), up_to_date)[2] == Checked("not_checked", why)


def test_a_quote_that_does_not_hold_is_failed():
    """Not genuine, of outdated hardware, or genuine but for another signer."""
    whole = receipt(collateral=b"{}")

    def forged(_quote, _collateral, _now):
        raise ValueError("not signed by Intel")

    assert states(whole, forged)[2] == Checked("failed", "not_genuine")
    assert states(whole, lambda *_: "OutOfDate")[2] == Checked("failed", "tcb_OutOfDate")
    report = {**json.loads(whole.attestation), "intel_quote": "0x" + quote("12" * 20).hex()}
    assert states(replace(whole, attestation=json.dumps(report).encode()), up_to_date)[2] == Checked("failed", "not_bound")


def test_garbage_in_every_part_is_read_without_a_crash():
    """Two thousand receipts of random bytes and random JSON."""
    draw = random.Random(5)
    for _ in range(2000):
        parts = [draw.choice([b"", draw.randbytes(draw.randrange(60)), json.dumps({draw.choice(["text", "nonce", "signing_address", "intel_quote", "signature"]): draw.choice(["", "0x00", 7, None, [], "é"])}).encode()]) for _ in range(3)]
        found = check(receipt(signature=parts[0], attestation=parts[1], collateral=parts[2]), up_to_date, 0)
        assert found.signature.state != "ok"
        assert found.quote.state != "ok"
