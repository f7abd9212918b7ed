/// Dashboard: a live panel over the log of a run.
///
///     events of the log ─┐
///     keys ──────────────┼→ DashboardMessage → update → DashboardModel → view → StyledText lines → Screen
///     the clock ─────────┘                         └→ effects (requests to the run, leaving)
///
/// `update` and `view` are pure: the same model at the same size always gives the same lines, so screens are tested
/// without a terminal. The panel never touches a simulator; it reads the run's folder and leaves requests there.
