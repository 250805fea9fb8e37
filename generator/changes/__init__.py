"""What an update of a collection means for the code that calls the client."""
