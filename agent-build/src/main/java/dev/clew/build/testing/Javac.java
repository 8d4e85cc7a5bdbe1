package dev.clew.build.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** The running JDK's compiler, from strings to class files, without a file. */
public final class Javac {

  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);
  private static final Pattern PACKAGE = Pattern.compile("\\bpackage\\s+([\\w.]+)\\s*;");
  private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|enum)\\s+(\\w+)");

  private Javac() {}

  /**
   * Compiles sources.
   *
   * @param classPath class files by internal name, before the running JVM's class path
   * @param sources one top-level type each, with its package
   * @return class files by internal name
   * @throws AssertionError with the compiler's messages
   */
  public static Map<String, byte[]> compile(
      int release, Map<String, byte[]> classPath, String... sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<JavaFileObject> units = new ArrayList<>();
    for (String source : sources) {
      units.add(new Source(internalName(source), source));
    }
    DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
    List<String> options =
        List.of("--release", String.valueOf(release), "-g", "-proc:none", "-Xlint:-options");
    try (Memory files =
        new Memory(compiler.getStandardFileManager(messages, null, null), classPath)) {
      if (!compiler.getTask(null, files, messages, options, null, units).call()) {
        throw new AssertionError(messages.getDiagnostics().toString());
      }
      Map<String, byte[]> compiled = new TreeMap<>();
      files.written.forEach((name, bytes) -> compiled.put(name, bytes.toByteArray()));
      return compiled;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static String internalName(String source) {
    String code = COMMENT.matcher(source).replaceAll(" ");
    Matcher inPackage = PACKAGE.matcher(code);
    Matcher type = TYPE.matcher(code);
    if (!type.find()) {
      throw new AssertionError("no type in: " + source);
    }
    String prefix = inPackage.find() ? inPackage.group(1).replace('.', '/') + "/" : "";
    return prefix + type.group(1);
  }

  private static URI uri(String internalName, String suffix) {
    return URI.create("memory:///" + internalName.replace("$", "%24") + suffix);
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String internalName, String text) {
      super(uri(internalName, ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class ClassFile extends SimpleJavaFileObject {
    private final String internalName;
    private final byte[] bytes;

    ClassFile(String internalName, byte[] bytes) {
      super(uri(internalName, ".class"), Kind.CLASS);
      this.internalName = internalName;
      this.bytes = bytes;
    }

    @Override
    public InputStream openInputStream() {
      return new ByteArrayInputStream(bytes);
    }
  }

  private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, byte[]> classPath;
    private final Map<String, ByteArrayOutputStream> written = new TreeMap<>();

    Memory(JavaFileManager next, Map<String, byte[]> classPath) {
      super(next);
      this.classPath = classPath;
    }

    @Override
    public Iterable<JavaFileObject> list(
        Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
        throws IOException {
      List<JavaFileObject> found = new ArrayList<>();
      if (location == StandardLocation.CLASS_PATH && kinds.contains(JavaFileObject.Kind.CLASS)) {
        String prefix = packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/";
        classPath.forEach(
            (name, bytes) -> {
              if (name.startsWith(prefix) && name.indexOf('/', prefix.length()) < 0) {
                found.add(new ClassFile(name, bytes));
              }
            });
      }
      super.list(location, packageName, kinds, recurse).forEach(found::add);
      return found;
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
      return file instanceof ClassFile type
          ? type.internalName.replace('/', '.')
          : super.inferBinaryName(location, file);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      written.put(className.replace('.', '/'), out);
      return new SimpleJavaFileObject(uri(className.replace('.', '/'), ".class"), kind) {
        @Override
        public OutputStream openOutputStream() {
          return out;
        }
      };
    }
  }
}
