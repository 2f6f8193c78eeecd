"""E-mail addresses, links with a personal part, handles."""

from __future__ import annotations

from collections.abc import Iterator

from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.base import Hit, Pattern, Rule, alone
from hybriddesk.privacy.rules.context import labelled

_EMAIL_PLAIN = Pattern(
    r"[A-Za-z0-9\xaa\xc0-\xff_][A-Za-z0-9\xaa\xc0-\xff._%+\-']{0,63}@"
    r"(?:[A-Za-z0-9\xaa\xc0-\xff][A-Za-z0-9\xaa\xc0-\xff\-]{0,62}\.){1,8}[A-Za-z\xaa\xc0-\xff]{2,24}"
)
_EMAIL_WORDS = Pattern(
    r"(?i)[a-z0-9][a-z0-9._%+\-]{0,63} ?(?:\(at\)|\[at\]|\{at\}| at ) ?[a-z0-9][a-z0-9\-]{0,62}"
    r"(?: ?(?:\(dot\)|\[dot\]|\{dot\}| dot ) ?[a-z0-9\-]{1,62}){1,4}"
)
_URL = Pattern(r"(?i)(?:https?|ftp|ssh|wss?)://[^\s<>\"'`]+")
_PERSONAL_PART = Pattern(
    r"(?i)[/?&#;](?:u|user|users|usr|profile|profiles|in|people|person|member|members|account|accounts|customer|client|id|uid|userid|user_id|"
    r"name|email|mail|phone|token|key|session|sid|auth|code|invite|reset)[=/][^/&?#]{2}|/[@~][a-z0-9]|://[^/@]{1,128}@"
)
_PROFILE = Pattern(
    r"(?i)(?:www\.)?(?:facebook|twitter|x|instagram|linkedin|github|gitlab|tiktok|reddit|t\.me|vk|medium|pinterest|flickr)"
    r"(?:\.com|\.net)?/(?:in/|u/|user/|@)?[a-z0-9_.\-]{3,40}"
)
_HANDLE = Pattern(r"@[A-Za-z_][A-Za-z0-9_.]{1,29}")
_USER_FIELD = labelled(r"user[ _\-]?name|user[ _\-]?id|login|handle|screen[ _]name|benutzername|nom d'utilisateur|usuario|utente", r"[A-Za-z0-9_.\-]{3,40}")
_NOT_A_HANDLE = frozenset(
    ["media", "import", "param", "params", "return", "returns", "override", "property", "staticmethod", "classmethod", "author", "see", "since", "deprecated", "charset", "keyframes", "font", "test", "pytest", "dataclass", "app", "override", "todo", "everyone", "here", "channel", "all", "interface", "component", "injectable", "autowired"]
)


def email(view: View) -> Iterator[Hit]:
    """``local@host.tld`` and its spellings with (at) and (dot)."""
    if "@" in view.text:
        for start, end in _EMAIL_PLAIN.hits(view):
            yield start, end, 0.99
    if "dot" in view.lower:
        for start, end in _EMAIL_WORDS.hits(view):
            yield start, end, 0.85


def url(view: View) -> Iterator[Hit]:
    """Links with user info, an id, a profile or an address in them; an ordinary link stays."""
    if "/" not in view.text:
        return
    for start, end in _URL.hits(view):
        stop = _link_stop(view.text, start, end)
        if _PERSONAL_PART.near(view, start, stop):
            yield start, stop, 0.85
    for start, end in _PROFILE.hits(view):
        if alone(view, start, end, glue="/-_@") or view.text[start - 1 : start] == "/":
            yield start, end, 0.82


def _link_stop(text: str, start: int, end: int) -> int:
    """The end of a link without the punctuation of the sentence around it; a bracket that it opened itself stays."""
    while text[end - 1] in ".,;:!?)]}*_":
        if text[end - 1] == ")" and text.count("(", start, end) >= text.count(")", start, end):
            break
        end -= 1
    return end


def handle(view: View) -> Iterator[Hit]:
    """``@name`` as in messengers, and values of a user-name field."""
    if "@" in view.text:
        for start, end in _HANDLE.hits(view):
            name = view.lower[start + 1 : end].rstrip(".")
            plain = alone(view, start, start + 1 + len(name)) and view.text[start - 1 : start] not in (".", "/", "-", "@", "(")
            if plain and name.split(".")[0] not in _NOT_A_HANDLE and view.text[end : end + 1] not in ("(", "/", "@"):
                yield start, start + 1 + len(name), 0.7
    for start, end in _USER_FIELD.hits(view):
        if any(char.isdigit() or char in "._-" for char in view.text[start:end].rstrip(".")) or view.text[start - 1] in "\"':= ":
            yield start, end, 0.55 if view.text[start:end].isalpha() else 0.8


RULES = (
    Rule("email", "EMAIL", "E-mail addresses, also disguised ones.", email),
    Rule("personal_link", "URL", "Links with a user name, a profile, an id or a sign-in in them.", url),
    Rule("handle", "USERNAME", "Handles such as @anna and the values of user name fields.", handle),
)
