"""Dates of birth by cue word, ages over 89, dates in health records. Other dates are ordinary work data."""

from __future__ import annotations

from collections.abc import Iterator

from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.base import Hit, Pattern, Rule, alone

_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|m\xe4r|mai|okt|dez|ene|abr|ago|dic|f\xe9v|avr|juin|juil|ao\xfbt|d\xe9c|gen|mag|giu|lug|set|ott|"
    r"fev|maio|out|mrt|maart|mei|j\xe4n)[a-z\xe9\xfb\xe7\xf1]{0,9}\.?"
)
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
_NUMERIC = r"(?:[0-9]{4}[./\-][0-9]{1,2}[./\-][0-9]{1,2}|[0-9]{1,2}[ ]?[./\-][ ]?[0-9]{1,2}[ ]?[./\-][ ]?(?:[0-9]{4}|[0-9]{2}))(?:T[0-9:.Z+\-]{4,20})?"
_DATE = (
    rf"(?:{_NUMERIC}|[0-9]{{1,2}}(?:st|nd|rd|th|\.|er|\xba)?[ \-](?:of |de |di )?{_MONTH}(?:[ \-,]{{1,2}}(?:de |del |of )?[0-9]{{4}})?|"
    rf"{_MONTH}[ \-][0-9]{{1,2}}(?:st|nd|rd|th)?(?:[ ,]{{1,2}}[0-9]{{4}})?|[0-9]{{8}})"
)
_FULL = rf"(?:{_NUMERIC}|{_DAY}(?:st|nd|rd|th|\.|er|\xba)?[ \-](?:of |de |di )?{_MONTH},?[ \-](?:de |del |of )?(?:19|20)[0-9]{{2}}|{_MONTH}[ \-]{_DAY}(?:st|nd|rd|th)?,?[ ](?:19|20)[0-9]{{2}})"
_CUE = (
    r"d\.?[ ]?o\.?[ ]?b\.?|(?:date|day|year)[ _]of[ _]birth|birth[ _]?(?:date|day)|bday|birth|born(?:[ ]on)?|geboren(?:e|er)?(?:[ ](?:am|op))?|geb\.?(?:[ ]am)?|geb(?:urts)?[ \-]?(?:datum|tag)|\*|"
    r"n\xe9e?(?:\(e\))?(?:[ ]le)?|date[ ]de[ ]naissance|naissance|naci[\xf3o](?:[ ]el)?|nacid[oa](?:[ ]el)?|(?:fecha|f)(?:[ ]de|\.)[ ]?nac(?:imiento|\.)?|cumplea\xf1os|nat[oa](?:[ ]il)?|data[ ]di[ ]nascita|compleanno|"
    r"nascid[oa](?:[ ]em)?|nasceu(?:[ ]em)?|(?:data[ ]de[ ])?nasc(?:imento|\.)|anivers\xe1rio|geboortedatum|verjaardag|urodzon[ya]|f\xf6dd|f\xf8dt"
)
_BIRTH = Pattern(
    rf"(?i)(?:^|[^A-Za-z\xc0-\xff])(?:{_CUE})(?:\s?\([a-z/.\- ]{{0,16}}\))?[\"'*]{{0,3}}[.,]?[ \t]{{0,3}}(?:it's|it is|is|was|ist|war|est|es|era|\xe9|\xe8|[:=\-|>])?[ \t\n]{{0,3}}[\"'*]{{0,3}}"
    rf"(?:(?:on|the|am|le|el|il|em|op|in|den) (?:(?:the|den) )?|d[ei] )?({_DATE})"
)
_HL7_BIRTH = Pattern(r"(?:^|[\r\n])PID\|(?:[^|\r\n]*\|){6}([0-9]{8})")
"""The seventh field of a patient's line in HL7 version 2."""
_OLD = r"(?:9[0-9]|1[01][0-9]|120)"
_YEARS = r"(?:years?[ \-]old|yrs?[ ]old|y/?o\b|yo\b|y\.o\.|years? of age|-year-old|jahre alt|-j\xe4hrig\w{0,2}|jahre\b|ans\b|a\xf1os|anni\b|anos\b|jaar\b)"
_AGE = Pattern(
    rf"(?i)(?:^|[^A-Za-z0-9])((?:aged?|age[ ]is|ages|turned|turning|turns|edad|alter|\xe2ge|\xe2g\xe9e? de|et\xe0|idade|leeftijd)[ :=]{{1,3}}{_OLD}\b|{_OLD}[ \-]?{_YEARS})"
)
_HEALTH_CUE = (
    r"admi(?:ssion|tted)|discharge[d]?|date of (?:admission|discharge|service|death|surgery|procedure|visit|operation)|died|deceased|death|surgery|operated|hospitali[sz]ed|seen on|visit|appointment|"
    r"aufnahme(?:datum)?|entlassung(?:sdatum)?|aufgenommen|entlassen|verstorben|operation|op-datum|(?:date d')?(?:admission|hospitalisation|entr\xe9e|sortie)|d\xe9c\xe9d\xe9e?|"
    r"fecha de (?:ingreso|alta|la consulta|intervenci\xf3n|defunci\xf3n|exitus)|ingreso|ingresad[oa]|(?:data di|data del) (?:ricovero|dimissione|nascita|decesso)|ricovero|dimissione|ricoverat[oa]|"
    r"data d[ea] (?:admiss\xe3o|interna\xe7\xe3o|internamento|alta|consulta)|internad[oa]|opname(?:datum)?|ontslag(?:datum)?|opgenomen|overleden"
)
_HEALTH = Pattern(rf"(?i)(?:^|[^A-Za-z\xc0-\xff])(?:{_HEALTH_CUE})[\"'*]{{0,3}}[ \t]{{0,3}}(?:date)?(?:is|was|[:=\-])?[ \t]{{0,3}}[\"'*]{{0,3}}(?:(?:on|the|am|le|el|il|em|op|in|den|d\xeda) ){{0,2}}({_FULL})")
_RECORD = Pattern(
    r"(?i)(?:^|[^a-z])(?:medical record|mrn|patient(?:in|en|e|s)?\b|pacientes?\b|paziente|historia cl\xednica|informe cl\xednico|nhc\b|diagn\xf3stic\w{1,3}|diagnos[ei]s|anamnes[ei]s?|antecedentes|exploraci\xf3n|hospital|arztbrief|befund|entlassungsbrief|"
    r"clinic\w{0,4}|chief complaint|history of present|physical exam|discharge summary|m\xe9dico|servicio de|tratamiento|evoluci\xf3n|dossier m\xe9dical|compte rendu|cartella clinica|prontu\xe1rio|pati\xebnt)"
)
_PAPERS = Pattern(
    r"(?i)(?:^|[^a-z])(?:nhc\b|n\.h\.c|mrn\b|medical record (?:no|number)|historia cl\xednica|informe cl\xednico|informe de alta|discharge summary|arztbrief|entlassungs(?:brief|bericht)|datos del paciente|patient (?:name|id)|patient:|paciente:|"
    r"(?:fecha|date|data) (?:de|of|di) (?:nacimiento|birth|naissance|nascita|nascimento|ingreso|admission)|geburtsdatum|geboortedatum|compte rendu d'hospitalisation|lettera di dimissione|cartella clinica|ontslagbrief)"
)
_ANY_DATE = Pattern(rf"(?i){_FULL}")
_MANY_CUES = 4


