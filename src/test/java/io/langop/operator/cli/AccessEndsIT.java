package io.langop.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.langop.operator.cli.Launcher.OnTerminal;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.LimitedUser;
import io.langop.operator.support.TcpProxy;
import io.langop.operator.support.Workloads;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A command that watches, and what it was allowed to see it by comes to its end. */
@ExtendWith(ClusterExtension.class)
@Tag("native")
class AccessEndsIT {

  private static final PolicyRule MAY_WATCH =
      new PolicyRuleBuilder()
          .withApiGroups("langop.io")
          .withResources("languageagents")
          .withVerbs("get", "list", "watch")
          .build();

  private static final Pattern TOKEN = Pattern.compile("token: \"?([^\"\\s]+)\"?");

  @TempDir private static Path directory;

  private static TestCluster cluster;
  private static TestNamespace namespace;
  private static Workloads workloads;
  private static URI server;

  @BeforeAll
  static void install(TestCluster started, TestNamespace own) {
    cluster = started;
    namespace = own;
    server = URI.create(cluster.adminClient().getConfiguration().getMasterUrl());
    OperatorInstall.shipped().apply(cluster);
    workloads = new Workloads(cluster.adminClient(), namespace.name());
    workloads.agent("first", "nginx:1");
  }

  @Test
  void aWatchEndsWithTheSentenceOfTheApiServerWhenItsRightEnds() {
    // Given
    LimitedUser user = reader("author");
    try (TcpProxy line = TcpProxy.to(server);
        OnTerminal watch = watch(line.kubeconfig(user.kubeconfig(), server))) {
      watch.await("first");

      // When
      user.mayNothing(namespace.name());
      awaitExit(user, 3);
      line.cut();
      line.resume();

      // Then
      assertThat(watch.awaitEnd()).isEqualTo(3);
      assertThat(watch.text())
          .contains("aictl: Forbidden: languageagents.langop.io is forbidden: ")
          .endsWith(". Ask an administrator for this right.\n");
    }
  }

  @Test
  void aWatchEndsWhenOnlyTheRightToWatchEnds() {
    // Given
    LimitedUser user = reader("lister");
    try (TcpProxy line = TcpProxy.to(server);
        OnTerminal watch = watch(line.kubeconfig(user.kubeconfig(), server))) {
      watch.await("first");

      // When
      user.mayNothing(namespace.name());
      awaitExit(user, 3);
      user.may(namespace.name(), new PolicyRuleBuilder(MAY_WATCH).withVerbs("get", "list").build());
      awaitExit(user, 0);
      line.cut();
      line.resume();

      // Then
      assertThat(watch.awaitEnd()).isEqualTo(3);
      assertThat(watch.text())
          .endsWith(
              "aictl: Forbidden: you may list objects of kind LanguageAgent, but not watch them."
                  + " Ask an administrator for this right.\n");
    }
  }

  @Test
  void aWatchOutlivesAnInterruptionAndEndsWhenTheClusterStaysAway() {
    // Given
    LimitedUser user = reader("visitor");
    try (TcpProxy line = TcpProxy.to(server);
        OnTerminal watch = watch(line.kubeconfig(user.kubeconfig(), server))) {
      watch.await("first");

      // When
      int attempts = line.attempts();
      line.cut();
      Eventually.assertThat(() -> assertThat(line.attempts()).isGreaterThan(attempts + 1));
      line.resume();
      workloads.agent("third", "nginx:1");

      // Then
      watch.await("third");

      // When
      line.cut();

      // Then
      assertThat(watch.awaitEnd()).isEqualTo(3);
      assertThat(watch.text()).contains("aictl: The cluster at ", " cannot be reached: ");
    }
  }

  @Test
  void aWatchContinuesWithTheNextTokenOfAPlugIn() throws IOException {
    // Given a plug-in that gives the token of one user
    Path credential = directory.resolve("credential.json");
    LimitedUser before = reader("before");
    LimitedUser after = reader("after");
    Launcher asBefore = direct(before); // has a token, which nobody gets once its account is gone
    give(credential, before);
    try (TcpProxy line = TcpProxy.to(server);
        OnTerminal watch = watch(withPlugIn(line, before, credential))) {
      watch.await("first");

      // When it gives that of another, and the first is not accepted any more
      give(credential, after);
      cluster
          .adminClient()
          .serviceAccounts()
          .inNamespace(namespace.name())
          .withName("before")
          .delete();
      Eventually.assertThat(
          () ->
              assertThat(asBefore.run("agent", "list").err())
                  .contains("does not accept your credentials"));
      line.cut();
      line.resume();
      workloads.agent("second", "nginx:1");

      // Then
      watch.await("second");
    }
  }

  /** A user who sees the agents already: the API server learns of roles through a watch. */
  private static LimitedUser reader(String name) {
    LimitedUser user =
        LimitedUser.create(cluster, namespace.name(), name).may(namespace.name(), MAY_WATCH);
    awaitExit(user, 0);
    return user;
  }

  /** Not through the line that a test cuts. */
  private static Launcher direct(LimitedUser user) {
    return new Launcher(directory).withKubeconfig(user.kubeconfig());
  }

  private static OnTerminal watch(Path kubeconfig) {
    return new Launcher(directory)
        .withKubeconfig(kubeconfig)
        .onTerminal("agent list --watch --no-color -n " + namespace.name());
  }

  private static void awaitExit(LimitedUser user, int code) {
    Launcher aictl = direct(user);
    Eventually.assertThat(
        () -> {
          int exit = aictl.run("agent", "list").exitCode();
          assertThat(exit == 3).isEqualTo(code == 3);
        });
  }

  private static void give(Path credential, LimitedUser user) throws IOException {
    Path written = Files.createTempFile(credential.getParent(), "credential", "");
    Files.writeString(
        written,
        """
        {"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential",
         "status": {"token": "%s"}}
        """
            .formatted(token(user.kubeconfig())));
    Files.move(written, credential, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Path withPlugIn(TcpProxy line, LimitedUser user, Path credential)
      throws IOException {
    Path kubeconfig = line.kubeconfig(user.kubeconfig(), server);
    String plugIn =
        "exec: {apiVersion: client.authentication.k8s.io/v1, command: cat, args: ['%s'],"
            + " interactiveMode: Never}";
    return Files.writeString(
        kubeconfig,
        TOKEN.matcher(Files.readString(kubeconfig)).replaceAll(plugIn.formatted(credential)));
  }

  private static String token(Path kubeconfig) throws IOException {
    Matcher token = TOKEN.matcher(Files.readString(kubeconfig));
    assertThat(token.find()).isTrue();
    return token.group(1);
  }
}
