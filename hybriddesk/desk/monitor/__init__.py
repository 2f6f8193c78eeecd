"""The Monitor place: errors, providers and their breakers, runs, the fire drill."""
