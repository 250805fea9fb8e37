"""postgen: a compiler from Postman collections to typed Python clients."""

__version__ = "0.1.0"
