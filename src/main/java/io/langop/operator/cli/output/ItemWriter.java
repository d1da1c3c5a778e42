package io.langop.operator.cli.output;

import java.io.PrintStream;

/**
 * Prints results one after the other, in the format that was asked for, without keeping them.
 *
 * @param <T> one result
 */
public interface ItemWriter<T> extends AutoCloseable {

  void add(T item);

  /** Shows what was added so far. */
  void flush();

  /** Completes the output. */
  @Override
  void close();

  /** The writer for a format. */
  static <T> ItemWriter<T> of(Format format, Listing<T> listing, PrintStream out, Style style) {
    return switch (format) {
      case table, wide -> new Table<>(listing.columns(), format == Format.wide, out, style);
      case json -> new Json.Items<>(listing::tree, out);
      case yaml -> new Yaml.Items<>(listing::tree, out);
      case name -> names(listing, out);
    };
  }

  /** One name a line. */
  private static <T> ItemWriter<T> names(Listing<T> listing, PrintStream out) {
    return new ItemWriter<>() {
      @Override
      public void add(T item) {
        out.println(Visible.message(listing.name(item)));
      }

      @Override
      public void flush() {
        out.flush();
      }

      @Override
      public void close() {
        out.flush();
      }
    };
  }
}
