package dev.clew.engine.weave;

import dev.clew.engine.index.Binding;
import dev.clew.engine.index.Hook;
import dev.clew.engine.index.MethodPattern;
import dev.clew.engine.index.PluginInfo;
import dev.clew.engine.index.PluginSource;
import dev.clew.engine.index.Reference;
import dev.clew.engine.index.Site;
import dev.clew.plugin.spi.PluginState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Weaves a made-up class, so that the weaver's own classes are loaded and initialised before a
 * thread of the application has to do it inside the loading of a class of its own. For attaching to
 * a busy JVM; at start there is nobody to disturb.
 */
public final class Rehearsal {

  private static final String NAME = "dev/clew/Rehearsal";
  private static final List<String> NONE = Collections.emptyList();

  private Rehearsal() {}

  /**
   * Weaves; nothing is defined or run.
   *
   * @return the made-up class, woven
   */
  public static byte @Nullable [] run(Weaver weaver) {
    return weaver.weave(null, NAME, classFile(), Collections.singletonList(hook()));
  }

  private static byte[] classFile() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_8, Opcodes.ACC_SUPER, NAME, null, "java/lang/Object", null);
    MethodVisitor code =
        writer.visitMethod(Opcodes.ACC_STATIC, "run", "(Ljava/lang/String;I)I", null, null);
    Label end = new Label();
    code.visitCode();
    code.visitVarInsn(Opcodes.ILOAD, 1);
    code.visitJumpInsn(Opcodes.IFNE, end);
    code.visitIincInsn(1, 1);
    code.visitLabel(end);
    code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    code.visitVarInsn(Opcodes.ILOAD, 1);
    code.visitInsn(Opcodes.IRETURN);
    code.visitMaxs(1, 2);
    code.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static Hook hook() {
    Site enter = site("(Ljava/lang/Object;I)Ljava/lang/Object;", argument(0), argument(1));
    Site exit =
        site(
            "(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;)V",
            new Binding(Binding.ENTERED, 0, null),
            new Binding(Binding.RETURNED, 0, null),
            new Binding(Binding.THROWN, 0, null));
    MethodPattern pattern =
        new MethodPattern(Collections.singletonList("run"), NONE, true, null, NONE);
    List<String> types = Collections.singletonList(NAME);
    List<Integer> rewrites = Collections.emptyList();
    return new Hook(0, plugin(), types, NONE, pattern, enter, exit, rewrites, false);
  }

  private static PluginInfo plugin() {
    return new PluginInfo(
        0,
        new PluginState("rehearsal", "none", PluginState.OFF),
        true,
        false,
        false,
        "",
        NONE,
        NONE,
        NONE,
        new ArrayList<Reference>(0),
        new Nowhere());
  }

  private static Binding argument(int index) {
    return new Binding(Binding.ARG, index, null);
  }

  private static Site site(String descriptor, Binding... bindings) {
    return new Site(NAME, "run", "clew$run", descriptor, Arrays.asList(bindings), false);
  }

  private static final class Nowhere implements PluginSource {
    @Override
    public byte @Nullable [] classFile(String internalName) {
      return null;
    }

    @Override
    public String location() {
      return "rehearsal";
    }
  }
}
