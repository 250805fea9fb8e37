"""Ways to authenticate: one module each, of which only those in use are here."""
