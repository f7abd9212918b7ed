/// Shell: cells, history, magics, how a value is shown.
