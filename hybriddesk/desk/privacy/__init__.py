"""What is hidden, what left, and what the audit log says."""
