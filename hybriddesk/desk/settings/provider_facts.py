"""What is said about a provider: where it is, when it asks, what a test found."""

from __future__ import annotations

from hybriddesk.catalog.routing import HERE
from hybriddesk.desk.settings.phrases import later, tr
from hybriddesk.desk.words import duration, number
from hybriddesk.providers.addresses import address
from hybriddesk.providers.senders import BY_NAME, LOCAL
from hybriddesk.records.errors import Refused
from hybriddesk.records.work import AskRule, ProviderConfig
from hybriddesk.workflow.providing import Tried
from hybriddesk.workflow.senders import HELPER

ASK: dict[AskRule, tuple[str, str]] = {
    "always": (
        later("Ask every time"), later("You see the exact text of each request before it leaves."),
    ),
    "new_kinds": (
        later("Ask about new kinds of data"),
        later("You are asked when a text holds a kind of personal data that you have not yet let go to this provider."),
    ),
    "never": (
        later("Never ask"),
        later("Requests leave at once. Personal data is still replaced, and each request stands in the ledger."),
    ),
}
"""The words of each rule, and what it means."""


def ask_choices() -> list[tuple[str, str]]:
    """The rules for a chooser."""
    return [(rule, tr(words)) for rule, (words, _) in ASK.items()]


def ask_sentence(rule: AskRule) -> str:
    """What a rule means."""
    return tr(ASK[rule][1])


def is_helper(config: ProviderConfig) -> bool:
    """Whether it is the built-in one."""
    return config.adapter == HELPER.adapter


def runs_here(config: ProviderConfig) -> bool:
    """Whether nothing leaves this computer when it is asked: the helper, a model file, a server here."""
    return config.adapter in HERE or is_here(config.base_url)


def is_here(base_url: str) -> bool:
    """Whether an address is on this computer; False too for what is no address yet."""
    try:
        return address(base_url, allow_loopback_http=True).loopback
    except Refused:
        return False


def is_plain_here(base_url: str) -> bool:
    """Whether an address is plain http on this computer, which the person has to allow."""
    return base_url.strip().lower().startswith("http://") and is_here(base_url)


def adapter_words(adapter: str) -> str:
    """What a kind of provider is called."""
    if adapter == LOCAL:
        return tr("Model file")
    return tr(BY_NAME[adapter].label) if adapter in BY_NAME else adapter


def tried_words(tried: Tried) -> str:
    """What a test found."""
    if not tried.models:
        return tr("It answered in {time} and offers no models.").format(time=duration(tried.latency_ms))
    words = tr("It answered in {time} and offers one model.") if len(tried.models) == 1 else tr("It answered in {time} and offers {count} models.")
    return words.format(time=duration(tried.latency_ms), count=number(len(tried.models)))


def removal_words(config: ProviderConfig, *, is_default: bool) -> tuple[str, ...]:
    """What goes and what stays when a provider is removed."""
    goes = tr("Goes: its address, its key and its list of models.") if config.has_key else tr("Goes: its address and its list of models.")
    stays = tr("Stays: every conversation, draft and review that came from it, and the ledger of what was sent to it.")
    after = (tr("New drafts will come from the built-in helper."),) if is_default else ()
    return (goes, stays, *after)
