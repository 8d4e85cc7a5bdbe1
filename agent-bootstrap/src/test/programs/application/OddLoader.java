import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;

/** A system loader as some products configure it, with the method the JVM asks for. */
public class OddLoader extends URLClassLoader {
  public OddLoader(ClassLoader parent) {
    super(new URL[0], parent);
  }

  void appendToClassPathForInstrumentation(String path) throws MalformedURLException {
    addURL(new File(path).toURI().toURL());
  }
}
