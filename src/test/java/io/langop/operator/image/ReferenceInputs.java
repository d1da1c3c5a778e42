package io.langop.operator.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The texts of the table of references, good and bad, for tests elsewhere. */
public final class ReferenceInputs {

  private ReferenceInputs() {}

  public static List<String> all() {
    try {
      return ReferenceTableTest.rows().stream().map(ReferenceTableTest.Row::input).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
