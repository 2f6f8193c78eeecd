"""Rules and try it: the box, the kinds, the person's own lists, and every rule in a sentence."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout

from hybriddesk.desk.growing import Part
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.privacy.client_lists import ClientListsCard
from hybriddesk.desk.privacy.kinds_card import KindsCard
from hybriddesk.desk.privacy.phrases import kind_label, rule_name, tr
from hybriddesk.desk.privacy.safe_harbor_card import SafeHarborCard
from hybriddesk.desk.privacy.tables import Cell, PlainTable
from hybriddesk.desk.privacy.try_box import TryBox
from hybriddesk.desk.privacy.word_list import WordList
from hybriddesk.desk.widgets.cards import Card
from hybriddesk.desk.widgets.fields import SearchField
from hybriddesk.desk.widgets.scrolling import CardScroll
from hybriddesk.desk.widgets.text import Chip
from hybriddesk.desk.words import number
from hybriddesk.privacy.kinds import KINDS
from hybriddesk.privacy.rules.listing import RULES

SIDE_BY_SIDE = 1040
KINDS_AT_ONCE = 4
RULE_ROWS = 12
FILTER_WIDTH = 240


class RulesPage(CardScroll):
    """One column of cards; from ``SIDE_BY_SIDE`` px on the lists stand beside the kinds. ``parts`` makes the cards."""

    try_box: TryBox
    kinds: KindsCard
    hide_list: WordList
    show_list: WordList
    client_lists: ClientListsCard
    safe_harbor: SafeHarborCard
    rules: RulesCard

    def __init__(self, context: DeskContext) -> None:
        super().__init__("privacy_rules", tr("Rules and try it"))
        self._context = context
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(16)
        self._lists = QVBoxLayout()
        self._lists.setSpacing(16)
        self.column.addLayout(self._pair)
        self.column.addStretch(1)

    def parts(self) -> tuple[Part, ...]:
        """What makes each card, in the order in which Tab walks them. The large ones are made and laid out in two turns."""
        kinds = tuple(partial(self._more_kinds, at) for at in range(0, len(KINDS), KINDS_AT_ONCE))
        return (
            self._try_box, self._place_try_box, self._kinds, *kinds, self._hide_list, self._show_list, self._client_lists, self._place_client_lists,
            self._safe_harbor, self._place_safe_harbor, self._rules, self._place_rules,
        )

    def settings_changed(self) -> None:
        """Shows what is stored now and reads the tried text anew."""
        self.kinds.show_settings()
        self.hide_list.show_setting()
        self.show_list.show_setting()
        self.safe_harbor.show_settings()
        if self.try_box.text.text():
            self.try_box.read()

    def lists_changed(self) -> None:
        """The lists of clients as they are now, and what they hide in the tried text."""
        self.client_lists.load()
        if self.try_box.text.text():
            self.try_box.read()

    def flush(self) -> None:
        """Writes both lists now."""
        self.hide_list.flush()
        self.show_list.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self._context.theme.px(SIDE_BY_SIDE)
        self._pair.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _try_box(self) -> None:
        self.try_box = TryBox(self._context)

    def _place_try_box(self) -> None:
        self.column.insertWidget(0, self.try_box)

    def _kinds(self) -> None:
        self.kinds = KindsCard(self._context)
        self._pair.addWidget(self.kinds, 2)
        self._pair.addLayout(self._lists, 1)

    def _more_kinds(self, at: int) -> None:
        self.kinds.add_kinds(KINDS[at : at + KINDS_AT_ONCE])

    def _hide_list(self) -> None:
        self.hide_list = WordList(
            self._context, "privacy.always_hide", tr("Always hide"), tr("Names and words that are replaced wherever they stand, one a line."),
            tr("Project Falcon\nMarsh & Sons"),
        )
        self._lists.addWidget(self.hide_list)

    def _show_list(self) -> None:
        self.show_list = WordList(
            self._context, "privacy.never_hide", tr("Never hide"), tr("Words that are not personal here, such as your own company, one a line."),
            tr("support@ourshop.example"),
        )
        self._lists.addWidget(self.show_list)

    def _client_lists(self) -> None:
        self.client_lists = ClientListsCard(self._context)

    def _place_client_lists(self) -> None:
        self.column.insertWidget(2, self.client_lists)

    def _safe_harbor(self) -> None:
        self.safe_harbor = SafeHarborCard(self._context)

    def _place_safe_harbor(self) -> None:
        self.column.insertWidget(3, self.safe_harbor)

    def _rules(self) -> None:
        self.rules = RulesCard(self._context)

    def _place_rules(self) -> None:
        self.column.insertWidget(4, self.rules)


class RulesCard(Card):
    """Every rule with its sentence, and a search over them."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(tr("How values are found"), name="pane_rules")
        theme = self._theme = context.theme
        self.count = Chip("", "neutral")
        self.filter = SearchField(theme, "rules_filter", tr("Search the rules"))
        self.filter.searched.connect(lambda _text: self.show_rules())
        self.head.addWidget(self.count)
        self.head.addWidget(self.filter)
        self.table = PlainTable(theme, "rules_table", tr("Rules"), [tr("Kind"), tr("Rule"), tr("What it looks for")], (24, 17, 59))
        theme.changed.connect(self._fit)
        self._fit()
        self.body.addWidget(self.table)
        self.show_rules()

    def show_rules(self) -> None:
        """The rules in which every word of the search occurs."""
        words = self.filter.text().casefold().split()
        rows = [(kind_label(rule.kind), rule_name(rule.name), tr(rule.sentence)) for rule in RULES]
        kept = [row for row in rows if all(word in " ".join(row).casefold() for word in words)]
        self.table.show_cells([(Cell(kind), Cell(name, "text2"), Cell(sentence, "text2")) for kind, name, sentence in kept])
        self.count.show_text(tr("{n} of {all}").format(n=number(len(kept)), all=number(len(rows))) if words else number(len(rows)))

    def _fit(self) -> None:
        self.filter.setFixedWidth(self._theme.px(FILTER_WIDTH))
        self.table.setFixedHeight(self.table.height_for(RULE_ROWS))
