package io.langop.operator.allowlist;

/**
 * A hash table that is asked for slices of a text, so that looking up every suffix of a host or
 * every parent of a path copies nothing. The caller computes the hash while it walks over the text:
 * suffixes from the end, prefixes from the start. Letter case does not count; keys are lower case.
 *
 * @param <V> what a key stands for
 */
final class SliceTable<V> {

  private static final int MULTIPLIER = 0x01000193;
  private static final int EMPTY = 0;

  private final int seed;

  /** Hashes lie side by side: most misses end here without touching a key. */
  private int[] hashes = new int[4];

  private String[] keys = new String[4];
  private Object[] values = new Object[4];
  private int size;

  /**
   * @param seed where every hash starts; when nobody can know it, nobody can write a list of keys
   *     that all fall into one slot
   */
  SliceTable(int seed) {
    this.seed = seed;
  }

  /** The hash of an empty slice. */
  int start() {
    return seed;
  }

  /** The hash of a slice that is one character longer than the one with the given hash. */
  static int extend(int hash, char c) {
    return (hash ^ Ascii.lower(c)) * MULTIPLIER;
  }

  int hashFromEnd(String text) {
    int hash = seed;
    for (int i = text.length() - 1; i >= 0; i--) {
      hash = extend(hash, text.charAt(i));
    }
    return hash;
  }

  int hashFromStart(String text) {
    int hash = seed;
    for (int i = 0; i < text.length(); i++) {
      hash = extend(hash, text.charAt(i));
    }
    return hash;
  }

  /** Null when there is no such key. */
  @SuppressWarnings("unchecked")
  V get(String text, int from, int to, int hash) {
    return (V) values[slot(text, from, to, stored(hash))];
  }

  /** Replaces nothing: a key is put once. */
  void put(String key, int hash, V value) {
    if (size * 2 >= keys.length) {
      grow();
    }
    int slot = slot(key, 0, key.length(), stored(hash));
    hashes[slot] = stored(hash);
    keys[slot] = key;
    values[slot] = value;
    size++;
  }

  /** The slot of the key, or the free slot where it would go. */
  private int slot(String text, int from, int to, int stored) {
    int mask = hashes.length - 1;
    int slot = home(stored);
    while (hashes[slot] != EMPTY
        && !(hashes[slot] == stored && isSlice(keys[slot], text, from, to))) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static boolean isSlice(String key, String text, int from, int to) {
    if (key.length() != to - from) {
      return false;
    }
    for (int i = 0; i < key.length(); i++) {
      if (key.charAt(i) != Ascii.lower(text.charAt(from + i))) {
        return false;
      }
    }
    return true;
  }

  private void grow() {
    int[] oldHashes = hashes;
    String[] oldKeys = keys;
    Object[] oldValues = values;
    hashes = new int[oldKeys.length * 2];
    keys = new String[oldKeys.length * 2];
    values = new Object[oldKeys.length * 2];
    for (int old = 0; old < oldKeys.length; old++) {
      if (oldHashes[old] != EMPTY) {
        int slot = home(oldHashes[old]);
        while (hashes[slot] != EMPTY) {
          slot = (slot + 1) & (hashes.length - 1);
        }
        hashes[slot] = oldHashes[old];
        keys[slot] = oldKeys[old];
        values[slot] = oldValues[old];
      }
    }
  }

  private static int stored(int hash) {
    return hash == EMPTY ? 1 : hash;
  }

  /** Multiplies by the golden ratio and keeps the high bits: similar names lie far apart. */
  private int home(int stored) {
    return (stored * 0x9E3779B9) >>> (Integer.numberOfLeadingZeros(hashes.length) + 1);
  }

  /** The most slots that any lookup can visit. */
  int longestRun() {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < hashes.length * 2; i++) {
      run = hashes[i & (hashes.length - 1)] == EMPTY ? 0 : run + 1;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
