package io.langop.operator.image;

/** Says why the component before the first slash is no registry, though it looks like one. */
final class InvalidHostReason {

  private InvalidHostReason() {}

  static String of(String registry) {
    String subject = "the registry '" + VisibleText.of(registry) + "' ";
    return subject + (registry.startsWith("[") ? ofIpv6(registry) : ofName(registry));
  }

  private static String ofIpv6(String registry) {
    if (registry.indexOf('%') >= 0) {
      return "has an IPv6 zone, which is not allowed";
    }
    return "is not of the form [IPv6 address] or [IPv6 address]:port";
  }

  private static String ofName(String registry) {
    int colon = registry.indexOf(':');
    if (colon != registry.lastIndexOf(':')) {
      return "has more than one ':' (an IPv6 address is written in brackets)";
    }
    String host = colon < 0 ? registry : registry.substring(0, colon);
    if (host.isEmpty()) {
      return "has no host before ':'";
    }
    if (host.endsWith(".")) {
      return "ends with a dot";
    }
    if (host.indexOf('_') >= 0) {
      return "has an underscore, which no host name has";
    }
    if (host.startsWith(".") || host.contains("..")) {
      return "has an empty label";
    }
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c != '.' && c != '-' && !ReferenceCharacters.isAlphanumeric(c)) {
        return "contains " + VisibleText.quote(c);
      }
    }
    return ReferenceScanner.isHost(host, host.length())
        ? "has a port that is not a number"
        : "has a label that begins or ends with '-'";
  }
}
