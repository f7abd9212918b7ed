import Language
import Model

/// The call in a script that made an object.
struct ScriptOrigin: ObjectOrigin {
  let site: CallSite

  /// Where the object at fault was made: the line, with the argument at fault marked.
  func note(on error: NengoError) -> String {
    let entry = site.entry(marking: error.argument ?? error.attribute)
    return (["made at " + entry.place] + entry.excerpt).joined(separator: "\n")
  }
}
