"""The laid-out texts of a conversation: those that were in sight, and those that still grow."""

from __future__ import annotations

from collections.abc import Collection

from hybriddesk.desk.conversations.content import Content
from hybriddesk.desk.conversations.looks import Looks
from hybriddesk.desk.conversations.shown import Shown


class Texts:
    """A growing text is what its stream says; the store's copy of it is not looked at until it is whole."""

    def __init__(self, looks: Looks) -> None:
        self._looks = looks
        self._whole: dict[str, Content] = {}
        self._growing: dict[str, Content] = {}

    def of(self, shown: Shown) -> Content:
        """The content of a turn, made anew if its text is another one."""
        growing = self._growing.get(shown.turn.id)
        if growing is not None:
            return growing
        content = self._whole.get(shown.turn.id)
        if content is None or content.given != shown.text:
            content = self._whole[shown.turn.id] = Content(self._looks)
            content.show(shown.text)
        return content

    def grow(self, turn_id: str, content: Content) -> None:
        """This turn's text grows from now on."""
        self._growing[turn_id] = content

    def growing(self, turn_id: str) -> Content | None:
        """The growing text of a turn."""
        return self._growing.get(turn_id)

    def settle(self, turn_id: str) -> Content | None:
        """It is whole now and one like all others."""
        content = self._growing.pop(turn_id, None)
        if content is not None:
            self._whole[turn_id] = content
        return content

    def keep(self, turn_ids: Collection[str]) -> None:
        """Lets go of all others."""
        for turn_id in self._whole.keys() - set(turn_ids):
            del self._whole[turn_id]

    def clear(self) -> None:
        """Another conversation."""
        self._whole.clear()
        self._growing.clear()

    def restyle(self) -> None:
        """Fonts or colours changed."""
        for content in (*self._whole.values(), *self._growing.values()):
            content.restyle()
