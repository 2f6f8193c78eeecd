"""The pages of the Monitor place, imported together in a worker before the first one is made."""

from hybriddesk.desk.monitor.confidence_page import ConfidencePage
from hybriddesk.desk.monitor.cycle_page import CyclePage
from hybriddesk.desk.monitor.drill_page import DrillPage
from hybriddesk.desk.monitor.errors_page import ErrorsPage
from hybriddesk.desk.monitor.gate_page import GatePage
from hybriddesk.desk.monitor.providers_page import ProvidersPage
from hybriddesk.desk.monitor.runs_page import RunsPage
from hybriddesk.desk.tabs import Makers
from hybriddesk.records.advice import table

table()  # read here: the first sentence of a fault must not read forty modules on the window's thread

MAKERS: Makers = {
    "errors": ErrorsPage, "providers": ProvidersPage, "runs": RunsPage, "drill": DrillPage, "confidence": ConfidencePage, "gate": GatePage,
    "cycle": CyclePage,
}
