"""Types from example values: observe, merge, print as JSON Schema."""
