package io.langop.operator.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;

/**
 * A copy of some tokens of an object, given up as soon as it weighs more than it may. The weight
 * estimates the bytes that the tokens take in memory once they are read into a class.
 */
final class BoundedCopy {

  /** Bytes for each token beside its text. An entry of {@code env} has six tokens. */
  private static final int TOKEN = 32;

  private TokenBuffer tokens = new TokenBuffer(null, false);
  private int weight;
  private int bound;

  BoundedCopy(int bound) {
    this.bound = bound;
  }

  /** Copies the token at which the parser is. */
  void copy(JsonParser parser) throws IOException {
    if (add(TOKEN + textLength(parser))) {
      tokens.copyCurrentEvent(parser);
    }
  }

  /** Copies all of another copy, or gives up with it. */
  void append(BoundedCopy other) throws IOException {
    if (!other.isComplete()) {
      giveUp();
    } else if (add(other.weight)) {
      tokens.append(other.tokens);
    }
  }

  /** Adds a field that is not in the original. */
  void addNumber(String field, int number) throws IOException {
    if (add(TOKEN)) {
      tokens.writeNumberField(field, number);
    }
  }

  /**
   * Narrows the bound for what follows.
   *
   * @return the bound until now, to be restored with {@link #restore}
   */
  int narrow(int limit) {
    int before = bound;
    bound = (int) Math.min(bound, (long) weight + limit);
    return before;
  }

  void restore(int before) {
    bound = before;
  }

  void giveUp() {
    tokens = null;
  }

  /** Whether it is complete and weighs no more than this. */
  boolean fits(int most) {
    return isComplete() && weight <= most;
  }

  /** False once it was given up. */
  boolean isComplete() {
    return tokens != null;
  }

  /** What was copied. */
  TokenBuffer tokens() {
    return tokens;
  }

  private boolean add(int more) {
    if (tokens == null) {
      return false;
    }
    if (more > bound - weight) {
      giveUp();
      return false;
    }
    weight += more;
    return true;
  }

  private static int textLength(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.FIELD_NAME) {
      return parser.currentName().length();
    }
    return token == JsonToken.VALUE_STRING ? parser.getTextLength() : 0;
  }
}
