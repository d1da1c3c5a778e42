package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What policies of the cluster made of the images in Deployments, as this process has seen it in
 * answers of the API server. It is not noted on the Deployment: users who may edit that could forge
 * the note, and have an image of theirs taken for the one that was asked for. So each process
 * writes such a Deployment once again, which changes nothing.
 */
final class KnownRewrites {

  private record Known(String uid, Rewrites rewrites) {}

  /** By the Deployment's name, which is that of its resource. */
  private final Map<ResourceID, Known> known = new ConcurrentHashMap<>();

  Rewrites of(Deployment deployment) {
    Known noted = known.get(ResourceID.fromResource(deployment));
    return noted != null && noted.uid().equals(deployment.getMetadata().getUid())
        ? noted.rewrites()
        : Rewrites.NONE;
  }

  /** Takes note of the answer to an apply. */
  void note(Deployment answer, Rewrites rewrites) {
    if (rewrites.equals(Rewrites.NONE)) {
      forget(answer);
    } else {
      known.put(
          ResourceID.fromResource(answer), new Known(answer.getMetadata().getUid(), rewrites));
    }
  }

  /** A Deployment, or the resource of its name, is gone. */
  void forget(HasMetadata gone) {
    known.remove(ResourceID.fromResource(gone));
  }
}
