"""Do the generated tests decide as Postman does? What `make verdicts` is made of."""
