package dev.syslab.solutions.sharding;

import dev.syslab.labs.sharding.Proxying;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends a request to a backend, and retries it if that can do no harm. What matters is not that it
 * failed, but how far it had got: if the connection was refused, nothing was sent; if it was lost,
 * nobody knows.
 */
public class BackendClient {
  private static final long PAUSE_MILLIS = 50;

  // This client does not repeat anything but GET and HEAD by itself; HttpURLConnection repeats
  // POST.
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Proxying.CONNECT_WITHIN).build();

  /** There is no answer; the status says why. */
  public static final class NoAnswer extends IOException {
    private static final long serialVersionUID = 1L;
    private final int status;

    public NoAnswer(int status, Throwable cause) {
      super(cause);
      this.status = status;
    }

    public int status() {
      return status;
    }
  }

  public HttpResponse<byte[]> send(HttpRequest request) throws NoAnswer {
    long end = System.nanoTime() + Proxying.CONNECT_WITHIN.toNanos();
    boolean again = mayRepeat(request);
    while (true) {
      try {
        return once(request);
      } catch (ConnectException | HttpConnectTimeoutException e) {
        if (System.nanoTime() > end) {
          throw new NoAnswer(503, e);
        }
        pause();
      } catch (TimeoutException e) {
        throw new NoAnswer(onSilence(), e);
      } catch (IOException e) {
        if (!again) {
          throw new NoAnswer(502, e);
        }
        again = false;
      }
    }
  }

  protected int onSilence() {
    return 504;
  }

  protected boolean mayRepeat(HttpRequest request) {
    return request.method().equals("GET") || request.method().equals("HEAD");
  }

  /** The bound is for the complete response; the request's own timeout covers only the headers. */
  private HttpResponse<byte[]> once(HttpRequest request) throws IOException, TimeoutException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, BodyHandlers.ofByteArray());
    try {
      return answer.get(Proxying.BACKEND_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      answer.cancel(true);
    }
  }

  private static void pause() throws NoAnswer {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswer(503, e);
    }
  }
}
