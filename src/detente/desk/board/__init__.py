"""The board of a dyad as a person sees it: in a terminal, on a page."""
