package io.langop.operator.client;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** The errors of the API server in an error that the framework hands over wrapped. */
public final class ServerAnswers {

  /**
   * What the API server answers when an object itself is at fault: malformed, forbidden, invalid.
   * It does so until somebody changes an object, a permission or a policy.
   */
  private static final Set<Integer> REFUSALS = Set.of(400, 403, 422);

  private ServerAnswers() {}

  /** The outermost first. */
  public static Stream<KubernetesClientException> in(Throwable error) {
    return Stream.iterate(error, Objects::nonNull, Throwable::getCause)
        .filter(KubernetesClientException.class::isInstance)
        .map(KubernetesClientException.class::cast);
  }

  /**
   * @param code the HTTP status of an answer
   */
  public static boolean isRefusal(int code) {
    return REFUSALS.contains(code);
  }
}
