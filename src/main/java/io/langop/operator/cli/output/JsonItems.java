package io.langop.operator.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Function;

/** An array of objects, written while they come. */
final class JsonItems<T> implements ItemWriter<T> {

  private final Function<T, Map<String, Object>> tree;
  private final PrintStream out;
  private final JsonGenerator generator;

  JsonItems(Function<T, Map<String, Object>> tree, PrintStream out) {
    this.tree = tree;
    this.out = out;
    try {
      generator = Json.generator(out);
      generator.writeStartArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void add(T item) {
    try {
      Json.write(generator, tree.apply(item));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void flush() {
    try {
      generator.flush();
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      generator.writeEndArray();
      generator.flush();
      out.println();
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
