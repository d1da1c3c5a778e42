package io.langop.operator.reading;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.compression.ZlibCodecFactory;
import io.netty.handler.codec.compression.ZlibWrapper;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of a response that the API server may have compressed: it does so from 128 KiB on, and
 * only when asked. Objects of one kind compress to a tenth or less, and deciphering the rest would
 * take most of the processor time of a start among many objects.
 */
final class InflatedBody implements AsyncBody.Consumer<List<ByteBuffer>> {

  /** The first byte of gzip (RFC 1952); no JSON begins with it. */
  private static final byte GZIP = 0x1f;

  /** Bytes that one buffer can become at the most: TLS passes on 16 KiB, gzip makes that 17 MiB. */
  private static final int MAX_INFLATED = 32 << 20;

  private final AsyncBody.Consumer<List<ByteBuffer>> reader;
  private boolean begun;
  private EmbeddedChannel inflater;

  InflatedBody(AsyncBody.Consumer<List<ByteBuffer>> reader) {
    this.reader = reader;
  }

  @Override
  public void consume(List<ByteBuffer> arrived, AsyncBody body) throws Exception {
    for (ByteBuffer buffer : arrived) {
      if (!begun && buffer.hasRemaining()) {
        begun = true;
        if (buffer.get(buffer.position()) == GZIP) {
          EmbeddedChannel channel =
              new EmbeddedChannel(ZlibCodecFactory.newZlibDecoder(ZlibWrapper.GZIP, MAX_INFLATED));
          body.done().whenComplete((nothing, failure) -> channel.finishAndReleaseAll());
          inflater = channel;
        }
      }
      if (inflater != null) {
        inflater.writeInbound(Unpooled.wrappedBuffer(buffer));
      }
    }
    reader.consume(inflater == null ? arrived : inflated(), body);
  }

  private List<ByteBuffer> inflated() {
    List<ByteBuffer> inflated = new ArrayList<>();
    for (ByteBuf next = inflater.readInbound(); next != null; next = inflater.readInbound()) {
      inflated.add(ByteBuffer.wrap(ByteBufUtil.getBytes(next)));
      next.release();
    }
    return inflated;
  }
}
