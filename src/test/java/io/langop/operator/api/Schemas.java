package io.langop.operator.api;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.langop.operator.testcluster.ProjectDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The schemas of the committed CRDs, place by place. */
final class Schemas {

  /**
   * A place in a schema.
   *
   * @param steps names of fields, {@code []} for the items of a list, {@code {}} for the values of
   *     a map
   */
  record Place(List<String> steps, JSONSchemaProps schema) {

    String path() {
      return String.join(".", steps).replace(".[]", "[]").replace(".{}", "{}");
    }

    private Place child(String step, JSONSchemaProps child) {
      List<String> longer = new ArrayList<>(steps);
      longer.add(step);
      return new Place(List.copyOf(longer), child);
    }
  }

  private Schemas() {}

  /** The CRDs as an administrator gets them. */
  static List<CustomResourceDefinition> crds() {
    Path directory = ProjectDirectory.root().resolve("helm/files/crds");
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().map(Schemas::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The schema of a CRD's only version. */
  static JSONSchemaProps schema(CustomResourceDefinition crd) {
    return crd.getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema();
  }

  /** All places below a field of the root, such as {@code spec}, parents first. */
  static List<Place> places(CustomResourceDefinition crd, String field) {
    List<Place> places = new ArrayList<>();
    collect(new Place(List.of(field), schema(crd).getProperties().get(field)), places);
    return places;
  }

  private static void collect(Place place, List<Place> places) {
    places.add(place);
    JSONSchemaProps schema = place.schema();
    if (schema.getProperties() != null) {
      for (Map.Entry<String, JSONSchemaProps> property : schema.getProperties().entrySet()) {
        collect(place.child(property.getKey(), property.getValue()), places);
      }
    }
    if (schema.getItems() != null) {
      collect(place.child("[]", schema.getItems().getSchema()), places);
    }
    if (schema.getAdditionalProperties() != null
        && schema.getAdditionalProperties().getSchema() != null) {
      collect(place.child("{}", schema.getAdditionalProperties().getSchema()), places);
    }
  }

  private static CustomResourceDefinition read(Path file) {
    try {
      return Serialization.unmarshal(Files.readString(file), CustomResourceDefinition.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
