package app;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URL;

/** An application: each line of standard input is a request or the way it ends. */
public final class Client {

  private Client() {}

  public static void main(String[] args) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
    System.out.println("ready");
    String line = in.readLine();
    while (line != null) {
      if (line.startsWith("exit ")) {
        System.exit(Integer.parseInt(line.substring(5)));
      }
      HttpURLConnection connection = (HttpURLConnection) new URL(line).openConnection();
      int status = connection.getResponseCode();
      String parent = connection.getHeaderField("seen-traceparent");
      System.out.println("answered " + status + " " + parent);
      line = in.readLine();
    }
  }
}
