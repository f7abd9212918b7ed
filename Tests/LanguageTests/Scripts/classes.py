# Classes, special methods, inheritance.
class Vector:
    """Two numbers."""

    made = 0

    def __init__(self, x, y=0):
        self.x, self.y = x, y
        Vector.made += 1

    def __repr__(self):
        return f"Vector({self.x}, {self.y})"

    def __eq__(self, other):
        return isinstance(other, Vector) and (self.x, self.y) == (other.x, other.y)

    def __hash__(self):
        return hash((self.x, self.y))

    def __add__(self, other):
        if not isinstance(other, Vector):
            return NotImplemented
        return Vector(self.x + other.x, self.y + other.y)

    def __radd__(self, other):
        return "radd"

    def __iadd__(self, other):
        self.x += other.x
        return self

    def __len__(self):
        return 2

    def __getitem__(self, place):
        return (self.x, self.y)[place]

    def __call__(self, factor, *, add=0):
        return self.x * factor + add

    def __neg__(self):
        return Vector(-self.x, -self.y)

    def __abs__(self):
        return 5.0

    def __contains__(self, item):
        return item == self.x

    def __bool__(self):
        return self.x != 0


v = Vector(1, 2)
assert repr(v) == "Vector(1, 2)" and v == Vector(1, 2) and v != Vector(2) and v in {Vector(1, 2): 0}
assert v + v == Vector(2, 4) and 1 + v == "radd" and -v == Vector(-1, -2) and abs(v) == 5.0
assert len(v) == 2 and list(v) == [1, 2] and v[1] == 2 and v(3, add=1) == 4 and 1 in v and not Vector(0)
same = v
v += Vector(9)
assert v is same and v.x == 10 and Vector.__doc__ == "Two numbers." and v.made == Vector.made
assert type(v) is Vector and type(v).__name__ == "Vector" and str(Vector) == "<class '__main__.Vector'>"
step = v.__len__
assert step() == 2 and v.__call__ == v.__call__


class Base:
    def __init__(self, name):
        self.name = name

    @property
    def label(self):
        """The label."""
        return self.name

    @label.setter
    def label(self, value):
        self.name = value.upper()

    @classmethod
    def make(cls, *args):
        return cls(*args)

    @staticmethod
    def double(x):
        return 2 * x

    def hello(self):
        return "base"


class Derived(Base):
    def __init__(self):
        super().__init__("d")

    def hello(self):
        return "derived " + super().hello()


d = Derived.make()
d.label = "new"
assert (d.label, d.hello(), Derived.double(2), type(d)) == ("NEW", "derived base", 4, Derived)
assert Derived.__mro__ == (Derived, Base, object) and Derived.__bases__ == (Base,) and isinstance(d, Base)
assert sorted(vars(d)) == ["name"] and "hello" in dir(d) and Base.label.__doc__ == "The label."
d.extra = 1
del d.extra
assert not hasattr(d, "extra") and getattr(d, "extra", 5) == 5


class Proxy:
    def __init__(self):
        self.log = []

    def __getattr__(self, name):
        return "made " + name

    def __setattr__(self, name, value):
        object.__setattr__(self, name, value)


p = Proxy()
assert p.other == "made other" and p.log == []


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


assert list(Countdown(3)) == [2, 1, 0] and [*zip(Countdown(2), "ab")] == [(1, "a"), (0, "b")]
---
class Plain:
    def __eq__(self, other):
        return True


hash(Plain())  ### TypeError: unhashable type: 'Plain'
---
class A:
    pass


class B:
    pass


class C(A, B):  ### TypeError: class C: multiple inheritance is not supported
    pass
---
class C(int):  ### TypeError: class C: subclassing int is not supported
    pass
---
class Node:
    def __init__(self, output):
        self.output = output


Node(1, 2)  ### TypeError: Node.__init__() takes 2 positional arguments but 3 were given
---
class Node:
    size_in = 1


print(Node().size_inn)  ### AttributeError: 'Node' object has no attribute 'size_inn'. Did you mean: 'size_in'?
---
class Fixed:
    @property
    def x(self):
        return 1


Fixed().x = 2  ### AttributeError: property 'x' of 'Fixed' object has no setter
