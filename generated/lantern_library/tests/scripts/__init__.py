"""What the scripts of the collection say of answers, as functions."""
