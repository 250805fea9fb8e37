"""One item in other languages: item -> request -> statements -> a language."""
