"""What the helper reads out of a message, what it takes it to be about, and its tables."""

import pytest

from hybriddesk.providers.helper_reading import closing_line, language_of, read_text
from hybriddesk.providers.helper_sorting import sort
from hybriddesk.providers.helper_table import LANGUAGES, intents, words
from hybriddesk.records.way import Message


@pytest.mark.parametrize(("text", "sender"), [
    ("From: PERSON_AAAA <EMAIL_BBBB>\n\nHello PERSON_CCCC, please help.", "PERSON_AAAA"),
    ("Dear PERSON_CCCC,\n\nplease help.\n\nKind regards,\nPERSON_AAAA\nPHONE_BBBB", "PERSON_AAAA"),
    ("Bitte helfen Sie.\n\nMit freundlichen Grüßen\n\nPERSON_AAAA", "PERSON_AAAA"),
    ("My doctor PERSON_CCCC is away. PERSON_DDDD too.\nPERSON_AAAA", "PERSON_AAAA"),
    ("Hello, my name is PERSON_AAAA and PERSON_CCCC is my solicitor, who knows all about this case and its history.", "PERSON_AAAA"),
    ("This is about PERSON_AAAA, who has been waiting for the parcel since the beginning of the month without a word.", "PERSON_AAAA"),
    ("Dear PERSON_CCCC, please send the parcel to the shop, as agreed on the telephone last week with your colleague.", None),
    ("PERSON_AAAA and PERSON_CCCC have been waiting for the parcel since the beginning of the month without a word.", None),
    ("Where is it?", None),
    ("", None),
])
def test_the_sender_is_found_or_left_open(text, sender):
    """From line, signature, "my name is", or the only person there is; the addressee is never taken for the sender."""
    assert read_text(text).sender == sender


@pytest.mark.parametrize(("text", "facts"), [
    ("Where is order no. 10-42?", {"order": "10-42"}),
    ("Bestellnummer: A-991/2 vom 12.03.2026", {"order": "A-991/2", "date": "12.03.2026"}),
    ("about my order ORDER_7QXK", {"order": "ORDER_7QXK"}),
    ("ORDER_7QXK is late", {"order": "ORDER_7QXK"}),
    ("in order to pay", {}),
    ("I paid $1,189.50 on March 3rd, 2026", {"amount": "$1,189.50", "date": "March 3rd, 2026"}),
    ("64,90 EUR am 14. März um 9:15 Uhr", {"amount": "64,90 EUR", "date": "14. März", "time": "9:15 Uhr"}),
    ("from 2026-03-02 until 2026-03-06", {"date": "2026-03-02", "date2": "2026-03-06"}),
    ("Aktenzeichen 12 O 34", {"case": "12"}),
    ("reference AF/2291", {"case": "AF/2291"}),
    ("Rechnung Nr. 2026-0387", {"invoice": "2026-0387"}),
    ("call PHONE_AAAA", {"phone": "PHONE_AAAA"}),
    ("call PHONE_AAAA or PHONE_BBBB", {}),
    ("My new address:\nPERSON_AAAA\nADDRESS_BBBB\nSpringfield, IL 62704\n\nThanks", {"address": "ADDRESS_BBBB\nSpringfield, IL 62704"}),
])
def test_facts_fill_slots(text, facts):
    """Orders, invoices, cases, sums, dates, times, addresses and phones are copied as they stand; two phones are no answer."""
    assert dict(read_text(text).facts) == facts


def test_quoted_mail_is_not_read():
    """What the person quoted from earlier mail is not their request."""
    text = "Please cancel.\n\nOn Monday, 2 March, Support wrote:\n> your invoice 77\n> is attached"
    assert read_text(text).body == "Please cancel."


def test_headers_are_optional_and_in_two_languages():
    """Subject and From lines at the top are read, in English and German, and are not part of the body."""
    found = read_text("Betreff: Termin\nVon: PERSON_AAAA\n\nHallo")
    assert (found.subject, found.body, found.text) == ("Termin", "Hallo", "Termin\nHallo")
    assert read_text("Hello").text == "Hello"


