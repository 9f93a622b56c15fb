// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import ResultsFiles
import TestSupport
import Testing

@Suite struct ClassifyCommandTests {
  @Test func textFitsEightyColumnsAndNamesEachClass() async {
    let run = await CommandRun.of(["classify", Fixtures.recorded("vms.json.bz2")])
    #expect(run.exitCode == 0)
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    for word in ["warmup", "flat", "no steady state", "HotSpot", "binary_trees"] {
      #expect(run.output.contains(word))
    }
  }

  @Test func jsonHoldsEveryKeyExecutionAndOption() async throws {
    let run = await CommandRun.of([
      "classify", "--format", "json", "--tolerance", "1%", Fixtures.recorded("vms_small.json"),
    ])
    #expect(run.exitCode == 0)
    let document = try JSONDecoder().decode(SummaryDocument.self, from: Data(run.output.utf8))
    #expect(document.schema == "warmup-stats/1")
    #expect(document.options.method == "ratio")
    #expect(document.options.tolerance.fraction == 0.01)
    #expect(document.options.interval == "t")
    let benchmarks = document.machines.flatMap(\.benchmarks)
    #expect(benchmarks.count == 4)
    #expect(benchmarks.allSatisfy { $0.executions.count == 4 })
    for execution in benchmarks.flatMap(\.executions) {
      #expect(execution.iterations == 300)
      #expect(execution.segments.first?.start == 0)
      #expect(execution.segments.last?.end == 300)
      #expect(
        zip(execution.segments, execution.segments.dropFirst())
          .allSatisfy { $0.end == $1.start })
    }
  }

  /// The published method takes another tolerance for microbenchmarks, and must say so: beside what
  /// the file lacks too, and only where nobody gave a tolerance.
  @Test func saysThatTheToleranceOfMicrobenchmarksIsRelative() async throws {
    let folder = try TemporaryFolder()
    let lines = (0..<30).map { "BenchmarkSort-8 \t 1000 \t 12\($0 % 7) ns/op" }
    let path = try folder.write(lines.joined(separator: "\n") + "\nPASS\n", as: "bench.txt")
    let words = "do not matter here"
    let arguments = ["classify", "--method", "barrett-2017", path]
    #expect(await CommandRun.of(arguments).output.contains(words))
    #expect(await CommandRun.of(arguments + ["--format", "json"]).output.contains(words))
    #expect(!(await CommandRun.of(arguments + ["--tolerance", "1%"]).output.contains(words)))
    #expect(!(await CommandRun.of(["classify", path]).output.contains(words)))
    let seconds = Fixtures.recorded("vms_small.json")
    let published = await CommandRun.of(["classify", "--method", "barrett-2017", seconds])
    #expect(published.exitCode == 0 && !published.output.contains(words))
  }

  @Test func outputFileIsWrittenWholeInTheFormatOfItsSuffix() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("result.json")
    let run = await CommandRun.of(["classify", "-o", path, Fixtures.recorded("vms_small.json")])
    #expect(run.exitCode == 0)
    #expect(run.output.isEmpty)
    let data = try Data(contentsOf: URL(filePath: path))
    #expect(throws: Never.self) { try JSONDecoder().decode(SummaryDocument.self, from: data) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["result.json"])
  }

  @Test func badInputIsOneSentenceAndLeavesNoOutput() async throws {
    let folder = try TemporaryFolder()
    let bad = try folder.write(
      #"{"wallclock_times": {"nbody:PyPy:default": [[0.5, "fast", 0.4]]}}"#, as: "bad.json")
    let output = folder.path("table.csv")
    let run = await CommandRun.of(["classify", bad, "-o", output])
    #expect(run.exitCode == 2)
    #expect(run.output.isEmpty)
    #expect(run.errors.split(separator: "\n").count == 1)
    #expect(run.errors.contains("bad.json"))
    #expect(run.errors.contains("/wallclock_times/nbody:PyPy:default/0/1"))
    #expect(run.errors.contains("fast"))
    #expect(!FileManager.default.fileExists(atPath: output))
  }

  @Test(arguments: [
    "--window x", "--window -1", "--tolerance -1", "--tolerance nan", "--level 1", "--level 0",
    "--format pdfx", "--resamples 0", "--penalty -1", "--jobs 0", "--max-size 0",
    "--steady-tail 101%", "--nonsense", "--method fastest", "--tolerance 1ms", "--raw-tolerance",
    "--method ratio --compatibility warmup-stats",
  ])
  func wrongUsageIsRefused(_ arguments: String) async {
    let run = await CommandRun.of(
      ["classify"] + arguments.split(separator: " ").map(String.init)
        + [Fixtures.recorded("vms_small.json")])
    #expect(run.exitCode == 64)
    #expect(run.output.isEmpty)
    #expect(!run.errors.isEmpty)
  }

  @Test func resultsDoNotDependOnTheNumberOfJobs() async {
    let file = Fixtures.recorded("vms_small.json")
    let monteCarlo = [
      "classify", "--format", "json", "--resampling", "monte-carlo", "--resamples", "2000", file,
    ]
    let one = await CommandRun.of(monteCarlo + ["--jobs", "1"])
    let four = await CommandRun.of(monteCarlo + ["--jobs", "4"])
    #expect(one.exitCode == 0)
    #expect(one.output == four.output)
  }

  @Test func globsChooseVMsAndBenchmarks() async throws {
    let run = await CommandRun.of([
      "classify", "--format", "json", "--only-vms", "Hot*", "--only-vms", "V?",
      "--only-benchmarks", "*_norm", Fixtures.recorded("vms.json.bz2"),
    ])
    let document = try JSONDecoder().decode(SummaryDocument.self, from: Data(run.output.utf8))
    let keys = document.machines.flatMap(\.benchmarks).map { "\($0.vm) \($0.benchmark)" }
    #expect(Set(keys) == ["HotSpot spectral_norm", "V8 spectral_norm"])
  }

  @Test func globsThatMatchNothingAreTrouble() async {
    let run = await CommandRun.of([
      "classify", "--only-vms", "Nothing", Fixtures.recorded("vms_small.json"),
    ])
    #expect(run.exitCode == 2)
    #expect(run.errors.contains("Nothing"))
  }

  @Test func colourIsOnlyForTerminalsThatWantIt() async {
    let file = Fixtures.recorded("vms_small.json")
    let escape: Character = "\u{1B}"
    let piped = await CommandRun.of(["classify", file])
    let terminal = await CommandRun.of(["classify", file], outputIsTerminal: true)
    let refused = await CommandRun.of(
      ["classify", file], environment: ["NO_COLOR": "1"], outputIsTerminal: true)
    let forced = await CommandRun.of(["classify", "--color", "always", file])
    #expect(!piped.output.contains(escape))
    #expect(terminal.output.contains(escape))
    #expect(!refused.output.contains(escape))
    #expect(forced.output.contains(escape))
  }

  @Test func crashedExecutionsAreCountedAndSaid() async throws {
    let file = Fixtures.recorded("vms_timeouts.json")
    let text = await CommandRun.of(["classify", file])
    #expect(text.exitCode == 0)
    let run = await CommandRun.of(["classify", "--format", "json", file])
    let document = try JSONDecoder().decode(SummaryDocument.self, from: Data(run.output.utf8))
    let benchmarks = document.machines.flatMap(\.benchmarks)
    let counts = Dictionary(
      uniqueKeysWithValues: benchmarks.map { ("\($0.benchmark):\($0.vm)", $0.counts["crashed"]) })
    #expect(
      counts == ["richards_like:V8": 4, "spectral_norm:HotSpot": 0, "spectral_norm:V8": 6])
    let lost = benchmarks.first { $0.vm == "V8" && $0.benchmark == "spectral_norm" }
    #expect(lost?.classification == nil)
  }
}
