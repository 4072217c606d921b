"""What every context's calls have in common: bodies, parameters, answers, refusals, and what stands around them all."""
