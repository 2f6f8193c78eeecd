"""What the words of a draft give away: refusals, hedges, open slots, repetition, wrong sums and wrong weekdays.

Each function takes a text and returns spans ``(start, end)`` in code points. English, German, French and Spanish.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator

from hybriddesk.review.pieces import matches

Span = tuple[int, int]
Calculation = tuple[list[float], float]
"""The numbers that go in, and the stated result."""

_REFUSALS = re.compile(
    r"""
    \b(?:
      I(?:['’]m|\ am)\ (?:(?:sorry|afraid),?\ (?:but\ )?(?:that\ )?I\ (?:can(?:not|['’]t)|am\ (?:not\ able|unable))|unable\ to|not\ able\ to)
    | I\ (?:cannot|can['’]t|won['’]t|am\ not\ allowed\ to)\ (?:help|assist|comply|provide|fulfil|fulfill|answer|create|generate|draft|write|do\ that)
    | as\ an?\ (?:AI|artificial|large\ language)\b
    | (?:language|AI)\ model[^.\n]{0,30}\ (?:cannot|can['’]t|unable|not\ able|do\ not|don['’]t)
    | als\ (?:ein\ )?(?:KI|Sprachmodell|k[üu]nstliche\ Intelligenz)
    | (?:ich\ kann|kann\ ich)\ (?:Ihnen\ |dir\ )?(?:dabei|damit|hierbei|diese\ Anfrage|diese[rs]?\ Bitte)[^.\n]{0,30}nicht
    | es\ tut\ mir\ leid,\ aber\ ich\ kann
    | en\ tant\ qu(?:['’]|e\ )(?:IA|intelligence|mod[eè]le|assistant)
    | je\ (?:ne\ peux\ pas|ne\ suis\ pas\ en\ mesure)\ (?:vous\ aider|r[ée]pondre|fournir|de\ )
    | como\ (?:una?\ )?(?:IA|inteligencia|modelo\ de\ lenguaje|asistente)
    | (?:no\ puedo|lo\ siento,\ (?:pero\ )?no\ puedo)\ (?:ayudar|responder|proporcionar|cumplir)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_HEDGES = re.compile(
    r"""
    \b(?:
      I(?:['’]m|\ am)\ not\ (?:entirely\ |quite\ |completely\ )?(?:sure|certain)
    | I\ (?:think|believe|assume|guess|suppose)\b(?!\ you\ have)
    | (?:it\ is|it['’]s)\ (?:possible|likely|unclear)\ that
    | as\ far\ as\ I\ (?:know|can\ tell) | to\ the\ best\ of\ my\ knowledge | if\ I\ (?:understand|remember|recall)\ correctly
    | (?:probably|presumably|perhaps|supposedly)\b | (?:may|might)\ or\ (?:may|might)\ not
    | I\ (?:do\ not|don['’]t)\ have\ (?:access|enough|any|specific|real) | (?:check|verify)\ (?:this|that)\ (?:with|yourself|independently)
    | ich\ bin\ (?:mir\ )?nicht\ (?:ganz\ )?sicher | (?:vermutlich|wahrscheinlich|eventuell|m[öo]glicherweise|vielleicht)\b
    | ich\ (?:glaube|denke|nehme\ an|vermute)\b | soweit\ (?:ich\ wei[sß]|mir\ bekannt) | meines\ Wissens | wenn\ ich\ (?:Sie\ )?richtig\ verstehe
    | je\ ne\ suis\ pas\ (?:tout\ [àa]\ fait\ )?s[ûu]re? | (?:peut-[êe]tre|probablement|sans\ doute|il\ est\ possible\ que)\b | [àa]\ ma\ connaissance
    | no\ estoy\ segur[oa] | (?:quiz[áa]s?|probablemente|tal\ vez|es\ posible\ que)\b | que\ yo\ sepa
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_SLOT = re.compile(r"\[[^\[\]\n]{1,40}\?\]|\[(?:your|insert|ihr|ihre|name|date|datum|firma|company)\b[^\[\]\n]{0,30}\]|\bX{4,}\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")


def refusals(text: str) -> list[Span]:
    """Where the text declines the task or speaks of itself as a machine."""
    return [match.span() for match in matches(_REFUSALS, text)]


def hedges(text: str) -> list[Span]:
    """Where the text doubts itself."""
    return [match.span() for match in matches(_HEDGES, text)]


def slots(text: str) -> list[Span]:
    """Slots that somebody still has to fill: ``[name?]``, ``[your company]``, ``XXXX``."""
    return [match.span() for match in matches(_SLOT, text)]


def repeated(text: str) -> tuple[float, list[Span]]:
    """Share of four-word runs that stood before in the text, 0..1, and where. Texts under 20 words count as 0."""
    words = list(matches(_WORD, text))
    if len(words) < 20:  # noqa: PLR2004  the unit is in the docstring
        return 0.0, []
    grams = [tuple(word.group().casefold() for word in words[i : i + 4]) for i in range(len(words) - 3)]
    counts: Counter[tuple[str, ...]] = Counter()
    again: list[Span] = []
    for place, gram in enumerate(grams):
        if counts[gram]:
            again.append((words[place].start(), words[place + 3].end()))
        counts[gram] += 1
    return len(again) / len(grams), _overlaps_joined(again)


def _overlaps_joined(spans: list[Span]) -> list[Span]:
    out: list[Span] = []
    for start, end in spans:
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


_NUMBER = r"\d{1,12}(?:,\d{3})*(?:[.,]\d{1,6})?"
_SIGN = r"[ \t]*[-+*/x×÷–][ \t]*"
_REMAINDER = r"[ \t]*,?[ \t]*(?:[Rr]\.?[ \t]*\d|(?:with[ \t]a[ \t])?[Rr]em(?:ainder)?\b|[Rr]est[eo]?\b)"
_SUM = re.compile(
    rf"(?<![\w.,)%^])(?<![-+*/x×÷–(])(?<![-+*/x×÷–(][ \t])({_NUMBER}(?:{_SIGN}[$€£]?{_NUMBER}){{1,9}})[ \t]*=[ \t]*"
    rf"(?:<<[^<>\n]{{1,80}}>>)?[$€£]?(-?{_NUMBER})(?![\d.,]*\d|[ \t]*[-+*/x×÷%=]|{_REMAINDER})"
)
_PART = re.compile(rf"({_NUMBER})|([-+*/x×÷–])")


def wrong_sums(text: str) -> list[Span]:
    """Written-out calculations whose stated result is off by more than rounding."""
    return [match.span() for match in matches(_SUM, text) if not _sum_holds(match.group(1), match.group(2))]


def calculations(text: str) -> list[Calculation]:
    """Each written-out calculation, in order."""
    return [
        ([_number(number) for number, _ in _PART.findall(match.group(1)) if number], _number(match.group(2))) for match in matches(_SUM, text)
    ]


def _sum_holds(calculation: str, result: str) -> bool:
    try:
        value = _value(calculation)
    except ZeroDivisionError:
        return False
    return abs(value - _number(result)) <= max(0.011, abs(value) * 0.006)


def _value(calculation: str) -> float:
    """Times and divided before plus and minus, left to right."""
    terms, sign = [0.0], "+"
    for number, operator in _PART.findall(calculation):
        if operator:
            sign = operator
        elif sign in "*x×":
            terms[-1] *= _number(number)
        elif sign in "/÷":
            terms[-1] /= _number(number)
        else:
            terms.append(_number(number) if sign == "+" else -_number(number))
    return sum(terms)


def _number(text: str) -> float:
    """Reads ``1,234`` as a thousand and ``1,5`` as one and a half; several marks part groups, however long."""
    if re.fullmatch(r"-?\d{1,3},\d{3}", text) or text.count(",") + text.count(".") > 1:
        return float(text.replace(",", ""))
    return float(text.replace(",", "."))


_WEEKDAYS = (
    ("monday", "montag", "lundi", "lunes"),
    ("tuesday", "dienstag", "mardi", "martes"),
    ("wednesday", "mittwoch", "mercredi", "miércoles"),
    ("thursday", "donnerstag", "jeudi", "jueves"),
    ("friday", "freitag", "vendredi", "viernes"),
    ("saturday", "samstag", "samedi", "sábado"),
    ("sunday", "sonntag", "dimanche", "domingo"),
)
_MONTHS = (
    ("january", "januar", "janvier", "enero"),
    ("february", "februar", "février", "febrero"),
    ("march", "märz", "mars", "marzo"),
    ("april", "april", "avril", "abril"),
    ("may", "mai", "mai", "mayo"),
    ("june", "juni", "juin", "junio"),
    ("july", "juli", "juillet", "julio"),
    ("august", "august", "août", "agosto"),
    ("september", "september", "septembre", "septiembre"),
    ("october", "oktober", "octobre", "octubre"),
    ("november", "november", "novembre", "noviembre"),
    ("december", "dezember", "décembre", "diciembre"),
)
_WEEKDAY_NO = {name: place for place, names in enumerate(_WEEKDAYS) for name in names}
_MONTH_NO = {name: place for place, names in enumerate(_MONTHS, 1) for name in names}
_DAYS, _MONTHS_ANY = "|".join(_WEEKDAY_NO), "|".join(_MONTH_NO)
_DATED = re.compile(
    rf"\b({_DAYS}),?\s+(?:the\s+|den\s+|le\s+|el\s+)?"
    rf"(?:(\d{{1,2}})(?:st|nd|rd|th|er|\.)?\s+(?:of\s+|de\s+)?({_MONTHS_ANY})|({_MONTHS_ANY})\s+(\d{{1,2}})(?:st|nd|rd|th)?),?\s+(?:de\s+)?(\d{{4}})\b",
    re.IGNORECASE,
)


def wrong_weekdays(text: str) -> list[Span]:
    """Dates that do not exist or do not fall on the weekday named with them."""
    return list(_wrong_weekdays(text))


def _wrong_weekdays(text: str) -> Iterator[Span]:
    for match in matches(_DATED, text):
        weekday, day_first, month_second, month_first, day_second, year = match.groups()
        month = _MONTH_NO[(month_second or month_first).casefold()]
        try:
            date = dt.date(int(year), month, int(day_first or day_second))
        except ValueError:
            yield match.span()
            continue
        if date.weekday() != _WEEKDAY_NO[weekday.casefold()]:
            yield match.span()
