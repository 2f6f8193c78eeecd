"""The window: the only room with PySide6, and every widget a person touches."""
