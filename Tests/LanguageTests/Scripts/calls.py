# Binding of arguments.
def f(a, b=2, /, c=3, *rest, d=4, **more):
    return a, b, c, rest, d, more


assert f(1) == (1, 2, 3, (), 4, {})
assert f(1, 5, c=6, z=7) == (1, 5, 6, (), 4, {"z": 7})
assert f(*[1, 2, 3, 4], d=9, **{"k": 0}) == (1, 2, 3, (4,), 9, {"k": 0})
assert f(1, a=2)[5] == {"a": 2}
assert (lambda *a, **k: (a, k))(1, x=2) == ((1,), {"x": 2})


def keep(x, into=[]):
    into.append(x)
    return into


assert keep(1) is keep(2) and keep(3) == [1, 2, 3]


def twice(function):
    def inner(*args, **kwargs):
        return function(function(*args, **kwargs))

    return inner


@twice
def add(x, by=1):
    return x + by


assert add(1) == 3
order = []


def note(x):
    order.append(x)
    return x


note(1) + note(2) * note(3) if note(4) else note(5)
[note(6), *[note(7)]], {note(8): note(9)}
assert order == [4, 1, 2, 3, 6, 7, 8, 9]
---
def f(a, b, c=3):
    return a


f()  ### TypeError: f() missing 2 required positional arguments: 'a' and 'b'
---
def f(a, b, c=3):
    return a


f(1, 2, 3, 4)  ### TypeError: f() takes from 2 to 3 positional arguments but 4 were given
---
def f(a, b, c=3):
    return a


f(1, b=2, wait=4)  ### TypeError: f() got an unexpected keyword argument 'wait'
---
def ensemble(n_neurons, dimensions):
    return n_neurons


ensemble(10, dimension=1)  ### TypeError: ensemble() got an unexpected keyword argument 'dimension'. Did you mean: 'dimensions'?
---
def f(a):
    return a


f(1, a=2)  ### TypeError: f() got multiple values for argument 'a'
---
def f(*, key):
    return key


f()  ### TypeError: f() missing 1 required keyword-only argument: 'key'
---
3()  ### TypeError: 'int' object is not callable
---
[].append(1, 2)  ### TypeError: list.append() takes exactly one argument (2 given)
---
print(1, separator="")  ### TypeError: 'separator' is an invalid keyword argument for print()
