"""From text to value: numbers, amounts and dates, pure functions that know no spaCy."""
