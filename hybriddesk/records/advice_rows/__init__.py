"""One module a room: ``ROWS`` maps a code to its sentences."""
