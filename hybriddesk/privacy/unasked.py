"""Whether a message asks for anything at all. Automatic replies, failed deliveries, receipts, notices, newsletters and blank mails do not, and
a draft that answers one is sent into the void or starts two machines writing to each other.

Each sort needs two signs of its own, in one of seven languages: words like "out of office" stand in plenty of real requests. Only the
beginning and the end of a long text are read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

Sort = Literal["", "automatic reply", "failed delivery", "receipt", "notice without reply", "newsletter", "blank", "only quoted text"]

HEAD, TAIL = 4_000, 3_000
"""Characters read at either end."""
_SIGNED = re.compile(
    r"(?im)^[ \t]{0,20}(?:sent from my .{2,40}|von meinem .{2,40} gesendet|gesendet von .{2,40}|envoyé de mon .{2,40}|enviado desde mi .{2,40}|"
    r"inviato da(?:l mio)? .{2,40}|enviado do meu .{2,40}|verzonden (?:vanaf|met) mijn .{2,40}|get outlook for .{2,40})[ \t]{0,20}$",
)
_QUOTED = re.compile(r"(?m)^[ \t]{0,20}>.*$")
_AUTO_SUBJECT = re.compile(
    r"(?i)^\s*(?:auto(?:matic|mated)?[ -]?(?:reply|response)|out of (?:the )?office|autoreply|automatische (?:antwort|abwesenheitsnotiz)|abwesenheits(?:notiz|meldung|assistent)|"
    r"réponse automatique|absence du bureau|respuesta automática|fuera de (?:la )?oficina|risposta automatica|fuori (?:sede|ufficio)|resposta automática|"
    r"fora do escritório|automatisch antwoord|afwezigheids(?:bericht|assistent))\b\s*(?:[:\-–(]|$)",
)
_AWAY = re.compile(
    r"(?i)\b(?:i am|i'm|i will be|we are)\b.{0,30}\b(?:out of (?:the )?office|on (?:annual |parental )?leave|on vacation|on holiday|away from (?:the office|my desk))|"
    r"\b(?:ich bin|bin ich)\b.{0,60}\b(?:nicht (?:im (?:büro|haus)|erreichbar)|abwesend|im urlaub|außer haus)|\bje suis\b.{0,40}\b(?:absente?|en congés?|en vacances)|"
    r"\b(?:estoy|me encuentro|estaré)\b.{0,40}\b(?:fuera de la oficina|de vacaciones|ausente)|\b(?:sono|sarò)\b.{0,40}\b(?:fuori (?:ufficio|sede)|assente|in ferie)|"
    r"\b(?:estou|estarei)\b.{0,40}\b(?:fora do escritório|ausente|de férias)|\bik ben\b.{0,40}\b(?:niet (?:aanwezig|op kantoor)|afwezig|met vakantie|op vakantie)",
)
_LATER = re.compile(
    r"(?i)\b(?:(?:reply|respond|answer|get back to you|read your (?:e-?mail|message))\b.{0,60}\b(?:return|back|as soon as|upon)|(?:return|back)\b.{0,80}\b(?:reply|respond|answer|get back)|"
    r"limited access to (?:my )?e-?mail|(?:urgent|immediate)\b.{0,60}\b(?:contact|call|assistance)|will not be forwarded|"
    r"nicht (?:weitergeleitet|gelesen)|in dringenden (?:fällen|angelegenheiten)|nach meiner rückkehr|ab dem .{1,30} wieder|werde (?:ich )?.{0,60}\b(?:antworten|beantworten)|"
    r"en cas d'urgence|à mon retour|dès mon retour|en caso de urgencia|a mi (?:regreso|vuelta)|in caso di urgenza|al mio (?:rientro|ritorno)|em caso de urgência|"
    r"(?:no|ao) meu (?:regresso|retorno)|in dringende gevallen|bij (?:dringende|spoed)|na mijn terugkeer|weer (?:aanwezig|bereikbaar))",
)
_FAILED_SUBJECT = re.compile(
    r"(?i)^\s*(?:undeliverable|undelivered mail returned|delivery status notification|delivery has failed|mail delivery (?:failed|failure|subsystem)|failure notice|returned mail|"
    r"message not delivered|unzustellbar|nicht zugestellt|zustellung fehlgeschlagen|non remis|échec de (?:la )?remise|message non distribué|no se (?:puede|pudo) entregar|"
    r"error de entrega|impossibile recapitare|mancato recapito|messaggio non recapitato|não foi possível entregar|falha na entrega|não entregue|onbestelbaar|niet (?:bezorgd|besteld))",
)
_FAILED = re.compile(
    r"(?i)\b[45]\.\d{1,2}\.\d{1,3}\b|\b(?:550|551|552|553|554)[ -]|mailer-daemon|diagnostic[- ]code|final-recipient|address (?:rejected|not found|couldn't be found)|"
    r"mailbox (?:full|unavailable|not found)|user unknown|(?:could not|couldn't|wasn't|not) be(?:en)? delivered|konnte nicht zugestellt|n'a pas (?:pu être|été) (?:remis|distribué)|"
    r"no (?:pudo|se pudo|se ha podido) entregar|non (?:è stato|è possibile) (?:recapita|consegna)|não (?:pôde|foi possível) .{0,20}entreg|kon(?:den)? niet worden (?:bezorgd|afgeleverd)",
)
_MACHINE = re.compile(r"(?i)\b(?:mailer-daemon|postmaster)@")
_RECEIPT_SUBJECT = re.compile(
    r"(?i)^\s*(?:read|gelesen|lu|leído|letto|lida|gelezen|read receipt|disposition notification|return receipt|lesebestätigung|confirmation de lecture|"
    r"confirmación de lectura|conferma di lettura|confirmação de leitura|leesbevestiging)(?:\s*[:(\-–]|\s*$)",
)
_RECEIPT = re.compile(
    r"(?i)\b(?:was (?:read|opened|displayed) (?:on|at)|has been (?:read|displayed|opened)|wurde (?:am|um) .{4,80} gelesen|wurde (?:gelesen|angezeigt)|a été (?:lu|ouvert|affiché)|"
    r"(?:fue|ha sido) (?:leído|abierto)|è stato (?:letto|visualizzato|aperto)|foi (?:lida|aberta|exibida)|(?:is|werd) gelezen|no guarantee that the (?:message has been )?read)",
)
_NO_REPLY = re.compile(r"(?i)\b(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|noreply|nicht[-_.]?antworten|ne[-_.]?pas[-_.]?repondre|no[-_.]?responder|non[-_.]?rispondere|nao[-_.]?responda)[\w.+-]{0,64}@")
_NOTICE = re.compile(
    r"(?i)(?:please )?\bdo not (?:reply|respond) to this\b[^.\n]*|\bthis (?:is an? )?(?:e-?mail|message)? ?(?:was |is |has been )?(?:automatically|automated)\b[^.\n]*|"
    r"(?:bitte )?\b(?:antworten sie (?:bitte )?nicht auf diese|nicht auf diese (?:e-?mail|nachricht) antworten)\b[^.\n]*|\bautomatisch (?:erstellt|erzeugt|generiert|versandt)e?\b[^.\n]*|"
    r"(?:merci de )?\bne (?:pas répondre|répondez pas) à (?:ce|cet)\b[^.\n]*|\b(?:por favor,? )?no responda a este\b[^.\n]*|\b(?:si prega di )?non rispondere a quest[oa]\b[^.\n]*|"
    r"\b(?:por favor,? )?não responda a est[ea]\b[^.\n]*|\b(?:gelieve )?(?:niet (?:te )?(?:antwoorden|reageren) op dit|beantwoord dit bericht niet|dit bericht niet te beantwoorden)\b[^.\n]*",
)
_WISH = re.compile(
    r"(?i)\?|\b(?:please|kindly|could you|can you|would you|i (?:need|want|would like|am waiting|cannot|can't)|help me|bitte|können sie|könnten sie|ich (?:brauche|möchte|bitte|warte|hätte)|"
    r"s'il (?:vous|te) pla[iî]t|merci de|pouvez-vous|pourriez-vous|je (?:voudrais|souhaite|voudrai|veux)|por favor|podría|puede usted|necesito|quiero|quisiera|per favore|per cortesia|"
    r"potete|potreste|vorrei|ho bisogno|poderia|podem|preciso|gostaria|alstublieft|graag|kunt u|ik (?:wil|heb|zou)|name:|nachricht:|message:)",
)
_BROWSER = re.compile(
    r"(?i)\b(?:view|read|open|see)\b.{0,30}\b(?:in|online|on)\b.{0,15}\b(?:browser|web)|\b(?:im|online im) browser (?:ansehen|anzeigen|öffnen|lesen)|"
    r"(?:voir|afficher|lire)\b.{0,40}\b(?:navigateur|en ligne)|\b(?:ver|leer)\b.{0,40}\b(?:navegador|en línea)|\b(?:visualizza|leggi|vedi)\b.{0,40}\b(?:browser|online)|"
    r"\b(?:ver|visualizar)\b.{0,40}\bnavegador|\b(?:bekijk|lees)\b.{0,40}\b(?:browser|online)",
)
_LEAVE = re.compile(
    r"(?i)\b(?:unsubscribe|opt[- ]out|manage (?:your )?(?:preferences|subscription)|abbestellen|abmelden|austragen|désabonner|désinscri\w+|darse de baja|cancelar (?:la |tu |su )?suscripción|"
    r"disiscri\w+|annulla(?:re)? l'iscrizione|cancelar (?:a )?(?:inscrição|subscrição|assinatura)|uitschrijven|afmelden)\b",
)
_LINK = re.compile(r"(?i)https?://|www\.")
_ANSWERS = re.compile(r"(?i)^\s*(?:re|aw|antw|sv|ref|fwd?|wg|tr|rv|i|doorst)\s*:")


def unasked(subject: str, body: str, sender: str = "", extra: Mapping[str, str] | None = None) -> Sort:
    """Of what sort a message is in which nobody asks for anything; empty for every other. ``extra`` is what was kept of its headers when it
    was imported: ``automatic``, ``quoted``."""
    extra = extra or {}
    head = _said(body[: HEAD + TAIL])[:HEAD]
    if not (head or _said(body)):
        return "only quoted text" if _QUOTED.search(body) or extra.get("quoted") else "blank"
    tail, flat = _said(body[-TAIL:]), " ".join(head.split())  # lines of a mail end anywhere
    if _failed(subject, flat, sender, extra):
        return "failed delivery"
    if _RECEIPT_SUBJECT.match(subject) and _RECEIPT.search(flat) and "?" not in flat:
        return "receipt"
    if _away(subject, flat, extra):
        return "automatic reply"
    if _newsletter(subject, head, tail, extra):
        return "newsletter"
    notice = _NO_REPLY.search(sender) and (_NOTICE.search(head) or _NOTICE.search(tail))
    return "notice without reply" if notice and not _WISH.search(_NOTICE.sub("", head)) else ""


def _said(body: str) -> str:
    """What is written in it: no quoted lines, no line that only names a telephone."""
    return _SIGNED.sub("", _QUOTED.sub("", body)).strip()


def _failed(subject: str, head: str, sender: str, extra: Mapping[str, str]) -> bool:
    signs = (bool(_FAILED_SUBJECT.match(subject)), bool(_MACHINE.search(sender)) or extra.get("automatic") == "report", bool(_FAILED.search(head)))
    return sum(signs) > 1


def _away(subject: str, head: str, extra: Mapping[str, str]) -> bool:
    """Words of absence with what follows from it; a header or a subject of such a mail counts as either."""
    signs = (extra.get("automatic") == "reply" or bool(_AUTO_SUBJECT.match(subject)), bool(_AWAY.search(head)), bool(_LATER.search(head)))
    return sum(signs) > 1 and "?" not in head


def _newsletter(subject: str, head: str, tail: str, extra: Mapping[str, str]) -> bool:
    """A link to leave it at its end, and either the header of a list or the line that leads to it in a browser."""
    if _ANSWERS.match(subject) or not (_LEAVE.search(tail) and _LINK.search(tail)):
        return False
    return extra.get("automatic") == "list" or bool(_BROWSER.search(head[:800])) or bool(_BROWSER.search(tail))
