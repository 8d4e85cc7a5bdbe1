package corpus;

import dev.clew.engine.index.Binding;
import dev.clew.engine.index.Hook;
import dev.clew.engine.index.MethodPattern;
import dev.clew.engine.index.PluginInfo;
import dev.clew.engine.index.PluginSource;
import dev.clew.engine.index.Reference;
import dev.clew.engine.index.Site;
import dev.clew.engine.spi.EngineHost;
import dev.clew.engine.weave.AsmWeaver;
import dev.clew.engine.weave.ForwardSites;
import dev.clew.plugin.spi.PluginState;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * Weaves every method of the classes named on standard input with every binding and has the JVM
 * verify the result. Java 8, so that it runs on every JDK: the test compiles it. JDK classes are
 * moved to a package of their own, because no loader may define java.*. Each line of standard input
 * is an internal name; prints {@code woven N skipped N} and a line for each failure.
 */
public final class Corpus {

  private static final String MOVED = "moved/";

  public static void main(String[] args) throws Exception {
    Map<String, byte[]> classes = new LinkedHashMap<String, byte[]>();
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      byte[] bytes = read(line);
      if (bytes != null) {
        classes.put(line, bytes);
      }
    }
    classes = move(classes);
    Loader plain = new Loader(classes);
    Map<String, byte[]> woven = new HashMap<String, byte[]>();
    List<String> failures = new ArrayList<String>();
    for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
      try {
        byte[] result = weave(plain, entry.getKey(), entry.getValue());
        if (result != null) {
          woven.put(entry.getKey(), result);
        }
      } catch (RuntimeException e) {
        failures.add(entry.getKey() + ": " + e + " <- " + e.getCause());
      }
    }
    Map<String, byte[]> all = new HashMap<String, byte[]>(classes);
    all.putAll(woven);
    Loader hooked = new Loader(all);
    int skipped = 0;
    for (String name : woven.keySet()) {
      String expected;
      try {
        expected = shape(plain, name);
      } catch (LinkageError e) {
        skipped++; // an optional dependency is missing, or moving broke it
        continue;
      }
      try {
        String actual = shape(hooked, name);
        if (!actual.equals(expected)) {
          failures.add(name + ": changed its shape: " + actual + " was " + expected);
        }
      } catch (VerifyError e) {
        failures.add(name + ": " + e);
      } catch (ClassFormatError e) {
        failures.add(name + ": " + e);
      } catch (LinkageError e) {
        skipped++; // two copies of a type, because only a part of a library is here
      }
    }
    System.out.println("woven " + woven.size() + " skipped " + skipped);
    for (String failure : failures) {
      System.out.println("FAILED " + failure);
    }
  }

  private static byte[] read(String name) throws Exception {
    InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class");
    if (in == null) {
      return null;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
      out.write(buffer, 0, n);
    }
    in.close();
    return out.toByteArray();
  }

  private static Map<String, byte[]> move(Map<String, byte[]> classes) {
    final TreeSet<String> moved = new TreeSet<String>();
    for (String name : classes.keySet()) {
      if (name.startsWith("java/")) {
        moved.add(name);
      }
    }
    Remapper remapper =
        new Remapper(Opcodes.ASM9) {
          @Override
          public String map(String name) {
            return moved.contains(name) ? MOVED + name : name;
          }
        };
    Map<String, byte[]> result = new LinkedHashMap<String, byte[]>();
    for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
      if (moved.contains(entry.getKey())) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(entry.getValue()).accept(new ClassRemapper(writer, remapper), 0);
        result.put(MOVED + entry.getKey(), writer.toByteArray());
      } else {
        result.put(entry.getKey(), entry.getValue());
      }
    }
    return result;
  }

  /** Links the class, which verifies it, and describes its members. */
  private static String shape(Loader loader, String name) {
    try {
      Class<?> type = Class.forName(name.replace('/', '.'), false, loader);
      TreeSet<String> members = new TreeSet<String>();
      addAll(members, type.getDeclaredMethods());
      addAll(members, type.getDeclaredFields());
      addAll(members, type.getDeclaredConstructors());
      addAll(members, type.getInterfaces());
      addAll(members, type.getDeclaredClasses());
      return type.getModifiers() + " " + type.getSuperclass() + " " + members;
    } catch (ClassNotFoundException e) {
      throw new NoClassDefFoundError(name);
    }
  }

  private static void addAll(TreeSet<String> members, Object[] found) {
    for (Object member : found) {
      members.add(String.valueOf(member));
    }
  }

  private static byte[] weave(ClassLoader loader, String name, byte[] bytes) {
    Weaving host = new Weaving();
    return new AsmWeaver(host, host).weave(loader, name, bytes, hooks(bytes));
  }

  /** Nested hooks that together use every binding and every way to change values. */
  private static List<Hook> hooks(byte[] bytes) {
    MethodPattern any = pattern("", "");
    Binding self = binding(Binding.SELF);
    Binding all = binding(Binding.ALL_ARGS);
    Binding entered = binding(Binding.ENTERED);
    Binding returned = binding(Binding.RETURNED);
    Binding thrown = binding(Binding.THROWN);
    List<Hook> hooks = new ArrayList<Hook>();
    hooks.add(
        hook(
            0,
            any,
            site("V", self, all),
            site("V", self, returned, thrown, all)));
    hooks.add(
        hook(1, any, site("Ljava/lang/Object;", all), site("V", entered, returned, thrown, self)));
    hooks.add(hook(2, any, null, site("Ljava/lang/Object;", self, returned)));
    hooks.add(hook(3, any, site("Ljava/lang/Object;"), null));
    for (String field : fields(bytes)) {
      Binding bound = new Binding(Binding.FIELD, 0, field);
      hooks.add(hook(4, any, site("V", bound), site("V", bound, thrown)));
    }
    MethodPattern constructor = pattern("<init>", "");
    hooks.add(
        hook(
            5,
            constructor,
            site("Ljava/lang/Object;", all),
            site("V", self, entered, returned, thrown, all)));
    hooks.add(rewriting(6, pattern("", "*"), site("V", entered, thrown)));
    hooks.add(rewriting(7, pattern("<init>", "*"), null));
    for (String type : Arrays.asList("Ljava/lang/String;", "Ljava/lang/Object;", "[B")) {
      MethodPattern returns =
          new MethodPattern(
              Collections.<String>emptyList(),
              Collections.<String>emptyList(),
              true,
              type,
              Collections.<String>emptyList());
      hooks.add(
          new Hook(
              8,
              PLUGIN,
              Collections.<String>emptyList(),
              Collections.<String>emptyList(),
              returns,
              null,
              site("Ljava/lang/Object;", returned, thrown),
              Collections.<Integer>emptyList(),
              true));
    }
    return hooks;
  }

  private static List<String> fields(byte[] bytes) {
    final List<String> fields = new ArrayList<String>();
    new ClassReader(bytes)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public FieldVisitor visitField(
                  int access, String name, String descriptor, String signature, Object value) {
                if (fields.size() < 2) {
                  fields.add(name);
                }
                return null;
              }
            },
            ClassReader.SKIP_CODE);
    return fields;
  }

  private static MethodPattern pattern(String name, String argument) {
    return new MethodPattern(
        name.isEmpty() ? Collections.<String>emptyList() : Collections.singletonList(name),
        argument.isEmpty()
            ? Collections.<String>emptyList()
            : Collections.singletonList(argument),
        true,
        null,
        Collections.<String>emptyList());
  }

  private static Binding binding(int kind) {
    return new Binding(kind, 0, null);
  }

  private static Site site(String returns, Binding... bindings) {
    StringBuilder descriptor = new StringBuilder("(");
    for (int i = 0; i < bindings.length; i++) {
      descriptor.append("Ljava/lang/Object;");
    }
    return new Site(
        "p/P", "m", "clew$m", descriptor + ")" + returns, Arrays.asList(bindings), false);
  }

  private static Hook hook(int id, MethodPattern pattern, Site enter, Site exit) {
    return new Hook(
        id,
        PLUGIN,
        Collections.<String>emptyList(),
        Collections.<String>emptyList(),
        pattern,
        enter,
        exit,
        Collections.<Integer>emptyList(),
        false);
  }

  private static Hook rewriting(int id, MethodPattern pattern, Site exit) {
    return new Hook(
        id,
        PLUGIN,
        Collections.<String>emptyList(),
        Collections.<String>emptyList(),
        pattern,
        site("Ljava/lang/Object;", new Binding(Binding.ARG, 0, null)),
        exit,
        Collections.singletonList(0),
        false);
  }

  private static final PluginInfo PLUGIN =
      new PluginInfo(
          0,
          new PluginState("p", "g", PluginState.ON),
          false,
          false,
          true,
          "",
          Collections.singletonList("p/P"),
          Collections.<String>emptyList(),
          Collections.<String>emptyList(),
          Collections.<Reference>emptyList(),
          new PluginSource() {
            @Override
            public byte[] classFile(String internalName) {
              return null;
            }

            @Override
            public String location() {
              return "corpus";
            }
          });

  private static final class Weaving implements EngineHost, ForwardSites {
    @Override
    public int initialMode(String plugin, String group, boolean enabledByDefault) {
      return PluginState.ON;
    }

    @Override
    public void onFirstMatch() {}

    @Override
    public boolean awaitReady() {
      return true;
    }

    @Override
    public void problem(String cause, String message, Throwable error) {
      // Hooks that do not fit a method (a field in a static method) are left out: not the point.
    }

    @Override
    public int number(ClassLoader loader, String className, String origin, Hook hook, int phase) {
      return hook.id * 2 + phase + 70000;
    }
  }

  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> classes;

    Loader(Map<String, byte[]> classes) {
      this.classes = classes;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      byte[] bytes = classes.get(name.replace('.', '/'));
      if (bytes == null) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? defineClass(name, bytes, 0, bytes.length) : loaded;
      }
    }
  }
}
