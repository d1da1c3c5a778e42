package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The images that a policy of the cluster replaced in a Deployment, for example by those of a
 * mirror. To apply the asked image again would change nothing but the load of the API server.
 *
 * @param byPlace by the place of {@link OwnImages}
 */
record Rewrites(Map<String, Rewrite> byPlace) {

  static final Rewrites NONE = new Rewrites(Map.of());

  /** One image, and what it was replaced by. */
  record Rewrite(String asked, String runs) {}

  /** Those of an apply: what it asked for, and what the API server made of it. */
  static Rewrites between(Deployment asked, Deployment answer, String container) {
    Map<String, String> runs = OwnImages.of(answer, container);
    Map<String, Rewrite> byPlace = new TreeMap<>();
    OwnImages.of(asked, container)
        .forEach(
            (place, image) -> {
              String is = runs.get(place);
              if (is != null && !is.equals(image)) {
                byPlace.put(place, new Rewrite(image, is));
              }
            });
    return new Rewrites(byPlace);
  }

  /** What is desired, with the images that a policy made of the same ones in {@code actual}. */
  Deployment adoptedBy(Deployment desired, Deployment actual, String container) {
    if (byPlace.isEmpty()) {
      return desired;
    }
    Map<String, String> runs = OwnImages.of(actual, container);
    return OwnImages.with(
        desired,
        container,
        (place, asked) -> {
          Rewrite rewrite = byPlace.get(place);
          return rewrite != null
                  && rewrite.asked().equals(asked)
                  && rewrite.runs().equals(runs.get(place))
              ? rewrite.runs()
              : asked;
        });
  }

  /** The images of the operator in a Deployment as they were asked for. */
  List<String> asked(Deployment deployment, String container) {
    Map<String, String> images = new LinkedHashMap<>(OwnImages.of(deployment, container));
    byPlace.forEach(
        (place, rewrite) ->
            images.computeIfPresent(
                place, (same, runs) -> runs.equals(rewrite.runs()) ? rewrite.asked() : runs));
    return new ArrayList<>(images.values());
  }
}
