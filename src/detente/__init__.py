"""Reads news reports and official readouts; keeps the record of how states deal with one another."""
