/// A network object, or the part of one that an index picks: `a`, `a[0]`, `a.neurons[[1, 3]]`.

/// What connections and probes point at. Equal if object and index are.
public struct ObjectView: Hashable {
  public let object: ModelObject
  /// Nil: the whole object.
  public let index: IndexKey?
  /// What the index picks of the object's input and output; both nil without an index.
  private let pickedInput, pickedOutput: Selection?

  public init(_ object: ModelObject) {
    self.object = object
    index = nil
    pickedInput = nil
    pickedOutput = nil
  }

  /// The part of `object` that `key` picks.
  ///
  /// - Throws: an `IndexError` if the index fits neither the input nor the output of the object.
  public init(_ object: ModelObject, _ key: IndexKey) throws {
    self.object = object
    index = key.normalised
    pickedInput = key.selection(of: object.sizeIn)
    pickedOutput = key.selection(of: object.sizeOut)
    guard pickedInput != nil || pickedOutput != nil else {
      throw NengoError(.index, "Invalid slice '\(key.text)' of \(object.text)")
    }
  }

  private init(_ object: ModelObject, like other: ObjectView) {
    self.object = object
    index = other.index
    pickedInput = other.pickedInput
    pickedOutput = other.pickedOutput
  }

  /// The picked entries of the object's input; nil if the index doesn't fit it. A whole object is as large as it is now.
  public var inputSelection: Selection? { index == nil ? .all(object.sizeIn) : pickedInput }
  /// The picked entries of the object's output; nil if the index doesn't fit it.
  public var outputSelection: Selection? { index == nil ? .all(object.sizeOut) : pickedOutput }

  /// The same part of another object of the same sizes.
  func replacingObject(_ object: ModelObject) -> ObjectView { ObjectView(object, like: self) }

  /// The part of this view that `key` picks: views of views don't exist.
  public func view(_ key: IndexKey) throws -> ObjectView {
    guard index == nil else {
      throw NengoError(.type, "'ObjView' object is not subscriptable: \(text) is a part already")
    }
    return try ObjectView(object, key)
  }

  public var sizeIn: Int? { inputSelection?.count }
  public var sizeOut: Int? { outputSelection?.count }
  public var text: String { index.map { "\(object.text)[\($0.text)]" } ?? object.text }
  public var ensemble: Ensemble? { object.ensemble }
}
