/// What an assignment, a loop or a `with` binds.
public indirect enum Target {
  case name(NameNode)
  case attribute(AttributeNode)
  case subscription(SubscriptNode)
  /// `a, (b, *c)`: `star` is the index of the one starred element, if there is one.
  case sequence([Target], star: Int?, SourceRange)

  public var range: SourceRange {
    switch self {
    case .name(let node): node.range
    case .attribute(let node): node.range
    case .subscription(let node): node.range
    case .sequence(_, _, let range): range
    }
  }
}

/// A statement: one case per form, each with its node.
public enum Statement {
  case expression(ExpressionStatement)
  case assignment(AssignmentStatement)
  case augmented(AugmentedStatement)
  /// `target: annotation` without a value: only declares.
  case annotation(AnnotationStatement)
  case conditional(IfStatement)
  case forLoop(ForStatement)
  case whileLoop(WhileStatement)
  case with(WithStatement)
  case function(FunctionStatement)
  case classDefinition(ClassStatement)
  case returnValue(ReturnStatement)
  case raise(RaiseStatement)
  case tryBlock(TryStatement)
  case assert(AssertStatement)
  case delete(DeleteStatement)
  case importModules(ImportStatement)
  case importFrom(ImportFromStatement)
  case global(ScopeStatement)
  case nonlocal(ScopeStatement)
  case pass(SourceRange)
  case breakLoop(SourceRange)
  case continueLoop(SourceRange)
  case magic(MagicStatement)
  case help(HelpStatement)
  case shell(ShellNode)

  public var range: SourceRange {
    switch self {
    case .expression(let node): node.range
    case .assignment(let node): node.range
    case .augmented(let node): node.range
    case .annotation(let node): node.range
    case .conditional(let node): node.range
    case .forLoop(let node): node.range
    case .whileLoop(let node): node.range
    case .with(let node): node.range
    case .function(let node): node.range
    case .classDefinition(let node): node.range
    case .returnValue(let node): node.range
    case .raise(let node): node.range
    case .tryBlock(let node): node.range
    case .assert(let node): node.range
    case .delete(let node): node.range
    case .importModules(let node): node.range
    case .importFrom(let node): node.range
    case .global(let node), .nonlocal(let node): node.range
    case .pass(let range), .breakLoop(let range), .continueLoop(let range): range
    case .magic(let node): node.range
    case .help(let node): node.range
    case .shell(let node): node.range
    }
  }
}

/// What is evaluated only for its effect, or at the end of a cell to be shown.
public final class ExpressionStatement: SyntaxNode {
  public let value: Expression
  init(_ value: Expression) {
    self.value = value
    super.init(value.range)
  }
}

/// `t₁ = t₂ = value`, also `target: annotation = value`.
public final class AssignmentStatement: SyntaxNode {
  public let targets: [Target]
  public let value: Expression
  init(_ targets: [Target], _ value: Expression, _ range: SourceRange) {
    self.targets = targets
    self.value = value
    super.init(range)
  }
}

public final class AugmentedStatement: SyntaxNode {
  /// Never `.sequence`.
  public let target: Target
  public let op: BinaryOperator
  public let value: Expression
  init(_ target: Target, _ op: BinaryOperator, _ value: Expression, _ range: SourceRange) {
    self.target = target
    self.op = op
    self.value = value
    super.init(range)
  }
}

public final class AnnotationStatement: SyntaxNode {
  public let target: Target
  init(_ target: Target, _ range: SourceRange) {
    self.target = target
    super.init(range)
  }
}

/// `if`, its `elif`s in order, and `else` (empty if absent).
public final class IfStatement: SyntaxNode {
  public struct Branch {
    public let test: Expression
    public let body: [Statement]
  }
  public let branches: [Branch]
  public let otherwise: [Statement]
  init(_ branches: [Branch], otherwise: [Statement], _ range: SourceRange) {
    self.branches = branches
    self.otherwise = otherwise
    super.init(range)
  }
}

public final class ForStatement: SyntaxNode {
  public let target: Target
  public let iterable: Expression
  public let body: [Statement]
  public let otherwise: [Statement]
  init(_ target: Target, _ iterable: Expression, _ body: [Statement], otherwise: [Statement], _ range: SourceRange) {
    self.target = target
    self.iterable = iterable
    self.body = body
    self.otherwise = otherwise
    super.init(range)
  }
}

