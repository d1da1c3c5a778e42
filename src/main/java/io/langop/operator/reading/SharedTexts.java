package io.langop.operator.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;

/**
 * Keeps equal texts of many objects once: conditions, labels and images say the same again and
 * again. It remembers a bounded number of texts of a bounded length, whatever is read, and forgets
 * one when another falls into its place.
 */
final class SharedTexts {
  private static final int PLACES = 1 << 12;

  /** Characters; about as long as a refusal that names twenty registries. */
  private static final int LONGEST = 512;

  // Written without a lock: a text that another thread does not see is at worst kept twice.
  private final String[] texts = new String[PLACES];

  /** A text that equals {@code text}, the same for many calls. */
  String share(String text) {
    if (text == null || text.length() > LONGEST) {
      return text;
    }
    int hash = text.hashCode() * 0x9E3779B9;
    int place = hash >>> Integer.numberOfLeadingZeros(PLACES - 1);
    String known = texts[place];
    if (text.equals(known)) {
      return known;
    }
    texts[place] = text;
    return text;
  }

  /** Reads values. */
  final class Values extends StdScalarDeserializer<String> {
    private static final long serialVersionUID = 1L;

    Values() {
      super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return share(StringDeserializer.instance.deserialize(parser, context));
    }
  }

  /** Reads the keys of maps. */
  final class Keys extends KeyDeserializer {

    @Override
    public Object deserializeKey(String key, DeserializationContext context) {
      return share(key);
    }
  }
}
