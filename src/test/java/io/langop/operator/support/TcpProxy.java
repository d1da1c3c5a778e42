package io.langop.operator.support;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * A line to the API server that a test can cut. It passes bytes on and understands none of them, so
 * TLS goes through from end to end; the certificate of an API server is valid for 127.0.0.1 and ::1
 * too.
 */
public final class TcpProxy implements AutoCloseable {
  private volatile InetSocketAddress target;
  private final String host;
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final Set<Integer> cipherSuites = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;
  private volatile long breaksOffAfter = Long.MAX_VALUE;
  private volatile long silentAfter = Long.MAX_VALUE;
  private boolean stalled;

  private TcpProxy(String host, InetSocketAddress target) throws IOException {
    this.host = host;
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getByName(host));
    startThread(this::accept);
  }

  /** A line to the API server of a kubeconfig. */
  public static TcpProxy to(URI server) {
    return listening("127.0.0.1", server);
  }

  /** A line to the API server of a kubeconfig whose near end has an IPv6 address. */
  public static TcpProxy ipv6To(URI server) {
    return listening("[::1]", server);
  }

  private static TcpProxy listening(String host, URI server) {
    try {
      return new TcpProxy(host, new InetSocketAddress(server.getHost(), server.getPort()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The near end, for a server that speaks TLS. */
  public URI address() {
    return URI.create("https://" + host + ":" + listener.getLocalPort());
  }

  /** A copy of {@code kubeconfig}, beside it, whose server is at the near end of this line. */
  public Path kubeconfig(Path kubeconfig, URI server) {
    try {
      String text = Files.readString(kubeconfig);
      String address = server.getScheme() + "://" + server.getAuthority();
      if (!text.contains(address)) {
        throw new IllegalArgumentException(kubeconfig + " does not name " + address);
      }
      Path copy = Files.createTempFile(kubeconfig.getParent(), "proxied-", ".kubeconfig");
      return Files.writeString(copy, text.replace(address, address().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Breaks every connection, and every new one at once, until {@link #resume}. */
  public void cut() {
    cut = true;
    open.forEach(TcpProxy::closeQuietly);
  }

  /**
   * Breaks every connection that has brought so many bytes from the server, in the middle of an
   * answer, until {@link #resume}.
   */
  public void breakOffAfter(long bytes) {
    breaksOffAfter = bytes;
  }

  /**
   * From every connection that has brought so many bytes from the server nothing comes any more, in
   * the middle of an answer, and nobody is told. {@link #resume} ends this for new connections.
   */
  public void silenceAfter(long bytes) {
    silentAfter = bytes;
  }

  /**
   * Swallows every byte until {@link #resume}, as a network does that has lost its way: connections
   * stay open, and nobody is told.
   */
  public synchronized void stall() {
    stalled = true;
  }

  /** Lets everything through again. */
  public synchronized void resume() {
    cut = false;
    breaksOffAfter = Long.MAX_VALUE;
    silentAfter = Long.MAX_VALUE;
    stalled = false;
    notifyAll();
  }

  private synchronized void awaitUnstalled() throws InterruptedIOException {
    while (stalled) {
      try {
        wait();
      } catch (InterruptedException e) {
        throw new InterruptedIOException();
      }
    }
  }

  /** Leads to another server from now on; what is connected is cut. */
  public void redirect(InetSocketAddress otherTarget) {
    target = otherTarget;
    open.forEach(TcpProxy::closeQuietly);
  }

  /** How many connections were tried so far. */
  public int attempts() {
    return accepted.get();
  }

  /** The numbers of the TLS cipher suites that the server chose for connections so far. */
  public Set<Integer> cipherSuites() {
    return Set.copyOf(cipherSuites);
  }

  @Override
  public void close() {
    closeQuietly(listener);
    resume();
    cut();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket near = listener.accept();
        accepted.incrementAndGet();
        startThread(() -> connect(near));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void connect(Socket near) {
    Socket far = new Socket();
    try (near;
        far) {
      open.add(near);
      open.add(far);
      if (cut) {
        return;
      }
      far.connect(target);
      startThread(() -> bring(far, near));
      copy(near, far, () -> Long.MAX_VALUE);
    } catch (IOException e) {
      // The far end is down: to the near end that is a broken connection.
    } finally {
      open.remove(near);
      open.remove(far);
    }
  }

  private void bring(Socket far, Socket near) {
    long brought = copy(far, near, () -> Math.min(breaksOffAfter, silentAfter));
    if (brought < silentAfter) {
      closeQuietly(near);
      closeQuietly(far);
    }
  }

  /** Copies until either end has closed, or so many bytes are copied; returns how many. */
  private long copy(Socket from, Socket to, LongSupplier limit) {
    long copied = 0;
    try {
      InputStream input = from.getInputStream();
      OutputStream output = to.getOutputStream();
      byte[] buffer = new byte[16_384];
      for (int length; copied < limit.getAsLong() && (length = input.read(buffer)) >= 0; ) {
        awaitUnstalled();
        if (copied == 0) {
          ServerHello.cipherSuite(buffer, length).ifPresent(cipherSuites::add);
        }
        output.write(buffer, 0, length);
        copied += length;
      }
    } catch (IOException e) {
      // Either end has closed; so does the other now.
    }
    return copied;
  }

  private static void startThread(Runnable work) {
    Thread thread = new Thread(work, "tcp-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is not needed any more, in whatever state it is.
    }
  }
}