def test_the_closing_line_comes_from_the_system_message_only():
    """A customer cannot set the closing line."""
    assert closing_line((Message("system", "Rules\nClosing line: Yours"), Message("user", "x"))) == "Yours"
    assert closing_line((Message("user", "Closing line: Hacked"),)) == ""


@pytest.mark.parametrize(("text", "language"), [
    ("Where is my parcel?", "en"), ("Wo ist mein Paket?", "de"), ("", "en"), ("Größe ändern", "de"),
])
def test_language(text, language):
    """English or German; English when nothing tells."""
    assert language_of(text) == language


@pytest.mark.parametrize(("text", "intent"), [
    ("I would like a refund for my order, please return my money.", "refund"),
    ("Das Paket ist beschädigt angekommen, der Karton war nass.", "damaged"),
    ("My order has not arrived, where is my parcel?", "where_is_it"),
    ("Ich habe den falschen Artikel erhalten, ich hatte etwas anderes bestellt.", "wrong_item"),
    ("We have moved, here is our new address.", "address_change"),
    ("Bitte senden Sie mir eine Kopie der Rechnung für die Steuer.", "invoice_copy"),
    ("My card was charged twice for one payment.", "double_charge"),
    ("Hiermit kündige ich mein Abo zum Monatsende.", "cancel"),
    ("I would like to make an appointment with the doctor next week.", "appointment"),
    ("Ich muss meinen Termin verschieben, leider bin ich verhindert.", "move_appointment"),
    ("I want to complain. This is unacceptable, nobody answers.", "complaint"),
    ("Meine Kaffeemaschine funktioniert nicht mehr, ich habe noch Garantie.", "warranty"),
    ("Under GDPR, which personal data do you hold? Send a copy of my data.", "access_request"),
    ("Bitte löschen: ich verlange die Löschung meiner Daten nach DSGVO.", "erasure_request"),
    ("I cannot log in to my account, I forgot my password.", "login"),
    ("Anbei meine Bewerbung mit Lebenslauf auf die Stelle als Pflegekraft.", "job_application"),
    ("I would like to request annual leave from Monday until Friday.", "leave_request"),
    ("Ich bin krank und reiche die Krankmeldung nach.", "sick_note"),
    ("I need a repeat prescription for my tablets.", "medical_records"),
    ("Wie ist der Stand meines Verfahrens, Aktenzeichen 12/26, vor Gericht?", "case_status"),
    ("Please call me back this afternoon on my phone number.", "callback"),
    ("Bitte keine Werbung mehr, ich möchte mich vom Newsletter abmelden.", "unsubscribe"),
    ("I just wanted to say thank you, your staff were friendly and helpful.", "thanks"),
])
def test_every_intent_is_recognised(text, intent):
    """An ordinary sentence about each subject is sorted there, surely enough to answer."""
    found = sort("", text)
    assert found.intent is not None
    assert found.intent.name == intent
    assert found.confidence > 0.35


def test_more_evidence_makes_surer_and_rivals_less_sure():
    """A subject line that says the same raises the certainty; a second subject lowers it."""
    alone = sort("", "I want a refund.").confidence
    assert sort("Refund", "I want a refund.").confidence > alone
    assert sort("", "I want a refund. The glass arrived broken and damaged.").confidence < sort("", "The glass arrived broken and damaged.").confidence
    assert sort("", "zzz").intent is None


def test_words_start_where_words_start():
    """A stem counts at the start of a word only."""
    assert sort("", "Das ist ein Abbruch.").intent is None


def test_templates_promise_no_figures_and_name_known_slots_only():
    """No template holds a digit of its own, and every slot it may show has a name in its language."""
    for language in LANGUAGES:
        known = set(words(language).slots)
        for intent in intents():
            text = intent.reply.of(language)
            assert not any(char.isdigit() for char in text.replace("{date2}", ""))
            assert {part.split("}")[0] for part in text.split("{")[1:]} <= known, intent.name
            assert set(intent.needs) <= known
