/** Says that it runs, then waits for a line, then ends. */
public class Waiting {
  public static void main(String[] args) throws Exception {
    System.out.println("running");
    System.in.read();
    System.out.println("ending");
  }
}
