"""Addresses of crypto-currencies: by their checksum where they have one of their own, else by shape beside a word for it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from stdnum import bitcoin

from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.base import Hit, Pattern, Rule, alone
from hybriddesk.privacy.rules.context import Cue

_58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_RIPPLE_58 = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
_32 = "[02-9ac-hj-np-z]"
_BASE58 = "[1-9A-HJ-NP-Za-km-z]"
_ADDRESS = Pattern(
    rf"(?:bc|tb)1{_32}{{11,71}}|(?:BC)1[02-9AC-HJ-NP-Z]{{11,71}}|ltc1{_32}{{20,60}}|bitcoincash:[qp]{_32}{{41}}|addr1{_32}{{50,110}}|cosmos1{_32}{{38}}|0x[0-9a-fA-F]{{40}}|X-avax1{_32}{{38}}|"
    rf"[13]{_BASE58}{{25,34}}|[LM]{_BASE58}{{26,33}}|[DA9]{_BASE58}{{33}}|r{_BASE58}{{24,34}}|[48][0-9AB]{_BASE58}{{93}}|T{_BASE58}{{33}}|X{_BASE58}{{33}}|[tz][13]{_BASE58}{{33}}|tz[1-3]{_BASE58}{{33}}|"
    rf"G[A-Z2-7]{{55}}|1{_BASE58}{{46,47}}|{_BASE58}{{43,44}}|q{_32}{{41}}|EQ[A-Za-z0-9_\-]{{46}}|UQ[A-Za-z0-9_\-]{{46}}"
)
_CUE = Cue(
    r"bitcoin|btc|wallet|crypto|ethereum|eth\b|litecoin|ltc|doge|ripple|xrp|monero|xmr|tron\b|trx|usdt|usdc|solana|sol\b|cardano|ada\b|polkadot|stellar|xlm|zcash|dash\b|tezos|cosmos|avax|bch\b|ton\b|address|portefeuille|cartera|portafoglio|carteira|adresse",
    before=60,
)
_STRONG = ("0x", "ltc1", "bitcoincash:", "addr1", "cosmos1", "X-avax1")
_SHAPED = 40


def crypto(view: View) -> Iterator[Hit]:
    """Bitcoin, Litecoin, Dogecoin, Ripple, Tron and others by checksum; Ethereum and the like by form; Solana and Monero beside a word."""
    if not view.has_digits:
        return
    for start, end in _ADDRESS.hits(view):
        text = view.text[start:end]
        if not alone(view, start, end, glue="/+=_"):
            continue
        if text.startswith(_STRONG) or bitcoin.is_valid(text) or checked(text):
            yield start, end, 0.95
        elif any(char.isdigit() for char in text) and (len(text) < _SHAPED or not text.isalnum() or not text.islower()) and _CUE.near(view, start, end):
            yield start, end, 0.85


def checked(text: str) -> bool:
    """Whether base 58 ends in four bytes of a double SHA-256 of the rest, with Bitcoin's alphabet or Ripple's."""
    return any(_base58(text, alphabet) for alphabet in (_58, _RIPPLE_58))


def _base58(text: str, alphabet: str) -> bool:
    number = 0
    for char in text:
        place = alphabet.find(char)
        if place < 0:
            return False
        number = number * 58 + place
    zeros = len(text) - len(text.lstrip(alphabet[0]))
    raw = bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")
    body, tail = raw[:-4], raw[-4:]
    return len(raw) > 20 and hashlib.sha256(hashlib.sha256(body).digest()).digest()[:4] == tail  # noqa: PLR2004 -- a hash of 20 bytes and more


RULES = (Rule("crypto", "CRYPTO", "Addresses of Bitcoin, Ethereum and other coins.", crypto),)
