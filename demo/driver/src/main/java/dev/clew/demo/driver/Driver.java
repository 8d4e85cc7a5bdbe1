package dev.clew.demo.driver;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * {@code Driver ROOT [--once | --keep] [--collector URL]}: starts PostgreSQL, the three services
 * and a collector, sends three checkouts, prints their traces. Exit code 0 only if every trace is
 * as expected.
 */
public final class Driver implements AutoCloseable {

  private static final List<String> SKUS = List.of("book", "slow", "broken");

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final List<Service> services = new ArrayList<>();
  private final File root;
  private final Collector collector;
  private final HttpClient client = HttpClient.newHttpClient();

  private Driver(File root, URI next) throws IOException {
    this.root = root;
    this.collector = new Collector(next);
    open.push(collector);
  }

  public static void main(String[] args) throws Exception {
    List<String> options = Arrays.asList(args).subList(1, args.length);
    int at = options.indexOf("--collector");
    URI next = at < 0 ? null : URI.create(options.get(at + 1));
    Driver driver = new Driver(new File(args[0]), next);
    Runtime.getRuntime().addShutdownHook(new Thread(driver::close));
    driver.start();
    boolean expected = driver.run();
    if (options.contains("--keep")) {
      driver.keep();
    }
    System.exit(expected ? 0 : 1);
  }

  private void start() throws Exception {
    say("starting PostgreSQL");
    EmbeddedPostgres postgres = EmbeddedPostgres.start();
    open.push(postgres);
    createTables(postgres);
    String jdbc = "spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres");
    say("starting inventory (Spring Boot 2.7), orders (3.5) and shop (4.1) under the agent");
    Service inventory = service("inventory", List.of(jdbc));
    String inventoryUrl = "demo.inventory=http://127.0.0.1:" + inventory.port;
    Service orders = service("orders", List.of(jdbc, inventoryUrl));
    service("shop", List.of(inventoryUrl, "demo.orders=http://127.0.0.1:" + orders.port));
    long deadline = System.currentTimeMillis() + 120_000;
    for (Service service : services) {
      service.awaitStart(deadline);
    }
  }

  private Service service(String name, List<String> properties) throws IOException {
    File jar = new File(root, "demo/" + name + "/target/clew-demo-" + name + "-0.1.0-SNAPSHOT.jar");
    File agent = new File(root, "agent-dist/target/clew-agent.jar");
    String agentArgs =
        "exporter.otlp.endpoint=" + collector.endpoint() + ",exporter.schedule=200ms";
    Service service = new Service(name, jar, agent, agentArgs, properties);
    services.add(service);
    open.push(service);
    return service;
  }

  private static void createTables(EmbeddedPostgres postgres) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE stock (sku text PRIMARY KEY, units int)");
      statement.execute("INSERT INTO stock VALUES ('book', 1000)");
      statement.execute("CREATE TABLE orders (id serial PRIMARY KEY, sku text, state text)");
      statement.execute("CREATE TABLE audit (id serial PRIMARY KEY, sku text)");
    }
  }

  private boolean run() throws Exception {
    say("sending one checkout that works, one that is slow, one that fails");
    for (String sku : SKUS) {
      say("  GET /checkout/" + sku + " -> " + get("/checkout/" + sku));
    }
    boolean all = true;
    for (String sku : SKUS) {
      List<String> expected = Expected.outline(sku);
      Optional<Trace> trace = await(sku, expected.size());
      if (trace.isPresent()) {
        trace.get().print(System.out, System.console() != null);
      }
      all &= verify(sku, expected, trace);
    }
    return all;
  }

  private int get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + services.get(2).port + path);
    return client
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  private Optional<Trace> await(String sku, int size) throws InterruptedException {
    long deadline = System.currentTimeMillis() + 15_000;
    while (true) {
      Optional<Trace> trace =
          Trace.group(collector.spans()).stream().filter(t -> t.isCheckout(sku)).findFirst();
      boolean whole = trace.isPresent() && trace.get().size() >= size;
      if (whole || System.currentTimeMillis() > deadline) {
        return trace;
      }
      Thread.sleep(100);
    }
  }

  private boolean verify(String sku, List<String> expected, Optional<Trace> trace) {
    if (trace.isEmpty()) {
      say("MISSING: no trace of /checkout/" + sku);
      explain();
      return false;
    }
    List<String> seen = trace.get().outline();
    if (!seen.equals(expected)) {
      say("UNEXPECTED tree of /checkout/" + sku + "; expected");
      expected.forEach(Driver::say);
      say("but was");
      seen.forEach(Driver::say);
      explain();
      return false;
    }
    return logsCarry(trace.get().id());
  }

  private boolean logsCarry(String traceId) {
    boolean all = true;
    for (Service service : services) {
      Optional<String> line =
          service.output().stream().filter(text -> text.contains(traceId)).findFirst();
      say(service.name + " logged: " + line.orElse("MISSING: no line with trace id " + traceId));
      all &= line.isPresent() || !Expected.logs(service.name);
    }
    say("");
    return all;
  }

  private void explain() {
    for (Service service : services) {
      say("--- " + service.name);
      service.output().forEach(Driver::say);
    }
  }

  private void keep() throws InterruptedException {
    say("shop answers on http://127.0.0.1:" + services.get(2).port + "/checkout/book; Ctrl-C ends");
    int printed = Trace.group(collector.spans()).size();
    while (true) {
      Thread.sleep(2_000);
      List<Trace> traces = Trace.group(collector.spans());
      try {
        for (Trace trace : traces.subList(printed, traces.size())) {
          trace.print(System.out, System.console() != null);
        }
      } catch (IOException e) {
        return; // nobody reads any more
      }
      printed = traces.size();
    }
  }

  /** Stops what was started, newest first. */
  @Override
  public synchronized void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        say("while stopping: " + e);
      }
    }
  }

  private static void say(String text) {
    System.out.println(text);
  }
}
