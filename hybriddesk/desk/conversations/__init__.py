"""Conversations: threads on the left, the turns of one as a tree path, a composer that counts what will be replaced."""
