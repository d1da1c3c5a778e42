package io.langop.operator.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import io.langop.operator.pod.TextPool;
import java.io.IOException;

/** Keeps equal texts of many objects once: conditions, labels and images say the same again. */
final class SharedTexts {
  private static final int PLACES = 1 << 12;

  /** Characters; about as long as a refusal that names twenty registries. */
  private static final int LONGEST = 512;

  private final TextPool pool = new TextPool(PLACES, LONGEST);

  /** See {@link TextPool#share}. */
  String share(String text) {
    return pool.share(text);
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
