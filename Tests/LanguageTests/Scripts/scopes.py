# Names: local, enclosing, module, built-in.
x = "module"


def read():
    return x


def write():
    x = "local"
    return x


assert (read(), write(), x) == ("module", "local", "module")


def counter():
    n = 0

    def step():
        nonlocal n
        n += 1
        return n

    return step


a, b = counter(), counter()
assert [a(), a(), b()] == [1, 2, 1]
assert [f() for f in [lambda: i for i in range(3)]] == [2, 2, 2]
assert [f() for f in [lambda i=i: i for i in range(3)]] == [0, 1, 2]
len = 5
assert len == 5
del len
assert len("abc") == 3
x = 1
assert [x for x in range(3)] == [0, 1, 2] and x == 1


class Scope:
    a = 1
    b = a + 1

    def method(self):
        return x


assert (Scope.b, Scope().method()) == (2, 1)
assert sorted((lambda p, q=2: locals())(1).items()) == [("p", 1), ("q", 2)]
globals()["made"] = 7
assert made == 7
---
def early():
    print(y)  ### UnboundLocalError: cannot access local variable 'y' where it is not associated with a value
    y = 1


early()
---
def outer():
    def inner():
        return z  ### NameError: cannot access free variable 'z' where it is not associated with a value in enclosing scope

    inner()
    z = 1


outer()
---
radius = 1.0
print(radios)  ### NameError: name 'radios' is not defined. Did you mean: 'radius'?
---
try:
    raise ValueError("v")
except ValueError as e:
    pass
print(e)  ### NameError: name 'e' is not defined
---
eval("1")  ### NameError: name 'eval' is not defined
