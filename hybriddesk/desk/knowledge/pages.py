"""The pages of the Knowledge place, imported together in a worker before the first one is made."""

from hybriddesk.desk.knowledge.ask_page import AskPage
from hybriddesk.desk.knowledge.index_page import IndexPage
from hybriddesk.desk.knowledge.sources_page import SourcesPage
from hybriddesk.desk.tabs import Makers
from hybriddesk.records.advice import table

table()  # read here: the first sentence of a fault must not read forty modules on the window's thread

MAKERS: Makers = {"sources": SourcesPage, "ask": AskPage, "index": IndexPage}
