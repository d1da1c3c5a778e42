package io.langop.operator.support;

import io.langop.operator.config.OperatorConfig;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** The configuration as Quarkus reads it from environment variables, without Quarkus. */
public final class EnvironmentConfig {
  private static final int ORDINAL = 300;

  private EnvironmentConfig() {}

  /** What these variables and the defaults make. */
  public static OperatorConfig of(Map<String, String> variables) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .addDefaultInterceptors()
        .withSources(new EnvConfigSource(variables, ORDINAL))
        .withMapping(OperatorConfig.class)
        .build()
        .getConfigMapping(OperatorConfig.class);
  }
}
