"""Charts drawn by hand from the theme's colours. Each says in words what it shows, and its points can be walked with the arrow keys."""
