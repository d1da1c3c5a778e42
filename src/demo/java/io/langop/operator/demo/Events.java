package io.langop.operator.demo;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The events of one object after another: who did what. */
final class Events {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Stage stage;

  Events(Stage stage) {
    this.stage = stage;
  }

  /** Shows the events on an object once there are those with these reasons, each as often. */
  void show(String namespace, String name, List<String> reasons) {
    Expect.eventually(
        "there are events %s on '%s'".formatted(reasons, name),
        LIMIT,
        () -> reasonsSeen(namespace, name),
        seen ->
            reasons.stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .allMatch(
                    wanted ->
                        seen.stream().filter(wanted.getKey()::equals).count()
                            >= wanted.getValue()));
    stage
        .kubectl()
        .run(
            "get",
            "events",
            "-n",
            namespace,
            "--field-selector",
            "involvedObject.name=" + name,
            "--sort-by=.lastTimestamp",
            "-o",
            "custom-columns=TYPE:.type,REASON:.reason,MESSAGE:.message");
  }

  private List<String> reasonsSeen(String namespace, String name) {
    return stage
        .client()
        .v1()
        .events()
        .inNamespace(namespace)
        .withField("involvedObject.name", name)
        .list()
        .getItems()
        .stream()
        .map(event -> event.getReason())
        .toList();
  }
}
