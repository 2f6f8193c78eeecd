"""What is given to a name such as password, token or PIN, in code, settings and sentences of seven languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.base import Hit, Pattern, Rule, alone

_PHRASES = (
    r"[A-Za-z0-9]{1,24}(?:password|passwort|passwd|kennwort)|p/w|pass[ \-](?:word|phrase)|pass(?:word|wd|phrase|wort|code|w|)s?|pwd|psw|pw|passwort|kennwort|zugangscode|losungswort|contrase(?:\xf1|n)as?|clave(?: de acceso| secreta)?|mots? de passe|motdepasse|mdp|senha|palavra[ \-]passe|"
    r"wachtwoord|parola(?: d'ordine)?|has\xfeo|l\xf6senord|adgangskode|passord|salasana|heslo|wpa2?(?:[ _\-]?psk)?|psk|wi-?fi[ _\-]?(?:key|code|schl\xfcssel)|login[ _]secret"
)
_KEY = (
    r"keys?|secrets?|tokens?|credentials?|api[ _\-]?keys?|apikeys?|(?:access|auth|private|encryption|signing|license|master|account|storage|shared|service|session|app|consumer|client|jwt|hmac|aes|deploy|webhook|"
    r"subscription|integration|personal|refresh|id|bearer|csrf|x-api|ssh|root|admin|user|data|function|host|instrumentation|primary|secondary|rsa|seed|recovery|decryption)[ _\-]?(?:key|secret|token|code)s?|"
    r"client[ _\-]?secret|connection[ _\-]?string|dsn|schl\xfcssel|zugangsdaten|clef? (?:api|secr\xe8te)|jeton|chiave (?:api|segreta)|chave (?:api|secreta)|clave api|sleutel|authorization|auth|x-auth-token|sig|private_key_id|cookie|sessionid|session[ _]?id|phpsessid|jsessionid|sid"
)
_CODE = (
    r"pin(?:[ \-]?(?:code|nummer|number))?|otp(?:[ \-]code)?|cvv2?|cvc2?|cvn|csc|security code|verification code|confirmation code|one[ \-]time (?:code|password|passcode)|2fa(?: code)?|mfa code|tan|puk|"
    r"geheimzahl|sicherheitscode|pr\xfcfziffer|c\xf3digo (?:de )?(?:seguridad|verificaci\xf3n|pin)|code (?:de s\xe9curit\xe9|secret|pin|confidentiel)|codice (?:di sicurezza|pin|segreto)|c\xf3digo de (?:seguran\xe7a|verifica\xe7\xe3o)|beveiligingscode|pincode|gate code|door code|alarm code|unlock code"
)
_BETWEEN = r"(?:[ ](?:nueva|nuevo|nuova|nuovo|nova|novo|temporal|actual|attuale|atual|tempor\xe1ria|provvisoria|provisoire))?(?:[ _](?:for|to|of|on|at|in|f\xfcr|zum|zur|vom|von|de|du|del|della|do|da|pour|para|per|voor|van|el|la)[ ][^\n:=\"'|,;.?!()]{1,40})?(?:[ ]?\([^()\n]{1,24}\))?"
_LINK = (
    r"(?:[\"'`\])>*_}]{0,4}[ \t]{0,6}(?::=|={1,3}>?|:{1,2}|->|\||,)[ \t]{0,6}|[\"'`]?[ ]?\([ ]?|>|"
    r"[ \t]{1,2}(?:is|was|are|ist|war|lautet|es|era|est|sera|\xe9|\xe8|is nu|to|as|zu|wordt|will be|=)(?:[ ]now|[ ]currently|[ ]set to|[ ]still)?[:]?[ ]{1,2}| identified by )"
)
_VALUE = r"(?:\"([^\"\r\n]{3,128})\"|'([^'\r\n]{3,128})'|`([^`\r\n]{3,128})`|(?:[Bb]asic |[Bb]earer )?[*\[({<]{0,2}([^\s\"'`<>|,;]{3,400}))"
_EDGE = r"(?:^|[^A-Za-z\xc0-\xff])"
_BEFORE = rf"(?i){_EDGE}(?:[A-Za-z0-9.]{{1,32}}[_\-])*"
_AFTER = rf"(?:[0-9]{{1,2}}|[_\-][A-Za-z0-9]{{1,12}}){{0,3}}{_BETWEEN}{_LINK}{_VALUE}"
_PASS_GIVEN, _KEY_GIVEN = Pattern(rf"{_BEFORE}({_PHRASES}){_AFTER}"), Pattern(rf"{_BEFORE}({_KEY}){_AFTER}")
_CAMEL = Pattern(rf"[a-z](Pass(?:word|wd|phrase|code)|Pwd|Secret|Token|ApiKey|AccessKey|PrivateKey|AuthKey)[A-Za-z0-9]{{0,12}}{_LINK}{_VALUE}")
_LOOSE = (
    Pattern(rf"(?i){_EDGE}(?:{_PHRASES})(?:[ ]{{1,2}}|:?[ ]?\r?\n[ \t]{{0,4}})[\"'`(*]{{0,2}}([^\s\"'`<>|,;()]{{6,64}})"),
    Pattern(r"(?i)(?:login|log ?in|log on|user(?:name)?|creds?|credentials|zugang(?:sdaten)?|usuario|utente|identifiants?|acceso|accesso|acesso|inlog)(?:[:=]|[ ](?:is|are|with|ist|sind|es|son|sont))[ ]{1,2}[^\s/|:]{2,64}[ ]?[/|:][ ]?([^\s\"'`<>|,;]{5,64})"),
)
_SPELLED = Pattern(rf"(?i){_EDGE}(?:{_PHRASES})[ ](?:is|was|ist|es|est)[ ][^\n:.?!]{{0,50}}(?:but|except|instead|only|plus|aber|sondern|pero|mais)[ ][^\n:.?!]{{1,60}}:[ ]([^\s\"'`<>|,;()]{{5,64}})")
"""``password is hunter but with a 7: hunt7er``."""
_LOOSE_KEY = Pattern(r"(?i)(?:secret|token|api key|apikey|access key|private key|credential)[ ]{1,2}[\"'`(*]{0,2}([A-Za-z0-9_\-+/=.]{20,400})")
_ACCOUNT_NEAR = re.compile(r"user|login|log in|e-?mail|host|account|benutzer|usuario|utente|utilisateur|gebruiker|ssid|server")
_NEAR = 100
_DOOR = Pattern(
    rf"(?i){_EDGE}(?:code d'(?:acc\xe8s|entr\xe9e)|digicode|c\xf3digo de (?:acceso|acesso|entrada)|codice d(?:'|i )accesso|t\xfcrcode|toegangscode|deurcode|(?:access|door|gate|entry|alarm) code)"
    r"[ ]{0,2}(?:[:=]|is|ist|lautet|est|es|\xe8|\xe9)[ ]{1,2}[\"'`*]{0,2}([A-Z]{0,3}[0-9][A-Z0-9]{2,8}[*#]?)"
)
_NUMBER = Pattern(rf"(?i){_EDGE}(?:{_CODE}){_BETWEEN}(?:[\"'`*)]{{0,3}}[ \t]{{0,3}}[:=#|][ \t]{{0,3}}|[ ](?:is|was|ist|lautet|est|es|\xe9|\xe8)[:]?[ ]|[ ]{{1,2}})[\"'`*]{{0,2}}([0-9](?:[ \-]?[0-9]){{2,7}})")
_PHRASE = Pattern(
    r"(?i)(?:seed(?:[ _\-]?phrase)?|mnemonic|recovery (?:phrase|words)|backup phrase|passphrase|secret phrase|wiederherstellungsphrase|phrase de r\xe9cup\xe9ration|frase semilla|frase di recupero)"
    r"[^\n:=]{0,24}(?::|=| is| ist| es| est)[ \n\"'`]{0,4}([a-z]{3,12}(?:[ \-][a-z]{2,12}){3,24})"
)
_SENTENCE = Pattern(r"(?i)pass[ \-]?phrase[ ]{0,2}[:=][ ]{0,2}((?:[^\s\"'`]{1,24}[ ]){1,7}[^\s\"'`]{0,23}[0-9!?#$%&*][^\s\"'`]{0,23})")
"""A passphrase of several words, one of them with a digit or a sign."""
_BEARER = Pattern(r"(?i)(?:bearer|basic|token|apikey|digest|negotiate)[ ]{1,3}([A-Za-z0-9_\-.=+/~]{16,999})")
_FLAG = Pattern(r"(?:^|[ \t])(?:--?(?:password|passwd|pass|token|api-?key|secret|auth-token|access-token)|-p|-P|-a|-w)[ =]{1,2}[\"']?([^\s\"']{6,200})|[Ii][Dd][Ee][Nn][Tt][Ii][Ff][Ii][Ee][Dd] [Bb][Yy] [\"']([^\"'\s]{3,64})|(?:^|[ \t])(?:mysql|mysqldump|psql|mysqladmin)[^\n]{0,80} -p([^\s\"'\-][^\s\"']{3,64})|(?:-u|--user)[ =][\"']?[A-Za-z0-9_.@\-]{1,64}:([^\s\"']{3,128})")
_QUERY = Pattern(r"(?i)[?&;](?:[a-z_]{0,16}(?:token|key|secret|password|passwd|pwd|pass|sig|signature|auth|code|sessionid|sid|session|api_?key|jwt|otp))=([^\s&\"'<>#;]{6,400})")
NO_VALUE = re.compile(
    r"(?i)^(?:true|false|none|null|nil|nan|undefined|required|optional|string|str|int|bool|boolean|number|object|any|text|char|varchar.*|password|passwd|passwort|pass|pwd|secret|token|key|apikey|credentials?|"
    r"changeme|change[_\-]?me|change[_\-]?it|example.*|sample|dummy|placeholder|redacted|hidden|masked|removed|omitted|unset|empty|default|test|todo|tbd|n/?a|here|there|below|above|this|that|it|the|a|an|not|no|yes|ok|too|very|"
    r"wrong|invalid|expired|missing|incorrect|correct|weak|strong|valid|in|on|at|to|by|of|if|and|or|be|for|with|your[_\-a-z. ]*|my[_\-][a-z_\-]*|<.*|\[.*|\(.*|\{.*|\$\{.*|\$\(.*|\$[a-z_]+|%[a-z_]+%?|%\(.*|[x*.•#_?\-]{3,}.*|\W+|"
    r"(?:enter|insert|put|add|replace|paste|use|set|type|choose|reset|change|forgot|show|hide|confirm|repeat|new|old|current|same|must|should|can|will|has|have|was|is|are|been|being|stored|hashed|encrypted|sent|set|shown|needed)\b.*|"
    r"[a-z_]*\.(?:env|environ|get|config|settings|password|token|secret|key|value|read|load|decode|encode|strip|text)\b.*|.*\(.*|os\.|process\.|self\.|env\.|args\.|request\.|req\.|ctx\.|this\.|[a-z_]+(?:\.[a-z_]+)+[;,)]?|"
    r"[a-z_]+\[.*|@[a-z_.]+|&[a-z]+;?|https?://[^@]*|[a-z]+://[^@:]*|/[a-z0-9_./\-]*|\\.*|.*\.(?:py|js|ts|json|ya?ml|txt|md|html|php|env|pem|key|crt|conf|cfg|ini|toml|sh)|[A-Z][A-Z0-9]*(?:_[A-Z][A-Z0-9]*)+)$"
)
"""What stands in the place of a value: words of code, placeholders, calls, paths, names of settings."""
_SHORTEST_KEY, _SHORTEST_WORD, _MANY, _UNQUOTED, _DIGITS_OF_KEY = 12, 3, 6, 5, 4
_CLOSERS = ".)]}?:;*,>"


def named(view: View) -> Iterator[Hit]:
    """What is assigned to a password, token or key, unless it is plainly a placeholder or an ordinary word."""
    for pattern in (_PASS_GIVEN, _KEY_GIVEN, _CAMEL):
        for match in pattern.groups(view):
            number = next(number for number in (2, 3, 4, 5) if match.span(number)[0] >= 0)
            start, end = match.span(number)
            quoted = number < _UNQUOTED
            end = end if quoted else _without_closers(view.text, start, end)
            label = view.lower[match.start() : start].lstrip(" \t\r\n\"'`({[,;&?*-")
            is_pass = pattern is _PASS_GIVEN or "passw" in label or "pwd" in label
            if _is_value(view.text[start:end], label, quoted=quoted, is_pass=is_pass) or (is_pass and _beside_an_account(view, match.start(), start, end)):
                yield start, end, 0.9
    for pattern in (*_LOOSE, _SPELLED):
        for start, end in pattern.hits(view):
            stop = _without_closers(view.text, start, end)
            if _password_like(view.text[start:stop]):
                yield start, stop, 0.8


    for start, end in _LOOSE_KEY.hits(view):
        stop = _without_closers(view.text, start, end)
        if _mixed(view.text[start:stop]) and not NO_VALUE.match(view.text[start:stop]) and sum(char.isdigit() for char in view.text[start:stop]) >= _DIGITS_OF_KEY:
            yield start, stop, 0.8


def _without_closers(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _CLOSERS:
        end -= 1
    return end


def _is_value(text: str, label: str, *, quoted: bool, is_pass: bool) -> bool:
    if len(text) < _SHORTEST_WORD or NO_VALUE.match(text):
        return False
    ending = label.rstrip(" \t\"'`")
    if (ending.endswith(",") and "_" not in label) or (ending.endswith("->") and not _password_like(text)):
        return False
    sentence = not quoted and not any(mark in label for mark in ":=|(>,")
    return _is_password(text, label, quoted=quoted, sentence=sentence) if is_pass else _is_key(text, label, sentence=sentence)


def _is_password(text: str, label: str, *, quoted: bool, sentence: bool) -> bool:
    if quoted or "=" in label:
        return " " not in text or any(char.isdigit() for char in text)
    if _password_like(text):
        return True
    weak = label.rstrip().endswith((" to", " as", " zu"))
    return not weak and (_odd(text) if sentence else _config_line(text, label))


def _is_key(text: str, label: str, *, sentence: bool) -> bool:
    if " " in text or _ordinary_key(text, label) or not _mixed(text):
        return False
    bare = label.startswith("key")
    if bare and (text.islower() or text.isupper() or not _odd(text)):
        return False
    return len(text) >= _SHORTEST_KEY + 4 * (sentence or bare)


def _ordinary_key(text: str, label: str) -> bool:
    """Numbers of tokens, names of columns, public keys: what code calls a key and is none."""
    return text.isdigit() or "public" in label or ("tokens" in label.split("=", maxsplit=1)[0] and text.isdigit()) or bool(re.fullmatch(r"[a-z]+(?:[_\-.:/][a-z]+)+\d{0,2}", text))


def _beside_an_account(view: View, label: int, start: int, end: int) -> bool:
    """``password: swordfish`` at the end of a line, under or beside a user name."""
    word, at_end = view.text[start:end], view.text[end : end + 1] in ("", "\n", "\r")
    return len(word) >= _MANY and ":" in view.text[label:start] and at_end and not NO_VALUE.match(word) and bool(_ACCOUNT_NEAR.search(view.lower, max(0, label - _NEAR), label))


def _config_line(text: str, label: str) -> bool:
    """``password: swordfish`` as a line of settings: a colon and one word that is not part of a sentence."""
    return ":" in label and (_odd(text) or any(not char.isalnum() for char in text[:-1]) or (len(text) >= _MANY and not text.islower()))


def _password_like(text: str) -> bool:
    """Letters with digits or signs inside: no ordinary word, no plain number, no range."""
    if not any(char.isalpha() for char in text) or NO_VALUE.match(text) or "://" in text:
        return False
    digit = any(char.isdigit() for char in text)
    sign = any(char in "!@#$%^&*+=?~_" for char in text[:-1]) or text[-1] in "!#$%^&*+=~"
    cased = any(char.isupper() for char in text) and any(char.islower() for char in text)
    return (digit and len(text) >= _SHORTEST_WORD + 2) or (sign and (cased or _odd(text.strip("_"))) and len(text) >= _MANY)


def _odd(text: str) -> bool:
    letters = "".join(char for char in text if char.isalpha())
    return not (letters.islower() or letters.isupper() or letters.istitle()) or (not text.isalpha() and not text.replace("-", "").isalpha() and any(char.isdigit() for char in text))


def _mixed(text: str) -> bool:
    """Letters with digits, or capitals and small letters in no order of words."""
    letters = any(char.isalpha() for char in text)
    if any(char.isdigit() for char in text):
        return letters
    cases = sum(one.islower() != other.islower() for one, other in pairwise(text))
    return letters and len(text) >= _SHORTEST_KEY + 4 and cases * 3 >= len(text) and text.isalpha()


def given(view: View) -> Iterator[Hit]:
    """After Bearer, command-line flags and in the query of a link; numbers after PIN, CVV and one-time code; seed phrases."""
    for pattern in (_BEARER, _QUERY):
        for start, end in pattern.hits(view):
            if _mixed(view.text[start:end]) and not NO_VALUE.match(view.text[start:end]):
                yield start, end, 0.9
    for match in _FLAG.groups(view):
        start, end = next(match.span(n) for n in (1, 2, 3, 4) if match.span(n)[0] >= 0)
        if not NO_VALUE.match(view.text[start:end]) and (_mixed(view.text[start:end]) or match.span(1)[0] < 0):
            yield start, end, 0.9
    yield from _codes(view)
    yield from _phrases(view)


def _codes(view: View) -> Iterator[Hit]:
    for start, end in _NUMBER.hits(view):
        if alone(view, start, end) and not view.text[end : end + 2].strip(".").isdigit():
            yield start, end, 0.85
    for start, end in _DOOR.hits(view):
        if alone(view, start, end):
            yield start, end, 0.85


def _phrases(view: View) -> Iterator[Hit]:
    for start, end in _PHRASE.hits(view):
        yield start, end, 0.9
    for start, end in _SENTENCE.hits(view):
        if not NO_VALUE.match(view.text[start:end]):
            yield start, end, 0.9


RULES = (
    Rule("named_secret", "SECRET", "What is given to a name such as password, token or api key.", named),
    Rule("given_secret", "SECRET", "What follows Bearer, a password option, a PIN, a one-time code or a seed phrase.", given),
)
