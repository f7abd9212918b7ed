# Loops, exceptions, context managers, unpacking.
trail = []


def attempt(f):
    try:
        trail.append("try")
        result = f()
    except ZeroDivisionError:
        return "zero"
    except (KeyError, IndexError) as e:
        return type(e).__name__
    else:
        trail.append("else")
    finally:
        trail.append("finally")
    return result


assert attempt(lambda: 3) == 3 and trail == ["try", "else", "finally"]
assert attempt(lambda: 1 // 0) == "zero" and attempt(lambda: {}["k"]) == "KeyError"


def overridden():
    for i in range(3):
        try:
            if i == 1:
                continue
            if i == 2:
                return "first"
        finally:
            trail.append(i)
    return "never"


trail.clear()
assert overridden() == "first" and trail == [0, 1, 2]


def swallowed():
    while True:
        try:
            1 / 0
        finally:
            break
    return "out"


assert swallowed() == "out"


class Manager:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        trail.append("enter " + self.name)
        return self.name

    def __exit__(self, kind, error, traceback):
        trail.append(f"exit {self.name} {kind and kind.__name__}")
        return self.swallow


trail.clear()
with Manager("a") as a, Manager("b", True) as b:
    assert (a, b) == ("a", "b")
    raise ValueError("gone")
assert trail == ["enter a", "enter b", "exit b ValueError", "exit a None"]
a, (b, *c), d = 1, (2, 3, 4), 5
assert (a, b, c, d) == (1, 2, [3, 4], 5)
*a, b = "xyz"
assert (a, b) == (["x", "y"], "z")
for i in range(5):
    if i == 3:
        break
else:
    i = -1
assert i == 3
values = [1, 2, 3, 4, 5]
values[1:3] = "ab"
values[::2] = [0, 0, 0]
assert values == [0, "a", 0, 4, 0][:1] + ["a", 0, 4, 0]
del values[1:3]
assert values == [0, 4, 0]
try:
    try:
        1 / 0
    except ZeroDivisionError as inner:
        raise KeyError("k") from inner
except KeyError as e:
    assert isinstance(e.__cause__, ZeroDivisionError) and e.args == ("k",) and str(e) == "'k'"
lazy = (1 / n for n in [1, 0])
assert next(lazy) == 1.0
try:
    next(lazy)
except ZeroDivisionError:
    pass
assert list(lazy) == []
---
a, b = 1, 2, 3  ### ValueError: too many values to unpack (expected 2)
---
a, *b, c = [1]  ### ValueError: not enough values to unpack (expected at least 2, got 1)
---
d = {1: 2}
for key in d:  ### RuntimeError: dictionary changed size during iteration
    d[key + 1] = 0
---
with 3:  ### TypeError: 'int' object does not support the context manager protocol
    pass
---
raise "text"  ### TypeError: exceptions must derive from BaseException
---
raise  ### RuntimeError: No active exception to reraise
---
assert 1 == 2, "differs"  ### AssertionError: differs
---
def forever(n):
    return forever(n + 1)  ### RecursionError: maximum recursion depth exceeded


forever(0)
---
import pandas  ### ModuleNotFoundError: No module named 'pandas'
---
from tools import answers  ### ImportError: cannot import name 'answers' from 'tools'. Did you mean: 'answer'?
---
import tools
tools.future  ### NotImplementedError: tools.future is not supported
---
from . import x  ### ImportError: attempted relative import with no known parent package
