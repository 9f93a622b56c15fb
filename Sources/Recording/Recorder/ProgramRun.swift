// SPDX-License-Identifier: GPL-3.0-or-later

import CLauncher
import Foundation
import WarmupStats

/// One program while it runs: what it writes, what its iterations take, and when it is to stop.
struct ProgramRun {
  /// How the program is run.
  struct Settings {
    var times: TimesProtocol
    var unit: String
    /// How many iterations there is room for in shared memory.
    var capacity: Int
    var rule: SteadyRule?
    var longestTime: Double
    var output: ProgramOutput
    var input: String?
  }

  /// How it ended.
  enum Ending {
    /// It ended, by itself or not.
    case ended(launcher_reply)
    /// It could not be started; the reason.
    case refused(String)
    /// The process that starts programs is gone.
    case launcherLost(process: Int32?)
    /// The recorder was told to stop.
    case interrupted
    /// The terminal suspended the recorder.
    case suspended
  }

  /// What came of it.
  struct Outcome {
    var ending: Ending
    var times: [Double]
    /// Why the times cannot be used.
    var trouble: String?
    /// All of the output, where the protocol reads it.
    var wholeOutput: [UInt8] = []
    var output: String?
    var errorOutput: String?
    var steadyStop: SteadyRule.Stop?
    var stopped: String?
    var warnings: [String] = []
  }

  private let settings: Settings
  private let launcher: Launcher
  private let control: RecorderControl
  private let output: PipeEnds
  private let errors: PipeEnds
  private let times: PipeEnds
  private let stopPipe: PipeEnds
  private var shared: SharedTimes?
  private var outputLines: TimeLines
  private var timeLines: TimeLines
  private var sharedTimes: [Double] = []
  private var wholeOutput: [UInt8] = []
  /// Whether there was more output than is read.
  private var isTooLong = false
  private var keptOutput = KeptText()
  private var keptErrors = KeptText()
  private var watch: SteadyWatch?
  private var steadyStop: SteadyRule.Stop?
  private var stopped: String?
  private var watched = 0
  private var elapsed = 0.0
  private var reported = 0
  private var warnings: [String] = []

  /// The most output that is read of a program whose output is its result.
  private static let mostOutput = 1 << 30

  init(
    _ settings: Settings, launcher: Launcher, control: RecorderControl
  ) throws(RecordingError) {
    self.settings = settings
    self.launcher = launcher
    self.control = control
    output = try PipeEnds()
    errors = try PipeEnds()
    times = try PipeEnds()
    stopPipe = try PipeEnds()
    if settings.times == .memory { shared = try SharedTimes(capacity: settings.capacity) }
    outputLines = TimeLines(unit: settings.unit, passesOverText: true)
    timeLines = TimeLines(unit: settings.unit, passesOverText: false)
    watch = settings.rule.map { SteadyWatch($0) }
  }

  // MARK: - Running

