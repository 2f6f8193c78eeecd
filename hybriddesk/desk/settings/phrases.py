"""Words of the settings place that are no sentences of faults."""

from __future__ import annotations

from hybriddesk.desk.words import NO_BREAK, number, percent, sentence, translated
from hybriddesk.records.errors import Fault
from hybriddesk.records.settings import Setting


def later(text: str) -> str:
    """Marks a text of a table for the translators; it is translated when it is shown."""
    return text


CHOICES = {
    "system": later("As the system"),
    "light": later("Light"),
    "dark": later("Dark"),
    "contrast": later("High contrast"),
    "helper": later("This computer"),
    "model": later("Its model"),
}


def tr(text: str) -> str:
    """The text in the person's language."""
    return translated(text, "Settings")


def choice_words(choice: str) -> str:
    """What a choice of a setting is called."""
    return tr(CHOICES.get(choice, choice.replace("_", " ").capitalize()))


def is_share(setting: Setting) -> bool:
    """Whether the setting is a share within 0..1, which people read in percent."""
    return isinstance(setting.default, float) and setting.low is not None and setting.high is not None and 0.0 <= setting.low <= setting.high <= 1.0


def limits(setting: Setting) -> str:
    """What a number of this setting may be."""
    assert setting.low is not None
    assert setting.high is not None
    if is_share(setting):
        return tr("Choose a value from {low} to {high}.").format(low=percent(setting.low), high=percent(setting.high))
    unit = f"{NO_BREAK}{tr(setting.unit)}" if setting.unit else ""
    return tr("Choose a value from {low} to {high}{unit}.").format(low=number(setting.low), high=number(setting.high), unit=unit)


def in_short(fault: Fault) -> str:
    """What happened and what to do, in one line beside what the person just did."""
    said = sentence(fault)
    return f"{said.what} {said.do}".strip()
