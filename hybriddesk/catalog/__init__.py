"""Models, prices, prompts and routing. Pure apart from reading shipped files."""
