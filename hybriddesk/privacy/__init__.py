"""What must not be known: find personal values, replace them by tokens, put them back. Pure; no file but its own lists, no network."""

from hybriddesk.privacy.kinds import KINDS, KindInfo
from hybriddesk.privacy.names import NameTagger
from hybriddesk.privacy.residual import Leak, residual
from hybriddesk.privacy.restore import RestoredText, Restorer, StreamRestorer
from hybriddesk.privacy.rules.listing import RULES, RuleInfo
from hybriddesk.privacy.scrub import Scrubber, scrub_text
from hybriddesk.privacy.slots import slots

__all__ = [
    "KINDS", "RULES", "KindInfo", "Leak", "NameTagger", "RestoredText", "Restorer", "RuleInfo", "Scrubber", "StreamRestorer",
    "residual", "scrub_text", "slots",
]  # fmt: skip
