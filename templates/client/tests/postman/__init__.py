"""What Postman gives to scripts, for what those of the collection say of answers."""
