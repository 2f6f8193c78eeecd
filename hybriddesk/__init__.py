"""HybridDesk: AI drafts, people decide, nothing leaves the machine unguarded."""

__version__ = "0.1.0"
