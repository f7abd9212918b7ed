/// Record: the append-only log of a run, written as it goes and read by whoever watches.
