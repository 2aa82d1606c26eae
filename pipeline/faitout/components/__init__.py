"""The spaCy components: thin, each a factory that any French pipeline can add."""
