/// The ways round what the language leaves out; reports show them above the last line.
enum Refused {
  static let yield = "build a list and return it, or use a generator expression: (f(x) for x in items)"
  static let async = "soma runs one statement after the other: drop 'async' and 'await'"
  static let match = "use if / elif / else"
  static let walrus = "assign on a line of its own first: name = value"
  static let exceptStar = "use 'except' with a tuple of classes"
  static let complex = "keep the real and the imaginary part in two numbers or arrays"
  static let bytes = "use a string, or an array of dtype uint8"
  static let unicodeNames = "write the character itself, or its number: \\u2013"
}
