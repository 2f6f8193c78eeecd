"""Messages in which nobody asks for anything, in seven languages, and real requests that only sound like one."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from hybriddesk.privacy.unasked import HEAD, unasked

AWAY = {
    "en": ("Automatic reply: Order 1042", "Thank you for your message. I am out of the office until 5 May and will reply upon my return."),
    "de": ("Automatische Antwort: Bestellung", "Ich bin bis zum 5. Mai nicht im Büro. Ihre Nachricht wird nicht weitergeleitet."),
    "fr": ("Réponse automatique : commande", "Je suis absente jusqu'au 5 mai. En cas d'urgence, appelez le standard."),
    "es": ("Respuesta automática: pedido", "Estoy de vacaciones hasta el 5 de mayo. En caso de urgencia, llame a la central."),
    "it": ("Risposta automatica: ordine", "Sono in ferie fino al 5 maggio. In caso di urgenza chiamate il centralino."),
    "pt": ("Resposta automática: encomenda", "Estou de férias até 5 de maio. Em caso de urgência, ligue para a central."),
    "nl": ("Automatisch antwoord: bestelling", "Ik ben met vakantie tot 5 mei. In dringende gevallen kunt u de centrale bellen."),
}
FAILED = {
    "en": ("Undeliverable: Your order", "Your message couldn't be delivered to anna@example.org. 550 5.1.1 User unknown"),
    "de": ("Unzustellbar: Ihre Bestellung", "Ihre Nachricht konnte nicht zugestellt werden. Remote server: 550 5.1.1"),
    "fr": ("Non remis : commande", "Le message n'a pas pu être remis au destinataire."),
    "es": ("No se puede entregar: pedido", "No se pudo entregar el mensaje al destinatario."),
    "it": ("Mancato recapito: ordine", "Non è stato recapitato il messaggio al destinatario. 5.1.1"),
    "pt": ("Não foi possível entregar: encomenda", "Não foi possível entregar a mensagem ao destinatário."),
    "nl": ("Onbestelbaar: bestelling", "Uw bericht kon niet worden bezorgd."),
}
READ = {
    "en": ("Read: Your order", "Your message was read on Monday, 4 May 2026 10:00."), "de": ("Gelesen: Bestellung", "Ihre Nachricht wurde am 4. Mai um 10:00 gelesen."),
    "fr": ("Lu : commande", "Votre message a été lu le 4 mai."), "es": ("Leído: pedido", "Su mensaje fue leído el 4 de mayo."),
    "it": ("Letto: ordine", "Il messaggio è stato letto il 4 maggio."), "pt": ("Lida: encomenda", "A sua mensagem foi lida a 4 de maio."),
    "nl": ("Gelezen: bestelling", "Uw bericht is gelezen op 4 mei."),
}
NOTICE = {
    "en": "Your parcel left our warehouse.\n\nThis is an automated message, do not reply to this email.",
    "de": "Ihr Paket hat unser Lager verlassen.\n\nBitte antworten Sie nicht auf diese E-Mail.",
    "fr": "Votre colis est parti.\n\nMerci de ne pas répondre à ce message.", "es": "Su paquete ha salido.\n\nPor favor, no responda a este correo.",
    "it": "Il pacco è partito.\n\nSi prega di non rispondere a questa e-mail.", "pt": "A encomenda saiu do armazém.\n\nPor favor, não responda a este e-mail.",
    "nl": "Uw pakket is onderweg.\n\nGelieve niet te antwoorden op dit bericht.",
}
LETTERS = {
    "en": ("View this email in your browser", "Unsubscribe: https://shop.example/u"), "de": ("Im Browser ansehen", "Newsletter abbestellen: https://shop.example/u"),
    "fr": ("Voir cet e-mail dans votre navigateur", "Se désabonner : https://shop.example/u"), "es": ("Ver este correo en su navegador", "Darse de baja: https://shop.example/u"),
    "it": ("Visualizza questa e-mail nel browser", "Disiscriviti: https://shop.example/u"), "pt": ("Ver este e-mail no navegador", "Cancelar a inscrição: https://shop.example/u"),
    "nl": ("Bekijk deze e-mail in uw browser", "Uitschrijven: https://shop.example/u"),
}
REQUESTS = (
    ("Order 1042", "I am out of the office until Monday, so deliver the parcel on Tuesday."),
    ("Out of office", "Peter's mail says he is out of the office. Who can help me with order 1042?"),
    ("Automatic reply: order", "I am on holiday and will reply upon my return. Can you hold the parcel?"),
    ("Undeliverable: parcel 7781", "Your driver says that our address is wrong. It is not. Send it again."),
    ("Failed", "My last mail to you came back: 550 5.1.1 user unknown. What is your right address?"),
    ("Read", "I have read your terms and cancel my order 1042."),
    ("Newsletter", "I want to unsubscribe from your newsletter, https://shop.example/u does not work."),
    ("Re: Spring sale", "View this email in your browser\nI ordered from this and it never came.\nUnsubscribe https://shop.example/u"),
    ("", "Hello"),
    ("Question", "Please do not reply to this address, write to my new one about order 1042."),
)


@pytest.mark.parametrize("language", AWAY)
def test_each_sort_is_known_in_each_language(language):
    assert unasked(*AWAY[language]) == "automatic reply"
    assert unasked(*FAILED[language]) == "failed delivery"
    assert unasked(*READ[language]) == "receipt"
    assert unasked("Your order", NOTICE[language], "Shop <no-reply@shop.example>") == "notice without reply"
    head, tail = LETTERS[language]
    assert unasked("News", f"{head}\n\n{'Our offers of the week. ' * 20}\n\n{tail}") == "newsletter"


@pytest.mark.parametrize(("subject", "body"), REQUESTS)
def test_real_requests_that_sound_like_one_are_left_alone(subject, body):
    assert unasked(subject, body, "Anna <anna@example.org>") == ""


def test_a_form_that_sends_from_a_machine_is_a_request():
    """A contact form signs as a machine; what a person wrote in it is asked all the same."""
    body = "Name: Anna\nMessage: where is order 1042\n\nThis email was automatically generated."
    assert unasked("Contact form", body, "no-reply@shop.example") == ""
    assert unasked("Info", "Our office moves on Monday.", "no-reply@shop.example") == ""


def test_lines_end_anywhere():
    away = "Sehr geehrte Damen und Herren,\n\nvielen Dank für Ihre Nachricht. Ich bin vom 1. bis\n12. Juni nicht\nim Büro. In dringenden\nFällen wenden Sie sich bitte an die Zentrale."
    assert unasked("AW: Bestellung", away) == "automatic reply"
    assert unasked("Form", "This is an automated message\nName: Anna\nMessage: where is order 1042", "no-reply@shop.example") == ""


def test_headers_count_as_a_sign():
    assert unasked("Order", "I am on annual leave.", "", {"automatic": "reply"}) == "automatic reply"
    assert unasked("Order", "Where is it", "", {"automatic": "reply"}) == ""
    assert unasked("Report", "The following address failed: user unknown", "", {"automatic": "report"}) == "failed delivery"
    assert unasked("Report", "Mail was refused: mailbox full", "MAILER-DAEMON@example.org") == "failed delivery"
    assert unasked("News", "Our offers.\nUnsubscribe: www.shop.example/u", "", {"automatic": "list"}) == "newsletter"
    assert unasked("News", "Our offers.\nUnsubscribe: www.shop.example/u\nView in a browser: www.shop.example/v") == "newsletter"


@pytest.mark.parametrize(("body", "sort"), [
    ("> Where is my order?\n> Anna", "only quoted text"), ("Sent from my iPhone", "blank"), (" \n ", "blank"), ("Von meinem Telefon gesendet\n> Hallo", "only quoted text"),
])
def test_what_says_nothing_of_its_own_is_told(body, sort):
    assert unasked("Re: Order", body) == sort
    assert unasked("Re: Order", "Sent from my phone", "", {"quoted": "Where is my order?"}) == "only quoted text"


def test_a_long_notice_is_read_at_both_ends():
    """The words stand at the end of a long text as often as at its beginning."""
    long = "Your statement of the month.\n" + "1 position, paid.\n" * (HEAD // 10) + "Do not reply to this message."
    assert unasked("Statement", long, "noreply@bank.example") == "notice without reply"


def test_no_request_of_the_test_material_is_taken_for_one():
    """Mails with quoted history, rows and notes that people really work on."""
    from hybriddesk.workflow.intake.reading import read

    folder = Path(__file__).parent.parent / "window" / "material"
    found = [one for one in read([folder]) if hasattr(one, "body")]
    assert len(found) > 5
    assert not [one.key for one in found if unasked(one.subject, one.body, one.sender, one.extra)]


@pytest.mark.parametrize("body", [
    " " * 1_000_000, "> a\n" * 250_000, "i am " * 200_000, "reply " * 160_000, "sent from my " * 80_000, "\n" * 1_000_000, "ver leer " * 100_000, "this is " * 100_000,
])
def test_a_hostile_text_is_read_in_no_time(body):
    """A million characters of whatever makes a pattern look twice."""
    began = time.process_time()
    unasked("Out of office", body, "no-reply@example.org")
    assert time.process_time() - began < 2


def test_words_below_a_long_quotation_are_a_request():
    assert unasked("Re: Order", "> Hello\n" * 2_000 + "Where is order 1042?") == ""
