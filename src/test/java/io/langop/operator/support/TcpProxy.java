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

/**
 * A line to the API server that a test can cut. It passes bytes on and understands none of them, so
 * TLS goes through from end to end; the certificate of an API server is valid for 127.0.0.1 too.
 */
public final class TcpProxy implements AutoCloseable {
  private volatile InetSocketAddress target;
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private volatile boolean cut;
  private boolean stalled;

  private TcpProxy(InetSocketAddress target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    startThread(this::accept);
  }

  /** A line to the API server of a kubeconfig. */
  public static TcpProxy to(URI server) {
    try {
      return new TcpProxy(new InetSocketAddress(server.getHost(), server.getPort()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
      return Files.writeString(
          copy, text.replace(address, "https://127.0.0.1:" + listener.getLocalPort()));
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
   * Swallows every byte until {@link #resume}, as a network does that has lost its way: connections
   * stay open, and nobody is told.
   */
  public synchronized void stall() {
    stalled = true;
  }

  /** Lets everything through again. */
  public synchronized void resume() {
    cut = false;
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
    try (near;
        Socket far = new Socket()) {
      open.add(near);
      open.add(far);
      if (cut) {
        return;
      }
      far.connect(target);
      startThread(() -> copy(far, near));
      copy(near, far);
    } catch (IOException e) {
      // The far end is down: to the near end that is a broken connection.
    } finally {
      open.remove(near);
    }
  }

  private void copy(Socket from, Socket to) {
    try (from;
        to) {
      InputStream input = from.getInputStream();
      OutputStream output = to.getOutputStream();
      byte[] buffer = new byte[16_384];
      for (int length; (length = input.read(buffer)) >= 0; ) {
        awaitUnstalled();
        output.write(buffer, 0, length);
      }
    } catch (IOException e) {
      // Either end has closed; so does the other now.
    } finally {
      open.remove(from);
    }
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
