/// DL: the NengoDL Simulator — run, predict, fit, evaluate, parameters. Never prints.
