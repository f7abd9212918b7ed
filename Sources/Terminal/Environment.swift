import CTerminal

/// The variables of the process's environment.
public func environmentVariables() -> [String: String] {
  var variables: [String: String] = [:]
  guard var entry = soma_environment() else { return variables }
  while let text = entry.pointee {
    let line = String(cString: text)
    if let equal = line.firstIndex(of: "=") {
      variables[String(line[..<equal])] = String(line[line.index(after: equal)...])
    }
    entry += 1
  }
  return variables
}
