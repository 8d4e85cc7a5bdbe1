package dev.clew.plugin.db;

import org.jspecify.annotations.Nullable;

/**
 * Reads what a JDBC URL tells: system, host, port and database. Of several hosts the first. User
 * names, passwords and other properties are read over and not kept; never throws.
 */
final class JdbcUrl {

  private static final int MAX_LENGTH = 2048;

  private final DbSystem system;
  private @Nullable String host;
  private int port = -1;
  private @Nullable String database;
  private @Nullable String instance;

  private JdbcUrl(DbSystem system) {
    this.system = system;
  }

  /** Returns {@link DbTarget#UNKNOWN} for what is no JDBC URL. */
  static DbTarget parse(@Nullable String url) {
    if (url == null || !url.regionMatches(true, 0, "jdbc:", 0, 5)) {
      return DbTarget.UNKNOWN;
    }
    String rest = url.substring(5, Math.min(url.length(), MAX_LENGTH));
    int colon = rest.indexOf(':');
    if (colon < 0) {
      return DbTarget.UNKNOWN;
    }
    String subprotocol = rest.substring(0, colon).toLowerCase(java.util.Locale.ROOT);
    String body = rest.substring(colon + 1);
    switch (subprotocol) {
      case "tc": // Testcontainers puts itself in front
      case "otel":
      case "p6spy":
      case "log4jdbc":
      case "aws-wrapper":
      case "jdbcspy":
        return parse("jdbc:" + body);
      default:
        int dash = subprotocol.startsWith("postgresql") ? subprotocol.indexOf('+') : -1;
        String name = dash < 0 ? subprotocol : subprotocol.substring(0, dash);
        return new JdbcUrl(DbSystem.ofSubprotocol(name)).read(subprotocol, body);
    }
  }

  private DbTarget read(String subprotocol, String body) {
    switch (subprotocol) {
      case "oracle":
        oracle(body);
        break;
      case "sqlserver":
        sqlServer(body);
        break;
      case "h2":
      case "hsqldb":
      case "derby":
      case "sqlite":
        embedded(body);
        break;
      default:
        authority(body);
    }
    return new DbTarget(
        system, namespace(), host, host != null && port < 0 ? system.defaultPort : port);
  }

  private @Nullable String namespace() {
    if (instance == null) {
      return database;
    }
    return database == null ? instance : instance + "|" + database;
  }

  /**
   * {@code [failover:]//[user:password@]host[:port][,host…]/database[?…]}; {@code ;} ends it too.
   */
  private void authority(String body) {
    int slashes = body.indexOf("//");
    if (slashes < 0) {
      database = name(body, 0); // jdbc:postgresql:orders, on this machine
      if (database != null && system == DbSystem.POSTGRESQL) {
        host = "localhost";
      }
      return;
    }
    int start = slashes + 2;
    int end = end(body, start, "/?;");
    int at = body.lastIndexOf('@', end - 1);
    if (at < start) {
      at = passwordWithSlash(body, start, end);
      end = at < 0 ? end : end(body, at, "/?;");
    }
    host(body, Math.max(start, at + 1), end);
    if (end < body.length() && body.charAt(end) == '/') {
      database = withoutProperties(name(body, end + 1));
    } else if (end < body.length()) {
      database = property(body, end, "databaseName");
    }
  }

  /** DB2 and Informix put properties behind a colon; for H2 it may be a Windows drive. */
  private @Nullable String withoutProperties(@Nullable String name) {
    int colon = name == null || system == DbSystem.H2 ? -1 : name.indexOf(':');
    return name == null || colon < 0 ? name : name.substring(0, colon);
  }

  /** Returns the at sign of user information that contains a slash, or -1. */
  private static int passwordWithSlash(String body, int start, int end) {
    int query = end(body, end, "?;");
    int at = body.lastIndexOf('@', query - 1);
    return at > end && body.indexOf(':', start) < at ? at : -1;
  }

