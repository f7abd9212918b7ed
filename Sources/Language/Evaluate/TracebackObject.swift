/// The way of an exception as scripts see it: `e.__traceback__`, and the third argument of `__exit__`.
final class TracebackObject: HostObject {
  let exception: ExceptionObject
  init(_ exception: ExceptionObject) { self.exception = exception }
  var type: TypeObject { .traceback }
}

extension TypeObject {
  static let traceback = TypeObject(
    "traceback",
    properties: [
      Property("tb_lineno", doc: "The line in the outermost frame.") { (traceback: TracebackObject, _) in
        .int(traceback.exception.traceback.first?.line ?? 0)
      }
    ])
}
