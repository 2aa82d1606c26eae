"""From mentions to facts: pure functions over an article's text and its mentions, no spaCy.

``reading`` turns sentences into tokens in which each mention is one token, ``cues`` finds the lexicons' words among
them, the ``*_features`` modules describe each decision (which anchor, subject, kind, date, certainty, object) as
named features, ``model`` scores them with the fitted table, and ``statements`` puts the facts together.
"""
