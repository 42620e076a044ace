"""The history of a dyad, assessed."""
