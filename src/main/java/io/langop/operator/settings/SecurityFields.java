package io.langop.operator.settings;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The fields of a container's security context, with the rules that the API server has for them,
 * see its package {@code pkg/apis/core/validation}, and those that a kubelet has.
 */
final class SecurityFields {

  private static final String LOCALHOST = "Localhost";
  private static final String PREFIX = "CAP_";
  private static final int MAX_PATH = 255;

  /** Those of Linux, see capabilities(7), without their prefix. */
  private static final Set<String> CAPABILITIES =
      Set.of(
          ("ALL AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF CHECKPOINT_RESTORE CHOWN"
                  + " DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID IPC_LOCK IPC_OWNER KILL LEASE"
                  + " LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN NET_BIND_SERVICE"
                  + " NET_BROADCAST NET_RAW PERFMON SETFCAP SETGID SETPCAP SETUID SYS_ADMIN SYS_BOOT"
                  + " SYS_CHROOT SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE"
                  + " SYS_TIME SYS_TTY_CONFIG SYSLOG WAKE_ALARM")
              .split(" "));

  private static final Value<?> CAPABILITY_LIST =
      Value.list(Value.text(64).checked(SecurityFields::capability), CAPABILITIES.size())
          .checked(SecurityFields::distinct);

  private static final Value<?> PROFILE =
      Value.object(
              fields(
                  "type", Value.oneOf("RuntimeDefault", "Unconfined", LOCALHOST),
                  "localhostProfile", Value.text(MAX_PATH)))
          .checked(SecurityFields::profile);

  static final Value<Map<String, Object>> CONTEXT =
      Value.object(
              fields(
                  "allowPrivilegeEscalation", Value.bool(),
                  "appArmorProfile", PROFILE,
                  "capabilities",
                      Value.object(fields("add", CAPABILITY_LIST, "drop", CAPABILITY_LIST)),
                  "privileged", Value.bool(),
                  "procMount", Value.oneOf("Default", "Unmasked"),
                  "readOnlyRootFilesystem", Value.bool(),
                  "runAsGroup", Value.whole(Integer.MAX_VALUE),
                  "runAsNonRoot", Value.bool(),
                  "runAsUser", Value.whole(Integer.MAX_VALUE),
                  "seLinuxOptions",
                      Value.object(
                          fields(
                              "level", Value.text(MAX_PATH),
                              "role", Value.text(MAX_PATH),
                              "type", Value.text(MAX_PATH),
                              "user", Value.text(MAX_PATH))),
                  "seccompProfile", PROFILE))
          .checked(SecurityFields::together);

  private SecurityFields() {}

  /** Names and values by turns. */
  static Map<String, Value<?>> fields(Object... namesAndValues) {
    Map<String, Value<?>> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], (Value<?>) namesAndValues[i + 1]);
    }
    return fields;
  }

  private static String capability(String name, String path) {
    if (CAPABILITIES.contains(name)) {
      return null;
    }
    return name.startsWith(PREFIX) && CAPABILITIES.contains(name.substring(PREFIX.length()))
        ? "%s must be written without CAP_".formatted(path)
        : "%s is no capability of Linux, such as SYS_PTRACE".formatted(path);
  }

  private static String distinct(List<String> names, String path) {
    return new HashSet<>(names).size() == names.size()
        ? null
        : "%s names a capability twice".formatted(path);
  }

  private static String profile(Map<String, Object> profile, String path) {
    Object type = profile.get("type");
    Object file = profile.get("localhostProfile");
    if (type == null) {
      return "%s needs a type".formatted(path);
    }
    if (type.equals(LOCALHOST) == (file == null)) {
      return "%s needs localhostProfile with the type Localhost, and only with it".formatted(path);
    }
    boolean inside =
        file == null
            || !file.toString().isBlank()
                && !file.toString().startsWith("/")
                && !List.of(file.toString().split("/")).contains("..");
    return inside ? null : "%s.localhostProfile must be a path below the node's".formatted(path);
  }

  private static String together(Map<String, Object> context, String path) {
    boolean noEscalation = Boolean.FALSE.equals(context.get("allowPrivilegeEscalation"));
    if (noEscalation && Boolean.TRUE.equals(context.get("privileged"))) {
      return "%s cannot be privileged with allowPrivilegeEscalation false".formatted(path);
    }
    if (Boolean.TRUE.equals(context.get("runAsNonRoot"))
        && Long.valueOf(0).equals(context.get("runAsUser"))) {
      return "%s cannot have runAsNonRoot true and runAsUser 0".formatted(path);
    }
    return null;
  }
}