  /// Runs the program to its end.
  ///
  /// - Parameters:
  ///   - request: what to start; its descriptors are set here.
  ///   - onChunk: takes new times each second, where the execution may be stopped.
  ///   - onTick: is told about once a second how many times there are, and the last; `nil` where
  ///     nothing may disturb.
  mutating func run(
    _ request: LaunchRequest, onChunk: ([Double]) throws(RecordingError) -> Void,
    onTick: ((Int, Double?) -> Void)?
  ) throws(RecordingError) -> Outcome {
    var request = request
    let files = try openFiles()
    defer { for file in files.opened { close(file) } }
    request.descriptors = files.descriptors
    for end in [output.reading, errors.reading, times.reading, stopPipe.reading] {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    try launcher.launch(request)
    var process: Int32?
    var startTime: Int64 = 0
    while process == nil {
      guard let reply = launcher.receive() else { return outcome(.launcherLost(process: nil)) }
      if reply.kind == LAUNCHER_FAILED.rawValue {
        let step = Launcher.name(ofStep: reply.step, of: request)
        return outcome(.refused("cannot \(step): \(POSIXFailure.reason(reply.error))"))
      }
      process = reply.process
      startTime = reply.start_monotonic
    }
    output.closeWriting()
    errors.closeWriting()
    times.closeWriting()
    stopPipe.closeReading()
    return outcome(
      try wait(process: process ?? 0, since: startTime, onChunk: onChunk, onTick: onTick))
  }

  /// The descriptors of the program, and those among them that are to be closed here.
  private mutating func openFiles() throws(RecordingError) -> (
    descriptors: [Int32?], opened: [Int32]
  ) {
    let input = settings.input ?? "/dev/null"
    let source = unsafe open(input, O_RDONLY | O_CLOEXEC)
    guard source >= 0 else {
      throw RecordingError(.unusable, "\(input): the input cannot be read: \(POSIXFailure.last)")
    }
    var opened = [source]
    var standard: (Int32, Int32) = (output.writing, errors.writing)
    let isOutputWanted = settings.times.readsOutput || settings.times == .lines
    switch settings.output {
    case .kept: break
    case .inherited: standard = (isOutputWanted ? standard.0 : STDERR_FILENO, STDERR_FILENO)
    case .discarded, .file:
      var path = "/dev/null"
      if case .file(let name) = settings.output { path = name }
      let sink = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
      guard sink >= 0 else {
        close(source)
        throw RecordingError(
          .unusable, "\(path): the output cannot be written: \(POSIXFailure.last)")
      }
      opened.append(sink)
      standard = (isOutputWanted ? standard.0 : sink, sink)
    }
    let isLive = settings.times.isLive
    return (
      [
        source, standard.0, standard.1, isLive ? times.writing : nil,
        isLive && watch != nil ? stopPipe.reading : nil, shared?.descriptor,
      ], opened
    )
  }

  private mutating func wait(
    process: Int32, since start: Int64, onChunk: ([Double]) throws(RecordingError) -> Void,
    onTick: ((Int, Double?) -> Void)?
  ) throws(RecordingError) -> Ending {
    var patience = Patience(start: start)
    var told: Ending?
    let descriptors = [
      launcher.descriptor, control.descriptor, output.reading, errors.reading, times.reading,
    ]
    var sources = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    while true {
      let wait: Int32 =
        watch != nil && shared != nil ? 100 : watch != nil || onTick != nil ? 500 : -1
      unsafe poll(&sources, nfds_t(sources.count), wait)
      readAll()
      // A pipe whose other end is closed would be ready for ever.
      for index in 2..<sources.count
      where Int32(sources[index].revents) & POLLHUP != 0
        && Int32(sources[index].revents) & POLLIN == 0
      {
        sources[index].fd = -1
      }
      let now = launcher_now()
      if sources[1].revents != 0, let message = control.next() {
        if message == .suspend {
          launcher.signal(SIGSTOP)
          launcher_suspend()
          launcher.signal(SIGCONT)
        }
        told = message == .suspend ? .suspended : .interrupted
        launcher.stop(kills: true)
      }
      if sources[0].revents != 0 {
        guard let reply = launcher.receive() else {
          return told ?? .launcherLost(process: process)
        }
        if reply.kind == LAUNCHER_ENDED.rawValue {
          readAll()
          finish()
          return told ?? .ended(reply)
        }
      }
      try stopIfDue(&patience, now: now)
      if watch != nil, now - patience.lastChunk >= 1_000_000_000, liveTimes.count > reported {
        try onChunk(Array(liveTimes[reported...]))
        reported = liveTimes.count
        patience.lastChunk = now
      }
      if let onTick, now - patience.lastTick >= 1_000_000_000 {
        onTick(liveTimes.count, liveTimes.last)
        patience.lastTick = now
      }
    }
  }

  /// When things last happened, or are to happen, in nanoseconds of the monotonic clock.
  private struct Patience {
    var start: Int64
    var lastChunk: Int64
    var lastTick: Int64
    var askedToStop: Int64?
    var isSignalled = false
    var hasComplained = false

    init(start: Int64) {
      self.start = start
      lastChunk = start
      lastTick = start
    }
  }

  // MARK: - Stopping

  /// The times so far, where they come while the program runs.
  private var liveTimes: [Double] {
    if shared != nil { return sharedTimes }
    return timeLines.isEmpty ? outputLines.times : timeLines.times
  }

  private mutating func stopIfDue(
    _ patience: inout Patience, now: Int64
  ) throws(RecordingError) {
    guard watch != nil else { return }
    if let asked = patience.askedToStop {
      // A program that listens needs the time of an iteration.
      let grace = max(2, 3 * (liveTimes.last ?? 0))
      if !patience.isSignalled, Double(now - asked) / 1e9 > grace {
        launcher.stop(kills: false)
        patience.isSignalled = true
      }
      return
    }
    let all = liveTimes
    if all.isEmpty, !patience.hasComplained, now - patience.start > 2_000_000_000 {
      patience.hasComplained = true
      warnings.append(
        "no time came in the first 2 s; a program that buffers its output cannot be stopped in time"
      )
    }
    while watched < all.count, stopped == nil {
      let time = all[watched]
      watched += 1
      elapsed += time
      if let stop = watch?.add(time, duration: time) {
        steadyStop = stop
        stopped = RecordedExecution.steady
      } else if elapsed >= settings.longestTime {
        steadyStop = watch?.check()
        stopped = steadyStop == nil ? RecordedExecution.notSteady : RecordedExecution.steady
      }
    }
    if stopped != nil {
      patience.askedToStop = now
      shared?.askToStop()
      _ = unsafe write(stopPipe.writing, "s", 1)
    }
  }

  // MARK: - Reading

  private mutating func readAll() {
    if let shared { sharedTimes += shared.newTimes() }
    let fromOutput = Self.available(output.reading)
    if settings.times == .lines {
      outputLines.append(fromOutput)
      keptOutput.append(outputLines.takeOtherText())
    } else if settings.times.readsOutput {
      let room = Self.mostOutput - wholeOutput.count
      wholeOutput += fromOutput.prefix(room)
      if fromOutput.count > room { isTooLong = true }
    } else {
      keptOutput.append(fromOutput)
    }
    keptErrors.append(Self.available(errors.reading))
    timeLines.append(Self.available(times.reading))
  }

  private mutating func finish() {
    outputLines.finish()
    timeLines.finish()
    keptOutput.append(outputLines.takeOtherText())
  }

  /// What can be read at once.
  private static func available(_ descriptor: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    let block = 1 << 16
    while true {
      var end = false
      bytes.append(addingCapacity: block) { span in
        unsafe span.withUnsafeMutableBufferPointer { buffer, count in
          let free = unsafe UnsafeMutableBufferPointer(rebasing: buffer[count...])
          let received = unsafe read(descriptor, free.baseAddress, free.count)
          end = received <= 0
          count += max(0, received)
        }
      }
      if end { return bytes }
    }
  }

  // MARK: - What came of it

  private mutating func outcome(_ ending: Ending) -> Outcome {
    var outcome = Outcome(ending: ending, times: liveTimes)
    outcome.wholeOutput = wholeOutput
    outcome.output = keptOutput.text
    outcome.errorOutput = keptErrors.text
    outcome.steadyStop = steadyStop
    outcome.stopped = stopped
    outcome.warnings = warnings
    if isTooLong {
      outcome.trouble = "its output: at most 1 GiB was expected, found more"
    } else if settings.times == .lines {
      outcome.trouble = timeLines.isEmpty ? outputLines.trouble : timeLines.trouble
    } else if shared != nil, !timeLines.times.isEmpty, sharedTimes.isEmpty {
      // A program that could not map the memory wrote lines instead.
      outcome.times = timeLines.times
      outcome.trouble = timeLines.trouble
    }
    if let place = outcome.times.firstIndex(where: {
      !ProcessExecution.possibleTimes.contains($0)
    }) {
      outcome.trouble =
        "time \(place + 1): a time above 0 was expected, found \(outcome.times[place])"
      outcome.times = []
    }
    return outcome
  }
}
