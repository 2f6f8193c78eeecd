"""The receipt of an answer from a trusted execution environment, as it arrived, and what a check of it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Receipt:
    """Raw bytes only, so that it can be checked again at any time without a network.

    ``request`` and ``response`` are the exact bodies; ``signature`` and ``attestation`` the provider's JSON answers, empty where it
    gave none (``fault`` then says why); ``nonce`` what was sent to be repeated; ``collateral`` Intel's JSON for the quote, if the
    person gave it. ``chat`` is the provider's id of the answer.
    """

    run: str
    provider: str
    model: str
    chat: str
    nonce: str
    request: bytes = field(repr=False)
    response: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    attestation: bytes = field(repr=False)
    collateral: bytes = field(repr=False)
    created_ms: int
    fault: str = ""


State = Literal["ok", "failed", "not_checked"]


@dataclass(frozen=True, slots=True)
class Checked:
    """One result and why, as a code."""

    state: State
    why: str


@dataclass(frozen=True, slots=True)
class ReceiptCheck:
    """Three results that say nothing of each other.

    ``signature``: the exact bytes sent and received were signed by ``signer``. ``attestation``: the report repeats our nonce and
    names the same signer. ``quote``: Intel's hardware vouches for that signer.
    """

    signature: Checked
    attestation: Checked
    quote: Checked
    signer: str


QuoteVerifier = Callable[[bytes, bytes, int], str]
"""Quote, collateral (JSON) and seconds since 1970 to the TCB status such as ``UpToDate``. Raises ``ValueError`` if the quote is not genuine."""
