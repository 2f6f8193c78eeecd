"""Every command once: menus, palette, key sheet and tests read it from here."""
