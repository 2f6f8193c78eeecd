"""The second step: what the files hold, what could not be read, and how it shall be drafted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from hybriddesk.catalog.prompts import Prompts
from hybriddesk.desk.importing.faults_table import FaultsTable
from hybriddesk.desk.importing.phrases import counted, tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Segmented
from hybriddesk.desk.widgets.text import Chip, ElidedLabel, Eyebrow, Label
from hybriddesk.desk.words import number, of_code, translated
from hybriddesk.providers.senders import BY_NAME
from hybriddesk.records.hide_lists import HideList
from hybriddesk.records.work import ProviderConfig
from hybriddesk.workflow.importing import FoundWork
from hybriddesk.workflow.senders import HELPER

WORKFLOWS = {"reply": "Reply", "summary": "Summary", "sort": "Sort"}
KINDS = {
    "mail": ("1 mail", "{n} mails"), "text": ("1 text", "{n} texts"), "row": ("1 row", "{n} rows"),
    "document": ("1 document", "{n} documents"),
}
SUBJECTS, LIST_WIDTH = 4, 230


class PreviewPage(QWidget):
    """``workflow``, ``provider`` and ``hide_list`` are what the person chose."""

    def __init__(self, theme: Theme, prompts: Prompts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prompts = prompts
        self._configs: dict[str, ProviderConfig] = {}
        self.title = Label("", "read", 600, wrap=True)
        self.kinds = Label("", "base", tone="text2", wrap=True)
        self.doubles = Label("", "base", tone="text2", wrap=True)
        self.notes = Label("", "base", tone="warn", wrap=True)
        self.subjects = [ElidedLabel("", "base", tone="text2") for _ in range(SUBJECTS)]
        self.more = Label("", "hint", tone="text3")
        self.faults_title = Label("", "base", 600, "warn")
        self.faults = FaultsTable(theme)
        self.workflows = Segmented(
            {name: tr(words) for name, words in WORKFLOWS.items()}, name="import_workflow", label=tr("What to draft"),
            chosen=lambda _name: self._say_workflow(),
        )
        self.workflow_says = Label("", "hint", tone="text2", wrap=True)
        self.providers = QComboBox()
        self.providers.setObjectName("import_provider")
        self.providers.setAccessibleName(tr("Drafted by"))
        self.providers.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.providers.currentIndexChanged.connect(lambda _index: self._say_provider())
        self.lists = QComboBox()
        self.lists.setObjectName("import_list")
        self.lists.setAccessibleName(tr("Always hide the words of"))
        self.lists.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.lists.setMaximumWidth(theme.px(LIST_WIDTH))
        self.list_says = Label(tr("A client's or matter's list, for this import and later ones of the same name."), "hint", tone="text2", wrap=True)
        self.where = Chip("", "ok")
        self.provider_says = Label("", "hint", tone="text2", wrap=True)
        self._lay_out()
        self._say_workflow()

    @property
    def workflow(self) -> str:
        """Name of the workflow."""
        return self.workflows.value()

    @property
    def provider(self) -> str:
        """Name of the provider."""
        return str(self.providers.currentData() or HELPER.name)

    @property
    def hide_list(self) -> str:
        """Id of the list of words to hide, or nothing."""
        return str(self.lists.currentData() or "")

    def show_lists(self, lists: Sequence[HideList], source: str) -> None:
        """Lists that are not used for every request anyway; one that is used for this name already stands in front."""
        self.lists.clear()
        self.lists.addItem(tr("No list"), "")
        for one in lists:
            if not one.everywhere:
                self.lists.addItem(one.name, one.id)
        used = next((one.id for one in lists if source in one.imports), "")
        self.lists.setCurrentIndex(max(0, self.lists.findData(used)))
        self._hiding.setVisible(self.lists.count() > 1)

    def show_found(self, found: FoundWork) -> None:
        """What was read."""
        count = len(found.items)
        self.title.setText(counted(count, "1 item to draft", "{n} items to draft") if count else tr("Nothing new to draft"))
        by_kind: Counter[str] = Counter(one.kind for one in found.items)
        self.kinds.setText(", ".join(counted(by_kind[kind], *words) for kind, words in KINDS.items() if by_kind[kind]))
        self.kinds.setVisible(bool(by_kind))
        self.doubles.setText(counted(
            found.doubles, "1 is a double or in your store already and is left out.",
            "{n} are doubles or in your store already and are left out.",
        ))
        self.doubles.setVisible(found.doubles > 0)
        self.notes.setText(notes(found))
        self.notes.setVisible(bool(self.notes.text()))
        firsts = [one.subject or one.body.strip().partition("\n")[0][:120] for one in found.items[:SUBJECTS]]
        for label, words in zip(self.subjects, (*firsts, *[""] * SUBJECTS), strict=False):
            label.set_text(f"\u2022  {words}" if words else "")
            label.setVisible(bool(words))
        self.more.setText(tr("and {n} more").format(n=number(count - SUBJECTS)))
        self.more.setVisible(count > SUBJECTS)
        self.faults_title.setText(counted(len(found.faults), "1 could not be read", "{n} could not be read"))
        self.faults.faults.show_faults(found.faults)
        self.faults_title.setVisible(bool(found.faults))
        self.faults.setVisible(bool(found.faults))
        self._how.setVisible(count > 0)

    def show_providers(self, configs: Sequence[ProviderConfig], chosen: str) -> None:
        """Who can be asked; ``chosen`` stands first in mind."""
        self._configs = {config.name: config for config in configs}
        self.providers.clear()
        for config in configs:
            self.providers.addItem(_label(config), config.name)
        self.providers.setCurrentIndex(max(0, self.providers.findData(chosen)))
        self._say_provider()

    def _say_workflow(self) -> None:
        self.workflow_says.setText(translated(self._prompts.for_workflow(self.workflow).description, "Prompts"))

    def _say_provider(self) -> None:
        config = self._configs.get(self.provider, HELPER)
        if config.adapter == HELPER.adapter:
            self.where.show_text(tr("Stays here"), "ok")
            self.provider_says.setText(tr(
                "Writes from templates and from your own approved replies. It is no language model, and nothing leaves this computer.",
            ))
            return
        local = config.adapter not in BY_NAME or BY_NAME[config.adapter].local
        self.where.show_text(tr("Local model") if local else tr("Cloud"), "ok" if local else "warn")
        self.provider_says.setText(tr(
            "You see the first request before it leaves; names and numbers are replaced.",
        ) if config.ask != "never" else tr("Sends without asking, as you set it; names and numbers are replaced."))

    def _lay_out(self) -> None:
        self._how = QWidget()
        self._how.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        choices = QHBoxLayout(self._how)
        choices.setContentsMargins(0, 0, 0, 0)
        choices.setSpacing(24)
        choices.addLayout(_choice(tr("What to draft"), self.workflow_says, self.workflows), 1)
        choices.addLayout(_choice(tr("Drafted by"), self.provider_says, self.providers, self.where), 1)
        self._hiding = QWidget()
        hiding = _choice(tr("Always hide the words of"), self.list_says, self.lists)
        hiding.setContentsMargins(0, 0, 0, 0)
        self._hiding.setLayout(hiding)
        self._hiding.hide()
        choices.addWidget(self._hiding, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self.title, self.kinds, *self.subjects, self.more, self.doubles, self.notes):
            column.addWidget(widget)
        column.addSpacing(6)
        column.addWidget(self.faults_title)
        column.addWidget(self.faults, 100)
        column.addStretch(1)
        column.addWidget(self._how)


def notes(found: FoundWork) -> str:
    """What reading had to guess, with how many items it concerns."""
    codes = Counter(one.extra["notice"] for one in found.items if one.extra.get("notice"))
    said = ((count, of_code(code, {})) for code, count in codes.items())
    return " ".join(counted(count, "1 item", "{n} items") + f": {advice.what} {advice.do}" for count, advice in said)


def _choice(title: str, says: QWidget, *widgets: QWidget) -> QVBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    part = QVBoxLayout()
    part.setSpacing(6)
    part.addWidget(Eyebrow(title))
    part.addLayout(row)
    part.addWidget(says)
    part.addStretch(1)
    return part


def _label(config: ProviderConfig) -> str:
    return tr("Built-in helper") if config.adapter == HELPER.adapter else config.name
