/// Named numbers in the order in which they are reported.
public struct Logs: Sendable, Equatable {
  public struct Entry: Sendable, Equatable {
    public let name: String
    public var value: Double
  }

  public private(set) var entries: [Entry] = []

  public init() {}

  public var names: [String] { entries.map(\.name) }

  public subscript(name: String) -> Double? {
    get { entries.first { $0.name == name }?.value }
    set {
      let index = entries.firstIndex { $0.name == name }
      switch (index, newValue) {
      case (let i?, let value?): entries[i].value = value
      case (let i?, nil): entries.remove(at: i)
      case (nil, let value?): entries.append(Entry(name: name, value: value))
      case (nil, nil): break
      }
    }
  }

  /// The same numbers with a prefix to their names, as `val_loss`.
  public func prefixed(_ prefix: String) -> Logs {
    var result = Logs()
    result.entries = entries.map { Entry(name: prefix + $0.name, value: $0.value) }
    return result
  }

  public mutating func append(_ other: Logs) { for entry in other.entries { self[entry.name] = entry.value } }
}

/// What `fit` leaves behind: which epochs ran, and every number once per epoch in which it was reported.
public final class History: TrainingCallback {
  public private(set) var epochs: [Int] = []
  public private(set) var series: [(name: String, values: [Double])] = []

  public init() {}

  public subscript(name: String) -> [Double]? { series.first { $0.name == name }?.values }

  public func handle(_ event: CallbackEvent, _ logs: inout Logs, _ session: TrainingSession) {
    switch event {
    case .begin(.train):
      epochs = []
      series = []
    case .epochEnd(let epoch):
      epochs.append(epoch)
      for entry in logs.entries {
        if let i = series.firstIndex(where: { $0.name == entry.name }) {
          series[i].values.append(entry.value)
        } else {
          series.append((entry.name, [entry.value]))
        }
      }
    default: break
    }
  }
}
