package io.langop.operator.event;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Names an event after what it tells about which version of which object. Two replicas that see the
 * same, one of them in its last moment, give it the same name, and the API server keeps one.
 */
final class EventName {

  /** Bytes of the hash: enough for no two to meet in the hour that an event lives. */
  private static final int LENGTH = 10;

  private static final int MAX_NAME_LENGTH = 253;

  private EventName() {}

  static String of(HasMetadata subject, String reason, String what) {
    ObjectMeta metadata = subject.getMetadata();
    String told =
        String.join(
            "\n",
            String.valueOf(metadata.getUid()),
            String.valueOf(metadata.getResourceVersion()),
            reason,
            what);
    byte[] hash = sha256().digest(told.getBytes(StandardCharsets.UTF_8));
    String suffix =
        "." + new BigInteger(1, hash).shiftRight(8 * (hash.length - LENGTH)).toString(16);
    String name = metadata.getName();
    return name.substring(0, Math.min(name.length(), MAX_NAME_LENGTH - suffix.length())) + suffix;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
