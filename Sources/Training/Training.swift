/// Training: losses, optimizers, metrics, callbacks and the loop that joins them; knows no network.
