"""What is shown at each address, gathered from the record; pages and the API both show it."""
