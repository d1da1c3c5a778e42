package io.langop.operator.reading;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.dsl.Listable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

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
    forEach(listable, SIZE, all::add);
    return all;
  }

  /**
   * Passes on the objects of a list, of which no more than one page is in memory.
   *
   * @param size objects in one page
   */
  public static <R extends HasMetadata> void forEach(
      Listable<? extends KubernetesResourceList<R>> listable, long size, Consumer<R> consumer) {
    String next = null;
    do {
      KubernetesResourceList<R> page =
          listable.list(new ListOptionsBuilder().withLimit(size).withContinue(next).build());
      page.getItems().forEach(consumer);
      next = page.getMetadata().getContinue();
    } while (next != null && !next.isEmpty());
  }
}