  /**
   * The first of {@code host[:port],…}; also {@code address=(host=h)(port=p)} and {@code
   * (host=h,port=p)}.
   */
  private void host(String text, int start, int end) {
    if (start >= end) {
      return;
    }
    if (text.indexOf('(') >= start && text.indexOf('(') < end) {
      host = parenthesised(text, "host", start, end);
      port = number(parenthesised(text, "port", start, end));
      return;
    }
    int stop = end(text.substring(0, end), start, ",");
    int colon = text.lastIndexOf(':', stop - 1);
    boolean v6 = text.charAt(start) == '[';
    if (colon < start || (v6 && text.charAt(colon - 1) != ']')) {
      colon = -1;
    }
    int hostEnd = colon < 0 ? stop : colon;
    host = hostEnd > start ? text.substring(start, hostEnd) : null;
    if (v6 && host != null && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    port = colon < 0 ? -1 : number(text.substring(colon + 1, stop));
  }

  /**
   * {@code thin:[user/password]@//host:port/service}, {@code @host:port:sid},
   * {@code @(DESCRIPTION…)}.
   */
  private void oracle(String body) {
    int at = body.lastIndexOf('@', end(body, 0, "?") - 1);
    String target = at < 0 ? "" : body.substring(at + 1, end(body, at, "?"));
    if (target.indexOf('(') >= 0) {
      host = parenthesised(target, "host", 0, target.length());
      port = number(parenthesised(target, "port", 0, target.length()));
      database = parenthesised(target, "service_name", 0, target.length());
      if (database == null) {
        database = parenthesised(target, "sid", 0, target.length());
      }
      return;
    }
    int start = target.indexOf("//") < 0 ? 0 : target.indexOf("//") + 2;
    int slash = target.indexOf('/', start);
    if (slash >= 0) {
      host(target, start, slash);
      database = name(target, slash + 1);
    } else {
      int last = target.lastIndexOf(':');
      int first = target.indexOf(':', start);
      boolean sid = first >= 0 && last > first;
      host(target, start, sid ? last : target.length());
      database = sid ? name(target, last + 1) : null;
      if (first < 0) {
        database = host; // a TNS name
        host = null;
      }
    }
    int colon = database == null ? -1 : database.indexOf(':');
    if (colon > 0 && database != null) {
      database = database.substring(0, colon); // service:server_type
    }
  }

  /** {@code //host[\instance][:port][;databaseName=…]}. */
  private void sqlServer(String body) {
    int start = body.startsWith("//") ? 2 : 0;
    int end = end(body, start, ";");
    int slash = body.indexOf('\\', start);
    if (slash >= 0 && slash < end) {
      int colon = body.indexOf(':', slash);
      boolean hasPort = colon >= 0 && colon < end;
      instance = body.substring(slash + 1, hasPort ? colon : end);
      host = body.substring(start, slash);
      port = hasPort ? number(body.substring(colon + 1, end)) : -1;
    } else {
      host(body, start, end);
    }
    if (host == null || host.isEmpty()) {
      host = property(body, end, "serverName");
    }
    database = property(body, end, "databaseName");
    if (database == null) {
      database = property(body, end, "database");
    }
    if (instance == null) {
      instance = property(body, end, "instanceName");
    }
  }

  /**
   * {@code mem:name}, {@code file:path}, {@code tcp://host:port/name}, {@code hsql://…}; {@code ;}
   * ends it.
   */
  private void embedded(String body) {
    int slashes = body.indexOf("//");
    int end = end(body, 0, ";?");
    boolean remote = slashes >= 0 && slashes < end && !body.startsWith("file:");
    if (remote) {
      authority(body);
      return;
    }
    String name = body.substring(0, end);
    int colon = name.indexOf(':');
    // Two letters and more: a single one is a Windows drive.
    boolean kind = colon > 1;
    name = kind ? name.substring(colon + 1) : name;
    database = name.isEmpty() ? null : name;
  }

  private static @Nullable String name(String text, int start) {
    int end = end(text, start, "?;&");
    return end > start ? text.substring(start, end) : null;
  }

  /** The value of {@code ;name=value} or {@code &name=value}; null if there is none. */
  private static @Nullable String property(String text, int from, String name) {
    int i = from;
    while (i < text.length()) {
      int start = i + 1;
      int end = end(text, start, ";&");
      if (text.regionMatches(true, start, name, 0, name.length())
          && start + name.length() < end
          && text.charAt(start + name.length()) == '=') {
        int value = start + name.length() + 1;
        return value < end ? text.substring(value, end) : null;
      }
      i = end;
    }
    return null;
  }

  /** The value of {@code (name = value)}, without case; null if there is none. */
  private static @Nullable String parenthesised(String text, String name, int start, int end) {
    for (int i = start; i + name.length() < end; i++) {
      char before = i == 0 ? '(' : text.charAt(i - 1);
      if (text.regionMatches(true, i, name, 0, name.length())
          && (before == '(' || before == ',' || before == ' ')) {
        int equals = i + name.length();
        while (equals < end && text.charAt(equals) == ' ') {
          equals++;
        }
        if (equals < end && text.charAt(equals) == '=') {
          int stop = Math.min(end(text, equals + 1, "),"), end);
          String value = text.substring(equals + 1, stop).trim();
          return value.isEmpty() ? null : value;
        }
      }
    }
    return null;
  }

  private static int end(String text, int start, String stops) {
    for (int i = start; i < text.length(); i++) {
      if (stops.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return text.length();
  }

  private static int number(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > 5) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }
}
