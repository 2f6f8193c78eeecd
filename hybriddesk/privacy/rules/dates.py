"""Dates of birth by cue word and ages over 89. Other dates are ordinary work data."""

from __future__ import annotations

from collections.abc import Iterator

from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.base import Hit, Pattern, Rule

_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|ene|abr|ago|dic|fév|avr|juin|juil|août|déc|gen|mag|giu|lug|set|ott|"
    r"fev|maio|out|mrt|mei)[a-zéûçñ]{0,9}\.?"
)
_DATE = (
    rf"(?:[0-9]{{1,4}}[./\-][0-9]{{1,2}}[./\-][0-9]{{2,4}}|[0-9]{{1,2}}(?:st|nd|rd|th|\.|er|º)?[ \-](?:of |de )?{_MONTH}(?:[ \-,]{{1,2}}(?:de |del )?[0-9]{{4}})?|"
    rf"{_MONTH}[ \-][0-9]{{1,2}}(?:st|nd|rd|th)?(?:[ ,]{{1,2}}[0-9]{{4}})?)"
)
_CUE = (
    r"d\.?o\.?b\.?|date[ _]of[ _]birth|birth[ _]?date|birth[ _]?day|born(?:[ ]on)?|geboren(?:[ ]am)?|geb\.|geburtsdatum|geburtstag|"
    r"née?(?:[ ]le)?|date[ ]de[ ]naissance|naci[óo](?:[ ]el)?|nacid[oa](?:[ ]el)?|fecha[ ]de[ ]nacimiento|nat[oa](?:[ ]il)?|data[ ]di[ ]nascita|"
    r"nascid[oa](?:[ ]em)?|data[ ]de[ ]nascimento|geboortedatum|geboren(?:[ ]op)?"
)
_BIRTH = Pattern(rf"(?i)(?:^|[^A-Za-z\xc0-\xff])(?:{_CUE})(?:\s?\([a-z/.\- ]{{0,16}}\))?[\"'*]{{0,3}}[ \t]{{0,3}}(?:is|was|ist|est|[:=\-])?[ \t]{{0,3}}[\"'*]{{0,3}}(?:on |the |am |le |el |il |em )?({_DATE})")
_OLD = r"(?:9[0-9]|1[01][0-9]|120)"
_AGE = Pattern(
    rf"(?i)(?:^|[^A-Za-z0-9])((?:aged?|age[ ]is|turned|turning)[ :=]{{1,3}}{_OLD}\b|{_OLD}[ \-]?(?:years?[ \-]old|y/?o\b|year-old|jahre alt|ans\b|años|anni|anos|jaar))"
)


def birth(view: View) -> Iterator[Hit]:
    """A date right after a word for birth."""
    for start, end in _BIRTH.hits(view):
        yield start, end, 0.92


def age(view: View) -> Iterator[Hit]:
    """Ages from 90 on; younger ones are shared by too many to tell a person."""
    for start, end in _AGE.hits(view):
        yield start, end, 0.8


RULES = (
    Rule("birth_date", "DOB", "A date after words such as born, date of birth or geboren am.", birth),
    Rule("age_over_89", "AGE", "Ages of 90 and more.", age),
)
