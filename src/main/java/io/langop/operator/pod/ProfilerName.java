package io.langop.operator.pod;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of the ephemeral containers that the operator adds to pods, one for each run. */
public final class ProfilerName {

  private static final String PREFIX = "profiler-";
  private static final Pattern NAME =
      Pattern.compile(PREFIX + "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-[0-9]+");

  private ProfilerName() {}

  /**
   * The name for a run, the same however often it is tried.
   *
   * @param uid of the PowerTool
   * @param generation of the PowerTool
   */
  public static String of(String uid, long generation) {
    return PREFIX + uid + "-" + generation;
  }

  /** The uid of the PowerTool whose run a container has its name from; empty for other names. */
  public static Optional<String> uid(String container) {
    Matcher matcher = NAME.matcher(container);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
