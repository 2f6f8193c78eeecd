"""The Knowledge place: the person's own sources, questions tried on them, and how they are split into passages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hybriddesk.desk.commands.declared import bound
from hybriddesk.desk.commands.registry import Command
from hybriddesk.desk.knowledge.knowledge_commands import COMMANDS
from hybriddesk.desk.tabs import TabbedPlace

if TYPE_CHECKING:
    from hybriddesk.desk.knowledge.ask_page import AskPage
    from hybriddesk.desk.knowledge.index_page import IndexPage
    from hybriddesk.desk.knowledge.sources_page import SourcesPage

VIEWS = {"sources": "Sources", "ask": "Try a question", "index": "Passages"}
LINE_ACTS = {"all": "choose_all", "again": "read_again", "rename": "rename", "remove": "remove_chosen", "filter": "go_filter"}
FRONT_ACTS = {"add": "choose_files", "add_folder": "choose_folder", "paste": "paste_text", "look": "look_now", "settings": "settings"}
"""What the commands do on the page of sources: those of its lines, and those that bring it to the front first."""
BUNDLE = ".age"


class KnowledgePlace(TabbedPlace):
    """``opened(view=...)`` shows one of ``VIEWS``; ``source=`` a source, with ``at=`` the passage at a place of its text; ``question=`` tries one.

    Files dropped on the window while this place is in front become sources; a bundle among nothing else goes to the window.
    """

    place_id = "knowledge"
    title = "Knowledge"
    icon = "library"
    tabs = VIEWS
    pages = "hybriddesk.desk.knowledge.pages"

    @property
    def sources(self) -> SourcesPage:
        """The sources."""
        page: SourcesPage = self.page("sources")
        return page

    @property
    def ask(self) -> AskPage:
        """Questions."""
        page: AskPage = self.page("ask")
        return page

    @property
    def index(self) -> IndexPage:
        """How the sources are split."""
        page: IndexPage = self.page("index")
        return page

    def commands(self) -> Sequence[Command]:
        lines: dict[str, Callable[[], object]] = {f"knowledge.{name}": partial(self._on_sources, act) for name, act in LINE_ACTS.items()}
        fronts = {f"knowledge.{name}": partial(self._in_front, act) for name, act in FRONT_ACTS.items()}
        return bound(COMMANDS, {
            **self.tab_acts(),
            **lines,
            **fronts,
            "knowledge.next": partial(self.step, 1),
            "knowledge.previous": partial(self.step, -1),
        }, dict.fromkeys(lines, self._sources_in_front))

    def opened(self, **args: Any) -> None:
        self.growing.afterwards(partial(self._open_at, args))

    def page_made(self, view: str) -> None:
        if view == "ask":
            self.ask.show_source.connect(self._show_source)
        elif view == "index":
            self.index.ask_wanted.connect(self._try)

    def drop(self, paths: Sequence[str]) -> bool:
        wanted = [path for path in paths if not path.lower().endswith(BUNDLE)]
        if not wanted:
            return False
        self.show_view("sources")
        self.sources.adding.add([Path(path) for path in wanted])
        return True

    def leaving(self) -> None:
        for view in ("sources", "index"):
            if (page := self.made(view)) is not None:
                page.leaving()

    def _open_at(self, args: dict[str, Any]) -> None:
        if isinstance(args.get("source"), str):
            self._show_source(args["source"], int(args.get("at", 0)))
        elif isinstance(args.get("question"), str):
            self._try(args["question"])
        elif args.get("view") in VIEWS:
            self.show_view(args["view"])
        self.front().take_focus()

    def _in_front(self, act: str) -> None:
        self.go("sources")
        self._on_sources(act)

    def _sources_in_front(self) -> bool:
        return self.views.value() == "sources"

    def _on_sources(self, act: str) -> None:
        getattr(self.sources, act)()

    def _show_source(self, source: str, at: int) -> None:
        self.show_view("sources")
        self.sources.open_at(source, at)

    def _try(self, question: str) -> None:
        self.show_view("ask")
        if question:
            self.ask.try_question(question)
        self.ask.take_focus()
