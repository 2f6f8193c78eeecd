"""The chooser of the provider that new drafts come from."""

from __future__ import annotations

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.settings.controls import Drop, Measure
from hybriddesk.desk.settings.editors import Editor
from hybriddesk.desk.settings.phrases import tr
from hybriddesk.records.settings import Setting, Value
from hybriddesk.vault.provider_book import provider_rows
from hybriddesk.workflow.senders import HELPER


def provider_words(name: str) -> str:
    """What a provider is called; the built-in one has a name of its own in every language."""
    return tr("Built-in helper") if name == HELPER.name else name


class ProviderChoice(Editor):
    """The built-in helper, then the person's own providers."""

    def __init__(self, context: DeskContext, setting: Setting) -> None:
        self._reader = context.reader
        self.drop = Drop("setting_general_default_provider", tr(setting.label))
        super().__init__(setting, self.drop)
        Measure(context.theme, self.drop, width=280)
        self.drop.activated.connect(lambda _index: self.edited.emit())

    def value(self) -> Value:
        return self.drop.key()

    def show_value(self, value: Value) -> None:
        names = (HELPER.name, *(config.name for config in provider_rows(self._reader)))
        choices = {name: provider_words(name) for name in names}
        if value not in choices:
            choices[str(value)] = tr("{name} (removed)").format(name=value)
        self.drop.offer(choices.items(), str(value))
