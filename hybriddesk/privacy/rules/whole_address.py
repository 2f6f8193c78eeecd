"""From a street to the whole address: house numbers before it, then units, town, state, postcode and country as far as they follow."""

from __future__ import annotations

import re

from hybriddesk.privacy.lexicon import lexicon
from hybriddesk.privacy.normalise import View

_GAP = r"(?:[ ]-[ ]|[ ,.\t]{0,3})(?:\r?\n[ \t>?*]{0,6}){0,2}[ ,]{0,2}"
UNIT = r"(?:apt|apartment|suite|ste|unit|flat|floor|fl|room|rm|piso|puerta|esc|étage|etage|bât|bat|appt|whg|wohnung|og|scala|interno|int|andar|apto|bus|verdieping|building|bldg|block|level|lot|#)\.?[ ]?(?:no\.?[ ])?#?[a-z]?[0-9]{1,5}[a-z]?(?![\w])"
_UNIT = re.compile(rf"{_GAP}(?:{UNIT}|[0-9]{{1,2}}\.?[º°ªoa]\.?(?:[ ,]{{1,2}}(?:[a-z]|esq|dto|dcha|izq|izda|drt|frente|dir)\b\.?)?(?!\w))", re.IGNORECASE)
_CODE = re.compile(
    rf"{_GAP}\(?(?:[A-Z]{{1,2}}-)?(?:[A-Z]{{1,2}}[0-9][A-Z0-9]?[ ]?[0-9][A-Z]{{2}}|[A-Z][0-9][A-Z][ ]?[0-9][A-Z][0-9]|[0-9]{{4}}[ ]?[A-Z]{{2}}(?![a-z])|[0-9]{{2}}-[0-9]{{3}}|[0-9]{{3,5}}[\- ][0-9]{{2,4}}(?![0-9])|[0-9]{{3,6}})\)?(?![\w\-/:])(?![.,]?[0-9]|[ ][0-9]{{2}})"
)
_STATE = re.compile(rf"[ ]?\([A-Z]{{2}}\)|{_GAP}(?:[A-Z]{{2,3}}|nan)(?=[ ,]{{0,2}}(?:\n[ \t>?*]{{0,6}})?(?:[0-9]{{3,6}}|[A-Z][0-9][A-Z])|[ \t]*(?:[.,?!]|\n|\Z)|\n[ \t]*,)(?!\w)")
_WORDS = re.compile(rf"({_GAP})((?:(?:[^\W\d_]{{1,3}}\.|[^\W\d_](?:[^\W\d_]|['’\-/](?=[^\W\d_]))*)[ ]?(?:\([^()\n]{{2,24}}\)[ ]?)?){{1,7}})")
_CAPITALS = re.compile(r"[ ](?:[^\W\d_a-zß-öø-ÿ][^\W\d_]*(?:['’\-][^\W\d_]+)*)(?:[ ](?:(?:am|an|der|sur|sous|de|del|la|le|di|da|do|den|aan|upon|bei|im|in)[ ]){0,2}[^\W\d_a-zß-öø-ÿ][^\W\d_]*(?:['’\-][^\W\d_]+)*){0,2}")
_LINE_END = re.compile(r"[ \t]*(?:[,.;?!)\n]|\Z|\Z)")
_MORE_NUMBERS = re.compile(rf"(?:(?<=[\s(\"'>])|^)(?:(?:{UNIT})[ ,]{{1,2}}|[0-9]{{1,6}}[a-zA-Z]?,?[ ]){{1,2}}\Z", re.IGNORECASE)
_MOST_PARTS, _LOOK_BACK, _MOST_WORDS = 8, 24, 5
_CLOSINGS = frozenset(["kind", "best", "warm", "many", "regards", "greetings", "thanks", "thank", "dear", "hello", "hi", "cheers", "sincerely", "phone", "mobile", "fax", "tel", "email", "desk", "date", "time", "please", "the", "we", "i", "you", "he", "she", "it", "this", "that", "mit", "viele", "grüße"])


def widened(view: View, start: int, end: int, *, towns: bool = True) -> tuple[int, int]:
    """The address around a street. ``towns``: also words that no list knows, where a line or a comma bounds them."""
    before = _MORE_NUMBERS.search(view.text, max(0, start - _LOOK_BACK), start)
    return (before.start() if before else start), _end(view, end, towns=towns)


def _end(view: View, end: int, *, towns: bool) -> int:
    sure = at = end
    coded = False
    for _ in range(_MOST_PARTS):
        found = _UNIT.match(view.text, at) or _STATE.match(view.text, at) or _CODE.match(view.text, at)
        if found:
            sure = at = found.end()
            coded = bool(found.re is _CODE)
            continue
        stop = _town_after_code(view, at) if coded else None
        stop = stop or _town(view, at, towns=towns)
        coded = False
        if not stop:
            break
        at, certain = stop
        sure = at if certain else sure
    return sure


def _town_after_code(view: View, at: int) -> tuple[int, bool] | None:
    """Up to three capitalised words right behind a postcode, in its line."""
    found = _CAPITALS.match(view.text, at)
    return (found.end(), True) if found and found[0].strip().lower() not in _CLOSINGS else None


def _town(view: View, at: int, *, towns: bool) -> tuple[int, bool] | None:
    """Where a town or country that begins here ends, and whether that alone is enough."""
    found = _WORDS.match(view.text, at)
    if not found or "." in found[1].strip(" ,") or len(found[2].split()) > _MOST_WORDS:
        return None
    name = found[2].rstrip(" .")
    end = found.start(2) + len(name)
    words = [word.strip(".()").lower() for word in name.split()]
    if set(words) & _CLOSINGS:
        return None
    known = " ".join(words) in lexicon().places or words[-1] in lexicon().countries or name.split(" (")[0].lower() in lexicon().countries
    bound = bool(found[1].strip(" ") or found[1] == "") or name[0].isupper()
    code = _CODE.match(view.text, end)
    if known or (code and bound):
        return end, True
    ordinary = all(word in lexicon().words for word in words) or any(word in lexicon().words and word.islower() and name.split()[n].islower() for n, word in enumerate(words) if n)
    beside = "," in found[1] and "\n" not in found[1] and name[0].isupper()
    if ((towns and bound) or beside) and not ordinary and _LINE_END.match(view.text, end):
        return end, True
    return (end, False) if bound and name[0].isupper() else None
