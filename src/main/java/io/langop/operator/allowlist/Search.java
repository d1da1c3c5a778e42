package io.langop.operator.allowlist;

import io.langop.operator.image.ImageReference;

/**
 * The search for an entry that allows one image in one namespace at one moment. Entries are met
 * from the least specific host to the most specific one, and the last that counts is remembered:
 * the one that allows, or what came closest to allowing.
 */
final class Search {

  private final ImageReference image;
  private final String namespace;
  private final long second;

  private boolean repositoriesListed;
  private AllowlistEntry allowing;
  private AllowlistEntry askingForDigest;
  private AllowlistEntry ended;
  private AllowlistEntry elsewhere;
  private AllowlistEntry single;

  /**
   * @param second of the moment, counted from 1970
   */
  Search(ImageReference image, String namespace, long second) {
    this.image = image;
    this.namespace = namespace == null ? "" : namespace;
    this.second = second;
  }

  String namespace() {
    return namespace;
  }

  /** An entry without conditions is about the image. */
  void allow(AllowlistEntry entry) {
    allowing = entry;
  }

  /** Whether an entry, which is about the image, allows it. */
  boolean meet(AllowlistEntry entry, EntryOptions options) {
    if (options.namespaces() != null && !options.namespaces().contains(namespace)) {
      meetElsewhere(entry);
      return false;
    }
    return meetHere(entry, options);
  }

  /** Whether an entry, which is about the image and the namespace, allows it. */
  boolean meetHere(AllowlistEntry entry, EntryOptions options) {
    if (options.hasEnded(second)) {
      ended = entry;
    } else if (options.digestRequired() && !image.hasDigest()) {
      askingForDigest = entry;
    } else {
      allowing = entry;
      return true;
    }
    return false;
  }

  /** An entry is about the image, but for other namespaces. */
  void meetElsewhere(AllowlistEntry entry) {
    if (!entry.options().hasEnded(second)) {
      elsewhere = entry;
    }
  }

  /**
   * The host is listed with paths.
   *
   * @param lastEnd when the last of these entries ends
   */
  void meetPaths(long lastEnd) {
    repositoriesListed |= lastEnd > second;
  }

  /** The image would be below an entry that is about a single repository of Docker Hub. */
  void meetSingle(AllowlistEntry entry) {
    single = entry;
  }

  /**
   * @param allowed the list for a person
   */
  Verdict verdict(String allowed) {
    if (allowing != null) {
      return new Verdict.Allowed(image, allowing);
    }
    return askingForDigest != null
        ? new Verdict.DigestRequired(image, askingForDigest)
        : new Verdict.Denied(image, repositoriesListed, allowed, nearest());
  }

  private NearMiss nearest() {
    if (ended != null) {
      return new NearMiss(NearMiss.Why.ENDED, ended);
    }
    if (elsewhere != null) {
      return new NearMiss(NearMiss.Why.OTHER_NAMESPACE, elsewhere);
    }
    return single != null ? new NearMiss(NearMiss.Why.SINGLE_REPOSITORY, single) : null;
  }
}
