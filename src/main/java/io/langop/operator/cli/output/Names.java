package io.langop.operator.cli.output;

import java.io.PrintStream;
import java.util.function.Function;

/** One name a line. */
record Names<T>(Function<T, String> name, PrintStream out) implements ItemWriter<T> {

  @Override
  public void add(T item) {
    out.println(Visible.message(name.apply(item)));
  }

  @Override
  public void flush() {
    out.flush();
  }

  @Override
  public void close() {
    out.flush();
  }
}
