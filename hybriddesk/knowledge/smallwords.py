"""Words too common to say what a text is about, in English, German, French and Spanish, and the words that remain."""

from __future__ import annotations

import re

_EN = """a about after again all also am an and any are as at be because been before being but by can could did do does doing done
don down each even for from further get give go got had has have having he hello help her here hers hi him his how i if in into is it
its just know let like made make many me more most much my need no nor not now of off ok on once one only or other our out over own
please regards same see she should since so some still such than thank thanks that the their them then there these they this those
through to too under until up us very want was we were what when where which while who why will with would yes yet you your yours dear
kind best sincerely mr mrs ms sir madam day days"""
_DE = """aber alle allem als also am an auch auf aus bei bin bis bitte da damit dann danke das dass dazu dein dem den denn der des
dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es etwas euch euer für gegen gehen gibt
habe haben hallo hat hatte hatten hier ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja jede jeder jetzt kann kein keine
können mal man mehr mein meine meinem meinen meiner mich mir mit muss nach nicht noch nun nur ob oder ohne schon sehr sein seine seit
sich sie sind so soll sollte um und uns unser unsere unter vielen viele vom von vor war waren was weil weiter welche wenn wer werde
werden wie wieder will wir wird wo worden wurde wurden zu zum zur über herr frau sehr geehrte geehrter guten guter tag grüße grüßen freundlichen"""
_FR = """a ai au aux avec avoir bonjour c ce ces cet cette ceux chez cordialement d dans de des du elle elles en encore est et était
être eu fait faire ici il ils j je l la le les leur leurs lui m ma mais me merci mes moi mon même n ne nos notre nous on ont ou où
par pas peu peut plus pour qu que quel quelle qui s sa sans se ses si son sont sur t ta te tes toi ton tous tout très tu un une vos
votre vous y madame monsieur"""
_ES = """a al algo ante antes aquí así aún como con contra cual cuando de del desde donde dos el él ella ellas ellos en entre era es
esa ese eso esta está están estar este esto estoy fue gracias ha han hasta hay hola la las le les lo los más me mi mis mucho muy nada
ni no nos nosotros o otra otro para pero poco por porque qué que quien se sea ser si sí sin sobre son su sus también te tengo tiene
todo tu un una uno unos usted ustedes y ya yo señor señora saludos estimado estimada"""

SMALL = frozenset(f"{_EN} {_DE} {_FR} {_ES}".split())
_TOKEN = re.compile(r"\b[A-Z]{2,12}_[A-Z0-9]{4}\b|\{[A-Z]{2,12}\}")
_WORD = re.compile(r"[^\W\d_][\w'’\-]*[^\W_]|[^\W\d_]")
SHORTEST = 3


def content_words(text: str) -> list[str]:
    """Case-folded words that carry meaning, in order, with repeats; placeholders, numbers and small words are left out."""
    bare = _TOKEN.sub(" ", text)
    return [word for word in (match.casefold() for match in _WORD.findall(bare)) if len(word) >= SHORTEST and word not in SMALL]
