"""What several test modules share: collections in Python, and packages made from them."""
