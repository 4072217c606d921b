"""The business in its own words: pure values, entities and rules."""
