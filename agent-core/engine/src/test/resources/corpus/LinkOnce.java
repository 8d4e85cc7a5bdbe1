package corpus;

import dev.clew.engine.index.BinaryIndex;
import dev.clew.engine.index.DetailsSource;
import dev.clew.engine.index.Hook;
import dev.clew.engine.index.HookIndex;
import dev.clew.engine.link.LinkEvents;
import dev.clew.engine.link.Linker;
import dev.clew.engine.spi.EngineHost;
import dev.clew.engine.weave.AsmWeaver;
import dev.clew.plugin.spi.PluginState;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.Collections;

/**
 * Weaves and links one class on whatever JDK runs this: on, off, on again, a hook that fails, a
 * class file of version 48. Java 8; the test compiles it. Arguments: a folder with {@code index},
 * {@code details} and class files. Prints what the hooks saw.
 */
public final class LinkOnce {

  public static void main(String[] args) throws Throwable {
    final File folder = new File(args[0]);
    HookIndex index =
        BinaryIndex.read(
            read(new File(folder, "index")),
            new DetailsSource() {
              @Override
              public byte[] details() throws IOException {
                return read(new File(folder, "details"));
              }

              @Override
              public byte[] classFile(String internalName) throws IOException {
                return read(new File(folder, internalName + ".class"));
              }

              @Override
              public String location() {
                return "test";
              }
            });
    Host host = new Host();
    Linker linker = new Linker(index, host, null, host);
    AsmWeaver weaver = new AsmWeaver(host, linker.forwardSites());
    install(linker);
    for (int version : new int[] {52, 48}) {
      byte[] bytes = read(new File(folder, "lib/Client.class"));
      bytes[7] = (byte) version;
      Hook hook = index.hook(0);
      Loader loader = new Loader();
      bytes = weaver.weave(loader, "lib/Client", bytes, Collections.singletonList(hook));
      Class<?> type = loader.define(bytes);
      Method call = type.getMethod("call", String.class, int.class);
      System.out.println(call.invoke(null, "a", 1));
      index.plugin(0).state.mode(PluginState.OFF);
      linker.switchModes(0);
      System.out.println(call.invoke(null, "b", 2));
      index.plugin(0).state.mode(PluginState.ON);
      linker.switchModes(0);
      System.out.println(call.invoke(null, "c", -1));
      System.out.println(linker.linked(0) + " " + linker.errors());
      System.out.println(call.invoke(null, "d", -2));
      System.out.println(call.invoke(null, "e", 5));
    }
  }

  private static void install(Linker linker) throws Throwable {
    InputStream in = ClassLoader.getSystemResourceAsStream("java/lang/ClewDispatcher.class");
    byte[] bytes = readAll(in);
    Class<?> dispatcher = define(bytes);
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    MethodType link =
        MethodType.methodType(
            CallSite.class,
            MethodHandles.Lookup.class,
            String.class,
            MethodType.class,
            Object[].class);
    MethodType forward = MethodType.methodType(Object.class, Object[].class, int.class);
    dispatcher
        .getMethod("install", MethodHandle.class, MethodHandle.class)
        .invoke(
            null, lookup.bind(linker, "link", link), lookup.bind(linker, "forward", forward));
  }

  private static Class<?> define(byte[] bytes) throws Exception {
    try {
      Method define =
          Class.forName("sun.misc.Unsafe")
              .getMethod(
                  "defineClass",
                  String.class,
                  byte[].class,
                  int.class,
                  int.class,
                  ClassLoader.class,
                  ProtectionDomain.class);
      java.lang.reflect.Field field = define.getDeclaringClass().getDeclaredField("theUnsafe");
      field.setAccessible(true);
      return (Class<?>)
          define.invoke(
              field.get(null), "java.lang.ClewDispatcher", bytes, 0, bytes.length, null, null);
    } catch (NoSuchMethodException e) {
      Object lookup =
          MethodHandles.class
              .getMethod("privateLookupIn", Class.class, MethodHandles.Lookup.class)
              .invoke(null, Object.class, MethodHandles.lookup());
      return (Class<?>)
          MethodHandles.Lookup.class
              .getMethod("defineClass", byte[].class)
              .invoke(lookup, (Object) bytes);
    }
  }

  private static byte[] read(File file) throws IOException {
    return readAll(new FileInputStream(file));
  }

  private static byte[] readAll(InputStream in) throws IOException {
    try {
      java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        out.write(b);
      }
      return out.toByteArray();
    } finally {
      in.close();
    }
  }

  private static final class Loader extends ClassLoader {
    Class<?> define(byte[] bytes) {
      return defineClass("lib.Client", bytes, 0, bytes.length);
    }
  }

  private static final class Host implements EngineHost, LinkEvents {
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
      System.out.println(cause + " " + error);
    }

    @Override
    public void linking(int plugin) {}

    @Override
    public void firstSpanHook() {
      System.out.println("first");
    }

    @Override
    public void linkageError(ClassLoader loader, int plugin, Throwable error) {
      System.out.println("linkage " + error);
    }

    @Override
    public void quarantined(int plugin, String hook) {
      System.out.println("quarantined " + hook);
    }
  }
}
