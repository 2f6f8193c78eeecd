"""The pages of the Privacy place, imported together in a worker before the first one is made."""

from hybriddesk.desk.privacy.audit_page import AuditPage
from hybriddesk.desk.privacy.isolation_page import IsolationPage
from hybriddesk.desk.privacy.outgoing_page import OutgoingPage
from hybriddesk.desk.privacy.rules_page import RulesPage
from hybriddesk.desk.privacy.sight_page import SightPage
from hybriddesk.desk.tabs import Makers

MAKERS: Makers = {
    "rules": RulesPage, "outgoing": OutgoingPage, "audit": AuditPage, "sight": lambda context: SightPage(context.theme), "isolation": IsolationPage,
}
