"""Reports on what was sold, and the sums kept for them."""
