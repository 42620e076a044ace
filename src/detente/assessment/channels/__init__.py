"""The channels of a dyad: their states, stalls, escalations, authority, who asks."""
