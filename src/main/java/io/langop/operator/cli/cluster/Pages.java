package io.langop.operator.cli.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Lists of any length, in pieces that an API server can answer at once. */
final class Pages {

  static final long PAGE = 500;

  private Pages() {}

  /**
   * All that there is.
   *
   * @param labelSelector {@code null} for everything
   * @param list asks for one page
   * @param item makes of an object what is kept of it
   */
  static <T> List<T> all(
      String labelSelector,
      Function<ListOptions, GenericKubernetesResourceList> list,
      Function<GenericKubernetesResource, T> item) {
    List<T> all = new ArrayList<>();
    String next = null;
    do {
      GenericKubernetesResourceList page =
          list.apply(
              new ListOptionsBuilder()
                  .withLabelSelector(labelSelector)
                  .withLimit(PAGE)
                  .withContinue(next)
                  .build());
      page.getItems().forEach(found -> all.add(item.apply(found)));
      next = page.getMetadata().getContinue();
    } while (next != null && !next.isEmpty());
    return all;
  }
}
