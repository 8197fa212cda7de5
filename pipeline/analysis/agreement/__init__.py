"""Agreement between coders: coefficients with their formulas and sources, and what they stand on."""
