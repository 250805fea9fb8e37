"""A server that answers a collection's requests as they were saved."""
