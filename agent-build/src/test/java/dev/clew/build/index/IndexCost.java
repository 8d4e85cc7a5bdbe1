package dev.clew.build.index;

import com.sun.management.ThreadMXBean;
import dev.clew.engine.index.BinaryIndex;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What opening an index costs a JVM that has just started: prints allocated bytes, then CPU
 * nanoseconds.
 */
final class IndexCost {

  private IndexCost() {}

  public static void main(String[] args) throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of(args[0]));
    Synthetic.Details details = new Synthetic.Details(new byte[0]);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    threads.getCurrentThreadAllocatedBytes();
    long before = threads.getCurrentThreadAllocatedBytes();
    long nanos = threads.getCurrentThreadCpuTime();
    BinaryIndex index = BinaryIndex.read(bytes, details);
    nanos = threads.getCurrentThreadCpuTime() - nanos;
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    System.out.println(allocated + bytes.length + " " + nanos + " " + index.pluginCount());
  }
}
