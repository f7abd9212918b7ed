import Glibc

/// The names in a folder that go on from `path`; folders end in `/`.
func fileNames(startingWith path: String, home: String?) -> [String] {
  let slash = path.lastIndex(of: "/")
  let typedFolder = slash.map { String(path[...$0]) } ?? ""
  let prefix = slash.map { path[path.index(after: $0)...] } ?? path[...]
  var folder = typedFolder.isEmpty ? "." : typedFolder
  if folder.hasPrefix("~/"), let home { folder = home + folder.dropFirst() }
  guard let directory = opendir(folder) else { return [] }
  defer { closedir(directory) }
  var names: [String] = []
  while let entry = readdir(directory), names.count < 1000 {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    guard name.hasPrefix(prefix), name != ".", name != "..", !name.hasPrefix(".") || prefix.hasPrefix(".") else {
      continue
    }
    var info = stat()
    let isFolder = stat(folder + "/" + name, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
    names.append(typedFolder + name + (isFolder ? "/" : ""))
  }
  return names.sorted()
}
