package io.langop.operator.cli.status;

import io.langop.operator.api.condition.WorkloadCondition;
import io.langop.operator.cli.cluster.StoredResource;
import io.langop.operator.cli.cluster.StoredResource.Condition;
import io.langop.operator.cli.output.Listing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How agents and tools are shown.
 *
 * @param namespaces whether resources of several namespaces are shown
 */
record WorkloadListing(boolean namespaces) implements Listing<Report> {

  @Override
  public List<Column<Report>> columns() {
    List<Column<Report>> columns = new ArrayList<>();
    if (namespaces) {
      columns.add(Column.of("NAMESPACE", row -> row.resource().namespace()));
    }
    columns.add(Column.of("NAME", row -> row.resource().name()));
    columns.add(Column.of("STATE", Report::state, Report::level));
    columns.add(Column.of("PHASE", Report::phase));
    columns.add(Column.of("IMAGE", row -> row.resource().spec("image")));
    columns.add(Column.of("AGE", row -> Ages.of(row.resource().created(), Instant.now())));
    columns.add(Column.wide("READY", row -> dash(row.resource().status("readyReplicas"))));
    columns.add(Column.wide("RUNNING IMAGE", row -> dash(row.resource().status("image"))));
    columns.add(
        Column.wide(
            "REASON",
            row -> dash(row.resource().condition(WorkloadCondition.ImageValidated).reason())));
    columns.add(
        Column.wide(
            "SINCE",
            row ->
                Ages.of(
                    row.resource().condition(WorkloadCondition.ImageValidated).since(),
                    Instant.now())));
    return columns;
  }

  static String dash(String text) {
    return text.isEmpty() ? "-" : text;
  }

  @Override
  public Map<String, Object> tree(Report item) {
    StoredResource resource = item.resource();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", resource.kind().kind());
    tree.put("namespace", resource.namespace());
    tree.put("name", resource.name());
    tree.put("state", item.state());
    tree.put("healthy", item.good());
    tree.put("phase", item.phase());
    tree.put("image", resource.spec("image"));
    tree.put("runningImage", absent(resource.status("image")));
    tree.put("readyReplicas", number(resource.status("readyReplicas")));
    tree.put("endpoint", absent(resource.status("endpoint")));
    tree.put("created", absent(resource.created()));
    tree.put("summary", item.headline());
    tree.put("details", item.details());
    tree.put("next", item.nextCommands());
    tree.put("imageValidated", condition(resource.condition(WorkloadCondition.ImageValidated)));
    tree.put("ready", condition(resource.condition(WorkloadCondition.Ready)));
    return tree;
  }

  static Map<String, Object> condition(Condition condition) {
    if (!condition.exists()) {
      return null;
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("status", condition.status());
    tree.put("reason", condition.reason());
    tree.put("message", condition.message());
    tree.put("since", absent(condition.since()));
    return tree;
  }

  static String absent(String text) {
    return text.isEmpty() ? null : text;
  }

  static Long number(String text) {
    try {
      return text.isEmpty() ? null : Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  @Override
  public String name(Report item) {
    return item.resource().kind().singular() + "/" + item.resource().name();
  }
}
