package io.langop.operator.bench;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The time to encipher 2 KiB, about one request or answer, with the JVM options of the image. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
public class CipherBenchmark {

  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  @Param({"AES/GCM/NoPadding", "ChaCha20-Poly1305"})
  String cipher;

  private final byte[] text = new byte[2048];
  private final byte[] out = new byte[text.length + TAG_BITS / Byte.SIZE];
  private Cipher instance;
  private SecretKeySpec key;
  private long number;

  @Setup
  public void setUp() throws GeneralSecurityException {
    instance = Cipher.getInstance(cipher);
    key =
        cipher.startsWith("AES")
            ? new SecretKeySpec(new byte[16], "AES")
            : new SecretKeySpec(new byte[32], "ChaCha20");
  }

  /** As for a record of TLS 1.3: with a nonce of its own. */
  @Benchmark
  public int encipher() throws GeneralSecurityException {
    byte[] nonce = ByteBuffer.allocate(NONCE).putLong(number++).array();
    instance.init(
        Cipher.ENCRYPT_MODE,
        key,
        cipher.startsWith("AES")
            ? new GCMParameterSpec(TAG_BITS, nonce)
            : new IvParameterSpec(nonce));
    return instance.doFinal(text, 0, text.length, out, 0);
  }
}
