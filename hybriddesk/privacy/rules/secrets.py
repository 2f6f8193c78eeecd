"""Passwords, keys and tokens: by the prefixes of known services, by form, by the name they are given, by entropy."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.base import Hit, Pattern, Rule, alone

_PREFIXED = Pattern(
    r"(?:AKIA|ASIA|AGPA|AIDA|AROA|ANPA)[A-Z0-9]{16}|gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255}|gl(?:pat|dt|rt|ft|ptt|agent)-[A-Za-z0-9_\-]{20,64}|"
    r"sk-(?:proj-|svcacct-|admin-|ant-(?:api|admin)[0-9]{2}-|or-v1-|nano-|lf-)?[A-Za-z0-9_\-]{20,200}|[spr]k_(?:live|test)_[A-Za-z0-9]{10,120}|whsec_[A-Za-z0-9+/=]{20,80}|"
    r"xox[abeoprs]-[A-Za-z0-9\-]{10,250}|xapp-[0-9]-[A-Za-z0-9\-]{10,250}|https://hooks\.slack\.com/(?:services|workflows)/[A-Za-z0-9/_]{20,120}|"
    r"https://(?:[a-z]{1,8}\.)?discord(?:app)?\.com/api/webhooks/[0-9]{5,30}/[A-Za-z0-9_\-]{20,120}|[MNO][A-Za-z0-9_\-]{23,27}\.[A-Za-z0-9_\-]{6}\.[A-Za-z0-9_\-]{27,40}|"
    r"AIza[A-Za-z0-9_\-]{35}|ya29\.[A-Za-z0-9_\-]{20,250}|GOCSPX-[A-Za-z0-9_\-]{20,40}|1//0[A-Za-z0-9_\-]{20,120}|"
    r"EAA[A-Za-z0-9]{40,250}|SG\.[A-Za-z0-9_\-]{16,32}\.[A-Za-z0-9_\-]{16,64}|key-[0-9a-f]{32}|[0-9a-f]{32}-us[0-9]{1,2}|AC[0-9a-f]{32}|SK[0-9a-f]{32}|"
    r"npm_[A-Za-z0-9]{36}|pypi-[A-Za-z0-9_\-]{50,250}|rubygems_[0-9a-f]{48}|dop_v1_[0-9a-f]{64}|do[or]_v1_[0-9a-f]{64}|hf_[A-Za-z0-9]{30,40}|r8_[A-Za-z0-9]{37}|gsk_[A-Za-z0-9]{40,60}|"
    r"xai-[A-Za-z0-9]{40,100}|pplx-[A-Za-z0-9]{40,60}|shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}|sq0(?:atp|csp|idp)-[A-Za-z0-9_\-]{22,43}|EAAAE[A-Za-z0-9_\-]{50,70}|"
    r"[0-9]{8,10}:AA[A-Za-z0-9_\-]{32,34}|hv[sbr]\.[A-Za-z0-9_\-]{20,200}|lin_api_[A-Za-z0-9]{32,48}|secret_[A-Za-z0-9]{40,50}|ntn_[A-Za-z0-9]{40,60}|figd_[A-Za-z0-9_\-]{30,50}|"
    r"dapi[0-9a-f]{32}(?:-[0-9])?|dckr_pat_[A-Za-z0-9_\-]{20,40}|PMAK-[0-9a-f]{24}-[0-9a-f]{34}|NRAK-[A-Z0-9]{27}|glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}|sntrys_[A-Za-z0-9+/=_]{40,250}|"
    r"AGE-SECRET-KEY-1[0-9A-Z]{58}|ATATT3[A-Za-z0-9_\-=]{50,250}|atlasv1\.[A-Za-z0-9_\-=]{40,100}|oy2[a-z0-9]{43}|pat[A-Za-z0-9]{14}\.[0-9a-f]{64}|"
    r"sbp_[0-9a-f]{40}|re_[A-Za-z0-9]{8,10}_[A-Za-z0-9]{20,30}|AccountKey=[A-Za-z0-9+/=]{40,100}|SharedAccessKey=[A-Za-z0-9+/=]{20,100}"
)
_JWT = Pattern(r"eyJ[A-Za-z0-9_\-]+\.eyJ[A-Za-z0-9_\-]+\.?[A-Za-z0-9_\-]*")
_PEM_BEGIN = Pattern(r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|PuTTY-User-Key-File-[23]:")
_PEM_END = re.compile(r"-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----")
_PEM_MOST = 16_384
_LOGIN_IN_URL = Pattern(r"[A-Za-z][A-Za-z0-9+.\-]{1,20}://[^\s/:@\"'<>]{0,80}:([^\s/@\"'<>]{1,160})@")
_NAMED = Pattern(
    r"(?i)(?:pass(?:word|wd|phrase|code)?|pwd|secret|token|api[ _\-]?key|apikey|access[ _\-]?key|auth[ _\-]?key|private[ _\-]?key|encryption[ _\-]?key|signing[ _\-]?key|"
    r"client[ _\-]?secret|credentials?|kennwort|passwort|contraseña|clave|mot de passe|senha|wachtwoord|pin(?: code)?|otp|cvv|cvc|security code|key)"
    r"[A-Za-z0-9_]{0,12}[\"'`\])*]{0,3}[ \t]{0,4}(?::=|=>|={1,3}|:| is | ist | est | es | é )[ \t]{0,4}(?:[Bb]asic |[Bb]earer )?[\"'`*]{0,3}([^\s\"'`,;<>]{3,256})"
)
_BEARER = Pattern(r"(?i)(?:bearer|basic|token)[ ]{1,3}([A-Za-z0-9_\-.=+/~]{16,999})")
_FLAG = Pattern(r"(?:^|[ \t])(?:--password|--token|--api-key|--secret|-p)[ =]([^\s\"']{6,128})")
_DENSE = Pattern(r"[A-Za-z0-9+/_\-]{20,512}={0,2}")
_NO_VALUE = re.compile(
    r"(?i)^(?:true|false|none|null|nil|undefined|required|optional|string|str|int|bool|password|passwd|secret|token|key|changeme|change_me|example|xxx+|\*+|\.+|-+|"
    r"your[_\-a-z]*|my[_\-][a-z_\-]*|the|a|an|not|too|very|wrong|invalid|expired|missing|incorrect|correct|here|there|below|above|this|that|it|\W+|"
    r"[a-z_.]*\.(?:env|environ|get|config|settings|password|token|secret|key|value)\b.*|\$.*|%.*%|\{.*|<.*|\[.*|.*\(.*|os\.|process\.|self\.|env\.|args\.|request\.|[a-z_]+\.[a-z_.]+)$"
)
_DENSE_ENTROPY, _LONG_ENTROPY = 4.1, 3.9
_SHORTEST_KEY, _ALL_KINDS, _LONG_RUN = 12, 3, 32


def prefixed(view: View) -> Iterator[Hit]:
    """Keys that say themselves whose they are: AWS, GitHub, OpenAI, Stripe, Slack, Google and some fifty others."""
    for start, end in _PREFIXED.hits(view):
        if not start or not view.text[start - 1].isalnum():
            yield start, end, 0.98
    for start, end in _JWT.hits(view):
        yield start, end, 0.98


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
    for start, end in _LOGIN_IN_URL.hits(view):
        if not _NO_VALUE.match(view.text[start:end]):
            yield start, end, 0.96


def named(view: View) -> Iterator[Hit]:
    """What is assigned to a password, token or key, unless it is plainly a placeholder or an ordinary word."""
    for match in _NAMED.groups(view):
        start, end = match.span(1)
        while end > start and view.text[end - 1] in ".)]}!?:":
            end -= 1
        label = view.lower[match.start() : start]
        if _is_value(view.text[start:end], label):
            yield start, end, 0.9
    for pattern in (_BEARER, _FLAG):
        for start, end in pattern.hits(view):
            if _mixed(view.text[start:end]):
                yield start, end, 0.9


def _is_value(text: str, label: str) -> bool:
    if _NO_VALUE.match(text):
        return False
    strict = any(word in label for word in ("pass", "pwd", "secret", "kennwort", "contraseña", "mot de", "senha", "wachtwoord", "clave"))
    number = any(word in label for word in ("pin", "otp", "cvv", "cvc", "security code", "passcode"))
    if number and text.isdigit():
        return True
    if "pin" in label and not strict:
        return False
    if strict:
        return not text.isalpha() or any(mark in label for mark in "=\"'`") or _odd_case(text)
    return len(text) >= _SHORTEST_KEY and _mixed(text)


def _odd_case(text: str) -> bool:
    return not (text.islower() or text.isupper() or text.istitle())


def _mixed(text: str) -> bool:
    return any(char.isdigit() for char in text) and any(char.isalpha() for char in text)


def dense(view: View) -> Iterator[Hit]:
    """Long runs of mixed case and digits that look drawn at random; not paths, not hashes, not identifiers."""
    for start, end in _DENSE.hits(view):
        text = view.text[start:end]
        if not alone(view, start, end, glue="./\\@:%") or text.count("/") > len(text) // 24 + 1 or _PATH.search(text):
            continue
        kinds = any(c.islower() for c in text) + any(c.isupper() for c in text) + any(c.isdigit() for c in text)
        if kinds == _ALL_KINDS and not _HEX.match(text) and entropy(text) >= (_DENSE_ENTROPY if len(text) < _LONG_RUN else _LONG_ENTROPY) and _jumps(text):
            yield start, end, 0.75


_HEX = re.compile(r"(?i)^[0-9a-f\-]+$")
_PATH = re.compile(r"[a-z]{6}[_\-/]|[_\-/][a-z]{6}|[A-Z][a-z]{5}[A-Z]")


def _jumps(text: str) -> bool:
    """Whether the class of character changes often, as it does in random text and not in names made of words."""
    classes = ["d" if c.isdigit() else "u" if c.isupper() else "l" if c.islower() else "s" for c in text]
    return sum(a != b for a, b in pairwise(classes)) * 3 >= len(text)


def entropy(text: str) -> float:
    """Shannon entropy in bits a character."""
    size = len(text)
    return -sum(count / size * math.log2(count / size) for count in Counter(text).values())


RULES = (
    Rule("service_key", "SECRET", "Keys of some sixty services by their prefix, and signed tokens (JWT).", prefixed),
    Rule("private_key", "SECRET", "Private keys in PEM and PuTTY form.", private_key),
    Rule("link_login", "SECRET", "Passwords inside links and connection strings.", login_in_link),
    Rule("named_secret", "SECRET", "What is given to a name such as password, token or api key.", named),
    Rule("random_text", "SECRET", "Long runs of characters that look drawn at random.", dense),
)
