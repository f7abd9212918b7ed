/// Language: text → tokens → tree → resolved names → values. Knows nothing of arrays, neurons or terminals.
