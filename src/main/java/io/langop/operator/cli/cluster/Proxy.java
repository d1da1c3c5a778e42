package io.langop.operator.cli.cluster;

import io.fabric8.kubernetes.client.Config;
import io.langop.operator.cli.session.Session;
import java.util.Arrays;
import java.util.Locale;

/** Takes a proxy from where kubectl takes it. */
final class Proxy {

  private Proxy() {}

  static void apply(Config config, KubeContext context, Session session) {
    String own = StoredResource.text(context.cluster(), "proxy-url");
    if (!own.isEmpty()) {
      config.setHttpProxy(own);
      config.setHttpsProxy(own);
      return;
    }
    config.setHttpProxy(variable(session, "HTTP_PROXY"));
    config.setHttpsProxy(variable(session, "HTTPS_PROXY"));
    String direct = variable(session, "NO_PROXY");
    if (direct != null) {
      config.setNoProxy(
          Arrays.stream(direct.split("[\\s,]+"))
              .filter(host -> !host.isEmpty())
              .toArray(String[]::new));
    }
  }

  private static String variable(Session session, String name) {
    String upper = session.variable(name);
    return upper != null ? upper : session.variable(name.toLowerCase(Locale.ROOT));
  }
}
