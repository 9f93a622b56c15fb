// SPDX-License-Identifier: 0BSD
// Runs a benchmark again and again in one process and hands over the time of each iteration to
// `warmup-stats record`. You may keep this file beside your benchmarks, and change it.
//
//   javac Runner.java Bench.java
//   warmup-stats record -i 2000 --protocol memory -- java -cp . Runner Bench [PARAMETER]
//
// The class Bench has a method run_iter(int), static or not. Without a recorder the times are
// printed, one a line.
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;

public final class Runner {
  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final MappedByteBuffer memory;
  private final long capacity;
  private final PrintStream output;
  private final FileInputStream stop;
  private int count = 0;

  private Runner() throws Exception {
    String shared = System.getenv("WARMUP_STATS_MEMORY");
    String descriptor = System.getenv("WARMUP_STATS_FD");
    String stopping = System.getenv("WARMUP_STATS_STOP_FD");
    if (shared != null) {
      try (RandomAccessFile file = new RandomAccessFile("/proc/self/fd/" + shared, "rw")) {
        memory = file.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, file.length());
      }
      memory.order(ByteOrder.nativeOrder());
      capacity = memory.getLong(8);
      output = null;
    } else {
      memory = null;
      capacity = Long.MAX_VALUE;
      output =
          descriptor == null
              ? System.out
              : new PrintStream(new FileOutputStream("/proc/self/fd/" + descriptor), true);
    }
    stop =
        stopping == null || shared != null ? null : new FileInputStream("/proc/self/fd/" + stopping);
  }

  private void add(double seconds) {
    if (memory != null) {
      memory.putDouble(64 + 8 * count, seconds);
      LONG.setRelease(memory, 16, (long) count + 1);
    } else {
      output.println(seconds);
    }
    count++;
  }

  private boolean isOver() throws Exception {
    if (count >= capacity) return true;
    if (memory != null) return memory.getInt(24) != 0;
    return stop != null && stop.available() > 0;
  }

  public static void main(String[] arguments) throws Throwable {
    Class<?> benchmark = Class.forName(arguments[0]);
    int parameter = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 0;
    boolean canStop = System.getenv("WARMUP_STATS_STOP_FD") != null;
    String asked = System.getenv("WARMUP_STATS_ITERATIONS");
    int iterations = asked != null ? Integer.parseInt(asked) : canStop ? 100_000_000 : 1;
    Method method = benchmark.getDeclaredMethod("run_iter", int.class);
    method.setAccessible(true);
    MethodHandle handle = MethodHandles.lookup().unreflect(method);
    if (!Modifier.isStatic(method.getModifiers())) {
      var constructor = benchmark.getDeclaredConstructor();
      constructor.setAccessible(true);
      handle = handle.bindTo(constructor.newInstance());
    }
    Runner runner = new Runner();
    while (runner.count < iterations && !runner.isOver()) {
      long start = System.nanoTime();
      Object ignored = handle.invoke(parameter);
      runner.add((System.nanoTime() - start) / 1e9);
    }
  }
}
