"""Which names of an article are organisations, and which organisation each is; pure, no spaCy."""
