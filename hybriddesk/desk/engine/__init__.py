"""The worker thread and its jobs: the window never waits."""
