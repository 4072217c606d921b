"""Events: what happened in the restaurant, one after the other."""
