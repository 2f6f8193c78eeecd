"""Values of nine kinds in thirty disguises, drawn with a fixed seed: nothing of them is left, and the span lies in the text as written."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from made_up import drawn
from stdnum import luhn

from hybriddesk.privacy import Scrubber
from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.readings import readings

SCRUBBER = Scrubber()
RNG = random.Random(11)
Disguise = Callable[[str], str]


def between(marks: str) -> Disguise:
    return lambda text: "".join(char + (RNG.choice(marks) if RNG.random() < 0.4 else "") for char in text[:-1]) + text[-1]


def digits_from(zero: int) -> Disguise:
    return lambda text: "".join(chr(zero + int(char)) if char.isdigit() else char for char in text)


def letters_from(small: int, capital: int, one: int, zero: int) -> Disguise:
    def one_char(char: str) -> str:
        if char.isdigit():
            return chr(one + int(char) - 1) if char != "0" else chr(zero)
        return chr(small + ord(char) - 97) if char.islower() else chr(capital + ord(char) - 65) if char.isupper() else char

    return lambda text: "".join(map(one_char, text))


def escaped(form: str) -> Disguise:
    return lambda text: "".join(form.format(ord(char)) if RNG.random() < 0.6 else char for char in text)


_TWINS = dict(zip("aeopcyxiABEKMHOPCTX", "аеорсухіАВЕКМНОРСТХ", strict=True))
_WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
ANY: dict[str, Disguise] = {
    "zero width": between("\u200b\u200c\u200d\u2060\ufeff\u00ad"), "marks": between("\u0301\u0300\u0336\u0332\u0327\u0307"), "bidi": between("\u202a\u202b\u202d\u202e\u2066\u2069\u200e\u200f"),
    "tags": between("\U000e0041\U000e0062"), "selectors": between("\ufe0f\ufe0e"), "full width": lambda text: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text),
    "twins": lambda text: "".join(_TWINS.get(char, char) for char in text), "arabic": digits_from(0x660), "devanagari": digits_from(0x966), "thai": digits_from(0xE50),
    "bold": letters_from(0x1D41A, 0x1D400, 0x1D7CF, 0x1D7CE), "circled": letters_from(0x24D0, 0x24B6, 0x2460, 0x24EA), "keycaps": lambda text: "".join(c + "\ufe0f\u20e3" if c.isdigit() else c for c in text),
    "spaced": lambda text: " ".join(char for char in text if char != " "), "odd spaces": lambda text: text.replace(" ", "\u202f").replace("-", "\u2011"),
    "percent": lambda text: "".join(char if char.isalnum() else f"%{ord(char):02X}" for char in text), "percent all": lambda text: "".join(f"%{ord(char):02x}" for char in text),
    "entities": escaped("&#{};"), "hex entities": escaped("&#x{:x};"), "backslash": escaped("\\u{:04x}"),
}  # fmt: skip
MAIL: dict[str, Disguise] = {
    "said": lambda text: text.replace("@", " at ").replace(".", " dot "), "brackets": lambda text: text.replace("@", "[at]").replace(".", "(dot)"), "spanish": lambda text: text.replace("@", " arroba ").replace(".", " punto "),
    "apart": lambda text: text.replace("@", " @ ").replace(".org", " . org"), "defanged": lambda text: text.replace("@", "[@]").replace(".", "[.]"),
}  # fmt: skip
DIGITS: dict[str, Disguise] = {
    "words": lambda text: " ".join(_WORDS[int(char)] for char in text if char.isdigit()), "underscores": lambda text: text.replace(" ", "_").replace("-", "_"), "dots": lambda text: text.replace(" ", ".").replace("-", "."),
}  # fmt: skip
GROUPED: dict[str, Disguise] = {
    "plain": lambda text: text.replace(" ", ""), "wide": lambda text: text.replace(" ", "  "), "dashes": lambda text: text.replace(" ", "-"), "tabs": lambda text: text.replace(" ", "\t"),
    "pairs": lambda text: " ".join(text.replace(" ", "")[at : at + 2] for at in range(0, len(text.replace(" ", "")), 2)), "two lines": lambda text: text.replace(" ", "\n", 1), "small": str.lower,
}  # fmt: skip
HARDWARE: dict[str, Disguise] = {"bare": lambda text: text.replace(":", ""), "spaces": lambda text: text.replace(":", " "), "dashes": lambda text: text.replace(":", "-")}
ADDRESS: dict[str, Disguise] = {"defanged": lambda text: text.replace(".", "[.]").replace(":", "[:]"), "said": lambda text: text.replace(".", " dot "), "apart": lambda text: text.replace(".", " . ")}


def fours(text: str) -> str:
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def card() -> str:
    start = drawn("4[0-9]{14}", RNG)
    return fours(start + luhn.calc_check_digit(start))


def iban() -> str:
    account = drawn("[0-9]{18}", RNG)
    return fours(f"DE{98 - int(account + '131400') % 97:02}{account}")


KINDS: dict[str, tuple[Callable[[], str], str, dict[str, Disguise]]] = {
    "EMAIL": (lambda: drawn("(anna|bob.meier)[0-9]{2}@(example.org|mail.example.org)".replace(".", "[.]"), RNG), "my mail is {} ok", MAIL),
    "IP": (lambda: drawn("(1[0-9]{2}|[2-9][0-9])([.][1-9][0-9]{0,1}){3}", RNG), "the ip {} was blocked", ADDRESS),
    "IP6": (lambda: drawn("[1-9a-f][0-9a-f]{3}(:[1-9a-f][0-9a-f]{3}){7}", RNG), "from ip {} today", {"defanged": ADDRESS["defanged"]}),
    "MAC": (lambda: drawn("[0-9][0-9a-f](:[0-9][0-9a-f]){5}", RNG), "mac address {} joined", HARDWARE),
    "CARD": (card, "my card {} expires soon", {**GROUPED, **DIGITS}),
    "IBAN": (iban, "send it to iban {} please", GROUPED),
    "PHONE": (lambda: drawn("[+]49 30 [1-9]{7}", RNG), "call me on {} tonight", DIGITS),
    "US": (lambda: drawn("[(]415[)] 555-[0-9]{4}", RNG), "my phone is {} ok", DIGITS),
    "SSN": (lambda: drawn("536-90-[1-9]{4}", RNG), "my SSN is {} thanks", DIGITS),
}


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, (_, _, own) in KINDS.items() for name in (*ANY, *own)])
def test_nothing_of_a_disguised_value_is_left(kind: str, name: str) -> None:
    make, sentence, own = KINDS[kind]
    for _ in range(3):
        text = sentence.format((own.get(name) or ANY[name])(make()))
        begin, end = sentence.index("{}"), len(text) - len(sentence) + sentence.index("{}") + 2
        hidden = {at for span in SCRUBBER.detect(text) for at in range(span.start, span.end)}
        assert [text[at] for at in range(begin, end) if text[at].isalnum() and at not in hidden] == []
        assert not any(text[at].isalnum() for at in hidden if at < begin or at >= end)


@pytest.mark.parametrize("text", [
    "A B C D E F G H I J K", "the ratio is 1 : 2 : 3 : 4 : 5 : 6 : 7", "look at example. Then we go. At 5.", "the management server at example.com is up or a[.]b", "one two three", "a [.] b", "100%25 &amp; more \\u0041",
    "one, two, three, four, five, six, seven: all good children", "use @pytest.fixture and @app.route",
])  # fmt: skip
def test_plain_text_that_is_read_twice_stays(text: str) -> None:
    assert SCRUBBER.detect(text) == ()


def test_hits_beside_the_decoded_part_are_left_to_the_first_reading() -> None:
    reading = next(iter(readings(View("anna@example.org wrote %41%42"))))
    at = reading.view.text.index("anna@example.org")
    assert reading.back(at, at + 16) is None
