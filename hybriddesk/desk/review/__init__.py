"""The Review place: a queue of drafts that wait for a person, and the desk at which one is read, mended and decided."""
