"""Over the messages: title, where the words go, who answers, and how values are shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from hybriddesk.catalog.routing import HERE
from hybriddesk.desk.conversations.phrases import tr
from hybriddesk.desk.conversations.thread_model import title_of
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import IconLabel
from hybriddesk.desk.widgets.fields import Field
from hybriddesk.desk.widgets.text import Chip, ElidedLabel, Label
from hybriddesk.desk.words import number
from hybriddesk.providers.addresses import address
from hybriddesk.records.errors import Fault
from hybriddesk.records.work import Conversation, ProviderConfig
from hybriddesk.workflow.senders import HELPER


class TitleField(Field):
    """Enter keeps the new title, Esc the old one."""

    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class Header(QFrame):
    """``target_chosen`` carries provider and model; ``renamed`` the new title; ``values_wanted`` whether real values are to be shown."""

    target_chosen = Signal(str, str)
    renamed = Signal(str)
    delete_wanted = Signal()
    hand_over_wanted = Signal()
    values_wanted = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._providers: tuple[ProviderConfig, ...] = (HELPER,)
        self._thread: Conversation | None = None
        self._clear = True
        self.setObjectName("conversation_header")
        self.title = ElidedLabel("", "title", 600)
        self.title_field = TitleField("conversation_title", tr("Title"))
        self.rename = Button(theme, kind="icon", icon="pencil", label=tr("Rename"), name="conversation_rename", act=self.edit_title)
        self.delete = Button(theme, kind="icon", icon="trash-2", label=tr("Delete this conversation"), name="conversation_delete",
                             act=self.delete_wanted.emit)
        self.hand_over = Button(theme, kind="icon", icon="log-out", label=tr("Hand over to another computer"), name="conversation_hand_over",
                                act=self.hand_over_wanted.emit)
        self.values = Button(theme, kind="icon", icon="eye", label=tr("Show tokens instead of real values"), name="conversation_values",
                             act=lambda: self.values_wanted.emit(not self._clear))
        self._where_icon = IconLabel(theme, "cpu", "ok", 16)
        self.where = Chip("", "ok")
        self.where.setObjectName("conversation_where")
        self.lists = Button(theme, tr("Words to hide"), "ghost", icon="shield-check", name="conversation_lists")
        self.branches = Label("", "hint", tone="text2")
        self.provider = self._box("conversation_provider", tr("Who answers"))
        self.model = self._box("conversation_model", tr("Model"))
        self._lay_out()
        self.provider.activated.connect(self._provider_chosen)
        self.model.activated.connect(lambda _row: self._choose(str(self.provider.currentData()), self.model.currentText()))
        self.title_field.returnPressed.connect(self._keep_title)
        self.title_field.given_up.connect(self._leave_title)

    def show_providers(self, providers: Sequence[ProviderConfig]) -> None:
        """Who can answer."""
        self._providers = tuple(providers)
        if self._thread is not None:
            self.show_thread(self._thread, 0)

    def show_thread(self, thread: Conversation, hidden: int) -> None:
        """``hidden``: how many messages lie on other branches."""
        self._thread = thread
        self.title.set_text(title_of(thread))
        config = self.config(thread.provider)
        self._fill(thread, config)
        local = is_local(config)
        where = tr("Stays on this computer") if local else f"{thread.provider} · {thread.model}"
        self.where.show_text(where, "ok" if local else "neutral")
        self._where_icon.show_icon("cpu" if local else "cloud", "ok" if local else "text2")
        self.branches.setText(_hidden(hidden))
        self.branches.setVisible(hidden > 0)

    def show_values(self, *, clear: bool) -> None:
        """Which form the messages have."""
        self._clear = clear
        self.values.set_icon("eye" if clear else "eye-off")
        label = tr("Show tokens instead of real values") if clear else tr("Show real values")
        self.values.setAccessibleName(label)
        self.values.setToolTip(label)

    def show_busy(self, *, busy: bool) -> None:
        """Who answers cannot be changed while an answer is on its way."""
        self.provider.setEnabled(not busy)
        self.model.setEnabled(not busy)

    def edit_title(self) -> None:
        """The title becomes a field."""
        if self._thread is None:
            return
        self.title_field.setText(self._thread.title)
        self._titles.setCurrentWidget(self.title_field)
        self.title_field.selectAll()
        self.title_field.setFocus()

    def config(self, provider: str) -> ProviderConfig | None:
        """A provider's row; None for one that was removed."""
        return next((config for config in self._providers if config.name == provider), None)

    def _keep_title(self) -> None:
        title = " ".join(self.title_field.text().split())[:120]
        self._leave_title()
        if title and self._thread is not None and title != self._thread.title:
            self.renamed.emit(title)

    def _leave_title(self) -> None:
        self._titles.setCurrentWidget(self.title)
        self.rename.setFocus()

    def _fill(self, thread: Conversation, config: ProviderConfig | None) -> None:
        self.provider.clear()
        for one in self._providers:
            self.provider.addItem(tr("Built-in helper") if one.name == HELPER.name else one.name, one.name)
        if config is None:
            self.provider.addItem(tr("{name} (removed)").format(name=thread.provider), thread.provider)
        self.provider.setCurrentIndex(self.provider.findData(thread.provider))
        models = config.models if config else ()
        self.model.clear()
        self.model.addItems(list(dict.fromkeys(name for name in (thread.model, *models) if name)))
        self.model.setCurrentText(thread.model)
        self.model.setVisible(thread.provider != HELPER.name and self.model.count() > 0)

    def _provider_chosen(self, _row: int) -> None:
        config = self.config(str(self.provider.currentData()))
        if config is not None:
            self._choose(config.name, config.default_model or next(iter(config.models), ""))

    def _choose(self, provider: str, model: str) -> None:
        if self._thread is not None and (provider, model) != (self._thread.provider, self._thread.model):
            self.target_chosen.emit(provider, model)

    @staticmethod
    def _box(name: str, label: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        box.setAccessibleName(label)
        box.setToolTip(label)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.setMaximumWidth(260)
        return box

    def _lay_out(self) -> None:
        self._titles = QStackedWidget()
        self._titles.addWidget(self.title)
        self._titles.addWidget(self.title_field)
        self._titles.setMaximumHeight(self._theme.px(34))
        above = QHBoxLayout()
        above.setSpacing(4)
        above.addWidget(self._titles, 1)
        for button in (self.values, self.rename, self.hand_over, self.delete):
            above.addWidget(button)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self._where_icon)
        below.addWidget(self.where)
        below.addWidget(self.lists)
        below.addWidget(self.branches)
        below.addStretch(1)
        below.addWidget(self.provider)
        below.addWidget(self.model)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 14, 16, 10)
        column.setSpacing(6)
        column.addLayout(above)
        column.addLayout(below)


def _hidden(turns: int) -> str:
    if turns == 1:
        return tr("1 message on another branch")
    return tr("{n} messages on other branches").format(n=number(turns)) if turns else ""


def is_local(config: ProviderConfig | None) -> bool:
    """Whether a provider's requests stay on this computer. One that is gone counts as the cloud it may have been."""
    if config is None:
        return False
    if config.adapter in HERE:
        return True
    try:
        return address(config.base_url, allow_loopback_http=config.allow_loopback_http).loopback
    except Fault:
        return False
