package dev.clew.plugins.httpurlconnection;

import dev.clew.plugin.Enter;
import dev.clew.plugin.Entered;
import dev.clew.plugin.Exit;
import dev.clew.plugin.Plugin;
import dev.clew.plugin.Returned;
import dev.clew.plugin.Self;
import dev.clew.plugin.Slot;
import dev.clew.plugin.Thrown;
import dev.clew.plugin.http.HttpClientSpans;
import java.net.HttpURLConnection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Client spans for {@link HttpURLConnection}: one per exchange, from the first call that opens it
 * to its status or failure, redirects included. Not covered: a request whose status is never read.
 */
@Plugin(name = "http-url-connection", group = "http-client")
public final class HttpUrlConnection extends HttpClientSpans<Exchange, Exchange> {

  private static final String HTTP = "sun.net.www.protocol.http.HttpURLConnection";
  private static final String HTTPS =
      "sun.net.www.protocol.https.AbstractDelegateHttpsURLConnection";
  private static final HttpUrlConnection SPANS = new HttpUrlConnection();
  private static final Slot<HttpURLConnection, Exchange> EXCHANGE =
      Slot.on(HttpURLConnection.class, "exchange");

  @Enter(
      type = {HTTP, HTTPS},
      method = "connect",
      args = {})
  public static Object connecting(@Self HttpURLConnection connection) {
    return open(connection, false);
  }

  @Enter(
      type = HTTP,
      method = "getOutputStream",
      args = {})
  public static Object writing(@Self HttpURLConnection connection) {
    return open(connection, true);
  }

  @Exit({"connecting", "writing"})
  public static void opened(@Entered Object exchange, @Thrown Throwable error) {
    if (error != null) {
      end((Exchange) exchange, error);
    }
  }

  @Enter(
      type = HTTP,
      method = "getInputStream",
      args = {})
  public static @Nullable Object reading(@Self HttpURLConnection connection) {
    Exchange exchange = open(connection, false);
    if (exchange.reading) {
      return null;
    }
    exchange.reading = true;
    return exchange;
  }

  @Exit("reading")
  public static void read(@Entered Object entered, @Thrown Throwable error) {
    Exchange exchange = (Exchange) entered;
    exchange.reading = false;
    // A status of 400 and above is thrown as well, but the status is what happened.
    end(exchange, exchange.status > 0 ? null : error);
  }

  @Exit(
      type = "java.net.HttpURLConnection",
      method = "getResponseCode",
      args = {})
  public static void status(@Self HttpURLConnection connection, @Returned int status) {
    Exchange exchange = EXCHANGE.get(connection);
    if (exchange != null && status > 0) {
      exchange.status = status;
    }
  }

  @Exit(
      type = HTTP,
      method = "disconnect",
      args = {})
  public static void disconnected(@Self HttpURLConnection connection) {
    Exchange exchange = EXCHANGE.get(connection);
    if (exchange != null && !exchange.reading) {
      end(exchange, null);
    }
  }

  private static Exchange open(HttpURLConnection connection, boolean writes) {
    Exchange exchange = EXCHANGE.get(connection);
    if (exchange == null) {
      exchange = new Exchange(connection, writes);
      EXCHANGE.set(connection, exchange);
      // Headers can be added only before the connection is open, so the span starts here.
      exchange.call = SPANS.startDetached(exchange, connection.getURL());
    }
    return exchange;
  }

  private static void end(Exchange exchange, @Nullable Throwable error) {
    Object call = exchange.call;
    exchange.call = null;
    SPANS.end(call, exchange.status > 0 ? exchange : null, error);
  }

  @Override
  protected String method(Exchange exchange) {
    String method = exchange.connection.getRequestMethod();
    return exchange.writes && method.equals("GET") ? "POST" : method;
  }

  @Override
  protected @Nullable String uri(Exchange exchange) {
    return null; // the base is the whole URL
  }

  @Override
  protected int status(Exchange exchange) {
    return exchange.status;
  }

  @Override
  protected void inject(Exchange exchange, String name, String value) {
    try {
      exchange.connection.setRequestProperty(name, value);
    } catch (IllegalStateException e) {
      // it was connected before the plugin saw it: this exchange goes out without the header
    }
  }

  @Override
  protected List<String> requestHeaders(Exchange exchange, String name) {
    String value = exchange.connection.getRequestProperty(name);
    return value == null ? Collections.<String>emptyList() : Collections.singletonList(value);
  }

  @Override
  protected List<String> responseHeaders(Exchange exchange, String name) {
    String value = exchange.connection.getHeaderField(name);
    return value == null ? Collections.<String>emptyList() : Collections.singletonList(value);
  }
}
