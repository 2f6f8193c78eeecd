"""Long lists: ids in memory, rows a page at a time."""
