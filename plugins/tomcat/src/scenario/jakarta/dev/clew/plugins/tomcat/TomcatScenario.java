package dev.clew.plugins.tomcat;

import dev.clew.tests.scenario.HttpServerScenario;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.Logger;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;

/** A servlet for all routes in an embedded Tomcat. */
public final class TomcatScenario extends HttpServerScenario {

  private final Tomcat tomcat = new Tomcat();

  @Override
  protected int start() throws Exception {
    Logger.getLogger("org.apache").setLevel(Level.OFF);
    tomcat.setBaseDir(new File(System.getProperty("java.io.tmpdir")).getAbsolutePath());
    tomcat.setPort(0);
    Context context = tomcat.addContext("", null);
    Wrapper wrapper = Tomcat.addServlet(context, "routes", new Routes());
    wrapper.setAsyncSupported(true);
    for (String path : Arrays.asList("/ok", "/users/*", "/error500", "/throw", "/async", "/async-throw")) {
      wrapper.addMapping(path);
    }
    for (String path : Arrays.asList("/forward", "/include", "/headers", "/slow")) {
      wrapper.addMapping(path);
    }
    tomcat.getConnector();
    tomcat.start();
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  protected String route(String path) {
    return path.startsWith("/users/") ? "/users/*" : super.route(path);
  }

  @Override
  public void close() throws Exception {
    tomcat.stop();
  }

  private static final class Routes extends HttpServlet {

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException {
      boolean included = request.getAttribute(RequestDispatcher.INCLUDE_SERVLET_PATH) != null;
      switch (included ? "/ok" : request.getServletPath()) {
        case "/error500":
          response.sendError(500);
          break;
        case "/throw":
          throw new IllegalStateException("boom");
        case "/async":
          AsyncContext async = request.startAsync();
          async.start(() -> answer(async));
          break;
        case "/async-throw":
          AsyncContext failing = request.startAsync();
          failing.start(() -> fail(failing));
          break;
        case "/forward":
          request.getRequestDispatcher("/ok").forward(request, response);
          break;
        case "/include":
          request.getRequestDispatcher("/ok").include(request, response);
          break;
        case "/headers":
          response.setHeader("x-answer", "42");
          response.getWriter().print(body());
          break;
        case "/slow":
          slow();
          response.getWriter().print(body());
          break;
        default:
          response.getWriter().print(body());
      }
    }

    private static void slow() throws ServletException {
      try {
        hold();
      } catch (InterruptedException e) {
        throw new ServletException(e);
      }
    }

    private static void answer(AsyncContext async) {
      try {
        async.getResponse().getWriter().print(body());
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      async.complete();
    }

    private static void fail(AsyncContext async) {
      try {
        ((HttpServletResponse) async.getResponse()).sendError(500);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      async.complete();
    }
  }
}
