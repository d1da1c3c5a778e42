package io.langop.operator.audit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an observer was told last, without what is 0. */
final class Counts implements AuditObserver {
  final Map<String, Integer> pods = new HashMap<>();
  final Map<List<String>, Integer> images = new HashMap<>();

  /** How many counts of images were told. */
  int toldImages;

  @Override
  public void pods(String namespace, int notAllowed) {
    keep(pods, namespace, notAllowed);
  }

  @Override
  public void images(String namespace, String registry, int notAllowed) {
    toldImages++;
    keep(images, List.of(namespace, registry), notAllowed);
  }

  @Override
  public void changed(String namespace) {}

  private static <K> void keep(Map<K, Integer> counts, K key, int count) {
    if (count == 0) {
      counts.remove(key);
    } else {
      counts.put(key, count);
    }
  }
}
