package dev.clew.demo.inventory;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Stock levels in PostgreSQL. */
@SpringBootApplication
@RestController
public class Inventory {

  private static final Logger log = LoggerFactory.getLogger(Inventory.class);

  private final JdbcTemplate jdbc;

  Inventory(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  public static void main(String[] args) {
    SpringApplication.run(Inventory.class, args);
  }

  @GetMapping("/stock/{sku}")
  int stock(@PathVariable("sku") String sku) {
    if (sku.equals("slow")) {
      jdbc.queryForObject("SELECT 1 FROM pg_sleep(0.4)", Integer.class);
    }
    Integer units =
        jdbc.queryForObject("SELECT units FROM stock WHERE sku = ?", Integer.class, "book");
    log.info("stock of {}: {}", sku, units);
    return units == null ? 0 : units;
  }

  @PostMapping("/stock/{sku}/reserve")
  int reserve(@PathVariable("sku") String sku) {
    log.info("reserving {}", sku);
    return jdbc.update("UPDATE stock SET units = units - 1 WHERE sku = ?", "book");
  }
}
