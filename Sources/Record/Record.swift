/// Record: the append-only log of a run, written as it goes and read by whoever watches.
///
/// A run has a folder (`RunFolder`). The computing thread holds a `RunChannel` and records `RunEvent`s; the `RunWriter`
/// behind it appends them to the folder's log. A `RunReader` follows that log. Requests go the other way as small files
/// in the folder. So a screen in this process, another terminal and tomorrow's table of runs all see the same.
