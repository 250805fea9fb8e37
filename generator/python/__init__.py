"""The client package: every decision about Python code, ready for templates to print."""
