"""What a text tries on a model: words that give it orders or ask it to send data away, and text that a reader cannot see.

Words are found in seven languages, also disguised (the view folds disguises). Hidden text is cut out of what leaves; words stay,
because they may be what a person has to answer, and are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.base import Pattern

_INJECTION = Pattern(
    r"(?i)"
    r"\b(?:ignore|disregard|forget|override|bypass)[ ]{1,3}(?:(?:all|any|the|your|my|these|those|of)[ ]{1,3}){0,3}(?:previous|prior|above|earlier|preceding|former|system|original|safety)[ ]{1,3}"
    r"(?:[a-z]{2,14}[ ]{1,3}){0,2}(?:instructions?|prompts?|rules|directions|guidelines|messages?|context|orders|commands)|"
    r"\b(?:ignore|disregard|forget)[ ]{1,3}(?:all|everything|any)[ ]{1,3}(?:of[ ]{1,3})?(?:(?:the|your)[ ]{1,3})?(?:instructions?|rules|guidelines|above|before)|"
    r"\bdo not follow[ ]{1,3}(?:the|your|any)[ ]{1,3}(?:previous|above|system|original|other)\b|"
    r"\byou are now[ ]{1,3}(?:dan\b|in developer mode|an? unrestricted|jailbroken|free from|no longer bound)|\b(?:enable|enter|activate)[ ]{1,3}(?:developer|god|dan|jailbreak) mode|"
    r"\b(?:reveal|show|print|repeat|output|tell me|give me|leak)[ ]{1,3}(?:me[ ]{1,3})?(?:your|the)[ ]{1,3}(?:system|hidden|initial|original|secret)[ ]{1,3}(?:prompt|instructions?|message)|"
    r"\bnew[ ]{1,3}(?:system[ ]{1,3})?instructions?[ ]{0,3}:|\b(?:note|message|instructions?)[ ]{1,3}(?:to|for)[ ]{1,3}(?:the[ ]{1,3}|any[ ]{1,3})?(?:ai|llm|chatbot|language model|ai assistant|ai model)\b|"
    r"\bpretend[ ]{1,3}(?:that[ ]{1,3})?you[ ]{1,3}(?:are|have)[ ]{1,3}(?:no|not|unrestricted)|\[/?INST\]|<\|(?:im_start|im_end|system|endoftext)\|>|</?(?:system|assistant)>|###[ ]{0,3}(?:system|instructions?)[ ]{0,3}:|"
    r"\b(?:ignoriere?n?|missachte|vergiss|vergessen|umgehe)[ ]{1,3}(?:sie[ ]{1,3}|bitte[ ]{1,3}|du[ ]{1,3}){0,2}(?:alle[ ]{1,3}|die[ ]{1,3}|deine[ ]{1,3}|ihre[ ]{1,3}|s.mtliche[ ]{1,3}){0,2}"
    r"(?:vorherigen|bisherigen|obigen|fr.heren|vorigen|vorangegangenen|deine|ihre|alle)[ ]{1,3}(?:anweisungen|instruktionen|regeln|vorgaben|befehle)|"
    r"\bzeige?n?[ ]{1,3}(?:sie[ ]{1,3})?(?:mir[ ]{1,3})?(?:deinen|den|ihren)[ ]{1,3}system-?prompt|"
    r"\b(?:ignore[rz]?|oublie[rz]?)[ ]{1,3}(?:toutes[ ]{1,3})?(?:les|tes|vos)[ ]{1,3}(?:instructions|consignes|r.gles)[ ]{1,3}(?:pr.c.dentes|ant.rieures|ci-dessus|du syst.me)|"
    r"\b(?:ignor[ae]|olvid[ae]|omit[ae])[ ]{1,3}(?:todas[ ]{1,3})?(?:las|tus|sus)[ ]{1,3}(?:instrucciones|reglas|indicaciones)[ ]{1,3}(?:anteriores|previas|del sistema)|"
    r"\b(?:ignor[ai]|dimentic[ah]i?)[ ]{1,3}(?:tutte[ ]{1,3})?(?:le[ ]{1,3})?(?:tue[ ]{1,3}|sue[ ]{1,3})?(?:istruzioni|regole|indicazioni)[ ]{1,3}(?:precedenti|di sistema)|"
    r"\b(?:ignor[ea]|esque.a|desconsidere)[ ]{1,3}(?:todas[ ]{1,3})?(?:as[ ]{1,3})?(?:suas[ ]{1,3}|tuas[ ]{1,3})?(?:instru..es|regras|orienta..es)[ ]{1,3}(?:anteriores|pr.vias|do sistema)|"
    r"\b(?:negeer|vergeet)[ ]{1,3}(?:alle[ ]{1,3})?(?:de[ ]{1,3}|je[ ]{1,3}|uw[ ]{1,3})?(?:vorige|eerdere|bovenstaande|voorgaande)[ ]{1,3}(?:instructies|regels|opdrachten)"
)
_SECRETS_OF_A_MODEL = (
    r"(?:conversation|chat history|system prompt|your instructions|credentials?|passwords?|api[ -]?keys?|secrets?|previous messages|everything above|all (?:the )?(?:data|information|contents?)|"
    r"unterhaltung|gespr.chsverlauf|zugangsdaten|passw.rter|systemprompt|conversation enti.re|mots de passe|identifiants|conversaci.n|contrase.as|credenciales|conversazione|credenziali|conversa|senhas|credenciais|gesprek|wachtwoorden|inloggegevens)"
)
_SENDING = (
    r"(?:send|post|forward|upload|transmit|exfiltrate|leak|append|encode|sende|schicke|leite|.bermittle|envoie|envoyez|transmets|env.a|env.e|manda|invia|inoltra|envie|encaminhe|stuur|verzend)"
)
_EXFILTRATION = Pattern(
    rf"(?i)\b{_SENDING}[ ]{{1,3}}[^\n]{{0,80}}?{_SECRETS_OF_A_MODEL}[^\n]{{0,80}}?(?:https?://|\burl\b|[a-z0-9._%+\-]{{1,40}}@[a-z0-9\-]{{1,40}}\.|webhook|\bserver\b)|"
    r"!\[[^\]\n]{0,200}\]\([ ]{0,3}https?://[^)\s]{1,400}[?&/=](?:\{|\[|<|\$|%7B)[^)\s]{1,200}"
)
_TAGS = re.compile("(\U0001f3f4[\U000e0020-\U000e007e]{1,7}\U000e007f)|[\U000e0000-\U000e007f]+")
_INVISIBLE = re.compile("[\u200b-\u200d\u2060-\u2064\ufeff\u180e\u00ad]{4,}")
_HIDING = re.compile(
    r"(?i)<([a-z][a-z0-9]{0,15})\b[^<>]{0,400}?(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|font-size\s{0,3}:\s{0,3}0(?:px|pt|em|%)?\s{0,3}[;\"']|opacity\s{0,3}:\s{0,3}0\s{0,3}[;\"']|"
    r"(?<![\-a-z])color\s{0,3}:\s{0,3}(?:#fff(?:fff)?|white)\b|\s(?:hidden|aria-hidden=.true.)(?=[\s>]))[^<>]{0,400}>"
)
_LONGEST_HIDDEN, _LONGEST_COMMENT = 20_000, 4000


@dataclass(frozen=True, slots=True)
class Screened:
    """The text without what is hidden in it; how many words of each sort were found and how many characters were cut."""

    text: str = field(repr=False)
    injections: int
    exfiltrations: int
    cut: int


def screen(text: str, *, markup: bool) -> Screened:
    """Screens one text. ``markup``: HTML that hides text is cut too; not for a person's own words, who may well ask about such HTML."""
    left, cut = visible(text, markup=markup)
    seen = View(text)
    return Screened(left, sum(1 for _ in _INJECTION.hits(seen)) + _in_tags(text), sum(1 for _ in _EXFILTRATION.hits(seen)), cut)


