"""What Postman said: reading every form of collection into one frozen `Collection`."""
