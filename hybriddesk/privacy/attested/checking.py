"""Checks a receipt: signature, attestation, quote. Each is said for itself, and never more than was checked."""

from __future__ import annotations

import hashlib
import json
import re

from hybriddesk.privacy.attested.signatures import address_of, plain_address
from hybriddesk.records.receipts import Checked, QuoteVerifier, Receipt, ReceiptCheck

REPORT_DATA = slice(568, 632)
"""Where a TDX quote of version 4 or 5 with a TD 1.0 body carries the 64 bytes chosen inside: header 48, body 584, its last 64."""
TDX = (4, 0x81)
_TEXT = re.compile(r"([0-9a-f]{64}):([0-9a-f]{64})")


def check(receipt: Receipt, verify_quote: QuoteVerifier | None, now_s: int) -> ReceiptCheck:
    """The three results. ``verify_quote`` None: this installation cannot check quotes."""
    signature, said = _signature(receipt)
    attested = _object(receipt.attestation)
    signer = said if signature.state == "ok" else ""
    return ReceiptCheck(signature, _attestation(receipt, attested, signer), _quote(receipt, attested, signer, verify_quote, now_s), signer)


def _signature(receipt: Receipt) -> tuple[Checked, str]:
    if not receipt.signature:
        return Checked("not_checked", receipt.fault or "no_signature"), ""
    given = _object(receipt.signature)
    text, signature, address = (_text(given, name) for name in ("text", "signature", "signing_address"))
    wanted, hashes = plain_address(address), _TEXT.fullmatch(text.lower())
    if not hashes or not wanted:
        return Checked("failed", "unreadable"), ""
    wrong = (
        (_text(given, "signing_algo").lower() not in ("", "ecdsa"), "other_algorithm"),
        (hashes[1] != hashlib.sha256(receipt.request).hexdigest(), "other_request"),
        (hashes[2] != hashlib.sha256(receipt.response).hexdigest(), "other_response"),
    )
    for is_so, why in wrong:
        if is_so:
            return Checked("failed", why), ""
    found = address_of(text.encode("utf-8"), signature)
    if found != wanted:
        return Checked("failed", "other_signer" if found else "bad_signature"), ""
    return Checked("ok", "signed"), found


def _attestation(receipt: Receipt, attested: dict[str, object], signer: str) -> Checked:
    if not receipt.attestation:
        return Checked("not_checked", receipt.fault or "no_attestation")
    address = plain_address(_text(attested, "signing_address"))
    if not address:
        return Checked("failed", "unreadable")
    if not receipt.nonce or _text(attested, "nonce") != receipt.nonce:
        return Checked("failed", "other_nonce")
    if not signer:
        return Checked("not_checked", "no_signer")
    return Checked("ok", "same_signer") if address == signer else Checked("failed", "other_signer")


def _quote(receipt: Receipt, attested: dict[str, object], signer: str, verify: QuoteVerifier | None, now_s: int) -> Checked:
    quote = _quote_bytes(_text(attested, "intel_quote"))
    missing = (
        (quote is not None, "no_quote"), (bool(receipt.collateral), "no_collateral"), (verify is not None, "no_verifier"),
        (bool(signer), "no_signer"),
    )
    for there, why in missing:
        if not there:
            return Checked("not_checked", why)
    assert quote is not None
    assert verify is not None
    if (int.from_bytes(quote[:2], "little"), int.from_bytes(quote[4:8], "little")) != TDX or len(quote) < REPORT_DATA.stop:
        return Checked("not_checked", "other_quote")
    try:
        status = verify(quote, receipt.collateral, now_s)
    except ValueError:
        return Checked("failed", "not_genuine")
    if quote[REPORT_DATA][:20].hex() != signer:
        return Checked("failed", "not_bound")
    return Checked("ok", "genuine") if status == "UpToDate" else Checked("failed", f"tcb_{status}")


def _quote_bytes(text: str) -> bytes | None:
    try:
        return bytes.fromhex(text.removeprefix("0x")) or None
    except ValueError:
        return None


def _object(raw: bytes) -> dict[str, object]:
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _text(given: dict[str, object], name: str) -> str:
    value = given.get(name)
    return value if isinstance(value, str) else ""
