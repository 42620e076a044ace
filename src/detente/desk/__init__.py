"""What a person touches: command line, terminal view, page and tables."""
