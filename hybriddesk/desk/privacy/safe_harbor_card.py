"""HIPAA Safe Harbor: the eighteen identifiers, what finds each, and whether it is hidden as the switches stand now."""

from __future__ import annotations

from functools import partial

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.privacy.kinds_card import switch_kind
from hybriddesk.desk.privacy.phrases import kind_label, tr
from hybriddesk.desk.privacy.tables import Cell, PlainTable
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card
from hybriddesk.desk.widgets.text import Chip, Label
from hybriddesk.desk.words import number
from hybriddesk.privacy.hipaa import KINDS_ON, SAFE_HARBOR, Identifier
from hybriddesk.privacy.kinds import NEVER_OFF, OPTIONAL_KINDS
from hybriddesk.privacy.rules.listing import RULES
from hybriddesk.workspace import Workspace

_KIND_OF = {rule.name: rule.kind for rule in RULES}
_BY_HAND = NEVER_OFF | {"OTHER"}


def kinds_of(identifier: Identifier) -> tuple[str, ...]:
    """The kinds under which an identifier is found and that have a switch, in the order of its rules."""
    kinds = dict.fromkeys(_KIND_OF[rule] for rule in identifier.rules)
    wanted = [kind for kind in kinds if kind not in _BY_HAND and (kind not in OPTIONAL_KINDS or kind in KINDS_ON)]
    return tuple(wanted)


def missing(identifier: Identifier, off: frozenset[str], on: frozenset[str]) -> tuple[str, ...]:
    """The kinds of an identifier that leave in clear as the switches stand."""
    return tuple(kind for kind in kinds_of(identifier) if kind in off or (kind in OPTIONAL_KINDS and kind not in on))


def switch_all(workspace: Workspace, kinds: tuple[str, ...]) -> None:
    """Hides all of these kinds, in one transaction. Engine thread."""
    with workspace.db.write("settings", "audit"):
        for kind in kinds:
            switch_kind(workspace, kind, on=True)


class SafeHarborCard(Card):
    """A row an identifier; a button that switches on what is missing."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(tr("HIPAA Safe Harbor"), name="pane_safe_harbor")
        self._context = context
        theme = self._theme = context.theme
        self.state = Chip("", "ok")
        self.on = Button(theme, tr("Hide what is missing"), "primary", icon="shield-check", name="safe_harbor_on", act=self.switch_on)
        self.head.addWidget(self.state)
        self.head.addWidget(self.on)
        self.table = PlainTable(
            theme, "safe_harbor_table", tr("The eighteen identifiers of Safe Harbor"),
            [tr("No."), tr("Identifier"), tr("Hidden as"), tr("Example"), tr("Now")], (6, 30, 30, 20, 14),
        )
        self.body.addWidget(Label(tr(
            "What 45 CFR 164.514(b)(2) lists, and the kinds under which it is found. Rules can miss something; Safe Harbor also asks that you know "
            "of nothing else in the text that could identify a person.",
        ), "hint", tone="text2", wrap=True))
        self.body.addWidget(self.table)
        theme.changed.connect(self._fit)
        self._fit()
        self.show_settings()

    def show_settings(self) -> None:
        """As the switches stand now."""
        off, on = (frozenset(self._context.setting(f"privacy.{name}")) for name in ("kinds_off", "kinds_on"))
        rows = [(one, missing(one, off, on)) for one in SAFE_HARBOR]
        self.table.show_cells([_row(one, leaving) for one, leaving in rows])
        open_rows = sum(bool(leaving) for _, leaving in rows)
        said = tr("1 of 18 leaves in clear") if open_rows == 1 else tr("{n} of 18 leave in clear").format(n=number(open_rows))
        self.state.show_text(said if open_rows else tr("All 18 hidden"), "warn" if open_rows else "ok")
        self.on.setVisible(bool(open_rows))

    def switch_on(self) -> None:
        """Hides every kind that Safe Harbor asks for."""
        off, on = (frozenset(self._context.setting(f"privacy.{name}")) for name in ("kinds_off", "kinds_on"))
        kinds = tuple(dict.fromkeys(kind for one in SAFE_HARBOR for kind in missing(one, off, on)))
        job = self._context.engine.call(partial(switch_all, self._context.workspace, kinds))
        job.failed.connect(self._context.errors.show_fault)
        job.start()

    def _fit(self) -> None:
        self.table.setFixedHeight(self.table.height_for(len(SAFE_HARBOR)))


def _row(one: Identifier, leaving: tuple[str, ...]) -> tuple[Cell, ...]:
    kinds = ", ".join(kind_label(kind) for kind in kinds_of(one))
    now = Cell(tr("in clear"), "warn", ", ".join(kind_label(kind) for kind in leaving)) if leaving else Cell(tr("hidden"), "ok")
    return Cell(number(one.number), "text3"), Cell(tr(one.title)), Cell(kinds, "text2"), Cell(one.hidden, "text2", one.example), now
