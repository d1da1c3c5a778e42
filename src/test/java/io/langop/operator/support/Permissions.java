package io.langop.operator.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributes;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/** What the API server permits to somebody, which it learns of a moment after a role is edited. */
public final class Permissions {

  private Permissions() {}

  /** Waits until the API server permits {@code action} to {@code user}, or does so no longer. */
  public static void await(
      KubernetesClient client, String user, ResourceAttributes action, boolean permitted) {
    SubjectAccessReview question =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser(user)
            .withResourceAttributes(action)
            .endSpec()
            .build();
    Eventually.assertThat(
        () ->
            assertThat(client.resource(question).create().getStatus().getAllowed())
                .isEqualTo(permitted));
  }
}
