"""A name on a date becomes an Actor."""
