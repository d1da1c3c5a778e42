package io.langop.operator.reading;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import io.langop.operator.api.langop.v1alpha1.LanguageTool;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Reads JSON as the operator's client does. */
final class Reading {

  private static final KubernetesSerialization SERIALIZATION = serialization();

  private Reading() {}

  private static KubernetesSerialization serialization() {
    KubernetesSerialization serialization =
        new KubernetesSerialization(
            new ObjectMapper(ReadingModule.jsonFactory()).registerModule(new ReadingModule()),
            false);
    List.of(
            LanguageAgent.class,
            LanguageTool.class,
            PowerTool.class,
            Deployment.class,
            Service.class,
            ConfigMap.class)
        .forEach(type -> serialization.registerKubernetesResource(type));
    return serialization;
  }

  /** An object as a watch brings it. */
  static <T extends KubernetesResource> T watched(Class<T> type, String json) {
    WatchEvent event =
        SERIALIZATION.unmarshal(
            "{\"type\":\"MODIFIED\",\"object\":%s}".formatted(json), WatchEvent.class);
    return type.cast(event.getObject());
  }

  /** An object that is read by its name. */
  static <T> T read(Class<T> type, String json) {
    return SERIALIZATION.unmarshal(json, type);
  }

  static <T> T copy(T object) {
    return SERIALIZATION.clone(object);
  }

  /** What the client sees of a response that arrives in chunks of this many bytes. */
  static String lean(Shape shape, boolean list, String json, int chunk) {
    return lean(shape, list, json.getBytes(StandardCharsets.UTF_8), chunk);
  }

  /** The same of a response that may be compressed. */
  static String lean(Shape shape, boolean list, byte[] bytes, int chunk) {
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    InflatedBody body =
        new InflatedBody(
            new LeanBody(
                (buffers, all) -> buffers.forEach(buffer -> seen.writeBytes(buffer.array())),
                shape,
                list,
                ReadingModule.jsonFactory()));
    for (int from = 0; from < bytes.length; from += chunk) {
      consume(body, ByteBuffer.wrap(bytes, from, Math.min(chunk, bytes.length - from)));
    }
    return seen.toString(StandardCharsets.UTF_8);
  }

  private static void consume(AsyncBody.Consumer<List<ByteBuffer>> body, ByteBuffer chunk) {
    try {
      body.consume(List.of(chunk), new Arriving());
    } catch (java.io.IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The rest of a response that is still on its way. */
  private record Arriving(CompletableFuture<Void> done) implements AsyncBody {

    Arriving() {
      this(new CompletableFuture<>());
    }

    @Override
    public void consume() {}

    @Override
    public void cancel() {}
  }
}
