package dev.clew.plugins.tomcat;

import dev.clew.plugin.Arg;
import dev.clew.plugin.Enter;
import dev.clew.plugin.Entered;
import dev.clew.plugin.Exit;
import dev.clew.plugin.Plugin;
import dev.clew.plugin.Self;
import dev.clew.plugin.Slot;
import dev.clew.plugin.context.Contexts;
import dev.clew.plugin.http.HttpServerSpans;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.jspecify.annotations.Nullable;

/**
 * Server spans in Tomcat: from the engine's pipeline, around every filter, servlet and error page,
 * to the moment the container gives the request back, which for an asynchronous request is after
 * its completion. Not covered: requests that Tomcat refuses before it has parsed them.
 */
@Plugin(
    name = "tomcat",
    group = "http-server",
    covers = "org.apache.tomcat.embed:tomcat-embed-core:[8.5,12.0)")
public final class Tomcat extends HttpServerSpans<Request, Response> {

  private static final Tomcat SPANS = new Tomcat();

  /** The call of a request that is under way; Tomcat uses request objects again. */
  private static final Slot<Request, Object> CALL = Slot.on(Request.class, "call");

  /** The context of a task that an asynchronous request gave to the container. */
  private static final Slot<Object, Object> TASK = Slot.on(Object.class, "task");

  /** The mappings of a servlet; asking Tomcat takes a lock. */
  private static final Slot<Wrapper, String[]> MAPPINGS = Slot.on(Wrapper.class, "mappings");

  @Enter(
      type = "org.apache.catalina.core.StandardEngineValve",
      method = "invoke",
      args = {"org.apache.catalina.connector.Request", "org.apache.catalina.connector.Response"})
  public static @Nullable Object handling(@Arg(0) Request request) {
    Object call = CALL.get(request);
    if (call != null) { // dispatched again, on any thread
      return Contexts.attach(Contexts.inside(call));
    }
    call = SPANS.start(request);
    if (call != null) {
      CALL.set(request, call);
      HttpServerSpans.containerRoute(route(request));
    }
    return call;
  }

  @Exit("handling")
  public static void left(@Entered Object entered) {
    SPANS.detach(entered);
    Contexts.detach(entered);
  }

  @Enter(
      type = "org.apache.catalina.core.StandardWrapperValve",
      method = "exception",
      args = {
        "org.apache.catalina.connector.Request",
        "org.apache.catalina.connector.Response",
        "java.lang.Throwable"
      })
  public static void failed(@Arg(2) Throwable error) {
    HttpServerSpans.handled(error);
  }

  @Enter(
      type = "org.apache.catalina.connector.Request",
      method = "recycle",
      args = {})
  public static void completed(@Self Request request) {
    Object call = CALL.take(request);
    if (call != null) {
      SPANS.end(call, request.getResponse(), null);
    }
  }

  // AsyncContext.start(Runnable)
  @Exit(
      type = "org.apache.catalina.core.AsyncContextImpl$RunnableWrapper",
      method = "<init>",
      args = {"java.lang.Runnable", ".."})
  public static void handedOver(@Self Object task) {
    Object context = Contexts.capture();
    if (context != null) {
      TASK.set(task, context);
    }
  }

  @Enter(
      type = "org.apache.catalina.core.AsyncContextImpl$RunnableWrapper",
      method = "run",
      args = {})
  public static @Nullable Object running(@Self Object task) {
    return Contexts.attach(TASK.take(task));
  }

  @Exit("running")
  public static void ran(@Entered Object attached) {
    Contexts.detach(attached);
  }

  /** The servlet mapping that matched; null for the default servlet and without a servlet. */
  private static @Nullable String route(Request request) {
    Wrapper wrapper = request.getWrapper();
    String path = request.getServletPath();
    if (wrapper == null || path == null) {
      return null;
    }
    String[] mappings = MAPPINGS.get(wrapper);
    if (mappings == null) {
      mappings = wrapper.findMappings();
      MAPPINGS.set(wrapper, mappings);
    }
    String open = request.getPathInfo() == null ? null : path + "/*";
    for (String mapping : mappings) {
      boolean extension = mapping.startsWith("*.") && path.endsWith(mapping.substring(1));
      if (extension || mapping.equals(open == null ? path : open)) {
        return request.getContextPath() + mapping;
      }
    }
    return null;
  }

  @Override
  protected @Nullable String method(Request request) {
    return request.getMethod();
  }

  @Override
  protected @Nullable String path(Request request) {
    return request.getRequestURI();
  }

  @Override
  protected @Nullable String query(Request request) {
    return request.getQueryString();
  }

  @Override
  protected @Nullable String scheme(Request request) {
    return request.getScheme();
  }

  @Override
  protected @Nullable String header(Request request, String name) {
    return request.getHeader(name);
  }

  @Override
  protected List<String> headers(Request request, String name) {
    return list(request.getHeaders(name));
  }

  @Override
  protected Iterable<String> headerNames(Request request) {
    return list(request.getHeaderNames());
  }

  @Override
  protected List<String> responseHeaders(Response response, String name) {
    return new ArrayList<String>(response.getHeaders(name));
  }

  @Override
  protected int status(Response response) {
    return response.getStatus();
  }

  @Override
  protected @Nullable String protocol(Request request) {
    return request.getProtocol();
  }

  @Override
  protected @Nullable String peerAddress(Request request) {
    return request.getRemoteAddr();
  }

  @Override
  protected int peerPort(Request request) {
    return request.getRemotePort();
  }

  private static List<String> list(@Nullable Enumeration<String> values) {
    return values == null ? Collections.<String>emptyList() : Collections.list(values);
  }
}
