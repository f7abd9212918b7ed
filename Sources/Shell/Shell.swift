/// Shell: cells, history, magics, how a value is shown.
///
///     main thread     LineEditor → cell → worker … DashboardSession while a fit runs … prompt
///     worker thread   Interpreter and all values; everything that computes
///
/// The two meet in `Console` (text that is written), `RunBoard` (the run that is going on) and `Worker` (jobs and their
/// ends); nothing else is shared.
import Modules

public enum Shell {
  public static let version = SomaModule.version
}
