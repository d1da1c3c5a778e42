package io.langop.operator.policy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.Optional;

/** What one attempt to read a ConfigMap told. */
sealed interface Reading {

  /**
   * The API server told what is there.
   *
   * @param configMap empty when there is no such ConfigMap
   * @param version the resource version that this was true at; versions of one cluster grow with
   *     every write
   */
  record Answer(Optional<ConfigMap> configMap, long version) implements Reading {}

  /**
   * The API server refused to tell.
   *
   * @param code the HTTP status: 401, 403 or 404
   */
  record Refusal(int code, String cause) implements Reading {}

  /** Nobody answered, or the answer says nothing about the ConfigMap. */
  record Silence(String cause, Throwable error) implements Reading {}
}
