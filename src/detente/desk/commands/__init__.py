"""The commands, and what they share: options, checks, where to write, what to complain of."""
