""""Check before sending": the exact request, shown before it leaves."""
