package io.langop.operator.allowlist;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Tells whether two texts of an allowlist are the same without keeping them. */
public final class TextHash {

  private TextHash() {}

  /** SHA-256 of the text in UTF-8, as 64 hexadecimal digits in lower case. */
  public static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "%064x".formatted(new BigInteger(1, hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
