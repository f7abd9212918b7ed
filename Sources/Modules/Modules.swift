/// Modules: what scripts can import — numpy, nengo, nengo_dl, tensorflow and the parts of Python's library.
