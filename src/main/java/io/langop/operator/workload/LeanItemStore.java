package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps watched objects without what others say of field ownership. What the operator itself owns
 * stays, because it tells drift from what is somebody else's; but most objects own the same fields
 * of their specs, so these are kept once. Together they are more than half of what a Deployment
 * weighs.
 *
 * <p>For one informer only. An informer drops from its store all that it did not list.
 *
 * @param <R> type of the objects
 */
final class LeanItemStore<R extends HasMetadata> extends BasicItemStore<R> {

  /** Specs differ in which fields they have, but not in very many ways. */
  private static final int SHARED_SHAPES = 200;

  private static final String SPEC = "f:spec";

  private final Map<Object, Object> shapes =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Object> eldest) {
          return size() > SHARED_SHAPES;
        }
      };

  LeanItemStore() {
    super(Cache::metaNamespaceKeyFunc);
  }

  /** The informer stores an object before it shows it to anybody. */
  @Override
  public R put(String key, R object) {
    object
        .getMetadata()
        .setManagedFields(
            object.getMetadata().getManagedFields().stream()
                .filter(entry -> Labels.OPERATOR.equals(entry.getManager()))
                .peek(this::share)
                .toList());
    return super.put(key, object);
  }

  private void share(ManagedFieldsEntry entry) {
    if (entry.getFieldsV1() != null) {
      synchronized (shapes) {
        entry
            .getFieldsV1()
            .getAdditionalProperties()
            .computeIfPresent(SPEC, (field, shape) -> shapes.computeIfAbsent(shape, own -> own));
      }
    }
  }
}
