"""One provider in the list: what it is, when it asks, which model; try it, change it, remove it."""

from __future__ import annotations

from functools import partial
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.settings.confirm import Confirm
from hybriddesk.desk.settings.controls import Drop, Measure
from hybriddesk.desk.settings.outcome import Outcome
from hybriddesk.desk.settings.phrases import tr
from hybriddesk.desk.settings.policy_sheet import PolicySheet
from hybriddesk.desk.settings.policy_words import policy_sentence, profile_choices
from hybriddesk.desk.settings.provider_change import ProviderChange
from hybriddesk.desk.settings.provider_facts import (
    adapter_words,
    ask_choices,
    ask_sentence,
    removal_words,
    runs_here,
    tried_words,
)
from hybriddesk.desk.settings.provider_isolation import ProviderIsolation
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card, IconLabel
from hybriddesk.desk.widgets.text import Chip, ElidedLabel, Label
from hybriddesk.privacy.policy import Policy
from hybriddesk.records.errors import Fault
from hybriddesk.records.work import AskRule, ProviderConfig
from hybriddesk.workflow.providing import Tried
from hybriddesk.workflow.senders import HELPER

DEFAULT = "general.default_provider"
INDENT = 10


class ProviderCard(Card):
    """``show_config`` follows each change; what the person has open in the card stays open."""

    def __init__(self, context: DeskContext, config: ProviderConfig) -> None:
        super().__init__(name=f"provider_{config.name}")
        self.setAccessibleName(config.name)
        self._context, self.config = context, config
        self.policy = Policy()
        self._lay_out()
        self.show_config(config)
        self.read_policy()

    def show_config(self, config: ProviderConfig) -> None:
        """Shows what is stored about the provider. Its key never comes here."""
        self.config = config
        here = runs_here(config)
        self._sign.show_icon("cpu" if here else "cloud")
        self._where.show_text(tr("This computer") if here else tr("Cloud"), "ok" if here else "accent")
        self._key.show_text(tr("Key stored") if config.has_key else tr("No key"), "neutral")
        self._what.set_text(f"{adapter_words(config.adapter)} \u00b7 {config.base_url}")
        self.ask.offer(ask_choices(), config.ask)
        self._ask_words.setText(ask_sentence(config.ask))
        models = {model: model for model in config.models}
        self.model.offer(models.items() if models else [("", tr("None known yet"))], config.default_model)
        self.model.setEnabled(bool(models))
        self._model_words.setText(
            tr("Used when nothing else is chosen.") if models else tr("Press Test: the provider is asked for its models."),
        )

    def read_policy(self) -> None:
        """Reads what may reach the provider and shows it."""
        job = self._context.engine.call(partial(self._context.workspace.providing.policies.of, self.config.name))
        job.done.connect(self.show_policy)
        job.failed.connect(self._failed)
        job.start()

    def show_policy(self, policy: Policy) -> None:
        """The profile, and how many kinds are set by hand."""
        self.policy = policy
        self.profile.offer(profile_choices(), policy.profile)
        self._profile_words.setText(policy_sentence(policy))

    def test(self) -> None:
        """Asks the provider for its models; nothing of the person is sent."""
        self.test_button.setEnabled(False)
        self.outcome.busy(tr("Asking for its models\u2026"))
        name = self.config.name
        job = self._context.engine.job(partial(self._context.workspace.providing.test, name))
        job.done.connect(self._tested)
        job.failed.connect(self.outcome.bad)
        job.ended.connect(self._ended)
        job.start()

    def remove(self) -> None:
        """Asks, in words, and removes."""
        default = self._context.setting(DEFAULT) == self.config.name
        title = tr("Remove {name}?").format(name=self.config.name)
        Confirm(
            self._context.theme, title, removal_words(self.config, is_default=default), tr("Remove"), self._remove, self.window(),
        ).open()

    def _remove(self) -> None:
        name, workspace = self.config.name, self._context.workspace

        def forget() -> None:
            if workspace.settings.get(DEFAULT) == name:
                workspace.settings.set(DEFAULT, HELPER.name)
            workspace.providing.remove(name)

        self._do(forget)

    def _ask_chosen(self) -> None:
        name, rule = self.config.name, cast("AskRule", self.ask.key())
        self._do(lambda: self._context.workspace.providing.change(name, ask=rule))

    def _model_chosen(self) -> None:
        name, model = self.config.name, self.model.key()
        self._do(lambda: self._context.workspace.providing.change(name, default_model=model))

    def _profile_chosen(self) -> None:
        name, profile = self.config.name, self.profile.key()
        if not self.policy.own:
            self._set_profile(name, profile)
            return
        Confirm(
            self._context.theme, tr("Take the whole profile?"),
            (tr("Goes: what you set by hand for single kinds of {name}.").format(name=name), tr("Stays: everything else.")),
            tr("Take it"), partial(self._set_profile, name, profile), self.window(),
        ).open()
        self.show_policy(self.policy)

    def _set_profile(self, name: str, profile: str) -> None:
        job = self._context.engine.call(partial(self._context.workspace.providing.policies.set_profile, name, profile))
        job.done.connect(self.show_policy)
        job.failed.connect(self._failed)
        job.start()

    def _by_kind(self) -> None:
        PolicySheet(self._context, self.config.name, self.policy, self.show_policy, self.window()).open()

    def _do(self, act: object) -> None:
        assert callable(act)
        job = self._context.engine.call(act)
        job.failed.connect(self._failed)
        job.start()

    def _failed(self, fault: Fault) -> None:
        self.show_config(self.config)
        self.outcome.bad(fault)

    def _tested(self, tried: Tried) -> None:
        self.outcome.good(tried_words(tried))

    def _ended(self) -> None:
        self.test_button.setEnabled(True)

    def _change(self) -> None:
        self.outcome.clear()
        self.change.open_for(self.config)

    def _isolate(self) -> None:
        self.isolation.open_for()

    def _lay_out(self) -> None:
        self.body.addLayout(self._top())
        self.body.addLayout(self._choices())
        self.outcome = Outcome(self._context.theme, f"outcome_{self.config.name}")
        self.change = ProviderChange(self._context, self.config.name, self.test)
        self.isolation = ProviderIsolation(self._context, self.config.name)
        self.body.addWidget(self.change)
        self.body.addWidget(self.isolation)
        self.body.addWidget(self.outcome)

    def _top(self) -> QHBoxLayout:
        theme, name = self._context.theme, self.config.name
        self._sign, self._where, self._key = IconLabel(theme, "cloud", "text2", 18), Chip(""), Chip("")
        self._what = ElidedLabel("", "hint", 400, "text2")
        words = QVBoxLayout()
        words.setSpacing(2)
        title = QHBoxLayout()
        title.setSpacing(8)
        for widget in (Label(name, "read", 600), self._where, self._key):
            title.addWidget(widget)
        title.addStretch(1)
        words.addLayout(title)
        words.addWidget(self._what)
        self.test_button = Button(theme, tr("Test"), name=f"test_{name}", label=tr("Test {name}").format(name=name), act=self.test)
        change = Button(theme, tr("Change"), name=f"change_{name}", label=tr("Change {name}").format(name=name), act=self._change)
        isolation = Button(
            theme, tr("Isolation"), name=f"isolation_{name}", label=tr("Isolation of {name}").format(name=name), act=self._isolate,
        )
        remove = Button(theme, tr("Remove"), "danger", name=f"remove_{name}", label=tr("Remove {name}").format(name=name), act=self.remove)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        for button in (self.test_button, change, isolation, remove):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _choices(self) -> QGridLayout:
        name, theme = self.config.name, self._context.theme
        self.ask = Drop(f"ask_{name}", tr("Before something is sent to {name}").format(name=name))
        self.model = Drop(f"model_{name}", tr("Model of {name}").format(name=name))
        self.ask.activated.connect(lambda _at: self._ask_chosen())
        self.model.activated.connect(lambda _at: self._model_chosen())
        self.profile = Drop(f"profile_{name}", tr("Privacy profile of {name}").format(name=name))
        self.profile.activated.connect(lambda _at: self._profile_chosen())
        self._profile_words = Label("", "hint", 400, "text2", wrap=True)
        self._ask_words, self._model_words = Label("", "hint", 400, "text2", wrap=True), Label("", "hint", 400, "text2", wrap=True)
        grid = QGridLayout()
        grid.setColumnMinimumWidth(0, INDENT)  # a column, not a margin: it changes sides with the reading direction
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(3, 1)
        rows = ((tr("Before sending"), self.ask, self._ask_words), (tr("Model"), self.model, self._model_words),
                (tr("Privacy"), self.profile, self._profile_words))
        for at, (title, drop, words) in enumerate(rows):
            label = Label(title, "base", 500)
            label.setBuddy(drop)
            Measure(theme, drop, width=232)
            words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            for column, widget in enumerate((label, drop, words), 1):
                grid.addWidget(widget, at, column)
        by_kind = Button(
            theme, tr("Kind by kind\u2026"), name=f"policy_{name}", label=tr("What may reach {name}, kind by kind").format(name=name), act=self._by_kind,
        )
        grid.addWidget(by_kind, len(rows), 2, Qt.AlignmentFlag.AlignLeading)
        return grid