public final class WhileStatement: SyntaxNode {
  public let test: Expression
  public let body: [Statement]
  public let otherwise: [Statement]
  init(_ test: Expression, _ body: [Statement], otherwise: [Statement], _ range: SourceRange) {
    self.test = test
    self.body = body
    self.otherwise = otherwise
    super.init(range)
  }
}

public final class WithStatement: SyntaxNode {
  public struct Item {
    public let context: Expression
    public let target: Target?
  }
  public let items: [Item]
  public let body: [Statement]
  init(_ items: [Item], _ body: [Statement], _ range: SourceRange) {
    self.items = items
    self.body = body
    super.init(range)
  }
}

/// One named parameter.
public final class ParameterNode: SyntaxNode {
  public let name: String
  public let defaultValue: Expression?
  init(_ name: String, _ defaultValue: Expression?, _ range: SourceRange) {
    self.name = name
    self.defaultValue = defaultValue
    super.init(range, defaultValue.map { [$0] } ?? [])
  }
}

/// `a, b, /, c, *args, d, **kwargs`.
public struct ParameterList {
  /// Those that may be given by position; the first `positionalOnlyCount` of them only so.
  public var positional: [ParameterNode] = []
  public var positionalOnlyCount = 0
  public var keywordOnly: [ParameterNode] = []
  /// `*args`
  public var variadic: ParameterNode?
  /// `**kwargs`
  public var keywordVariadic: ParameterNode?

  /// Parameters in the order of their slots: positional, keyword-only, `*args`, `**kwargs`.
  public var all: [ParameterNode] {
    positional + keywordOnly + (variadic.map { [$0] } ?? []) + (keywordVariadic.map { [$0] } ?? [])
  }
}

/// The code of a `def` or a `lambda` (whose body is one `return`).
public final class FunctionNode: SyntaxNode {
  /// `<lambda>` for lambdas.
  public let name: String
  public let isLambda: Bool
  public let parameters: ParameterList
  public let body: [Statement]
  public let documentation: String?
  /// `outer.<locals>.name`, set by the resolver.
  public internal(set) var qualifiedName: String
  public internal(set) var scope = Scope(kind: .function)

  init(
    _ name: String, isLambda: Bool, _ parameters: ParameterList, _ body: [Statement], documentation: String?,
    _ range: SourceRange
  ) {
    self.name = name
    self.isLambda = isLambda
    self.parameters = parameters
    self.body = body
    self.documentation = documentation
    qualifiedName = name
    var children = parameters.all.compactMap(\.defaultValue)
    if isLambda, case .returnValue(let statement) = body.first, let value = statement.value { children.append(value) }
    super.init(range, children)
  }
}

public final class FunctionStatement: SyntaxNode {
  /// Outermost first.
  public let decorators: [Expression]
  /// What the definition binds.
  public let target: NameNode
  public let function: FunctionNode
  init(_ decorators: [Expression], _ target: NameNode, _ function: FunctionNode, _ range: SourceRange) {
    self.decorators = decorators
    self.target = target
    self.function = function
    super.init(range)
  }
}

public final class ClassStatement: SyntaxNode {
  public let decorators: [Expression]
  public let target: NameNode
  /// What stands in the parentheses, as in a call.
  public let arguments: [CallNode.Argument]
  public let body: [Statement]
  public let documentation: String?
  /// From `class` on, without decorators.
  public let definitionRange: SourceRange
  /// `Outer.Inner`, set by the resolver.
  public internal(set) var qualifiedName: String
  public internal(set) var scope = Scope(kind: .classBody)
  init(
    _ decorators: [Expression], _ target: NameNode, _ arguments: [CallNode.Argument], _ body: [Statement],
    documentation: String?, definition: SourceRange, _ range: SourceRange
  ) {
    definitionRange = definition
    self.decorators = decorators
    self.target = target
    self.arguments = arguments
    self.body = body
    self.documentation = documentation
    qualifiedName = target.name
    super.init(range)
  }
}

public final class ReturnStatement: SyntaxNode {
  public let value: Expression?
  init(_ value: Expression?, _ range: SourceRange) {
    self.value = value
    super.init(range)
  }
}

public final class RaiseStatement: SyntaxNode {
  public let exception: Expression?
  public let cause: Expression?
  init(_ exception: Expression?, from cause: Expression?, _ range: SourceRange) {
    self.exception = exception
    self.cause = cause
    super.init(range)
  }
}

