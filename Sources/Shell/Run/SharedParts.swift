import Language

/// What the two threads of a session share.
struct SharedParts: Sendable {
  let console = Console()
  let board = RunBoard()
  /// Raises KeyboardInterrupt in scripts, and stops simulators at a step boundary.
  let interrupt = InterruptFlag()
}
