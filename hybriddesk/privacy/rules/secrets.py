"""Passwords, keys and tokens by form and by chance: known prefixes, private keys, sign-ins in links, runs that look drawn at random.

What is given to a name such as ``password`` is in ``named_secrets``.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain, pairwise

from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.base import Hit, Pattern, Rule, alone
from hybriddesk.privacy.rules.context import Cue
from hybriddesk.privacy.rules.named_secrets import NO_VALUE
from hybriddesk.privacy.rules.services import PREFIXED

_PREFIXED = tuple(Pattern(some) for some in PREFIXED)
_JWT = Pattern(r"eyJ[A-Za-z0-9_\-]+\.eyJ[A-Za-z0-9_\-]+(?:\.[A-Za-z0-9_\-]*)?|eyJ[A-Za-z0-9_\-]+\.[A-Za-z0-9_\-]*(?:\.[A-Za-z0-9_\-]{8}[A-Za-z0-9_\-]*){3}")
_PEM_BEGIN = Pattern(r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|PuTTY-User-Key-File-[23]:|---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----")
_PEM_END = re.compile(r"-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|---- END SSH2 ENCRYPTED PRIVATE KEY ----")
_PEM_MOST = 16_384
_LOGIN_IN_URL = Pattern(r"[A-Za-z][A-Za-z0-9+.\-]{1,24}://[^\s/:@\"'<>]{0,80}:([^\s@\"'<>]{1,160})@[A-Za-z0-9\[\-_{$]")
_CRYPT = Pattern(r"\$(?:1|2[abxy]|5|6|7|y|gy|apr1|sha1|argon2(?:i|d|id)|scrypt|pbkdf2[a-z0-9\-]{0,10}|bcrypt[a-z0-9\-]{0,10})\$[./A-Za-z0-9$=,+\-]{20,240}|\{S?SHA(?:256|512)?\}[A-Za-z0-9+/]{26,120}={0,2}|pbkdf2_sha256\$[0-9]{3,8}\$[A-Za-z0-9+/=$]{20,120}")
_DENSE = Pattern(r"[A-Za-z0-9+/_\-]{20,512}={0,2}")
_ORDINARY = Cue(
    r"\w{0,20}(?:id|uuid|etag|hash|digest|checksum|sha[0-9]{0,3}|md5|commit|nonce|boundary|integrity|fingerprint|cursor|trace|span|request|build|revision|rev|version|video|watch|slug|sum|blob|"
    r"signature|public ?key|pubkey|thumbprint|etag|cid|rid|image|src|href|class|file|path|branch|filename|name|seed|address|tx|txid|block|module|package|model|font)[\"']?[ ]{0,2}[:=/#@][ ]{0,2}[\"'/(]{0,2}$|"
    r"(?:commit|sha[0-9]{1,3}|md5|hash|digest|checksum|etag|fingerprint|uuid|nonce|revision|signature)[ ]{1,2}[\"'(]{0,2}$|"
    r"base64,$|sha[0-9]{1,3}[:\-]$|ssh-(?:rsa|dss|ed25519) $|ecdsa-sha2-[a-z0-9]+ $|[?&](?:v|list|id|utm_\w+|ref|fbclid|gclid)=$|integrity sha[0-9]+-$",
    before=40, after=0,
)
_BLOCK_END = re.compile(r"[A-Za-z0-9+/]{60,76}\r?\n(?:[\"' +]{0,6})\Z")
_BLOCK_ON = re.compile(r"={0,2}[\"' +\\n]{0,6}\r?\n[\"' +]{0,6}[A-Za-z0-9+/]{8}")
_BLOCK_LINE = 56
_SHORT_OF_MOST, _ENOUGH = 0.62, 3.9
_ALL_KINDS = 3
_HEX = re.compile(r"(?i)^(?:0x)?[0-9a-f\-]+$")
_PATH = re.compile(r"\Asha[0-9]{1,3}-|[a-z]{6}[_\-/]|[_\-/][a-z]{5}|[A-Z]{9}|[0-9]{11}")
_WORDY = re.compile(r"[A-Z]?[a-z]{4,}")
_WORD_SHARE = 0.35


def prefixed(view: View) -> Iterator[Hit]:
    """Keys that say themselves whose they are: AWS, GitHub, OpenAI, Stripe, Slack, Google and some hundred others."""
    for start, end in chain.from_iterable(pattern.hits(view) for pattern in _PREFIXED):
        if not start or not view.text[start - 1].isalnum() or view.text[start] in "?&h":
            yield start, end, 0.98
    for start, end in _JWT.hits(view):
        yield start, end, 0.98
    if "$" in view.text or "{S" in view.text:
        for start, end in _CRYPT.hits(view):
            yield start, end, 0.92


def private_key(view: View) -> Iterator[Hit]:
    """PEM and PuTTY blocks, to their end or, where that is missing, as far as one may be long."""
    done = 0
    for start, end in _PEM_BEGIN.hits(view):
        if start >= done:
            stop = _PEM_END.search(view.text, end, end + _PEM_MOST)
            done = stop.end() if stop else min(len(view.text), end + _PEM_MOST)
            yield start, done, 0.99


def login_in_link(view: View) -> Iterator[Hit]:
    """The password of ``scheme://user:password@host``."""
    if "://" not in view.text:
        return
    for start, end in _LOGIN_IN_URL.hits(view):
        if not NO_VALUE.match(view.text[start:end]) and "/" not in view.text[start : start + 1]:
            yield start, end, 0.96


