package io.langop.operator.reading;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;

/**
 * Parses whatever the API server stores: names of environment variables, for example, have no
 * bound, and stand as field names in {@code managedFields}. Names are remembered until the end of a
 * document, which makes it quick, and not beyond: authors of objects choose them, and an ordinary
 * factory keeps thousands for good.
 */
final class ForgetfulFactory extends JsonFactory {

  private static final long serialVersionUID = 1L;

  /** A factory for a few documents, to be thrown away after them. */
  static JsonFactory ofOneTime() {
    return new JsonFactoryBuilder()
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNameLength(Integer.MAX_VALUE)
                .maxStringLength(Integer.MAX_VALUE)
                .maxNumberLength(Integer.MAX_VALUE)
                .maxNestingDepth(Integer.MAX_VALUE)
                .build())
        .build();
  }

  @Override
  public JsonParser createParser(InputStream in) throws IOException {
    return forMapper(ofOneTime().createParser(in));
  }

  @Override
  public JsonParser createParser(String content) throws IOException {
    return forMapper(ofOneTime().createParser(content));
  }

  @Override
  public JsonParser createParser(byte[] data, int offset, int length) throws IOException {
    return forMapper(ofOneTime().createParser(data, offset, length));
  }

  @Override
  public JsonFactory copy() {
    return new ForgetfulFactory();
  }

  private JsonParser forMapper(JsonParser parser) {
    parser.setCodec(getCodec());
    return parser;
  }
}
