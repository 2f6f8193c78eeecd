"""Home: what needs the person, four figures, the latest events."""
