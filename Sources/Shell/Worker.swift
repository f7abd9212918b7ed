import Glibc
import Synchronization
import Terminal

/// The thread on which the interpreter lives: jobs run there one after another.
///
/// Its stack is large because calls of scripts nest on it; memory is used only as deep as they go. `State` is made on
/// the thread and never leaves it.
final class Worker<State: AnyObject>: Sendable {
  typealias Job = @Sendable (State) -> Void

  private struct Inbox {
    var jobs: [Job] = []
    var isClosed = false
  }

  private let inbox = Mutex(Inbox())
  private let make: @Sendable () -> State
  private let ready: Semaphore

  init?(stackSize: Int, make: @escaping @Sendable () -> State) {
    self.make = make
    ready = Semaphore()
    guard start(stackSize: stackSize) else { return nil }
  }

  /// Runs `job` after those submitted before. When it is over, whoever waits for signals wakes up.
  func submit(_ job: @escaping Job) {
    inbox.withLock { $0.jobs.append(job) }
    ready.signal()
  }

  /// Ends the thread after the jobs submitted so far.
  func close() {
    inbox.withLock { $0.isClosed = true }
    ready.signal()
  }

  private func start(stackSize: Int) -> Bool {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    // A machine that refuses so much address space gets a smaller stack.
    var size = stackSize
    while size >= 1 << 20 {
      pthread_attr_setstacksize(&attributes, size)
      let context = Unmanaged.passRetained(ThreadBody { self.work() })
      var thread = pthread_t()
      let result = pthread_create(&thread, &attributes, { runThreadBody($0) }, context.toOpaque())
      if result == 0 {
        pthread_detach(thread)
        return true
      }
      context.release()
      size /= 2
    }
    return false
  }

  private func work() {
    Signals.useSignalStack()
    let state = make()
    while let job = next() {
      job(state)
      Signals.wake()
    }
  }

  private func next() -> Job? {
    while true {
      let (job, isClosed) = inbox.withLock { inbox in
        (inbox.jobs.isEmpty ? nil : inbox.jobs.removeFirst(), inbox.isClosed)
      }
      if let job { return job }
      if isClosed { return nil }
      ready.wait()
    }
  }
}

private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void
  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

private func runThreadBody(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let context { Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run() }
  return nil
}

/// Counts signals; `wait` takes one. The memory of C's semaphore must not move, so it is allocated.
final class Semaphore: @unchecked Sendable {
  private let handle = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
  init() { sem_init(handle, 0, 0) }
  deinit {
    sem_destroy(handle)
    handle.deallocate()
  }
  func signal() { sem_post(handle) }
  func wait() { while sem_wait(handle) != 0 && errno == EINTR {} }
}
