package dev.clew.demo.orders;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Orders in PostgreSQL; reserves stock with HttpURLConnection and audits on a thread pool. */
@SpringBootApplication
@RestController
public class Orders {

  private static final Logger log = LoggerFactory.getLogger(Orders.class);

  private final JdbcTemplate jdbc;
  private final String inventory;
  private final ExecutorService audit = Executors.newFixedThreadPool(2);

  Orders(JdbcTemplate jdbc, @Value("${demo.inventory}") String inventory) {
    this.jdbc = jdbc;
    this.inventory = inventory;
  }

  public static void main(String[] args) {
    SpringApplication.run(Orders.class, args);
  }

  @PostMapping("/orders/{sku}")
  String order(@PathVariable("sku") String sku) throws Exception {
    jdbc.update("INSERT INTO orders (sku, state) VALUES (?, 'new')", sku);
    if (sku.equals("broken")) {
      throw new IllegalStateException("no warehouse delivers " + sku);
    }
    reserve(sku);
    Future<Integer> audited =
        audit.submit(() -> jdbc.update("INSERT INTO audit (sku) VALUES (?)", sku));
    log.info("ordered {}, audited {}", sku, audited.get());
    return "ordered";
  }

  private void reserve(String sku) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create(inventory + "/stock/" + sku + "/reserve").toURL().openConnection();
    connection.setRequestMethod("POST");
    if (connection.getResponseCode() != 200) {
      throw new IOException("inventory answered " + connection.getResponseCode());
    }
    connection.getInputStream().close();
  }
}
