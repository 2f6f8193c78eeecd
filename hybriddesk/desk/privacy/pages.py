"""The pages of the Privacy place, imported together in a worker before the first one is made."""

from hybriddesk.desk.privacy.audit_page import AuditPage
from hybriddesk.desk.privacy.isolation_page import IsolationPage
from hybriddesk.desk.privacy.outgoing_page import OutgoingPage
from hybriddesk.desk.privacy.rules_page import RulesPage
from hybriddesk.desk.privacy.sight_page import SightPage

__all__ = ["AuditPage", "IsolationPage", "OutgoingPage", "RulesPage", "SightPage"]
