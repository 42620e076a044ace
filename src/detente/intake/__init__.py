"""Text, HTML, files and URLs become Documents."""
