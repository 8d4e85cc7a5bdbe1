package dev.clew.demo.shop;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * The front: asks for stock on a thread pool with the JDK client, orders with Apache HttpClient.
 */
@SpringBootApplication
@RestController
public class Shop {

  private static final Logger log = LoggerFactory.getLogger(Shop.class);

  private final String inventory;
  private final String orders;
  private final ExecutorService pool = Executors.newFixedThreadPool(4);
  private final HttpClient jdkClient = HttpClient.newHttpClient();
  private final CloseableHttpClient apacheClient = HttpClients.createDefault();

  Shop(@Value("${demo.inventory}") String inventory, @Value("${demo.orders}") String orders) {
    this.inventory = inventory;
    this.orders = orders;
  }

  public static void main(String[] args) {
    SpringApplication.run(Shop.class, args);
  }

  @GetMapping("/checkout/{sku}")
  ResponseEntity<String> checkout(@PathVariable("sku") String sku) throws Exception {
    Future<String> stock = pool.submit(() -> stock(sku));
    log.info("stock of {} is {}", sku, stock.get());
    int status = order(sku);
    log.info("order of {} answered {}", sku, status);
    return status == 200
        ? ResponseEntity.ok("sold " + sku)
        : ResponseEntity.status(HttpStatus.BAD_GATEWAY).body("orders answered " + status);
  }

  private String stock(String sku) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(inventory + "/stock/" + sku)).build();
    return jdkClient.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private int order(String sku) throws Exception {
    return apacheClient.execute(
        new HttpPost(orders + "/orders/" + sku), response -> response.getCode());
  }
}
