"""The settings place, made from the settings table."""
