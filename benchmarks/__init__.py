"""Accuracy and speed, measured in the open: `python -m benchmarks.record`, `… .speed`."""
