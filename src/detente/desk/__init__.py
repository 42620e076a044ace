"""What a person touches: command line and exports."""
