package io.langop.operator.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes from one object what the operator keeps of it. One pass makes several copies, from the
 * richest to the poorest, and the first one that stays within its bounds is used. What none of them
 * keeps is skipped by the parser without being made into Java objects.
 */
final class Trimmer {

  /** Nothing that is kept nests deeper; skipping what does needs no stack. */
  private static final int MAX_DEPTH = 64;

  /** The largest element of an array whose elements are selected. */
  private static final int MAX_ELEMENT = 32 << 10;

  private static final String METADATA = "metadata";

  private final JsonParser parser;
  private final List<BoundedCopy> copies;

  private Trimmer(JsonParser parser, List<BoundedCopy> copies) {
    this.parser = parser;
    this.copies = copies;
  }

  /**
   * The tokens that are kept of the object at which the parser is. There are some for every object:
   * one that could not be read would end the list or watch that it comes in.
   *
   * @param parser at the start of the object, afterwards at its end
   */
  static TokenBuffer trim(JsonParser parser, Shape shape) throws IOException {
    Kept[] kept = shape.kept();
    List<BoundedCopy> copies =
        Stream.generate(() -> new BoundedCopy(Integer.MAX_VALUE)).limit(kept.length).toList();
    new Trimmer(parser, copies).object(kept, 0, false);
    return copies.stream()
        .filter(BoundedCopy::isComplete)
        .findFirst()
        .map(BoundedCopy::tokens)
        .orElseGet(() -> Identity.unknown(copies.size()));
  }

  private void value(Kept[] kept, int depth, boolean metadata) throws IOException {
    if (depth > MAX_DEPTH) {
      giveUp(kept);
      parser.skipChildren();
    } else if (parser.currentToken() == JsonToken.START_OBJECT) {
      object(kept, depth, metadata);
    } else if (parser.currentToken() == JsonToken.START_ARRAY) {
      array(kept, depth);
    } else {
      copy(kept);
    }
  }

  private void object(Kept[] kept, int depth, boolean metadata) throws IOException {
    copy(kept);
    if (metadata) {
      markPoorerCopies();
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      Kept[] below = field(kept, name);
      if (below == null) {
        parser.nextToken();
        parser.skipChildren();
      } else if (leavesOut(below)) {
        leaveOutIfLong(below);
      } else {
        int[] bounds = narrow(below);
        copy(below);
        parser.nextToken();
        value(below, depth + 1, depth == 0 && METADATA.equals(name));
        restore(bounds);
      }
    }
    copy(kept);
  }

  private static boolean leavesOut(Kept[] kept) {
    return Stream.of(kept)
        .anyMatch(one -> one != null && one.leavesOut() && !one.selectsElements());
  }

  /** Copies a field, if its value is a text, number or the like and no longer than it may be. */
  private void leaveOutIfLong(Kept[] kept) throws IOException {
    BoundedCopy field = new BoundedCopy(MAX_ELEMENT);
    field.copy(parser);
    if (parser.nextToken().isScalarValue()) {
      field.copy(parser);
    } else {
      parser.skipChildren();
      return;
    }
    for (int i = 0; i < kept.length; i++) {
      if (kept[i] != null && field.fits(kept[i].most())) {
        copies.get(i).append(field);
      }
    }
  }

  private void array(Kept[] kept, int depth) throws IOException {
    copy(kept);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (selectsElements(kept)) {
        element(kept, depth + 1);
      } else {
        value(kept, depth + 1, false);
      }
    }
    copy(kept);
  }

  /** Copies one element aside, since it may be its last field that tells whether it is kept. */
  private void element(Kept[] kept, int depth) throws IOException {
    BoundedCopy element = new BoundedCopy(MAX_ELEMENT);
    new Trimmer(parser, List.of(element)).value(new Kept[] {Kept.ALL}, depth, false);
    for (int i = 0; i < kept.length; i++) {
      if (kept[i] == null || kept[i].leavesOut() && !element.fits(kept[i].most())) {
        continue;
      }
      if (!element.isComplete() || kept[i].selects(element.tokens())) {
        copies.get(i).append(element);
      }
    }
  }

  private static boolean selectsElements(Kept[] kept) {
    for (Kept one : kept) {
      if (one != null && one.selectsElements()) {
        return true;
      }
    }
    return false;
  }

  /** What each copy keeps of a field; {@code null} when none keeps anything. */
  private Kept[] field(Kept[] kept, String name) {
    Kept[] below = new Kept[kept.length];
    boolean any = false;
    for (int i = 0; i < kept.length; i++) {
      if (kept[i] != null && copies.get(i).isComplete()) {
        below[i] = kept[i].field(name);
        any |= below[i] != null;
      }
    }
    return any ? below : null;
  }

  private void copy(Kept[] kept) throws IOException {
    for (int i = 0; i < kept.length; i++) {
      if (kept[i] != null) {
        copies.get(i).copy(parser);
      }
    }
  }

  private int[] narrow(Kept[] kept) {
    int[] before = new int[kept.length];
    for (int i = 0; i < kept.length; i++) {
      before[i] = copies.get(i).narrow(kept[i] == null ? Integer.MAX_VALUE : kept[i].limit());
    }
    return before;
  }

  private void restore(int[] bounds) {
    for (int i = 0; i < bounds.length; i++) {
      copies.get(i).restore(bounds[i]);
    }
  }

  private void giveUp(Kept[] kept) {
    for (int i = 0; i < kept.length; i++) {
      if (kept[i] != null) {
        copies.get(i).giveUp();
      }
    }
  }

  /** All copies but the richest say that they are not the whole object. */
  private void markPoorerCopies() throws IOException {
    for (int i = 1; i < copies.size(); i++) {
      copies.get(i).addNumber(Marks.TRIMMED, i);
    }
  }
}
