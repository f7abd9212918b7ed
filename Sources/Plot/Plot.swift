/// Plot: figures described as values and drawn as text. Knows no curses.
