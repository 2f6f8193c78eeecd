"""Small named widgets that every place uses."""
