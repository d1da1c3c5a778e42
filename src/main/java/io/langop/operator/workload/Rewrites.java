package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The images that a policy of the cluster replaced in a Deployment, for example by those of a
 * mirror. To apply the asked image again would change nothing but the load of the API server. An
 * annotation of the Deployment keeps what was asked for and what came of it, also for the next
 * leader.
 *
 * @param byPlace by the place of {@link OwnImages}
 */
record Rewrites(Map<String, Rewrite> byPlace) {

  private static final String BETWEEN = " ";
  private static final String LINE = "\n";
  private static final int FIELDS = 3;

  /** One image, and what it was replaced by. */
  record Rewrite(String asked, String runs) {}

  /** Those that the annotation tells; lines that it cannot have are left out. */
  static Rewrites notedOn(Deployment deployment) {
    String noted = OwnImages.annotation(deployment, Labels.REWRITTEN_IMAGES);
    Map<String, Rewrite> byPlace = new TreeMap<>();
    if (noted != null) {
      for (String line : noted.split(LINE)) {
        String[] fields = line.split(BETWEEN);
        if (fields.length == FIELDS) {
          byPlace.put(fields[0], new Rewrite(fields[1], fields[2]));
        }
      }
    }
    return new Rewrites(byPlace);
  }

  /** Those of an apply: what it asked for, and what the API server made of it. */
  static Rewrites between(Deployment asked, Deployment answer, String container) {
    Map<String, String> runs = OwnImages.of(answer, container);
    Map<String, Rewrite> byPlace = new TreeMap<>();
    OwnImages.of(asked, container)
        .forEach(
            (place, image) -> {
              String is = runs.get(place);
              if (is != null && !is.equals(image) && !is.contains(BETWEEN) && !is.contains(LINE)) {
                byPlace.put(place, new Rewrite(image, is));
              }
            });
    return new Rewrites(byPlace);
  }

  /** The annotation; empty when nothing was replaced. */
  Map<String, String> annotations() {
    return byPlace.isEmpty()
        ? Map.of()
        : Map.of(
            Labels.REWRITTEN_IMAGES,
            byPlace.entrySet().stream()
                .map(
                    entry ->
                        String.join(
                            BETWEEN,
                            entry.getKey(),
                            entry.getValue().asked(),
                            entry.getValue().runs()))
                .collect(Collectors.joining(LINE)));
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
