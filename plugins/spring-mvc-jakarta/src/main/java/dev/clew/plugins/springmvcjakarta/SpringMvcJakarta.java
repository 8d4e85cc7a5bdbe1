package dev.clew.plugins.springmvcjakarta;

import dev.clew.plugin.Arg;
import dev.clew.plugin.Exit;
import dev.clew.plugin.Plugin;
import dev.clew.plugin.Returned;
import dev.clew.plugin.http.HttpServerSpans;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;

/** The route of the request that Spring MVC found a handler for, on {@code jakarta.servlet}. */
@Plugin(
    name = "spring-mvc-jakarta",
    group = "http-server",
    covers = "org.springframework:spring-webmvc:[6.0,8.0)")
public final class SpringMvcJakarta {

  private SpringMvcJakarta() {}

  @Exit(
      type = "org.springframework.web.servlet.DispatcherServlet",
      method = "getHandler",
      args = {"jakarta.servlet.http.HttpServletRequest"})
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
