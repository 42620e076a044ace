"""Many Reports become one history."""
