"""Test scripts of a collection: JavaScript in, statements of a small language out."""
