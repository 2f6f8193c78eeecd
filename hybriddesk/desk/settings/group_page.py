"""A page made from the settings table: every row of one group."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.settings.editors import Editor, editor_for
from hybriddesk.desk.settings.kinds_editor import KindsOff
from hybriddesk.desk.settings.page import SettingsPage
from hybriddesk.desk.settings.paid_editor import PaidNumber, PaidProvider
from hybriddesk.desk.settings.provider_choice import ProviderChoice
from hybriddesk.desk.settings.row import SettingRow
from hybriddesk.records.settings import SETTINGS, Group, Setting

SPECIAL: dict[str, Callable[[DeskContext, Setting], Editor]] = {
    "general.default_provider": ProviderChoice,
    "review.extra_samples": PaidNumber,
    "review.judge_provider": PaidProvider,
    "privacy.kinds_off": lambda _context, setting: KindsOff(setting),
}
"""Settings whose values are names of something else, so that people choose instead of typing."""


def rows_of(context: DeskContext, group: Group) -> list[Callable[[], SettingRow]]:
    """A maker of one row per setting of the group, in the order of the table."""
    return [partial(_row, context, setting) for setting in SETTINGS if setting.group == group]


def group_page(context: DeskContext, group: Group, title: str, sentence: str) -> SettingsPage:
    """The whole page."""
    page = SettingsPage(context, group, title, sentence)
    page.grow(*page.row_parts(rows_of(context, group)))
    return page


def _row(context: DeskContext, setting: Setting) -> SettingRow:
    return SettingRow(context, setting, _editor(context, setting))


def _editor(context: DeskContext, setting: Setting) -> Editor:
    if setting.name in SPECIAL:
        return SPECIAL[setting.name](context, setting)
    return editor_for(context.theme, setting)
