package io.langop.operator.reading;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Finds the objects in a response while it arrives: the items of a list one by one, or the one
 * object that the response is. Only one object is in memory at a time, however many the response
 * has.
 */
final class ItemScanner {

  /** Puts something in the place of the bytes of an object. */
  @FunctionalInterface
  interface Replacement {
    void replace(byte[] buffer, int length, ByteArrayOutputStream out) throws IOException;
  }

  /** Gives access to its bytes without a copy. */
  private static final class Item extends ByteArrayOutputStream {
    void replaceBy(Replacement replacement, ByteArrayOutputStream out) throws IOException {
      replacement.replace(buf, count, out);
      reset();
    }
  }

  /** With the quotation mark at its end. */
  private static final String ITEMS = "items\"";

  /** More than that of a chunk is not needed to tell a key from this one. */
  private static final int MAX_KEY = 16;

  /** Deep enough for the items: in the list, and in its array. */
  private static final int DEPTH_OF_ITEMS = 2;

  private final boolean list;
  private final Replacement replacement;
  private final Item item = new Item();
  private final ByteArrayOutputStream key = new ByteArrayOutputStream();

  private int depth;
  private int depthOfItem;
  private boolean inItems;
  private boolean inString;
  private boolean escaped;

  /**
   * @param list whether the response is a list of objects or an object
   */
  ItemScanner(boolean list, Replacement replacement) {
    this.list = list;
    this.replacement = replacement;
  }

  /** Takes the next bytes of the response and gives what is ready of the new one. */
  void scan(byte[] chunk, int from, int to, ByteArrayOutputStream out) throws IOException {
    int begin = from;
    for (int i = from; i < to; i++) {
      if (inString) {
        i = string(chunk, i, to) - 1;
        continue;
      }
      byte b = chunk[i];
      if (b == '"') {
        inString = true;
        key.reset();
      } else if (b == '{' || b == '[') {
        if (depthOfItem == 0 && beginsItem(b)) {
          out.write(chunk, begin, i - begin);
          begin = i;
          depthOfItem = depth + 1;
        }
        inItems |= b == '[' && depth == 1 && ITEMS.equals(key.toString(StandardCharsets.UTF_8));
        depth++;
      } else if (b == '}' || b == ']') {
        if (depthOfItem == depth && depthOfItem > 0) {
          item.write(chunk, begin, i + 1 - begin);
          begin = i + 1;
          depthOfItem = 0;
          item.replaceBy(replacement, out);
        }
        depth--;
        inItems &= depth >= DEPTH_OF_ITEMS;
      }
    }
    (depthOfItem == 0 ? out : item).write(chunk, begin, to - begin);
  }

  private boolean beginsItem(byte b) {
    return b == '{' && (list ? inItems && depth == DEPTH_OF_ITEMS : depth == 0);
  }

  /** Most of a response is strings, so this loop is the one that has to be quick. */
  private int string(byte[] chunk, int from, int to) {
    int i = from;
    if (escaped) {
      escaped = false;
      i++;
    }
    while (i < to) {
      byte b = chunk[i++];
      if (b == '"') {
        inString = false;
        break;
      }
      if (b == '\\') {
        if (i == to) {
          escaped = true;
        }
        i++;
      }
    }
    int end = Math.min(i, to);
    if (depth == 1 && list) {
      key.write(chunk, from, Math.min(end - from, MAX_KEY));
    }
    return end;
  }
}
