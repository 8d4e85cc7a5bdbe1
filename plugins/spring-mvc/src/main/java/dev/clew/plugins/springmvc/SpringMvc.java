package dev.clew.plugins.springmvc;

import dev.clew.plugin.Arg;
import dev.clew.plugin.Exit;
import dev.clew.plugin.Plugin;
import dev.clew.plugin.Returned;
import dev.clew.plugin.http.HttpServerSpans;
import javax.servlet.DispatcherType;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;

/** The route of the request that Spring MVC found a handler for, on {@code javax.servlet}. */
@Plugin(
    name = "spring-mvc",
    group = "http-server",
    covers = "org.springframework:spring-webmvc:[4.0,6.0)")
public final class SpringMvc {

  private SpringMvc() {}

  @Exit(
      type = "org.springframework.web.servlet.DispatcherServlet",
      method = "getHandler",
      args = {"javax.servlet.http.HttpServletRequest"})
  public static void mapped(
      @Arg(0) HttpServletRequest request, @Returned @Nullable HandlerExecutionChain handler) {
    if (handler != null) {
      Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
      // An error page is not what was asked for: the route of the request stays.
      if (pattern != null && request.getDispatcherType() != DispatcherType.ERROR) {
        HttpServerSpans.route(request.getContextPath() + pattern);
      }
    }
  }
}
