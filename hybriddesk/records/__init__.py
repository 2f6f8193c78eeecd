"""Ground floor: frozen values, ids, errors and Protocols. Imports the standard library only."""
