/// Terminal: bytes from the keyboard, one editing line, one screen.
