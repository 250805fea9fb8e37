"""The API that a collection describes, without a word of Python in it."""