def dense(view: View) -> Iterator[Hit]:
    """Long runs of mixed case and digits that look drawn at random; not paths, not hashes, not identifiers."""
    for start, end in _DENSE.hits(view):
        text = view.text[start:end]
        if not _random(text) or not alone(view, start, end, glue="./\\@:%#") or _ORDINARY.near(view, start, end):
            continue
        if not _in_block(view.text, start, end):
            yield start, end, 0.75


def _random(text: str) -> bool:
    """Whether all three classes of characters take turns often, and none repeats more than chance would have it."""
    kinds = any(c.islower() for c in text) + any(c.isupper() for c in text) + any(c.isdigit() for c in text)
    if kinds != _ALL_KINDS or _HEX.match(text) or _PATH.search(text) or text.count("/") > len(text) // 24 + 1:
        return False
    if sum(map(len, _WORDY.findall(text))) >= _WORD_SHARE * len(text):
        return False
    return entropy(text) >= min(math.log2(len(text)) - _SHORT_OF_MOST, _ENOUGH) and _jumps(text)


def _in_block(text: str, start: int, end: int) -> bool:
    """Whether the run is a line of a block in base 64: a certificate, an attachment, an image."""
    above = _BLOCK_END.search(text, max(0, start - 90), start)
    return bool(above or (end - start >= _BLOCK_LINE and _BLOCK_ON.match(text, end)))


def _jumps(text: str) -> bool:
    """Whether the class of character changes often, as it does in random text and not in names made of words."""
    classes = ["d" if c.isdigit() else "u" if c.isupper() else "l" if c.islower() else "s" for c in text]
    return sum(a != b for a, b in pairwise(classes)) * 3 >= len(text)


def entropy(text: str) -> float:
    """Shannon entropy in bits a character."""
    size = len(text)
    return -sum(count / size * math.log2(count / size) for count in Counter(text).values())


RULES = (
    Rule("service_key", "SECRET", "Keys of more than a hundred services by their prefix, signed tokens (JWT) and stored password hashes.", prefixed),
    Rule("private_key", "SECRET", "Private keys in PEM and PuTTY form.", private_key),
    Rule("link_login", "SECRET", "Passwords inside links and connection strings.", login_in_link),
    Rule("random_text", "SECRET", "Long runs of characters that look drawn at random.", dense),
)
