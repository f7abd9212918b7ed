import BigInt

/// What all nodes of the tree have.
public class SyntaxNode {
  public let range: SourceRange
  /// Levels of nodes below and including this one, bounded by the parser, so that walks may recurse.
  let height: Int32

  init(_ range: SourceRange, _ children: [Expression] = []) {
    self.range = range
    height = children.reduce(0) { max($0, $1.node.height) } + 1
  }
}

/// An expression: one case per form, each with its node.
public enum Expression {
  case constant(ConstantNode)
  case name(NameNode)
  case formatted(FormattedNode)
  case list(SequenceNode)
  case tuple(SequenceNode)
  case set(SequenceNode)
  case dict(DictNode)
  case comprehension(ComprehensionNode)
  case unary(UnaryNode)
  case binary(BinaryNode)
  case logical(LogicalNode)
  case comparison(ComparisonNode)
  case conditional(ConditionalNode)
  case call(CallNode)
  case attribute(AttributeNode)
  case subscription(SubscriptNode)
  case slice(SliceNode)
  case lambda(FunctionNode)
  /// `*x`: only in displays, call arguments, subscripts and unparenthesised tuples; never elsewhere.
  case starred(StarredNode)
  /// `!command` on the right side of an assignment.
  case shell(ShellNode)

  public var node: SyntaxNode {
    switch self {
    case .constant(let node): node
    case .name(let node): node
    case .formatted(let node): node
    case .list(let node): node
    case .tuple(let node): node
    case .set(let node): node
    case .dict(let node): node
    case .comprehension(let node): node
    case .unary(let node): node
    case .binary(let node): node
    case .logical(let node): node
    case .comparison(let node): node
    case .conditional(let node): node
    case .call(let node): node
    case .attribute(let node): node
    case .subscription(let node): node
    case .slice(let node): node
    case .lambda(let node): node
    case .starred(let node): node
    case .shell(let node): node
    }
  }

  public var range: SourceRange { node.range }
}

/// The value of a literal.
public enum Literal: Equatable, Sendable {
  case none, ellipsis, bool(Bool), int(Int), big(BigInt), float(Double)
  /// Any Unicode scalars but surrogates.
  case string(String)
}

public final class ConstantNode: SyntaxNode {
  public let value: Literal
  init(_ value: Literal, _ range: SourceRange) {
    self.value = value
    super.init(range)
  }
}

public final class NameNode: SyntaxNode {
  /// NFKC-normalised.
  public let name: String
  public internal(set) var binding = Binding.unresolved
  init(_ name: String, _ range: SourceRange) {
    self.name = name
    super.init(range)
  }
}

/// An f-string, adjacent plain strings included.
public final class FormattedNode: SyntaxNode {
  public enum Part {
    case text(String)
    case field(FormattedField)
  }
  public let parts: [Part]
  init(_ parts: [Part], _ range: SourceRange) {
    self.parts = parts
    super.init(
      range,
      parts.flatMap { part -> [Expression] in
        guard case .field(let field) = part else { return [] }
        return field.spec.map { [field.value, .formatted($0)] } ?? [field.value]
      })
  }
}

/// `{value!conversion:spec}`. The text of `{value=}` has become a part of its own, and a missing conversion `.repr`.
public struct FormattedField {
  public enum Conversion: Sendable { case none, str, repr, ascii }
  public let value: Expression
  public let conversion: Conversion
  /// nil: no spec was given.
  public let spec: FormattedNode?
}

/// Elements of a list, tuple or set display; `*x` elements are `.starred`.
public final class SequenceNode: SyntaxNode {
  public let elements: [Expression]
  /// Whether some element is starred.
  public let hasStar: Bool
  init(_ elements: [Expression], _ range: SourceRange) {
    self.elements = elements
    hasStar = elements.contains { if case .starred = $0 { true } else { false } }
    super.init(range, elements)
  }
}

public final class DictNode: SyntaxNode {
  /// A pair, or `**value` where `key` is nil.
  public struct Entry {
    public let key: Expression?
    public let value: Expression
  }
  public let entries: [Entry]
  init(_ entries: [Entry], _ range: SourceRange) {
    self.entries = entries
    super.init(range, entries.flatMap { entry in entry.key.map { [$0, entry.value] } ?? [entry.value] })
  }
}

/// A comprehension or a generator expression.
///
/// Lists, sets and dicts run in the frame they stand in: their targets are slots (or cells) of that frame which nothing
/// else uses. At entry the cells listed in `cells` are replaced by fresh ones. A generator expression has a frame
/// of its own, described by `scope`; the iterable of its first clause is evaluated in the enclosing frame.
public final class ComprehensionNode: SyntaxNode {
  public enum Kind: Sendable { case list, set, dict, generator }
  public struct Clause {
    public let target: Target
    public let iterable: Expression
    public let conditions: [Expression]
  }
  public let kind: Kind
  /// The element, or the key of a dict comprehension.
  public let element: Expression
  /// The value of a dict comprehension.
  public let value: Expression?
  /// At least one.
  public let clauses: [Clause]
  /// For generator expressions.
  public internal(set) var scope: Scope?
  /// For the others: own cells of the enclosing frame that each evaluation makes anew.
  public internal(set) var cells: [Int] = []
  /// For the others: slots of the enclosing frame to empty when the evaluation ends.
  public internal(set) var slots: [Int] = []

