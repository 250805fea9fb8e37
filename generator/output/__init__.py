"""Files: rendering, formatting, comparing and writing them."""
