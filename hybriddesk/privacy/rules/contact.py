"""E-mail addresses, links with a personal part, handles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hybriddesk.privacy.lexicon import lexicon
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
_OWN_SITE = Pattern(
    r"(?i)(?:(?:my|his|her|our|their|personal|own)[ ](?:\w{2,12}[ ])?(?:web[ ]?site|site|page|home ?page|blog|portfolio|shop|channel|profile|url|photos?|album)|(?:^|\n)[ \t>*]{0,4}(?:web ?site|home ?page|blog|portfolio|profile|web|url)[ \t]{0,2}:|meine (?:web)?seite|mon site|mi (?:p\xe1gina|sitio|web)|"
    r"il mio sito|meu site|mijn (?:web)?site|posted a (?:photo|picture|video)|shared (?:\w{2,12} ){0,2}(?:files?|photos?|album|document)(?: with \w{2,8})?)(?:[ ]?(?:is|at|here|on|ist|est|es|\xe8|\xe9|:)){0,3}[: \n]{1,4}((?:https?://|www\.)[^\s<>\"'`]+)"
)
_PROFILE = Pattern(
    r"(?i)(?:www\.)?(?:facebook|twitter|x|instagram|linkedin|github|gitlab|tiktok|reddit|vk|medium|pinterest|flickr)"
    r"(?:\.com|\.net|\.org)/(?:in/|u/|user/|@)?[a-z0-9_.\-]{3,40}|\b(?:t\.me|wa\.me|paypal\.me|bsky\.app/profile|discord\.gg|vk\.ru|xing\.com/profile)/[a-z0-9_.+\-]{3,60}"
)
_HANDLE = Pattern(r"@[A-Za-z_][A-Za-z0-9_.]{1,29}")
_USER_FIELD = labelled(
    r"user[ _\-]?name|user[ _\-]?id|login(?:[ _]?name)?|handle|nick(?:name)?|screen[ _]name|gamertag|psn|benutzer(?:name|kennung)|nutzername|nom d'utilisateur|identifiant|pseudo|nombre de usuario|usuario|nome utente|utente|"
    r"nome de usu\xe1rio|utilizador|gebruikersnaam|instagram|insta|ig|twitter|tiktok|snapchat|snap|skype|telegram|discord|github|reddit|wechat|line id",
    r"@?[A-Za-z0-9_.\-:#]{3,40}",
)
_IN_PATH = Pattern(r"(?:[/]home/|[/]Users/|[A-Za-z]:\\{1,2}(?:Users|Documents and Settings)\\{1,2})([A-Za-z0-9_.\-]{2,32})(?:[/\\]|$|[\s\"'])")
_ACCESS_LOG = Pattern(r"(?:^|\s)[0-9a-fA-F.:]{7,39} [^\s]{1,32} ([A-Za-z0-9_.@\-]{2,32}) \[[0-9]{2}/[A-Z][a-z]{2}/[0-9]{4}:")
"""The user of a line in the common log format of web servers."""
_SIGN_IN = Pattern(r"(?:^|\s)(?:-u|--user)[ =][\"']?([A-Za-z_][A-Za-z0-9_.@\-]{1,63}):[^\s\"':/]")
_MENTION = re.compile(r"[ ]([^\W\d_a-z][^\W\d_]{2,24}(?:[\-'][^\W\d_]{2,24})?)(?![\w@])")
"""A last name after ``@Anna``, as messengers write whom they mention."""
_REDDIT = Pattern(r"(?:^|[\s(])(/?u/[A-Za-z0-9_\-]{3,20})")
_DISCORD = Pattern(r"(?:^|[\s(\"'])([A-Za-z0-9_.]{2,32}#[0-9]{4})")
_NOBODY = frozenset(["user", "users", "username", "me", "public", "shared", "default", "ubuntu", "root", "admin", "administrator", "guest", "runner", "vagrant", "pi", "ec2-user", "app", "node", "jovyan", "circleci", "git", "www", "name", "youruser", "your_username", "example", "linuxbrew"])
_DECORATOR = re.compile(r"@[\w.]*(?:\([^\n]*)?[ \t]*\r?\n[ \t]*(?:@|def |class |async |public|private|protected|static|void|function|export|final|fun |func |let |const |var |abstract|override)")
_FILE = re.compile(r"\.(?:txt|py|js|ts|json|ya?ml|md|html|css|cfg|ini|toml|sh|c|h|cpp|rs|go|rb|php|xml|csv|log)\Z")
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
        stop = link_stop(view.text, start, end)
        if _PERSONAL_PART.near(view, start, stop):
            yield start, stop, 0.85
    for start, end in _OWN_SITE.hits(view):
        yield start, link_stop(view.text, start, end), 0.8
    for start, end in _PROFILE.hits(view):
        whole = alone(view, start, end, glue="/-_@") or view.text[start - 1 : start] == "/"
        repository = view.text[end : end + 1] == "/" and view.text[end + 1 : end + 2].isalnum() and "git" in view.lower[start:end]
        if whole and not repository:
            yield start, end, 0.82


def link_stop(text: str, start: int, end: int) -> int:
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
            line = view.text.rfind("\n", 0, start) + 1
            code = (not view.text[line:start].strip() and _DECORATOR.match(view.text, start)) or _FILE.search(name)
            if plain and not code and name.split(".")[0] not in _NOT_A_HANDLE and view.text[end : end + 1] not in ("(", "/", "@"):
                yield start, _whole_mention(view, start + 1, start + 1 + len(name)), 0.7
    for start, end in _USER_FIELD.hits(view):
        value = view.text[start:end].rstrip(".:-")
        linked = view.text[start - 1] in "\"':=" or view.text[start - 2 : start] in (": ", "= ")
        if value and view.text[start:end].lower() not in _NOBODY and (linked or (any(char.isdigit() or char in "._@#" for char in value) and view.text[start - 4 : start] in (" is ", "ist "))):
            yield start, start + len(value), 0.55 if value.isalpha() else 0.8


def _whole_mention(view: View, start: int, end: int) -> int:
    """The end of ``@Anna Keller``: a first name with a capital takes the word with a capital behind it along, unless that is an everyday one."""
    last = _MENTION.match(view.text, end)
    if not last or not view.text[start].isupper() or view.lower[start:end] not in lexicon().first or last[1].lower() in lexicon().words:
        return end
    return last.end()


def other_names(view: View) -> Iterator[Hit]:
    """The user's folder in a path, ``u/name`` and ``name#1234``."""
    for pattern in (_IN_PATH, _REDDIT, _DISCORD, _ACCESS_LOG, _SIGN_IN):
        for start, end in pattern.hits(view):
            if view.lower[start:end] not in _NOBODY and (pattern is not _DISCORD or not view.text[start:end].replace("#", "").isdigit()):
                yield start, end, 0.75


RULES = (
    Rule("email", "EMAIL", "E-mail addresses, also disguised ones.", email),
    Rule("personal_link", "URL", "Links with a user name, a profile, an id or a sign-in in them.", url),
    Rule("user_in_path", "USERNAME", "User names in paths of files, on Reddit and on Discord.", other_names),
    Rule("handle", "USERNAME", "Handles such as @anna and the values of user name fields.", handle),
)
