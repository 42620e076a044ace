"""What the record holds, told in words: facts in labelled lines, dates, names, marked words."""