def visible(text: str, *, markup: bool) -> tuple[str, int]:
    """The text without what a reader does not see, and how many characters that was."""
    cuts = _merged(sorted([*_invisible(text), *(hidden_markup(text) if markup and "<" in text else ())]))
    pieces, done = list[str](), 0
    for start, end in cuts:
        pieces.append(text[done:start])
        done = end
    return "".join([*pieces, text[done:]]), sum(end - start for start, end in cuts)


def _invisible(text: str) -> Iterator[tuple[int, int]]:
    if not text.isascii():
        yield from (found.span() for found in _TAGS.finditer(text) if not found[1])
        yield from (found.span() for found in _INVISIBLE.finditer(text))


def _in_tags(text: str) -> int:
    """Orders written in tag characters, which show nothing and spell ASCII."""
    spelled = "".join(chr(ord(char) - 0xE0000) for found in _TAGS.finditer(text) if not found[1] for char in found[0]) if not text.isascii() else ""
    return sum(1 for _ in _INJECTION.hits(View(spelled))) if spelled else 0


def hidden_markup(text: str) -> Iterator[tuple[int, int]]:
    """What HTML elements hold that their style hides, and comments that give orders."""
    done = 0
    for opened in _HIDING.finditer(text):
        if opened.start() >= done:
            done = _closing(text, opened[1], opened.end())
            yield opened.end(), done
    at = text.find("<!--")
    while at >= 0:
        end = text.find("-->", at, at + _LONGEST_COMMENT)
        if end >= 0 and any(True for _ in _INJECTION.hits(View(text[at:end]))):
            yield at, end + 3
        at = text.find("<!--", max(end, at + 4))


def _closing(text: str, tag: str, at: int) -> int:
    """Where the element that begins before ``at`` ends: at its closing tag, or as far as one may reach where it has none."""
    depth = 1
    for found in re.compile(rf"(?i)<(/?){tag}\b[^<>]{{0,800}}>").finditer(text, at, at + _LONGEST_HIDDEN):
        depth += -1 if found[1] else 1
        if not depth:
            return found.start()
    return min(len(text), at + _LONGEST_HIDDEN)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    done: list[tuple[int, int]] = []
    for start, end in spans:
        if start == end:
            continue
        if done and start < done[-1][1]:
            done[-1] = (done[-1][0], max(done[-1][1], end))
        else:
            done.append((start, end))
    return done
