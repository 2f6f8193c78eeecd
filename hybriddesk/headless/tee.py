"""The tee command: receipts are written out and checked again."""

from __future__ import annotations

import argparse
from dataclasses import replace

import msgspec

from hybriddesk.headless.session import DoorFactory, emit, file_text, opened, say
from hybriddesk.records.errors import Refused
from hybriddesk.records.receipts import Checked, Receipt, ReceiptCheck
from hybriddesk.workflow.receiving import verified

KIND = "hybriddesk receipt"
STATES = {"ok": "ok", "failed": "FAILED", "not_checked": "not checked"}


class _File(msgspec.Struct, forbid_unknown_fields=True):
    kind: str
    schema: int
    receipt: Receipt


async def tee(options: argparse.Namespace, door_of: DoorFactory) -> int:
    """verify, receipt."""
    if options.act == "receipt":
        async with opened(options, door_of) as workspace:
            emit(_File(KIND, 1, workspace.receiving.receipts.of(options.run)))
        return 0
    collateral = file_text(options.collateral).encode() if options.collateral else b""
    if options.run:
        async with opened(options, door_of) as workspace:
            found = await workspace.receiving.verify(options.run, collateral)
    else:
        receipt = _read(file_text(options.file))
        found = await verified(replace(receipt, collateral=collateral) if collateral else receipt)
    emit(_shown(found))
    say(options, f"signature {_words(found.signature)}; attestation {_words(found.attestation)}; hardware quote {_words(found.quote)}")
    failed = any(one.state == "failed" for one in (found.signature, found.attestation, found.quote))
    return 4 if failed or found.signature.state != "ok" else 0


def _read(text: str) -> Receipt:
    try:
        read = msgspec.json.decode(text, type=_File)
    except (msgspec.DecodeError, RecursionError):
        raise Refused("tee.bad_receipt") from None
    if read.kind != KIND or read.schema != 1:
        raise Refused("tee.bad_receipt")
    return read.receipt


def _shown(found: ReceiptCheck) -> dict[str, object]:
    rows = {"signature": found.signature, "attestation": found.attestation, "quote": found.quote}
    return {**{name: {"state": one.state, "why": one.why} for name, one in rows.items()}, "signer": f"0x{found.signer}" if found.signer else ""}


def _words(one: Checked) -> str:
    return f"{STATES[one.state]} ({one.why.replace('_', ' ')})"
