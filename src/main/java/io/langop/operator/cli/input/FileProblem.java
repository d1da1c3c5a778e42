package io.langop.operator.cli.input;

import io.langop.operator.cli.output.Visible;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;

/** Says why a file cannot be read or written. */
public final class FileProblem {

  private FileProblem() {}

  /** The end of a sentence. */
  public static String reason(Throwable e) {
    if (e instanceof InvalidPathException) {
      return "it is no file name";
    }
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof CharacterCodingException) {
      return "it is no text in UTF-8";
    }
    return Visible.value(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
  }
}
