package io.langop.operator.support;

import java.nio.ByteBuffer;
import java.util.OptionalInt;

/** The first that a server says on a TLS connection, in plain text (RFC 8446, section 4.1.3). */
final class ServerHello {
  private static final byte HANDSHAKE_RECORD = 22;
  private static final int MESSAGE = 5; // after the header of the record
  private static final byte SERVER_HELLO = 2;
  private static final int HEADERS = MESSAGE + 4;
  private static final int VERSION_AND_RANDOM = 2 + 32;

  private ServerHello() {}

  /** The number of the cipher suite that the server chose; empty if the bytes are not a hello. */
  static OptionalInt cipherSuite(byte[] bytes, int length) {
    int session = HEADERS + VERSION_AND_RANDOM;
    if (length <= session || bytes[0] != HANDSHAKE_RECORD || bytes[MESSAGE] != SERVER_HELLO) {
      return OptionalInt.empty();
    }
    int suite = session + 1 + Byte.toUnsignedInt(bytes[session]);
    return suite + Short.BYTES > length
        ? OptionalInt.empty()
        : OptionalInt.of(Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort(suite)));
  }
}
