"""Measuring records against gold: alignment of mentions and events, scores, reports."""
