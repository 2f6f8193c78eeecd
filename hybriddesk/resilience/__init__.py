"""Failing well: retry with jitter, breaker, timeouts. Pure; the clock and the random source are passed in."""
