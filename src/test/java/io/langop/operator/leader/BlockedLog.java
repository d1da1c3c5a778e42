package io.langop.operator.leader;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;

/** A process whose lease runs out while nobody reads what it logs. */
final class BlockedLog extends OutputStream {

  private static final CountDownLatch NEVER = new CountDownLatch(1);

  private BlockedLog() {}

  public static void main(String[] arguments) throws InterruptedException {
    PrintStream blocked = new PrintStream(new BlockedLog(), true);
    System.setOut(blocked);
    System.setErr(blocked);
    new RenewDeadline().set(System.nanoTime());
    NEVER.await();
  }

  @Override
  public void write(int character) throws IOException {
    try {
      NEVER.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
