"""Postal addresses in the styles of several countries, postcodes by their line or cue, coordinates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hybriddesk.privacy.lexicon import lexicon
from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.base import LETTER, LOWER, UPPER, Hit, Pattern, Rule, alone
from hybriddesk.privacy.rules.context import labelled
from hybriddesk.privacy.rules.whole_address import UNIT, widened

_NAME = rf"{UPPER}(?:{LETTER}|['.\-]){{1,24}}"
_TOWN = rf"{UPPER}{LOWER}(?:{LETTER}|['.\-]){{0,24}}"
_NUMBER = r"[0-9]{1,5}[a-zA-Z]?(?:[ ]?[\-/][ ]?[0-9]{1,4}[a-zA-Z]?|-(?:[IVX]{1,4}|hs)\b)?"
_FLOOR = r"(?:[ ][A-Z][ ]?[0-9]{1,3})?(?:,?[ ](?:[0-9]{1,2}\.|st\.|kl\.)[ ]?(?:tv|th|mf|sal|OG|Stock|Etage)\b\.?)?"
"""Stair and flat in Finland, floor and side in Denmark, floor in Germany: between the number and the postcode."""
_EN_TYPE = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Square|Sq|Terrace|Ter|Way|Highway|Hwy|Parkway|Pkwy|"
    r"Close|Crescent|Cres|Gardens|Grove|Mews|Row|Walk|Circle|Cir|Trail|Trl|Alley|Loop|Pike|Hill|Quay|Wharf|Green|Park)\b\.?"
)
_UNIT = r"(?:,?[ \n]{1,3}(?:Apt|Apartment|Suite|Ste|Unit|Flat|Floor|Fl|Room|Rm|#)\.?[ ]?#?[A-Za-z0-9\-]{1,8})?"
_STATE = r"(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]|ON|QC|BC|AB|NSW|VIC|QLD)"
_UK_CODE = r"[A-Z]{1,2}[0-9][A-Z0-9]?[ ]?[0-9][ABD-HJLNP-UW-Z]{2}"
_TAIL = (
    rf"(?:,?[ ]{{1,2}}(?:{_TOWN}[ ]?){{1,3}}(?:,[ \n]{{0,2}}{_STATE})?(?:,?[ \n]{{1,2}}(?:{_STATE}[ ]{{1,2}})?(?:[0-9]{{5}}(?:-[0-9]{{4}})?|{_UK_CODE}|[A-Z][0-9][A-Z][ ]?[0-9][A-Z][0-9]|[0-9]{{4}}))?)?"
)
_STYLES = (
    Pattern(rf"(?:{_NAME}[ ]){{1,4}}{_NUMBER},?[ \n]{{1,2}}(?:[A-Z]{{1,2}}-)?(?:[0-9]{{4,5}}|[0-9]{{3}}[ ][0-9]{{2}})[ ]{_TOWN}"),
    Pattern(rf"(?:{_NUMBER},?[ ](?:(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\.?[ ])?(?:(?:{_NAME}|[0-9]{{1,3}}(?:st|nd|rd|th))[ ]){{1,4}}{_EN_TYPE}(?:[ ](?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\b\.?)?{_UNIT}{_TAIL})"),
    Pattern(rf"(?:(?:{_NAME}[ \-]){{0,3}}(?:{LETTER}{{2,24}}(?:stra(?:ß|ss)e|str\.|weg|gasse|allee|platz|ring|damm|ufer|straat|laan|gracht|plein|kade|gatan|vägen|gata|vej|gade|veien|katu|kuja|[aei]ntie)|(?:Straße|Strasse|Str\.|Weg|Allee|Platz))[ ]{_NUMBER}(?:{_FLOOR},?[ \n]{{1,3}}(?:[A-Z]{{1,2}}-)?[0-9]{{4,5}}(?:[ ][A-Z]{{2}})?[ ](?:{_NAME}[ ]?){{1,3}}(?:[A-Z]\b)?)?)"),
    Pattern(rf"(?i)(?:{_NUMBER},?[ ](?:bis |ter )?(?:rue|avenue|boulevard|bd|place|chemin|allée|impasse|quai|route|cours|passage)[ ](?:(?:de|du|des|la|le|les|l'|d')[ ']?){{0,3}}(?:{LETTER}(?:{LETTER}|['\-]){{1,24}}[ ]?){{1,4}}(?:,?[ \n]{{1,3}}[0-9]{{5}}[ ]{LETTER}(?:{LETTER}|[\-]){{1,24}})?)"),
    Pattern(rf"(?i)(?:(?:calle|c/|avenida|avda\.?|av\.|paseo|plaza|carrera|carretera|via|viale|corso|piazza|vicolo|largo|rua|travessa|praça|estrada|ulica|ul\.)[ ](?:(?:de|del|la|las|los|di|della|dei|do|da|dos|das)[ ]){{0,3}}(?:{LETTER}(?:{LETTER}|['.\-]){{1,24}}[ ,]{{1,2}}){{1,4}}(?:n[º°.o]{{1,2}}[ ]?)?{_NUMBER}(?:,?[ ][0-9]{{1,2}}[º°ª][ ]?[A-Za-z]{{0,3}})?(?:,?[ \n]{{1,3}}[0-9]{{4,5}}(?:-[0-9]{{3}})?[ ]{LETTER}(?:{LETTER}|[\-]){{1,24}})?)"),
    Pattern(rf"(?i)((?:rue|avenue|boulevard|chaussée|chemin|quai|allée|route)[ ](?:(?:de|du|des|la|le|les|l'|d')[ ']?){{0,3}}(?:{LETTER}(?:{LETTER}|['\-]){{1,24}}[ ,]{{1,2}}){{1,4}}{_NUMBER}(?:[ ](?:bte|boîte|bus)[ ][0-9]{{1,4}})?,?[ \n]{{1,3}}[0-9]{{4,5}}[ ](?-i:{UPPER})(?:{LETTER}|[\-]){{1,24}})"),
    Pattern(rf"((?:(?:{_NAME}|{_NUMBER})(?:[ ](?:{_NAME}|{_NUMBER})){{0,4}},[ ]){{2,5}}(?:{_TOWN}[ ]){{1,3}}{_UK_CODE})"),
    Pattern(rf"([0-9]{{1,2}}-[0-9]{{1,2}}(?:-[0-9]{{1,3}})?[ ](?:{_NAME},?[ ]){{1,5}}[0-9]{{3}}-[0-9]{{4}})"),
    Pattern(r"(?i)(?:p\.?[ ]?o\.?[ ]?box|postfach|boîte postale|b\.p\.|apartado de correos|apdo\.?|casella postale|caixa postal|postbus|PSC[ ]?[0-9]{1,5},?[ ]?Box|Unit[ ][0-9]{3,5}[ ]Box)[ ]{1,2}[0-9][0-9 ]{0,8}[0-9]?"),
    Pattern(rf"(?:{_NUMBER}[ ](?:{_NAME}[ ]){{0,2}}{UPPER}{LETTER}{{1,20}}(?:katu|tie|gata|gatan|vegur|vej|vegen|gade|stræti|utca|ulica|ulice|straat|laan|weg|straße|strasse|cesta|pad|pfad|gasse)\b[^\n]{{0,0}}{_UNIT})"),
    Pattern(rf"(?i:address|anschrift|adresse|dirección|indirizzo|endereço|adres)\"?[ ]?(?i:is|ist|:|=|to|es)[ \n\"]{{1,8}}({_NUMBER}[ ](?:[^\n,;\"]{{2,40}})(?:,?\n?[ ]?[^\n;\"]{{2,40}}){{0,2}}[0-9]{{4,6}})"),
)
_UNIT_WORD = Pattern(r"(?i)(?:apt|apartment|suite|ste|flat|unit)\.?[ ]#?[0-9]{1,5}[a-z]?\b")
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{5})\.[ ](?=[^\W\d_])")
_UNIT_HERE = re.compile(rf"(?<![^\W_]){UNIT}\Z", re.IGNORECASE)
_TOKEN = re.compile(r"\S+")
_UNIT_LENGTH, _STREET_LENGTH, _STREET_WORDS = 24, 90, 9
_SENTENCE = frozenset(["at", "is", "to", "in", "from", "it's", "its", "it", "was", "on", "for", "with", "same", "address", "linked", "live", "lives", "lived", "following", "by", "are", "be", "send", "sent", "office", "located"])
_LIVES = Pattern(
    r"(?i)(?:^|[^a-z\xc0-\xff])(?:(?:live[sd]?|living|reside[sd]?|residing|located|situated|meet(?:ing)?(?: me| you| us| \w+day)?|arrived|drops? you off|dropped off|restaurant is|office is|shop is|house is|delivered|stay(?:s|ing|ed)?|works?) (?:at(?: \w+,)?|in|on)|"
    r"(?:return|deliver|ship|shipped|sent|send|mail|taxi|move[sd]?|same:?|charge|bill|go|drive|come) (?:\w{1,12} )?to:?|(?:home|billing|shipping|postal|mailing|current|new|his|her|my|your|the|street|full)? ?address(?: of \w{1,20}| linked to \w{1,8} \w{1,8} \w{1,8})?(?: is| was| to|:|,| with)?|(?:my|our|his|her|their) (?:house|home|flat) is|it is|in it's in|"
    r"wohnt (?:in der|in|am|an der)|wohnhaft(?: in der| in| am)?|anschrift(?: ist|:)?|adresse(?: ist| est|:)?|habite(?: au| \xe0| rue)?|demeurant(?: au)?|domicili\xe9e? (?:au|\xe0)|vive en(?: la)?|domicilio:?|direcci\xf3n(?: es|:)?|reside en|"
    r"abita in|residente (?:in|a|na|no|em)|indirizzo(?: \xe8|:)?|mora (?:na|em|no)|vive na|endere\xe7o(?: \xe9|:)?|morada:?|woont (?:aan de|aan|in de|in|op)|adres(?: is|:)?|where:)[ \t]{0,5}\n?[ \t]{0,5}"
)
_A_WORD = r"(?:[^\W\d_]{1,4}\.|[^\W\d_][\w'’\-/]*)"
_A_NAME = r"(?:[^\W\d_a-z][^\W\d_]{0,3}\.|[^\W\d_a-z][\w'’\-/]*)"
_NAMED_STREET = re.compile(rf"((?:[0-9]{{1,6}}[a-z]?[ ,]{{1,2}}){{1,2}}(?:{_A_WORD}[ ]){{1,5}}?[0-9]{{1,5}}[a-z]?\b\.?|(?:[0-9]{{1,6}}[ ])?(?:{_A_NAME}[ ](?:de[ ]|la[ ]|del[ ]|di[ ]|da[ ])?){{1,5}}[0-9]{{1,5}}[a-z]?\b\.?|[0-9]{{1,6}}[a-z]?[ ](?:[0-9]{{1,5}}[ ])?(?:{_A_NAME}[ ]?){{2,5}}(?=[,\n])|[0-9]{{1,6}}[a-z]?[ ](?:{_A_WORD}[ ]){{1,3}}?(?:street|road|lane|avenue|drive|close|crescent|court|terrace)\b)")
_NOT_A_STREET = re.compile(
    r"(?i)\b(?:jan(?:uar[yi]?)?|feb(?:ruar[yi]?)?|mar(?:ch|s|zo)?|märz|mrt|maart|março|apr(?:ile?)?|may|mai|mayo|maggio|juni?[eo]?|giugno|jul[iy]?o?|luglio|aug(?:ust|ustus)?|sept?(?:ember|iembre|tembre)?|o[ck]t(?:ober|obre|ubre)?|ottobre|nov(?:ember|iembre|embre)?|de[cz](?:ember|embro)?|dic(?:iembre|embre)?|enero|febrero|abril|agosto|janvier|février|avril|juin|juillet|août|(?<=\d )[ap]m|hours?|minutes?|people|years?|days?|weeks?|months?|percent|version|chapter|page|step|section|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|gate|terminal|room|season|episode|grade|class|level|phase|stage|q[1-4]|top|lines?|rows?|times?|points?|items?|euros?|dollars?|km|kg|mb|gb)\b"
)
_CORNER = Pattern(rf"(?i:corner of )((?:{_NUMBER}[ ])?(?:{_NAME}[ ]?){{1,4}}(?:{_NUMBER}\.?[ ])?(?i:and|&) (?:{_NAME}[ ]?){{1,4}})")
_MILITARY = Pattern(r"(?:PSC|Unit|USNS|USS|USCGC|USNV)[ ][A-Za-z]{0,16}[0-9]{0,5},?[ ]?(?:Box[ ][0-9]{1,5})?[ \n>?]{1,6}(?:APO|FPO|DPO)[ ]A[AEP][ ][0-9]{5}")
_ZIP = labelled(r"zip(?:[ _]?code)?|post[ _]?code|postal[ _]code|plz|postleitzahl|code postal|c\xf3digo postal|c\.?p\.?|cap|cep|postnummer|kod pocztowy|ps\xfe", r"[A-Z0-9][A-Z0-9 \-]{2,8}[A-Z0-9]")
_UK_POSTCODE = Pattern(_UK_CODE)
_STATE_ZIP = Pattern(rf"(?:{_STATE})[ ]{{1,2}}([0-9]{{5}}(?:-[0-9]{{4}})?)")
_COORDINATES = Pattern(
    r"[\-+]?(?:[1-8]?[0-9]|90)\.[0-9]{4,12}°?[ ]?[NSns]?[ ]?[,;/ ][ ]?[\-+]?(?:1[0-7][0-9]|[1-9]?[0-9]|180)\.[0-9]{4,12}(?:°?[ ]?[EWew]\b)?|"
    r"[0-9]{1,2}°[ ]?[0-9]{1,2}['][ ]?(?:[0-9]{1,2}(?:\.[0-9]{1,6})?[\"][ ]?)?[NS][, ]{1,3}[0-9]{1,3}°[ ]?[0-9]{1,2}['][ ]?(?:[0-9]{1,2}(?:\.[0-9]{1,6})?[\"][ ]?)?[EWO]"
)
_LABELLED_COORDINATE = labelled(r"lat(?:itude)?|lng|lon(?:gitude)?", r"[\-+]?[0-9]{1,3}\.[0-9]{3,12}")


def postal(view: View) -> Iterator[Hit]:
    """Street with number, unit, place and postcode, as far as they follow each other; post-office boxes."""
    if not view.has_digits:
        return
    for start, end in _MILITARY.hits(view):
        yield start, end, 0.9
    for style in _STYLES:
        for start, end in style.hits(view):
            stop = end - len(view.text[start:end]) + len(view.text[start:end].rstrip(" ,.\n"))
            sentence = _SENTENCE_END.search(view.text, start, stop)
            stop = sentence.start() if sentence else stop
            joined = start > 1 and (view.text[start - 1].isalnum() or (view.text[start - 1] in ".,-" and view.text[start - 2].isdigit()))
            dated = style is _STYLES[0] and _NOT_A_STREET.search(view.text, start, stop)
            if not joined and not dated and not _ordinary(view.text[start:stop]):
                yield *widened(view, start, stop, towns=False), 0.84


def _ordinary(text: str) -> bool:
    """A word of the language and a number: ``Spring 2024`` ends like a German street."""
    word, _, number = text.partition(" ")
    return number.isdigit() and word.lower() in lexicon().words


def by_unit(view: View) -> Iterator[Hit]:
    """What stands before an apartment or suite number, back to the house number, and what follows it."""
    for _, end in _UNIT_WORD.hits(view):
        unit = _UNIT_HERE.search(view.text, max(0, end - _UNIT_LENGTH), end)
        if unit:
            start = _street_start(view, unit.start())
            if start is not None and not _NOT_A_STREET.search(view.text, start, unit.start()) and _named(view, start, unit.start()):
                yield *widened(view, start, end), 0.85


def _named(view: View, start: int, end: int) -> bool:
    """Whether a capital names the street, or the whole text does without capitals."""
    return any(char.isupper() for char in view.text[start:end]) or view.text == view.lower


def _street_start(view: View, unit: int) -> int | None:
    """The first word of the street that ends before ``unit``: back to the leftmost number, no further than a word of a sentence."""
    found: int | None = None
    words = list(_TOKEN.finditer(view.text, max(0, unit - _STREET_LENGTH), unit))[-_STREET_WORDS:]
    for word in reversed(words):
        low = word[0].lower().strip(",.()'\"")
        if not word[0].strip(">?*"):
            continue
        if low in _SENTENCE or word[0][-1] in ":;?!" or view.text.count("\n", word.end(), unit) > 1:
            break
        if word[0][0].isdigit():
            found = word.start()
        elif found is None and word[0][0].isupper() and not any(char.isdigit() for char in view.text[word.start() : unit]):
            continue
    return found


def by_words(view: View) -> Iterator[Hit]:
    """A street without a telling word, after words such as lives at, address or wohnhaft: a name and a number in either order."""
    for _, end in _LIVES.hits(view) if view.has_digits else ():
        street = _NAMED_STREET.match(view.text, end)
        if street and view.text[end - 3 : end].lower().endswith("to ") and not street[0][0].isdigit():
            continue
        if street and not _NOT_A_STREET.search(street[0]) and street[0].rstrip(" ,.")[-1:].isalnum():
            stop = street.start(1) + len(street[1].rstrip(" ,.\n"))
            yield *widened(view, street.start(1), stop), 0.8
    if "corner of" in view.lower:
        for start, end in _CORNER.hits(view):
            yield start, end, 0.84


def postcode(view: View) -> Iterator[Hit]:
    """Postcodes after a label, British ones by shape, American ones after their state."""
    for pattern, score in ((_ZIP, 0.8), (_UK_POSTCODE, 0.7), (_STATE_ZIP, 0.7)):
        for start, end in pattern.hits(view):
            text = view.text[start:end]
            if any(char.isdigit() for char in text) and alone(view, start, end, glue="-_/"):
                yield start, end, score


def coordinates(view: View) -> Iterator[Hit]:
    """Latitude and longitude with at least four decimals, in degrees and minutes, or by label."""
    if "." not in view.text and "°" not in view.text:
        return
    for pattern in (_COORDINATES, _LABELLED_COORDINATE):
        for start, end in pattern.hits(view):
            if alone(view, start, end, glue="."):
                yield start, end, 0.85


RULES = (
    Rule("address", "ADDRESS", "Streets with their number in the styles of several countries, and post-office boxes.", postal),
    Rule("address_unit", "ADDRESS", "Streets before an apartment or suite number, with what follows.", by_unit),
    Rule("address_words", "ADDRESS", "Streets after words such as lives at, address or wohnhaft.", by_words),
    Rule("postcode", "POSTCODE", "Postcodes by label, shape or state.", postcode),
    Rule("coordinates", "COORDINATES", "Latitude and longitude.", coordinates),
)
