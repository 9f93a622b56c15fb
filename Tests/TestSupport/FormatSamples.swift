// SPDX-License-Identifier: GPL-3.0-or-later

package import ResultsFiles

/// A small file of each format, with the odd cases that the format has.
package enum FormatSamples {
  package struct Sample: Sendable {
    package var format: ResultsFormat
    package var text: String
    package var isJSON = true
    /// Options without which the file does not say enough.
    package var options = ReadingOptions()
    /// Times that the file holds, but of executions that failed.
    package var hiddenTimes: [Double] = []
  }

  package static let all: [Sample] = [
    Sample(format: .krun, text: krun),
    Sample(
      format: .warmupStatsCSV,
      text: warmupStatsCSV.replacing("\"n, body\"", with: "nbody"),
      isJSON: false),
    Sample(format: .tidyCSV, text: tidyCSV, isJSON: false),
    Sample(format: .tidyNDJSON, text: tidyNDJSON),
    Sample(format: .executionsNDJSON, text: executionsNDJSON),
    Sample(format: .jmh, text: jmh),
    Sample(format: .jmhLog, text: jmhLog, isJSON: false),
    Sample(format: .hyperfine, text: hyperfine, hiddenTimes: [0.411, 0.42]),
    Sample(format: .googleBenchmark, text: googleBenchmark),
    Sample(format: .pyperf, text: pyperf),
    Sample(format: .pytestBenchmark, text: pytestBenchmark),
    Sample(format: .criterion, text: criterion, options: ReadingOptions(benchmark: "quick")),
    Sample(format: .cargoCriterion, text: cargoCriterion),
    Sample(format: .go, text: go, isJSON: false),
    Sample(format: .asv, text: asv),
    Sample(format: .benchmarkDotNet, text: benchmarkDotNet),
    Sample(format: .rebench, text: rebench, isJSON: false),
    Sample(format: .rebenchDB, text: rebenchDB2),
    Sample(format: .renaissance, text: renaissance),
    Sample(format: .renaissanceCSV, text: renaissanceCSV, isJSON: false),
    Sample(format: .renaissanceLog, text: renaissanceLog, isJSON: false),
    Sample(format: .dacapo, text: dacapo, isJSON: false),
    Sample(format: .areWeFastYet, text: areWeFastYet, isJSON: false),
    Sample(format: .rubyBench, text: rubyBench, options: ReadingOptions(benchmark: "nbody")),
    Sample(format: .goTestJSON, text: goTestJSON),
    Sample(format: .xctest, text: xctest, isJSON: false),
    Sample(format: .gradleProfiler, text: gradleProfiler),
    Sample(format: .gradleProfilerCSV, text: gradleProfilerCSV, isJSON: false),
    Sample(format: .gradleProfilerCSV, text: gradleProfilerLongCSV, isJSON: false),
    Sample(format: .android, text: android),
    Sample(format: .nanobench, text: nanobench),
    Sample(format: .lines, text: lines, isJSON: false, options: ReadingOptions(benchmark: "a")),
  ]

  package static let krun = """
    {"wallclock_times":{"fannkuch:HotSpot:default-java":[[0.51,0.32,0.31],[0.52,0.3125],[],[]],
      "nbody:PyPy:default-python":[[1,2e-1,3.5E+0]]},
     "core_cycle_counts":{"fannkuch:HotSpot:default-java":
        [[[1500000,910000,900000],[0,0,1]],[[1510000,905000],[1,2]],[],[]],
        "nbody:PyPy:default-python":[[]]},
     "aperf_counts":{"fannkuch:HotSpot:default-java":[[[5,6,7]],[[8,9]],[],[]]},
     "mperf_counts":{"fannkuch:HotSpot:default-java":[[[1,2,3]],[[4,5]],[],null]},
     "pexec_flags":{"fannkuch:HotSpot:default-java":["C","C","E","T"],
        "nbody:PyPy:default-python":["C"]},
     "audit":{"uname":"Linux bencher7 4.9.0-8-amd64","packages":"l\\u00e4sst \\"x\\""},
     "config":"ITERATIONS = 3\\n","eta_estimates":{},"error_flag":true,
     "reboots":4,"starting_temperatures":{"a":40.5},
     "all_outliers":{"fannkuch:HotSpot:default-java":[[0],[],[],[]]},
     "classifier":{"delta":0.001,"steady":2},"window_size":200}

    """

  package static let warmupStatsCSV = """
    process_exec_num, bench_name, 0, 1, 2
    0, fannkuch, 0.51, 0.32, 0.31
    1, fannkuch, crash
    0, "n, body", 1e-3,2.5E+1
    2, fannkuch, 0.5, 0.25,

    """

  package static let tidyCSV = """
    benchmark,vm,variant,machine,process,iteration,value,unit,warmup
    nbody,PyPy,default,m1,0,0,12.5,ms,true
    nbody,PyPy,default,m1,0,1,11.25,ms,false
    nbody,PyPy,default,m1,1,0,10.5,ms,true
    nbody,PyPy,default,m1,2,,crashed,,
    nbody,PyPy,default,m2,0,,0.25,s,

    """

  package static let tidyNDJSON = """
    {"benchmark":"nbody","vm":"PyPy","process":0,"iteration":0,"value":12.5,"unit":"ms","warmup":true}
    {"benchmark":"nbody","vm":"PyPy","process":0,"iteration":1,"value":11.25,"unit":"ms","warmup":false}

    {"benchmark":"nbody","vm":"PyPy","process":"b","value":"timed out","machine":null}

    """

  package static let executionsNDJSON = """
    {"benchmark":"nbody","vm":"PyPy","process":0,"seconds":[12.5,11.25,11],"warmup":1}
    {"benchmark":"nbody","vm":"PyPy","machine":null,"seconds":[12.25e-3]}

    {"benchmark":"nbody","vm":"PyPy","process":"b","outcome":"timed out","seconds":[]}

    """

  package static let jmh = """
    [{"jmhVersion":"1.37","benchmark":"org.x.Bench.parse","mode":"thrpt","threads":1,"forks":2,
      "jvm":"/usr/bin/java","jdkVersion":"21","vmName":"OpenJDK 64-Bit Server VM","vmVersion":"21+35",
      "warmupIterations":5,"params":{"size":"100"},
      "primaryMetric":{"score":4.4,"scoreError":"NaN","scoreConfidence":["NaN","NaN"],
        "scorePercentiles":{"0.0":2.1,"100.0":8.9},"scoreUnit":"ops/ms",
        "rawData":[[2.0,4.0,8.0],[5.0]]},
      "secondaryMetrics":{"gc.count":{"score":"NaN","scoreUnit":"counts","rawData":[[1.0,2.0],[]]}}},
     {"jvm":"/usr/bin/java","benchmark":"org.x.Bench.parse","mode":"sample","threads":1,"forks":1,
      "warmupIterations":0,"primaryMetric":{"scoreUnit":"us/op",
        "rawDataHistogram":[[[[10.0,3],[20.0,1]],[[40.0,2]]]]},"secondaryMetrics":{}}]
    """

  package static let jmhLog = """
    # JMH version: 1.37
    # VM version: JDK 21, OpenJDK 64-Bit Server VM, 21+35
    # Warmup: 2 iterations, 1 s each
    # Benchmark mode: Average time, time/op
    # Benchmark: org.x.Bench.parse
    # Parameters: (size = 100, kind = a b)

    # Run progress: 0.00% complete, ETA 00:00:18
    # Warmup Fork: 1 of 1
    # Warmup Iteration   1: 99.000 ms/op
    Iteration   1: 98.000 ms/op

    # Fork: 1 of 2
    # Warmup Iteration   1: 6.900 ms/op
    # Warmup Iteration   2: 5.000 ±(99.9%) 0.100 ms/op
    Iteration   1: 2.500 ms/op
                     ·gc.count: 3.000 counts
    Iteration   2: (*interrupt*) 2.250 ms/op

    # Fork: 2 of 2
    # Warmup Iteration   1: <failure>

    java.lang.IllegalStateException: oh

    # Benchmark mode: Sampling time
    # Benchmark: org.x.Bench.print
    # Fork: N/A, test runs in the host VM
    Iteration   1: n = 120, mean = 800 us/op, p{0.00, 0.50} = 1, 2 us/op

    Result "org.x.Bench.parse":
      2.375 ±(99.9%) 0.022 ms/op [Average]

    Benchmark           Mode  Cnt  Score   Error  Units
    Bench.parse         avgt    4  2.375 ± 0.022  ms/op

    """

  package static let hyperfine = """
    {"results":[{"command":"node a.js","mean":0.412,"stddev":null,"median":0.411,"user":0.39,
      "system":0.02,"min":0.407,"max":0.420,"times":[0.407,0.411,0.420,0.5],
      "memory_usage_byte":[41000000,41000000,41100000,1],"exit_codes":[0,1,null,0],
      "parameters":{"n":"10"}},
     {"command":"node b.js","times":[0.25]},
     {"command":"again","times":[0.125],"parameters":{"n":"1"}},
     {"command":"again","times":[0.5],"parameters":{"n":"2"}}]}
    """

  package static let googleBenchmark = """
    {"context":{"date":"2026-05-01T10:00:00+00:00","host_name":"h","library_version":"v1.9"},
     "benchmarks":[
      {"name":"BM_sort/1024","run_name":"BM_sort/1024","run_type":"iteration","repetitions":3,
       "repetition_index":1,"threads":1,"iterations":50000,"real_time":1.25e+01,"cpu_time":NaN,
       "time_unit":"us","items_per_second":Infinity},
      {"name":"BM_sort/1024","run_name":"BM_sort/1024","run_type":"iteration","repetitions":3,
       "repetition_index":0,"iterations":50000,"real_time":1.5e+01,"cpu_time":1,"time_unit":"us"},
      {"name":"BM_sort/1024","run_name":"BM_sort/1024","run_type":"iteration",
       "repetition_index":2,"error_occurred":true,"error_message":"oh","real_time":0,
       "time_unit":"us"},
      {"name":"BM_sort/1024_mean","run_name":"BM_sort/1024","run_type":"aggregate",
       "aggregate_name":"mean","real_time":1.24e+01,"time_unit":"us"},
      {"name":"BM_old","iterations":10,"real_time":250,"cpu_time":250,"time_unit":"ns"},
      {"name":"BM_old_stddev","iterations":10,"real_time":0,"cpu_time":0,"time_unit":"ns"}]}
    """

  package static let pyperf = """
    {"version":"1.0","metadata":{"name":"json_dumps","unit":"second","loops":16,
      "python_implementation":"cpython","python_version":"3.13.0 (64-bit)","hostname":"h"},
     "benchmarks":[{"metadata":{"name":"inner"},
       "runs":[{"metadata":{"calibrate_loops":16},"warmups":[[1,0.5],[16,0.25]]},
               {"warmups":[[16,0.0110]],"values":[0.0101,0.0100,0.0125]},
               {"metadata":{"name":"own"},"values":[0.5]}]},
       {"runs":[{"warmups":[],"values":[1]}]}]}
    """

  package static let pytestBenchmark = """
    {"machine_info":{"node":"h","python_implementation":"CPython",
       "python_implementation_version":"3.12"},"commit_info":{"id":"abc"},"version":"5.0.0",
     "benchmarks":[{"group":null,"name":"test_sort[10]","fullname":"tests/t.py::test_sort[10]",
       "params":{"n":10},"options":{"warmup":100000},
       "stats":{"min":1e-5,"rounds":3,"outliers":"1;0","data":[1e-5,1.1e-5,2e-5],"iterations":1}}]}
    """

  package static let criterion = """
    {"sampling_mode":"Linear","iters":[10.0,20.0,40.0],"times":[1250.0,2500.0,2000.0]}
    """

  package static let cargoCriterion = """
    {"reason":"benchmark-complete","id":"sort/quick/1024","report_directory":"r","iteration_count":[10,20],"measured_values":[1250.0,2500.0],"unit":"ns","throughput":[],"change":null}
    {"reason":"group-complete","group_name":"sort","benchmarks":["sort/quick/1024"]}

    """

  package static let go = """
    goos: linux
    pkg: example.com/p
    Unit ns/op better=lower
    BenchmarkSort/n=1024-8   \t  100000\t     12345 ns/op\t      32 B/op\t       1 allocs/op
    BenchmarkSort/n=1024-8   \t  100000\t     0.25 ns/op
    BenchmarkParse
    BenchmarkParse-8   \t      10\t 7.5 MB/s\t 1000000 ns/op
    --- FAIL: BenchmarkBad-8
    pkg: example.com/p
    BenchmarkSort/n=1024-8   \t  100000\t     12500 ns/op
    PASS
    ok  \texample.com/p\t2.5s

    """

  package static let asv = """
    {"commit_hash":"abc","env_name":"e","date":1767000000000,"params":{"machine":"m"},
     "python":"3.12","requirements":{},"env_vars":{},
     "result_columns":["result","params","version","started_at","duration","stats_ci_99_a",
       "stats_ci_99_b","stats_q_25","stats_q_75","stats_number","stats_repeat","samples","profile"],
     "results":{"b.time_sort":[[0.0012,null,NaN,0.5],[["10","20"],["'a'","'b'"]],"9f",1767,1.2,null,
        null,null,null,null,null,[[0.0012,0.00125],null,null,[0.5]]],
       "b.track_it":[[42],[],"9f",1767,1.2]},
     "durations":{},"version":2}
    """

  package static let benchmarkDotNet = """
    {"Title":"Bench-20260501","HostEnvironmentInfo":{"BenchmarkDotNetVersion":"0.14.0",
      "RuntimeVersion":".NET 9.0"},
     "Benchmarks":[{"DisplayInfo":"Bench.Sort: Job-X(Runtime=.NET 9.0) [N=1024]","Namespace":"N",
       "Type":"Bench","Method":"Sort","Parameters":"N=1024","FullName":"N.Bench.Sort(N: 1024)",
       "Statistics":null,"Measurements":[
        {"IterationMode":"Overhead","IterationStage":"Jitting","LaunchIndex":1,"IterationIndex":1,"Operations":1,"Nanoseconds":900},
        {"IterationMode":"Workload","IterationStage":"Pilot","LaunchIndex":1,"IterationIndex":1,"Operations":2,"Nanoseconds":9000},
        {"IterationMode":"Workload","IterationStage":"Warmup","LaunchIndex":1,"IterationIndex":1,"Operations":16,"Nanoseconds":5200},
        {"IterationMode":"Workload","IterationStage":"Actual","LaunchIndex":1,"IterationIndex":1,"Operations":16,"Nanoseconds":4800},
        {"IterationMode":"Workload","IterationStage":"Result","LaunchIndex":1,"IterationIndex":1,"Operations":16,"Nanoseconds":4700},
        {"IterationMode":"Workload","IterationStage":"Actual","LaunchIndex":2,"IterationIndex":1,"Operations":16,"Nanoseconds":3200}]},
      {"Method":"Old","Type":"Bench","Parameters":"","Measurements":[
        {"IterationMode":"MainWarmup","LaunchIndex":1,"IterationIndex":1,"Operations":1,"Nanoseconds":500},
        {"IterationMode":"MainTarget","LaunchIndex":1,"IterationIndex":1,"Operations":1,"Nanoseconds":400}]}]}
    """

  package static let rebench = """
    #!rebench test.conf all
    # Execution Start: 2026-05-01T10:00:00.000000+00:00
    # Environment: {"userName":"me","hostName":"h","cpu":"c"}
    # Source: {"repoURL":"r","commitId":"abc"}
    invocation\titeration\tvalue\tunit\tcriterion\tbenchmark\texecutor\tsuite\textraArgs\tcores\tinputSize\tvarValue\ttag\tmachine\trunId
    # benchmark: 0={"name":"Bounce","runDetails":{"warmup":1},"suite":{"name":"macro"}}
    # run_id: 0={"cmdline":"c","benchmark_id":0}
    1\t1\t99.5\tMB\tmemory\tBounce\tSOM\tmacro\t\t1\t\t\t\t\t0
    1\t1\t12.500000\tms\ttotal\tBounce\tSOM\tmacro\t\t1\t\t\t\t\t0
    1\t2\t11.250000\tms\ttotal\tBounce\tSOM\tmacro\t\t1\t\t\t\t\t0
    # Execution Start: 2026-05-02T10:00:00.000000+00:00
    2\t1\t10.500000\tms\ttotal\tBounce\tSOM\tmacro\t\t1\t\t\t\t\t0
    1\t1\t2500\tus\ttotal\tList\tSOM\tmacro\t-O 2\t4\t10\tv\tt\tother\t

    """

  package static let rebenchDB2 = """
    {"data":[{"runId":{"benchmark":{"name":"Bounce","suite":{"name":"macro","desc":null,
        "executor":{"name":"SOM","desc":null}},"runDetails":{"maxInvocationTime":60,"warmup":1}},
        "cmdline":"c","location":"/x","varValue":null,"cores":1,"inputSize":null,"extraArgs":"-x"},
      "d":[{"in":1,"m":[[12.5,11.25,null],[1,2,3]]},{"in":2,"m":[[10.5],null]}]}],
     "criteria":[{"i":0,"c":"total","u":"ms"},{"i":1,"c":"MaxRSS","u":"kb"}],
     "env":{"hostName":"h"},"source":{},"experimentName":"e"}
    """

  package static let rebenchDB1 = """
    {"data":[{"runId":{"benchmark":{"name":"Bounce","suite":{"name":"macro",
        "executor":{"name":"SOM"}}},"cmdline":"c","cores":"2","inputSize":10},
      "d":[{"in":1,"it":1,"m":[{"c":1,"v":99},{"c":0,"v":12.5}]},{"in":1,"it":2,"m":[{"c":0,"v":11.25}]},
           {"in":2,"it":1,"m":[{"c":0,"v":10.5}]}]}],
     "criteria":[{"i":0,"c":"total","u":"us"},{"i":1,"c":"MaxRSS","u":"kb"}]}
    """

  package static let renaissance = """
    {"format_version":6,"benchmarks":["scrabble"],
     "environment":{"os":{"name":"Linux"},"vm":{"name":"OpenJDK 64-Bit Server VM","version":"21"}},
     "suite":{"name":"Renaissance","version":"0.16.1"},
     "data":{"scrabble":{"results":[{"duration_ns":388123000,"uptime_ns":1200000000},
         {"duration_ns":201000000,"uptime_ns":1600000000}],"termination":"normal"},
       "dotty":{"results":[{"duration_ns":1000}],"termination":"failure"}}}
    """

  package static let renaissanceCSV = """
    benchmark,duration_ns,uptime_ns,vm_start_unix_ms,vm_start_ns
    scrabble,388123000,1200000000,1767000000000,1
    scrabble,201000000,NA,1767000000000,1
    benchmark,duration_ns,uptime_ns,vm_start_unix_ms,vm_start_ns
    scrabble,250000000,1600000000,1767000009999,2

    """

  package static let renaissanceLog = """
    ====== scrabble (jdk-streams) [default], iteration 0 started ======
    ====== scrabble (jdk-streams) [default], iteration 0 completed (388.125 ms) ======
    ====== scrabble (jdk-streams) [default], iteration 1 completed (201.500 ms) ======
    ====== scrabble (jdk-streams) [default], iteration 0 completed (300.5 ms) ======

    """

  package static let dacapo = """
    Using scaled threading model. 8 processors detected
    ===== DaCapo 23.11-chopin lusearch starting warmup 1 =====
    ===== DaCapo 23.11-chopin lusearch completed warmup 1 in 2345 msec =====
    ===== DaCapo processed 200000 requests in 4072 msec, 49115 requests per second =====
    ===== DaCapo 23.11-chopin lusearch starting =====
    ===== DaCapo 23.11-chopin lusearch PASSED in 1234 msec =====
    ===== DaCapo tail latency, simple: 50% 120 usec, max 5000 usec, measured over 9 events =====
    ===== DaCapo 23.11-chopin fop starting =====
    ===== DaCapo 23.11-chopin fop FAILED =====
    ===== DaCapo 23.11-chopin lusearch starting =====
    ===== DaCapo 23.11-chopin lusearch PASSED in 1500 msec =====

    """

  package static let areWeFastYet = """
    Starting Bounce benchmark ...
    Bounce: iterations=1 runtime: 1234us
    Bounce: iterations=1 runtime: 1100us
    Bounce: iterations=2 average: 1167us total: 2334us

    Total Runtime: 2334us
    Starting Bounce benchmark ...
    Bounce: iterations=1 runtime: 1.5ms
    Total Runtime: 1500us

    """

  package static let rubyBench = """
    {"RUBY_DESCRIPTION":"ruby 3.5.0dev (2025-01-01 master) +YJIT +PRISM [x86_64-linux]",
     "warmup":[0.31,0.12],"bench":[0.101,0.125],"rss":81000000}
    """

  package static let goTestJSON = #"""
    {"Time":"2026-01-02T03:04:05Z","Action":"start","Package":"example.com/p"}
    {"Time":"2026-01-02T03:04:05Z","Action":"output","Package":"example.com/p","Output":"cpu: Chip\n"}
    {"Time":"2026-01-02T03:04:05Z","Action":"output","Package":"example.com/p","Test":"BenchmarkA","Output":"BenchmarkA-8   \t"}
    {"Time":"2026-01-02T03:04:05Z","Action":"output","Package":"example.com/q","Output":"BenchmarkB-8   \t  10\t 200.5 ns/op\n"}
    {"Time":"2026-01-02T03:04:05Z","Action":"output","Package":"example.com/p","Test":"BenchmarkA","Output":"      10\t 100.5 ns/op\n"}
    {"Time":"2026-01-02T03:04:06Z","Action":"pass","Package":"example.com/p"}

    """#

  package static let xctest = """
    Test Suite 'SumTests' started at 2026-11-26 01:34:35.465
    Test Case 'SumTests.testSum' started at 2026-11-26 01:34:35.466
    /p/Tests/SumTests.swift:5: Test Case 'SumTests.testSum' measured [Time, seconds] average: 0.002, relative standard deviation: 82.660%, values: [0.001143, 0.001183, 0.005221], performanceMetricID:org.swift.XCTPerformanceMetric_WallClockTime, maxPercentRelativeStandardDeviation: 10.000%, maxStandardDeviation: 0.100
    Test Case 'SumTests.testSum' passed (0.022 seconds)
    /p/T.swift:7: Test Case '-[LibTests.SumTests testText]' measured [Clock Monotonic Time, s] average: 0.019, relative standard deviation: 94.606%, values: [0.001922, 0.001790], performanceMetricID:x, baselineName: ""
    /p/T.swift:7: Test Case '-[LibTests.SumTests testText]' measured [CPU Time, s] average: 0.019, relative standard deviation: 94.606%, values: [0.500000, 0.250000], performanceMetricID:y
    Test Case '-[LibTests.SumTests testText]' passed (0.204 seconds).

    """

  package static let gradleProfiler = """
    {"title":"t","date":"2026-01-02T03:04:05Z",
     "environment":{"profilerVersion":"0.20.0","operatingSystem":"Linux"},
     "scenarios":[{"definition":{"name":"release","title":"Assemble","buildTool":"Gradle 8.0",
        "tasks":":assemble","id":"release@0","jvmArgs":["-Xmx1g"]},
       "samples":[{"name":"total execution time"},{"name":"garbage collection time"}],
       "iterations":[
        {"id":"a","phase":"WARM_UP","iteration":1,"title":"warm-up build #1",
         "values":{"total execution time":2500.5,"garbage collection time":12.0}},
        {"id":"b","phase":"MEASURE","iteration":1,"title":"measured build #1",
         "values":{"total execution time":1250.25,"garbage collection time":0.0}}]}]}
    """

  package static let gradleProfilerCSV = """
    scenario,Assemble,Assemble,Test
    version,Gradle 8.0,Gradle 8.0,Gradle 8.1
    tasks,assemble,assemble,test
    value,total execution time,garbage collection time,total execution time
    warm-up build #1,2500,15,3500
    measured build #1,1250.50,14,3000
    measured build #2,1200,13,

    """

  package static let gradleProfilerLongCSV = """
    Scenario,Tool,Tasks,Phase,Iteration,Sample,Duration
    Assemble,Gradle 8.0,assemble,WARM_UP,1,total execution time,2500
    Assemble,Gradle 8.0,assemble,WARM_UP,1,task start,100
    Assemble,Gradle 8.0,assemble,MEASURE,1,total execution time,1250
    Test,Gradle 8.0,test,MEASURE,1,total execution time,3000

    """

  package static let android = """
    {"context":{"build":{"brand":"google","model":"Pixel 6"},"cpuCoreCount":8},
     "benchmarks":[{"name":"scroll","params":{"n":"10"},"className":"a.B","totalRunTimeNs":1000,
       "metrics":{"timeNs":{"minimum":10.0,"maximum":12.0,"median":11.0,"runs":[12.0,10.0,11.0]},
         "allocationCount":{"minimum":1.0,"runs":[1.0,1.0]}},
       "sampledMetrics":{},"warmupIterations":5,"repeatIterations":100}]}
    """

  package static let nanobench = """
    {"results":[{"title":"sorting","name":"quick","unit":"op","batch":1,"epochs":2,
       "median(elapsed)":2.5e-08,"totalTime":3.5e-06,
       "measurements":[{"iterations":100,"elapsed":2.5e-08,"pagefaults":0},
         {"iterations":50,"elapsed":2e-08,"pagefaults":0}]}]}
    """

  package static let lines = """
    # seconds
    0.25

    0.125
    0.5

    """

  package static let packageBenchmark = """
    [{"benchmark":"package.benchmark.P.sort","mode":"thrpt","threads":1,"forks":1,"warmupIterations":0,
      "primaryMetric":{"score":1.0,"scoreUnit":"us","rawData":[[1.0,2.0,3.0]]}}]
    """
}