public final class TryStatement: SyntaxNode {
  public struct Handler {
    /// nil: a bare `except:`, the last one.
    public let type: Expression?
    public let name: NameNode?
    public let body: [Statement]
    public let range: SourceRange
  }
  public let body: [Statement]
  public let handlers: [Handler]
  public let otherwise: [Statement]
  public let finally: [Statement]
  init(
    _ body: [Statement], _ handlers: [Handler], otherwise: [Statement], finally: [Statement], _ range: SourceRange
  ) {
    self.body = body
    self.handlers = handlers
    self.otherwise = otherwise
    self.finally = finally
    super.init(range)
  }
}

public final class AssertStatement: SyntaxNode {
  public let test: Expression
  public let message: Expression?
  init(_ test: Expression, _ message: Expression?, _ range: SourceRange) {
    self.test = test
    self.message = message
    super.init(range)
  }
}

public final class DeleteStatement: SyntaxNode {
  public let targets: [Target]
  init(_ targets: [Target], _ range: SourceRange) {
    self.targets = targets
    super.init(range)
  }
}

/// `import a.b as c, d`.
public final class ImportStatement: SyntaxNode {
  public struct Item {
    /// `["a", "b"]`
    public let path: [String]
    /// With `as`, the name for the module `a.b` itself; without, `a`, bound to the top module.
    public let target: NameNode
    public let hasAlias: Bool
    public let range: SourceRange
  }
  public let items: [Item]
  init(_ items: [Item], _ range: SourceRange) {
    self.items = items
    super.init(range)
  }
}

/// `from ..a.b import c as d, e`, `from a import *`.
public final class ImportFromStatement: SyntaxNode {
  public struct Item {
    public let name: String
    public let target: NameNode
    public let range: SourceRange
  }
  /// Number of leading dots.
  public let level: Int
  public let path: [String]
  /// Empty for `*`.
  public let items: [Item]
  public let isStar: Bool
  /// Of the module's name.
  public let pathRange: SourceRange
  init(level: Int, path: [String], items: [Item], isStar: Bool, pathRange: SourceRange, _ range: SourceRange) {
    self.level = level
    self.path = path
    self.items = items
    self.isStar = isStar
    self.pathRange = pathRange
    super.init(range)
  }
}

/// `global a, b` or `nonlocal a, b`: acts in the resolver, does nothing when run.
public final class ScopeStatement: SyntaxNode {
  public let names: [String]
  init(_ names: [String], _ range: SourceRange) {
    self.names = names
    super.init(range)
  }
}

/// `%name arguments`, and `%%name arguments` with the rest of the cell.
public final class MagicStatement: SyntaxNode {
  public let name: String
  public let arguments: String
  /// For `%%name`: the text of the cell below its first line.
  public let cellBody: String?
  /// The line on which `cellBody` starts.
  public let bodyLine: Int
  public let nameRange: SourceRange
  init(
    _ name: String, arguments: String, cellBody: String?, bodyLine: Int, nameRange: SourceRange, _ range: SourceRange
  ) {
    self.name = name
    self.arguments = arguments
    self.cellBody = cellBody
    self.bodyLine = bodyLine
    self.nameRange = nameRange
    super.init(range)
  }
}

/// `?x`, `x?`, `x??`.
public final class HelpStatement: SyntaxNode {
  /// As written, without the question marks; empty for a lone `?`.
  public let subject: String
  /// The subject as an expression, if it is one.
  public let expression: Expression?
  /// `??`: show the source too.
  public let isDetailed: Bool
  init(_ subject: String, _ expression: Expression?, isDetailed: Bool, _ range: SourceRange) {
    self.subject = subject
    self.expression = expression
    self.isDetailed = isDetailed
    super.init(range)
  }
}

/// A whole text, parsed and resolved: a file or a cell.
public final class CodeUnit {
  public let source: SourceText
  public let body: [Statement]
  /// The first statement if it is a string.
  public let documentation: String?
  /// The last statement is an expression and no `;` follows it: a cell shows its value.
  public let showsLast: Bool
  public internal(set) var scope = Scope(kind: .module)
  init(_ source: SourceText, _ body: [Statement], documentation: String?, showsLast: Bool) {
    self.source = source
    self.body = body
    self.documentation = documentation
    self.showsLast = showsLast
  }
}
