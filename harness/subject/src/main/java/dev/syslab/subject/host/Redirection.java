package dev.syslab.subject.host;

import dev.syslab.subject.process.Clocks;
import dev.syslab.subject.process.Variables;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Redirects a class's calls to the system clock and environment to {@link Clocks} and {@link
 * Variables}. Most classes call neither, and stay unchanged.
 */
final class Redirection {
  private static final String CLOCKS = Clocks.class.getName().replace('.', '/');
  private static final String VARIABLES = Variables.class.getName().replace('.', '/');

  /** Maps owner and method to owner and method; the descriptors are the same. */
  private static final Map<String, String> METHODS =
      Map.ofEntries(
          Map.entry("java/lang/System.currentTimeMillis", CLOCKS + ".currentTimeMillis"),
          Map.entry("java/lang/System.getenv()Ljava/util/Map;", VARIABLES + ".all"),
          Map.entry(
              "java/lang/System.getenv(Ljava/lang/String;)Ljava/lang/String;", VARIABLES + ".get"),
          Map.entry("java/time/Clock.systemUTC", CLOCKS + ".systemUTC"),
          Map.entry("java/time/Clock.systemDefaultZone", CLOCKS + ".systemDefaultZone"),
          Map.entry("java/time/Instant.now()Ljava/time/Instant;", CLOCKS + ".instant"),
          Map.entry(
              "java/time/ZonedDateTime.now()Ljava/time/ZonedDateTime;", CLOCKS + ".zonedDateTime"),
          Map.entry(
              "java/time/OffsetDateTime.now()Ljava/time/OffsetDateTime;",
              CLOCKS + ".offsetDateTime"),
          Map.entry(
              "java/time/LocalDateTime.now()Ljava/time/LocalDateTime;", CLOCKS + ".localDateTime"),
          Map.entry("java/time/LocalDate.now()Ljava/time/LocalDate;", CLOCKS + ".localDate"),
          Map.entry("java/time/LocalTime.now()Ljava/time/LocalTime;", CLOCKS + ".localTime"));

  private Redirection() {}

  /** The class with its calls redirected. */
  static byte[] of(byte[] original) {
    // Searches the constant pool as plain text: the library that reads classes is loaded only for
    // classes that need it.
    String text = new String(original, StandardCharsets.ISO_8859_1);
    boolean asks =
        text.contains("currentTimeMillis")
            || text.contains("getenv")
            || text.contains("java/time/Clock")
            || text.contains("java/util/Date")
            || text.contains("now") && text.contains("java/time/");
    if (!asks) {
      return original;
    }
    ClassReader reader = new ClassReader(original);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new Led(writer), 0);
    return writer.toByteArray();
  }

  private static String target(String owner, String name, String descriptor) {
    String method = owner + "." + name;
    return METHODS.getOrDefault(method + descriptor, METHODS.get(method));
  }

  private static final class Led extends ClassVisitor {
    Led(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new LedMethod(super.visitMethod(access, name, descriptor, signature, exceptions));
    }
  }

  private static final class LedMethod extends MethodVisitor {
    LedMethod(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      String target = target(owner, name, descriptor);
      if (opcode == Opcodes.INVOKESTATIC && target != null) {
        int dot = target.lastIndexOf('.');
        super.visitMethodInsn(
            opcode, target.substring(0, dot), target.substring(dot + 1), descriptor, false);
      } else if (owner.equals("java/util/Date") && descriptor.equals("()V")) {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, CLOCKS, "currentTimeMillis", "()J", false);
        super.visitMethodInsn(opcode, owner, name, "(J)V", isInterface);
      } else {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      }
    }

    @Override
    public void visitMaxs(int stack, int locals) {
      // The long that a Date is constructed from takes two stack slots.
      super.visitMaxs(stack + 2, locals);
    }

    /** Method references, such as {@code System::currentTimeMillis}. */
    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      Object[] led = arguments.clone();
      for (int i = 0; i < led.length; i++) {
        if (led[i] instanceof Handle handle && handle.getTag() == Opcodes.H_INVOKESTATIC) {
          String target = target(handle.getOwner(), handle.getName(), handle.getDesc());
          if (target != null) {
            int dot = target.lastIndexOf('.');
            led[i] =
                new Handle(
                    Opcodes.H_INVOKESTATIC,
                    target.substring(0, dot),
                    target.substring(dot + 1),
                    handle.getDesc(),
                    false);
          }
        }
      }
      super.visitInvokeDynamicInsn(name, descriptor, bootstrap, led);
    }
  }
}
