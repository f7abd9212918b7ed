/// Reference: runs the built operators one by one in float64; the oracle that users can read.
