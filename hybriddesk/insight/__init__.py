"""Figures from rows: KPIs, series, limits. Pure."""
