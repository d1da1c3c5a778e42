package io.langop.operator.reading;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.dsl.Listable;
import java.util.ArrayList;
import java.util.List;

/** Lists, page by page. */
public final class Pages {

  /**
   * Objects in one page. It is about the API server's memory; here, of each object only what is
   * kept is in memory.
   */
  public static final long SIZE = 500;

  private Pages() {}

  /** All objects of a list. */
  public static <R extends HasMetadata> List<R> of(
      Listable<? extends KubernetesResourceList<R>> listable) {
    List<R> all = new ArrayList<>();
    String next = null;
    do {
      KubernetesResourceList<R> page =
          listable.list(new ListOptionsBuilder().withLimit(SIZE).withContinue(next).build());
      all.addAll(page.getItems());
      next = page.getMetadata().getContinue();
    } while (next != null && !next.isEmpty());
    return all;
  }
}
