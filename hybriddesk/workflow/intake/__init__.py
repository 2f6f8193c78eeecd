"""From files and folders to work items: one module a format, faults named and the rest goes on. Reads only; stores nothing."""

from hybriddesk.workflow.intake.reading import kinds, read

__all__ = ["kinds", "read"]
