// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation
import Recording
import Reports
import ResultsFiles
import WarmupStats

/// `warmup-stats record`: from a command to a result.
struct RecordCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "Run programs again and again in fresh processes, and record how long they take.",
    discussion: """
      Executions run in a fair order under the same conditions; each is written down before the next \
      begins, so that nothing is lost: the same command goes on where it was interrupted.

      EXAMPLES:
        warmup-stats record -n 10 -- ./bench --size 100
        warmup-stats record -n 10 -i 2000 --protocol lines -- node bench.js
        warmup-stats record -n 10 --vm node='node b.js' --vm python='python3 b.py' -o results.json
        warmup-stats record experiment.toml
        warmup-stats record --check

      Exit codes: 0 done; 2 the configuration, the journal or a program cannot be used; 6 recorded, \
      but executions failed; 7 refused by --strict; 8 could not write; 9 (--one) nothing left; \
      64 wrong usage; 130 or 143 interrupted.
      """)

  @Argument(
    help: ArgumentHelp("A TOML file that describes the experiment.", valueName: "experiment.toml"),
    completion: .file())
  var configuration: String?

  @Argument(parsing: .postTerminator, help: "The program and its arguments, behind --.")
  var command: [String] = []

  @OptionGroup(title: "What is run") var program: ProgramArguments
  @OptionGroup(title: "Conditions") var controls: ControlArguments
  @OptionGroup(title: "When and how long") var schedule: ScheduleArguments
  @OptionGroup(title: "Results") var results: RecordedFilesArguments

  @Flag(help: "Look at the machine only, and say what to do about it.")
  var check = false

  @Flag(help: "Print what would run, in its order, and run nothing.")
  var dryRun = false

  func validate() throws {
    let sources = [
      configuration != nil, !command.isEmpty || program.vm.contains { $0.contains("=") },
    ]
    if check || results.fromJournal { return }
    guard sources.count(where: \.self) == 1 else {
      throw ValidationError(
        sources[0]
          ? "an experiment file and a command were given: one of them says what runs"
          : "a program behind --, or an experiment file, was expected")
    }
    guard program.vm.allSatisfy({ $0.contains("=") }) || program.vm.count == 1 else {
      throw ValidationError("each --vm takes NAME='WORDS' where there are several")
    }
  }

  func run() async throws {
    let machine = Machine(root: controls.machineRoot)
    var planned = try PlannedRecording(self)
    controls.apply(to: &planned.plan)
    try schedule.apply(to: &planned.plan)
    if check {
      return Console.current.writeOutput(
        conditionsText(machine.conditions(cpus: planned.plan.launch.cpus)))
    }
    if dryRun { return Console.current.writeOutput(planned.description) }
    let files = results.files(for: planned)
    if results.fromJournal {
      try RecordedResults(journalAt: files.journal).write(to: files.results)
      return try await show(files.results)
    }
    let ending = try record(planned, files, on: machine)
    try await finish(ending, files)
  }

  private func conditionsText(_ conditions: [MachineCondition]) -> String {
    TextRenderer(width: Console.current.width, usesColor: false)
      .render(Table(conditions: conditions))
  }

  // MARK: - Recording

  private func record(
    _ planned: PlannedRecording, _ files: RecordedFilesArguments.Files, on machine: Machine
  ) throws -> Recorder.Ending {
    var settings = Recorder.Settings(
      results: files.results, journal: files.journal, program: WarmupStatsCommand.version,
      environment: ProcessInfo.processInfo.environment)
    settings.isAnonymous = results.anonymous || planned.isAnonymous
    settings.continuesChanged = results.continueChanged
    settings.hasSeed = planned.hasSeed || schedule.seed != nil
    settings.runsOne = schedule.one
    settings.asksVersions = results.versions || planned.asksVersions
    settings.subtractsShell = program.subtractShell
    settings.machineName = results.machine
    let control = RecorderControl()
    let progress = RecordingProgress(
      results.progress, isQuiet: results.quiet, benchmarks: planned.plan.benchmarks)
    defer { progress.finish() }
    return try Interruption.handled(by: { !control.interrupt(bySignal: $0) }) {
      let recorder = try Recorder(
        planned.plan, settings: settings, machine: machine, control: control,
        observer: { progress.tell($0) })
      return try recorder.record()
    }
  }

  private func finish(
    _ ending: Recorder.Ending, _ files: RecordedFilesArguments.Files
  ) async throws {
    let console = Console.current
    switch ending {
    case .interrupted(let signal):
      console.report("interrupted; the same command resumes the recording")
      throw ExitCode(128 + signal)
    case .one: return
    case .nothingLeft where schedule.one: throw ExitCode(9)
    case .needsBoot:
      console.report("the next execution needs a new boot of the machine (--fresh-boot)")
      return
    case .outOfTime(let left):
      console.report(
        "\(NumberFormat.counted(left, "execution")) left, since the time is over; the same command "
          + "goes on")
      // If the time was over before anything ended, there is nothing to show.
      guard FileManager.default.fileExists(atPath: files.results) else { return }
    case .complete, .nothingLeft: break
    }
    try await show(files.results)
    let recorded = try RecordedResults(journalAt: files.journal)
    if recorded.hasFailures { throw ExitCode(6) }
  }

  /// Shows what `classify` finds in the results.
  private func show(_ path: String) async throws {
    let read = try ResultsFile.read(at: [path], options: ReadingOptions())
    let analysis = try AnalysisArguments.parse([])
    let summaries = await analysis.analyze(read, isQuiet: true)
    let console = Console.current
    let renderer = TextRenderer(width: console.width, usesColor: false)
    console.writeOutput(renderer.render(Table(summarizing: summaries)))
    if !results.quiet { console.report("the results are in \(path)") }
  }
}

extension RecordingError {
  /// The exit code of a run that it ended.
  var exitCode: Int32 {
    switch kind {
    case .unusable: 2
    case .refused: 7
    case .notWritten: 8
    }
  }
}
