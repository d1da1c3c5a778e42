package io.langop.operator.reading;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.fabric8.kubernetes.client.http.AsyncBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The body of a response, of which the client sees only what the operator keeps. */
final class LeanBody implements AsyncBody.Consumer<List<ByteBuffer>> {

  /** Bytes of an object whose names are remembered until the end of the body. */
  private static final int SMALL = 64 << 10;

  private final AsyncBody.Consumer<List<ByteBuffer>> client;
  private final Shape shape;
  private final JsonFactory json;
  private final JsonFactory jsonOfSmall = ForgetfulFactory.ofOneTime();
  private final ItemScanner scanner;

  LeanBody(
      AsyncBody.Consumer<List<ByteBuffer>> client, Shape shape, boolean list, JsonFactory json) {
    this.client = client;
    this.shape = shape;
    this.json = json;
    this.scanner = new ItemScanner(list, this::trim);
  }

  @Override
  public void consume(List<ByteBuffer> arrived, AsyncBody body) throws Exception {
    ByteArrayOutputStream lean = new ByteArrayOutputStream();
    for (ByteBuffer buffer : arrived) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      scanner.scan(bytes, 0, bytes.length, lean);
    }
    client.consume(
        lean.size() == 0 ? List.of() : List.of(ByteBuffer.wrap(lean.toByteArray())), body);
  }

  /** A refused write is answered by an object of another kind, which stays as it is. */
  private void trim(byte[] object, int length, ByteArrayOutputStream out) throws IOException {
    JsonFactory factory = length > SMALL ? json : jsonOfSmall;
    try (JsonParser parser = factory.createParser(object, 0, length)) {
      parser.nextToken();
      ObjectHead head = ObjectHead.read(parser);
      boolean other = head.kind() != null && head.shape().filter(shape::equals).isEmpty();
      if (other) {
        out.write(object, 0, length);
        return;
      }
      try (TokenBuffer trimmed = Trimmer.trim(head.whole(), shape);
          JsonGenerator generator = json.createGenerator(out)) {
        trimmed.serialize(generator);
      }
    }
  }
}