  init(_ kind: Kind, element: Expression, value: Expression?, clauses: [Clause], _ range: SourceRange) {
    self.kind = kind
    self.element = element
    self.value = value
    self.clauses = clauses
    super.init(range, [element] + (value.map { [$0] } ?? []) + clauses.flatMap { [$0.iterable] + $0.conditions })
  }
}

public final class UnaryNode: SyntaxNode {
  public let op: UnaryOperator
  public let operand: Expression
  init(_ op: UnaryOperator, _ operand: Expression, _ range: SourceRange) {
    self.op = op
    self.operand = operand
    super.init(range, [operand])
  }
}

public final class BinaryNode: SyntaxNode {
  public let left: Expression
  public let op: BinaryOperator
  public let right: Expression
  init(_ left: Expression, _ op: BinaryOperator, _ right: Expression) {
    self.left = left
    self.op = op
    self.right = right
    super.init(left.range.through(right.range), [left, right])
  }
}

/// `a and b and c`, `a or b or c`: two operands or more.
public final class LogicalNode: SyntaxNode {
  public let isAnd: Bool
  public let operands: [Expression]
  init(isAnd: Bool, _ operands: [Expression], _ range: SourceRange) {
    self.isAnd = isAnd
    self.operands = operands
    super.init(range, operands)
  }
}

/// `first op₁ x₁ op₂ x₂ …`: at least one link.
public final class ComparisonNode: SyntaxNode {
  public struct Link {
    public let op: ComparisonOperator
    public let operand: Expression
  }
  public let first: Expression
  public let links: [Link]
  init(_ first: Expression, _ links: [Link], _ range: SourceRange) {
    self.first = first
    self.links = links
    super.init(range, [first] + links.map(\.operand))
  }
}

public final class ConditionalNode: SyntaxNode {
  public let test: Expression
  public let then: Expression
  public let otherwise: Expression
  init(test: Expression, then: Expression, otherwise: Expression) {
    self.test = test
    self.then = then
    self.otherwise = otherwise
    super.init(then.range.through(otherwise.range), [test, then, otherwise])
  }
}

public final class CallNode: SyntaxNode {
  /// An argument in the order written.
  public enum Argument {
    case positional(Expression)
    /// `*iterable`.
    case unpacked(Expression)
    /// `name=value`; the range is that of `name`.
    case keyword(String, Expression, SourceRange)
    /// `**mapping`.
    case unpackedKeywords(Expression)

    public var value: Expression {
      switch self {
      case .positional(let value), .unpacked(let value), .keyword(_, let value, _), .unpackedKeywords(let value): value
      }
    }
  }
  public let function: Expression
  public let arguments: [Argument]
  /// Only positional arguments.
  public let isPlain: Bool
  /// Some `*` or `**` argument.
  public let hasUnpacking: Bool

  init(_ function: Expression, _ arguments: [Argument], _ range: SourceRange) {
    self.function = function
    self.arguments = arguments
    isPlain = arguments.allSatisfy { if case .positional = $0 { true } else { false } }
    hasUnpacking = arguments.contains {
      switch $0 {
      case .unpacked, .unpackedKeywords: true
      case .positional, .keyword: false
      }
    }
    super.init(range, [function] + arguments.map(\.value))
  }
}

public final class AttributeNode: SyntaxNode {
  public let object: Expression
  public let name: String
  public let nameRange: SourceRange
  init(_ object: Expression, _ name: String, _ nameRange: SourceRange) {
    self.object = object
    self.name = name
    self.nameRange = nameRange
    super.init(object.range.through(nameRange), [object])
  }
}

public final class SubscriptNode: SyntaxNode {
  public let object: Expression
  /// Slices stand here as `.slice`, also inside of a `.tuple`.
  public let index: Expression
  init(_ object: Expression, _ index: Expression, _ range: SourceRange) {
    self.object = object
    self.index = index
    super.init(range, [object, index])
  }
}

public final class SliceNode: SyntaxNode {
  public let start: Expression?
  public let stop: Expression?
  public let step: Expression?
  init(_ start: Expression?, _ stop: Expression?, _ step: Expression?, _ range: SourceRange) {
    self.start = start
    self.stop = stop
    self.step = step
    super.init(range, [start, stop, step].compactMap { $0 })
  }
}

public final class StarredNode: SyntaxNode {
  public let value: Expression
  init(_ value: Expression, _ range: SourceRange) {
    self.value = value
    super.init(range, [value])
  }
}

public final class ShellNode: SyntaxNode {
  /// The command line without its `!`.
  public let command: String
  init(_ command: String, _ range: SourceRange) {
    self.command = command
    super.init(range)
  }
}
