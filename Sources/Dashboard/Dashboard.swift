/// Dashboard: live panels over a run's log.
