package dev.clew.build.plugin;

import dev.clew.engine.index.Binding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Reads the annotations of one class file. */
final class PluginClassReader extends ClassVisitor {

  private static final String API = "Ldev/clew/plugin/";
  private static final String ORIGIN = API + "Origin;";

  private final List<HookMethod> hooks = new ArrayList<>();
  private final List<PluginClass.SettingField> settings = new ArrayList<>();
  private @Nullable AnnotationValues plugin;
  private String name = "";
  private int version;
  private int access;
  private @Nullable String superName;
  private List<String> interfaces = List.of();
  private String sourceFile = "";
  private int firstLine;

  private PluginClassReader() {
    super(Opcodes.ASM9);
  }

  static PluginClass read(byte[] bytes) {
    PluginClassReader reader = new PluginClassReader();
    new ClassReader(bytes).accept(reader, ClassReader.SKIP_FRAMES);
    return new PluginClass(
        bytes,
        reader.name,
        reader.version & 0xffff,
        reader.access,
        reader.superName,
        reader.interfaces,
        reader.sourceFile,
        reader.firstLine,
        header(reader.plugin),
        reader.hooks,
        reader.settings);
  }

  private static PluginClass.@Nullable Header header(@Nullable AnnotationValues values) {
    return values == null
        ? null
        : new PluginClass.Header(
            values.string("name"),
            values.string("group"),
            values.string("covers"),
            values.flag("contextOnly", false),
            values.flag("scansAnnotations", false),
            values.flag("enabledByDefault", true),
            values.strings("opens", List.of()));
  }

  @Override
  public void visit(
      int classVersion,
      int classAccess,
      String className,
      @Nullable String signature,
      @Nullable String superClass,
      String @Nullable [] superInterfaces) {
    version = classVersion;
    access = classAccess;
    name = className;
    superName = superClass;
    interfaces = superInterfaces == null ? List.of() : List.of(superInterfaces);
  }

  @Override
  public void visitSource(@Nullable String source, @Nullable String debug) {
    sourceFile = source == null ? "" : source;
  }

  @Override
  public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
    if (!descriptor.equals(API + "Plugin;")) {
      return null;
    }
    plugin = new AnnotationValues();
    return plugin;
  }

  @Override
  public FieldVisitor visitField(
      int fieldAccess,
      String field,
      String fieldDescriptor,
      @Nullable String signature,
      @Nullable Object value) {
    return new FieldVisitor(Opcodes.ASM9) {
      @Override
      public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        if (!descriptor.equals(API + "Setting;")) {
          return null;
        }
        return new AnnotationVisitor(Opcodes.ASM9) {
          @Override
          public void visit(String key, Object value) {
            settings.add(
                new PluginClass.SettingField(
                    field, fieldDescriptor, fieldAccess, value.toString()));
          }
        };
      }
    };
  }

  @Override
  public MethodVisitor visitMethod(
      int methodAccess,
      String method,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    return new MethodReader(methodAccess, method, descriptor);
  }

  private final class MethodReader extends MethodVisitor {

    private final int methodAccess;
    private final String method;
    private final String descriptor;
    private final Type[] types;
    private final HookParameter[] parameters;
    private @Nullable AnnotationValues enter;
    private @Nullable AnnotationValues exit;
    private @Nullable AnnotationValues rewrites;
    private boolean rewritesReturn;
    private int line;

    MethodReader(int methodAccess, String method, String descriptor) {
      super(Opcodes.ASM9);
      this.methodAccess = methodAccess;
      this.method = method;
      this.descriptor = descriptor;
      types = Type.getArgumentTypes(descriptor);
      parameters = new HookParameter[types.length];
      for (int i = 0; i < types.length; i++) {
        boolean origin = types[i].getDescriptor().equals(ORIGIN);
        int binding = origin ? HookParameter.ORIGIN : HookParameter.UNBOUND;
        parameters[i] = new HookParameter(types[i], binding, 0, null, 0);
      }
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
      AnnotationValues values = new AnnotationValues();
      switch (annotation) {
        case API + "Enter;" -> enter = values;
        case API + "Exit;" -> exit = values;
        case API + "Rewrites;" -> rewrites = values;
        case API + "RewritesReturn;" -> rewritesReturn = true;
        default -> {
          return null;
        }
      }
      return values;
    }

    @Override
    public @Nullable AnnotationVisitor visitParameterAnnotation(
        int parameter, String annotation, boolean visible) {
      if (!annotation.startsWith(API)) {
        return null;
      }
      int kind =
          switch (annotation.substring(API.length())) {
            case "Self;" -> Binding.SELF;
            case "Arg;" -> Binding.ARG;
            case "Entered;" -> Binding.ENTERED;
            case "Returned;" -> Binding.RETURNED;
            case "Thrown;" -> Binding.THROWN;
            case "AllArgs;" -> Binding.ALL_ARGS;
            case "Field;" -> Binding.FIELD;
            default -> HookParameter.UNBOUND;
          };
      if (kind == HookParameter.UNBOUND) {
        return null;
      }
      int before = parameters[parameter].annotations();
      AnnotationValues values =
          new AnnotationValues() {
            @Override
            public void visitEnd() {
              String field = kind == Binding.FIELD ? string("value") : null;
              parameters[parameter] =
                  new HookParameter(types[parameter], kind, number("value"), field, before + 1);
            }
          };
      return values;
    }

    @Override
    public void visitLineNumber(int number, Label start) {
      line = line == 0 ? number : line;
      firstLine = firstLine == 0 || number < firstLine ? number : firstLine;
    }

    @Override
    public void visitEnd() {
      if (enter != null) {
        add(enter, true);
      }
      if (exit != null) {
        add(exit, false);
      }
    }

    private void add(AnnotationValues values, boolean isEnter) {
      hooks.add(
          new HookMethod(
              name,
              methodAccess,
              method,
              descriptor,
              isEnter,
              place(values),
              isEnter ? List.of() : values.strings("value", List.of()),
              List.of(parameters),
              rewrites == null ? null : rewrites.numbers("arg"),
              rewritesReturn,
              line));
    }

    private Place place(AnnotationValues values) {
      return new Place(
          values.strings("type", List.of()),
          values.strings("subtypeOf", List.of()),
          values.strings("annotatedWith", List.of()),
          values.strings("method", List.of()),
          values.strings("args", List.of("..")),
          values.string("returns"));
    }
  }
}
