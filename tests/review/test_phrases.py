"""What the words give away."""

import pytest

from hybriddesk.review import phrases
from hybriddesk.review.language import language
from hybriddesk.review.support import new_contacts, unsupported


def cut(text, spans):
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize("text", [
    "I'm sorry, but I can't help with that.", "I cannot assist with this request.", "As an AI, I have no opinion.",
    "Als KI kann ich das nicht beantworten.", "Ich kann Ihnen dabei leider nicht helfen.",
    "En tant qu'IA, je n'ai pas d'avis.", "Je ne peux pas vous aider.", "Como modelo de lenguaje, no opino.", "Lo siento, no puedo ayudar con eso.",
])
def test_refusals_in_four_languages(text):
    """A draft that declines is seen in English, German, French and Spanish."""
    assert phrases.refusals(text)


@pytest.mark.parametrize("text", [
    "We are sorry that we cannot deliver before Friday.", "I am afraid the item is sold out.",
    "Leider können wir den Artikel nicht liefern.", "Nous ne pouvons pas livrer avant lundi.", "No podemos entregar antes del lunes.",
])
def test_plain_bad_news_is_no_refusal(text):
    """A reply that says no to a customer has done its task."""
    assert not phrases.refusals(text)


@pytest.mark.parametrize("text", ["It will probably arrive.", "Ich bin mir nicht sicher.", "Peut-être demain.", "Quizás mañana."])
def test_hedges_in_four_languages(text):
    """Doubt is marked."""
    assert phrases.hedges(text)


def test_slots_but_not_footnotes():
    """Open slots are found; a footnote number and a plain bracket are none."""
    text = "Dear [name?], see [1] and [the attached list] for [your company name]."
    assert cut(text, phrases.slots(text)) == ["[name?]", "[your company name]"]


def test_repetition_joins_overlapping_runs():
    """Short texts never repeat; a repeated sentence is one span."""
    assert phrases.repeated("yes yes yes yes") == (0.0, [])
    text = "Please send us a photo of the damaged box today. It helps a lot. Please send us a photo of the damaged box today. And keep the lamp."
    share, spans = phrases.repeated(text)
    assert 0.2 < share < 0.5
    assert cut(text, spans) == ["Please send us a photo of the damaged box today"]
    twice = "alpha beta gamma delta one two three alpha beta gamma delta four five six seven eight nine ten alpha beta gamma delta end"
    assert len(phrases.repeated(twice)[1]) == 2


@pytest.mark.parametrize("text", [
    "12 + 30 = 42", "2 x 60 + 5 = 125", "18 + 21 + 15 = <<18+21+15=54>>54 vlogs", "1,200 / 3 = 400", "$20.00 - $5.50 = $14.50", "7 ÷ 2 = 3.5",
    "10/3 = 3.33", "60 x 2/5 = 24", "1,5 * 2 = 3", "100 x 20% = 20", "Order 12 - 4 = 8 - 1", "1,234.5 + 1 = 1,235.5",
    "7 / 2 = 3 remainder 1", "7 / 2 = 3 R1", "7 : 2, 7 / 2 = 3, Rest 1", "7 / 2 = 3 with a remainder of 1", "LCM = 2^2 × 3^2 × 5 = 180",
])
def test_right_sums_pass(text):
    """Correct, rounded or unreadable calculations are left alone."""
    assert phrases.wrong_sums(text) == []


@pytest.mark.parametrize("text", ["12 + 30 = 43", "2 x 60 + 5 = 130", "7 / 0 = 7", "9 – 4 = 6", "1,200 / 3 = 500"])
def test_wrong_sums_are_marked(text):
    """A result that is off by more than rounding is found."""
    assert cut(text, phrases.wrong_sums(text)) == [text]


@pytest.mark.parametrize(("text", "wrong"), [
    ("Tuesday, 3 March 2026", False), ("Monday, 3 March 2026", True), ("Tuesday, March 3rd, 2026", False), ("Friday, 31 February 2026", True),
    ("Dienstag, den 3. März 2026", False), ("Montag, 3. März 2026", True), ("mardi 3 mars 2026", False), ("lunes 3 de marzo de 2026", True),
])
def test_weekdays_are_checked(text, wrong):
    """A date that is not on its weekday, or does not exist, is marked in four languages."""
    assert bool(phrases.wrong_weekdays(text)) is wrong


@pytest.mark.parametrize(("text", "code"), [
    ("Thank you for your message, we have received the parcel and will look at it.", "en"),
    ("Vielen Dank für Ihre Nachricht, wir haben das Paket erhalten und sehen es uns an.", "de"),
    ("Merci pour votre message, nous avons reçu le colis et nous ne savons pas encore si la lampe est cassée.", "fr"),
    ("Gracias por su mensaje, no sabemos si el paquete con la lámpara se perdió, pero lo buscamos por usted.", "es"),
    ("OK, order 1042.", None),
    ("Dziękuję za wiadomość, sprawdzimy to i odpowiemy tak szybko, jak to możliwe w tym tygodniu.", None),
])
def test_languages_are_told_apart_or_left_open(text, code):
    """Four languages are named; short texts and other languages are not guessed."""
    assert language(text) == code


def test_numbers_that_are_not_in_the_request():
    """Invented figures are marked; list numbers, single digits, parts and other spellings of known ones are not."""
    source = "Order 88-1203 of 12.03.2026, CHF 1'189.50, card ending 4411"
    text = "1. Order 88-1203 (12 March 2026), CHF 1189.50\n 2. about 3 days\nCard 4411, 15 % off until 2027"
    assert cut(text, unsupported(text, source)) == ["15", "2027"]


def test_a_number_in_another_script_is_the_same_number():
    """A translation out of Nepali or Arabic writes its numbers in other digits."""
    assert unsupported("In 2011 there were 57 of them.", "२०११ मा ५७ थिए") == []
    assert cut("In 2012, ١٥", unsupported("In 2012, ١٥", "२०११, 15")) == ["2012"]


def test_contacts_that_are_not_in_the_request():
    """Invented addresses and links are marked, known ones are not, whatever their case."""
    text = "Write to Anna@Example.com, help@example.net or www.example.org/x."
    assert cut(text, new_contacts(text, "I am anna@example.com")) == ["help@example.net", "www.example.org/x."]
