"""The optional checker of Intel quotes: the ``dcap-qvl`` package, if this installation has it."""

from __future__ import annotations

import importlib
from types import ModuleType

from hybriddesk.records.receipts import QuoteVerifier


def quote_verifier() -> QuoteVerifier | None:
    """A function that checks a quote with its collateral, offline; None where the package is not installed."""
    try:
        library = importlib.import_module("dcap_qvl")
    except ImportError:
        return None
    return lambda quote, collateral, now_s: _verify(library, quote, collateral, now_s)


def _verify(library: ModuleType, quote: bytes, collateral: bytes, now_s: int) -> str:
    """Raises ``ValueError``, as the library does for a quote that is not genuine and for collateral that is none."""
    given = library.QuoteCollateralV3.from_json(collateral.decode("utf-8"))
    return str(library.verify(quote, given, now_s).status)