def birth(view: View) -> Iterator[Hit]:
    """A date right after a word for birth."""
    for start, end in _BIRTH.hits(view):
        if alone(view, start, end):
            yield start, end, 0.92
    for start, end in _HL7_BIRTH.hits(view):
        yield start, end, 0.92


def age(view: View) -> Iterator[Hit]:
    """Ages from 90 on; younger ones are shared by too many to tell a person."""
    for start, end in _AGE.hits(view):
        yield start, end, 0.8


def health(view: View) -> Iterator[Hit]:
    """Dates of stays and treatments by their words; in a text that is a health record by its words, every full date."""
    if not view.has_digits:
        return
    for start, end in _HEALTH.hits(view):
        if alone(view, start, end):
            yield start, end, 0.82
    if _is_record(view):
        yield from _dates(view, 0.8)


def _is_record(view: View) -> bool:
    """Whether the text names one patient's papers and speaks of medicine throughout; an article about medicine does not."""
    if not _PAPERS.near(view, 0, len(view.text)):
        return False
    words = set()
    for start, end in _RECORD.hits(view):
        words.add(view.lower[start:end].strip(" \n\t.,:;()-")[:6])
        if len(words) >= _MANY_CUES:
            return True
    return False


def full_date(view: View) -> Iterator[Hit]:
    """Any date with day, month and year: ordinary work data, off unless switched on."""
    yield from _dates(view, 0.7)


def _dates(view: View, score: float) -> Iterator[Hit]:
    for start, end in _ANY_DATE.hits(view):
        if alone(view, start, end, glue="./-_"[2:]):
            yield start, end, score


RULES = (
    Rule("birth_date", "DOB", "A date after words such as born, date of birth or geboren am.", birth),
    Rule("health_date", "DATE", "Dates of stays and treatments, and every full date in a health record.", health),
    Rule("age_over_89", "AGE", "Ages of 90 and more.", age),
    Rule("full_date", "WHEN", "Dates with day, month and year.", full_date),
)
