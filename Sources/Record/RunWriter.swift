import Glibc
import Synchronization

/// What the computing thread holds of its run: events go out, requests come in.
///
/// Both directions cost next to nothing: an event is encoded into a buffer, a request is an atomic load.
public protocol RunChannel: AnyObject, Sendable {
  func record(_ event: RunEvent)
  var isStopRequested: Bool { get }
  var isPauseRequested: Bool { get }
}

extension RunChannel {
  /// Waits while a pause is asked for, and records that it did. Returns early when a stop is asked for or
  /// `isCancelled` says so.
  public func waitWhilePaused(step: Int, isCancelled: () -> Bool) {
    guard isPauseRequested, !isStopRequested else { return }
    record(.paused(step: step))
    while isPauseRequested, !isStopRequested, !isCancelled() { usleep(20_000) }
    record(.resumed(step: step))
  }
}

/// Writes the log of a run that goes on in this process.
///
/// Events collect in a buffer that is written when it is full, when 50 ms have passed since the last write, and at each
/// beat of a thread of its own, which also touches the heartbeat and looks for requests in the folder. Nothing waits
/// for the disk. A log that cannot be written any longer (a full disk) stops growing; the run goes on.
public final class RunWriter: RunChannel {
  public let folder: RunFolder
  private let file: Int32
  private let heartbeat: Int32
  private let pending = Mutex(Pending())
  private let stop = Atomic<Bool>(false)
  private let pause = Atomic<Bool>(false)

  private struct Pending {
    var bytes: [UInt8] = []
    var lastWrite = 0.0
    var isFinished = false
  }

  public init(folder: RunFolder) throws {
    let file = open(folder.eventsPath, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw RunFileError(path: folder.eventsPath, code: errno) }
    let heartbeat = open(folder.heartbeatPath, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    guard heartbeat >= 0 else {
      let code = errno
      close(file)
      throw RunFileError(path: folder.heartbeatPath, code: code)
    }
    self.folder = folder
    self.file = file
    self.heartbeat = heartbeat
    startBeating()
  }

  deinit {
    pending.withLock { write($0.bytes) }
    close(file)
    close(heartbeat)
  }

  public var isStopRequested: Bool { stop.load(ordering: .relaxed) }
  public var isPauseRequested: Bool { pause.load(ordering: .relaxed) }

  public func record(_ event: RunEvent) {
    let time = currentTime()
    let line = TimedEvent(time: time, event: event).json
    pending.withLock { pending in
      line.write(to: &pending.bytes)
      pending.bytes.append(0x0A)
      if case .finished = event { pending.isFinished = true }
      if pending.isFinished || time - pending.lastWrite > 0.05 || pending.bytes.count > 1 << 16 {
        write(pending.bytes)
        pending.bytes.removeAll(keepingCapacity: true)
        pending.lastWrite = time
      }
    }
  }

  /// Whole lines reach the file in one `write`, so that a reader never sees two writers mixed.
  private func write(_ bytes: [UInt8]) {
    var done = 0
    bytes.withUnsafeBytes { buffer in
      while done < buffer.count, let start = buffer.baseAddress {
        let count = Glibc.write(file, start + done, buffer.count - done)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return }
        done += count
      }
    }
  }

  // MARK: the beat

  /// One beat: flush, sign of life, requests. False once the run is over.
  fileprivate func beat() -> Bool {
    futimens(heartbeat, nil)
    stop.store(folder.isAsked(.stop), ordering: .relaxed)
    pause.store(folder.isAsked(.pause), ordering: .relaxed)
    return pending.withLock { pending in
      if !pending.bytes.isEmpty {
        write(pending.bytes)
        pending.bytes.removeAll(keepingCapacity: true)
        pending.lastWrite = currentTime()
      }
      return !pending.isFinished
    }
  }

  /// A thread that holds the writer weakly, so that a run given up by an error ends with its owner.
  private func startBeating() {
    let box = Unmanaged.passRetained(WeakWriter(self))
    var thread = pthread_t()
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    let result = pthread_create(
      &thread, &attributes,
      { context in
        guard let context else { return nil }
        let box = Unmanaged<WeakWriter>.fromOpaque(context).takeRetainedValue()
        while box.writer?.beat() == true { usleep(100_000) }
        return nil
      }, box.toOpaque())
    pthread_attr_destroy(&attributes)
    if result != 0 { box.release() }
  }
}

private final class WeakWriter: @unchecked Sendable {
  weak var writer: RunWriter?
  init(_ writer: RunWriter) { self.writer = writer }
}
