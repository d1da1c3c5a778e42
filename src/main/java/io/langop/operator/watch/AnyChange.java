package io.langop.operator.watch;

import io.fabric8.kubernetes.client.informers.ResourceEventHandler;

/**
 * Does the same whatever happens to the objects of an informer, and also when it finds none.
 *
 * @param changed is called by the informer's thread, so it must not take long
 */
public record AnyChange<T>(Runnable changed) implements ResourceEventHandler<T> {

  @Override
  public void onAdd(T added) {
    changed.run();
  }

  @Override
  public void onUpdate(T old, T updated) {
    changed.run();
  }

  @Override
  public void onDelete(T deleted, boolean finalStateUnknown) {
    changed.run();
  }

  @Override
  public void onNothing() {
    changed.run();
  }
}
