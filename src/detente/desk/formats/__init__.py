"""What is told, written: for a terminal, as JSON, as tables, as pages of their own."""
