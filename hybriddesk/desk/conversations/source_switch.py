"""Beside the composer: whether questions of this conversation rest on the person's own sources. Not there for people without sources."""

from __future__ import annotations

from PySide6.QtCore import QObject

from hybriddesk.desk.conversations.composer import Composer
from hybriddesk.desk.conversations.phrases import tr
from hybriddesk.desk.conversations.talk import Talk
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.words import number
from hybriddesk.records.work import Changed
from hybriddesk.vault.knowledge import source_count
from hybriddesk.vault.settings_table import settings_rows


class SourceSwitch(QObject):
    """Shows and changes the conversation's own switch; what stands in the store counts."""

    def __init__(self, context: DeskContext, talk: Talk, composer: Composer) -> None:
        super().__init__(composer)
        self._context, self._talk, self._chip = context, talk, composer.sources
        self._on = True
        self._chip.clicked.connect(lambda _checked: self.toggle())
        talk.loaded.connect(self.refresh)
        self.refresh()

    @property
    def there(self) -> bool:
        """Whether there is anything to switch."""
        return not self._chip.isHidden()

    def on_changed(self, changed: Changed) -> None:
        """Sources came or went, or another window switched."""
        if changed.tables & {"knowledge_sources", "settings"}:
            self.refresh()

    def refresh(self) -> None:
        """There while a conversation is in sight, sources exist and the person uses them for conversations."""
        thread, settings = self._talk.current, settings_rows(self._context.reader)
        used, off = settings["knowledge.use_in"], settings["knowledge.off_in"]
        count = source_count(self._context.reader) if isinstance(used, tuple) and "chat" in used else 0
        on = self._on = thread is None or (isinstance(off, tuple) and thread.id not in off)
        self._chip.setVisible(thread is not None and count > 0)
        self._chip.setChecked(on)
        self._chip.setText(" " + (tr("Sources ({n})").format(n=number(count)) if on else tr("No sources")))
        self._chip.setAccessibleName(tr("Use my sources in this conversation"))
        self._chip.setToolTip(_tip(count) if on else tr("Your sources are left out in this conversation."))
        self._chip.setAccessibleDescription(self._chip.toolTip())

    def toggle(self) -> None:
        """From the next question on."""
        thread = self._talk.current
        if thread is None or not self.there:
            return
        conversing, on = self._context.workspace.conversing, not self._on
        job = self._context.engine.call(lambda: conversing.use_sources(thread.id, on=on))
        self._chip.setEnabled(False)
        job.ended.connect(self._settled)
        job.failed.connect(self._context.errors.show_fault)
        job.start()

    def _settled(self) -> None:
        """What the store has now, whether that is what was wanted or not."""
        self._chip.setEnabled(True)
        self.refresh()


def _tip(count: int) -> str:
    if count == 1:
        return tr("For each question, passages that fit are looked for in your source and go along.")
    return tr("For each question, passages that fit are looked for in your {n} sources and go along.").format(n=number(count))
