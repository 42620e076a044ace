"""How the reading model is made: from the corpora to the file that ships."""
