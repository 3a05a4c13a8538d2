import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Gives each lambda and method reference in a folder of compiled classes a class of its own, for the launcher. The JVM makes
 * such a class when the expression is first evaluated, which takes a fifth of a millisecond even where the class is in an archive,
 * and four milliseconds more for the first; a class of the program is there at once. What converts between primitive types and
 * objects, and what is serializable, stays as it is.
 */
public final class LambdaClasses implements Opcodes {
    private static final String FACTORY = "java/lang/invoke/LambdaMetafactory";

    /** All classes by name, as they are to be written. */
    private final Map<String, byte[]> classes = new TreeMap<>();
    /** The new classes by the class whose nest they join, as they call private methods. */
    private final Map<String, List<String>> nests = new TreeMap<>();

    private LambdaClasses() {}

    /** @param args the folder, which is changed in place */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(file -> file.toString().endsWith(".class")
                            && !file.endsWith("module-info.class"))
                    .toList();
        }
        LambdaClasses program = new LambdaClasses();
        for (Path file : files) {
            program.add(Files.readAllBytes(file));
        }
        program.nests.forEach((host, members) ->
                program.classes.computeIfPresent(host, (name, bytes) -> withMembers(bytes, members)));
        for (Map.Entry<String, byte[]> each : program.classes.entrySet()) {
            Files.write(folder.resolve(each.getKey() + ".class"), each.getValue());
        }
    }

    private void add(byte[] original) {
        ClassReader reader = new ClassReader(original);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new Replacer(writer, reader.getClassName()), 0);
        classes.put(reader.getClassName(), writer.toByteArray());
    }

    private static byte[] withMembers(byte[] original, List<String> members) {
        ClassReader reader = new ClassReader(original);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(writer, 0);
        members.forEach(writer::visitNestMember);
        return writer.toByteArray();
    }

    /** Calls the new classes instead of the JVM's factory. */
    private final class Replacer extends ClassVisitor {
        private final String name;
        private String host;
        private int lambdas;

        Replacer(ClassWriter writer, String name) {
            super(ASM9, writer);
            this.name = name;
            this.host = name;
        }

        @Override
        public void visitNestHost(String nestHost) {
            host = nestHost;
            super.visitNestHost(nestHost);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String method, String descriptor, String signature, String[] exceptions) {
            MethodVisitor code = super.visitMethod(access, method, descriptor, signature, exceptions);
            return new MethodVisitor(ASM9, code) {
                @Override
                public void visitInvokeDynamicInsn(
                        String method, String site, Handle bootstrap, Object... arguments) {
                    if (bootstrap.getOwner().equals(FACTORY) && bootstrap.getName().equals("metafactory")) {
                        Lambda lambda = new Lambda(
                                name + "$Lambda" + lambdas, host, method, site, (Type) arguments[0], (Handle) arguments[1]);
                        if (lambda.isPlain()) {
                            lambdas++;
                            classes.put(lambda.name, lambda.bytes());
                            nests.computeIfAbsent(host, ignored -> new ArrayList<>()).add(lambda.name);
                            super.visitMethodInsn(INVOKESTATIC, lambda.name, "of", site, false);
                            return;
                        }
                    }
                    super.visitInvokeDynamicInsn(method, site, bootstrap, arguments);
                }
            };
        }
    }

    /**
     * A class with a field for each captured value, whose one method calls the target with them and its own parameters.
     *
     * @param site the descriptor of what makes it: captured values, and the interface as the result
     * @param type the type of the interface's method
     */
    private record Lambda(String name, String host, String method, String site, Type type, Handle target) {
        private Type[] captured() {
            return Type.getArgumentTypes(site);
        }

        private boolean isConstructor() {
            return target.getTag() == H_NEWINVOKESPECIAL;
        }

        /** What the target takes, its receiver first. */
        private List<Type> taken() {
            List<Type> taken = new ArrayList<>(Arrays.asList(Type.getArgumentTypes(target.getDesc())));
            if (!isConstructor() && target.getTag() != H_INVOKESTATIC) {
                taken.add(0, Type.getObjectType(target.getOwner()));
            }
            return taken;
        }

        private Type result() {
            return isConstructor() ? Type.getObjectType(target.getOwner()) : Type.getReturnType(target.getDesc());
        }

        /** True if primitive values are wanted only where the same are given. */
        boolean isPlain() {
            List<Type> given = new ArrayList<>(Arrays.asList(captured()));
            given.addAll(Arrays.asList(type.getArgumentTypes()));
            List<Type> taken = taken();
            boolean plain = target.getTag() != H_INVOKESPECIAL
                    && (type.getReturnType() == Type.VOID_TYPE || isPlain(result(), type.getReturnType()));
            for (int i = 0; i < given.size(); i++) {
                plain &= isPlain(given.get(i), taken.get(i));
            }
            return plain;
        }

        private static boolean isPlain(Type from, Type to) {
            return from.equals(to) || from.getSort() >= Type.ARRAY && to.getSort() >= Type.ARRAY;
        }

        byte[] bytes() {
            ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
            String[] interfaces = {Type.getReturnType(site).getInternalName()};
            writer.visit(V17, ACC_FINAL | ACC_SUPER | ACC_SYNTHETIC, name, null, "java/lang/Object", interfaces);
            writer.visitNestHost(host);
            for (int i = 0; i < captured().length; i++) {
                writer.visitField(ACC_PRIVATE | ACC_FINAL, "value" + i, captured()[i].getDescriptor(), null, null);
            }
            constructor(writer);
            factory(writer);
            call(writer);
            writer.visitEnd();
            return writer.toByteArray();
        }

        private String constructorDescriptor() {
            return Type.getMethodDescriptor(Type.VOID_TYPE, captured());
        }

        private void constructor(ClassWriter writer) {
            MethodVisitor code = writer.visitMethod(ACC_PRIVATE, "<init>", constructorDescriptor(), null, null);
            code.visitCode();
            code.visitVarInsn(ALOAD, 0);
            code.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
            int slot = 1;
            for (int i = 0; i < captured().length; i++) {
                code.visitVarInsn(ALOAD, 0);
                slot = load(code, captured()[i], slot);
                code.visitFieldInsn(PUTFIELD, name, "value" + i, captured()[i].getDescriptor());
            }
            end(code, RETURN);
        }

        private void factory(ClassWriter writer) {
            MethodVisitor code = writer.visitMethod(ACC_STATIC, "of", site, null, null);
            code.visitCode();
            code.visitTypeInsn(NEW, name);
            code.visitInsn(DUP);
            int slot = 0;
            for (Type each : captured()) {
                slot = load(code, each, slot);
            }
            code.visitMethodInsn(INVOKESPECIAL, name, "<init>", constructorDescriptor(), false);
            end(code, ARETURN);
        }

        private void call(ClassWriter writer) {
            MethodVisitor code = writer.visitMethod(ACC_PUBLIC, method, type.getDescriptor(), null, null);
            code.visitCode();
            if (isConstructor()) {
                code.visitTypeInsn(NEW, target.getOwner());
                code.visitInsn(DUP);
            }
            List<Type> taken = taken();
            int next = 0;
            for (int i = 0; i < captured().length; i++) {
                code.visitVarInsn(ALOAD, 0);
                code.visitFieldInsn(GETFIELD, name, "value" + i, captured()[i].getDescriptor());
                cast(code, captured()[i], taken.get(next++));
            }
            int slot = 1;
            for (Type each : type.getArgumentTypes()) {
                slot = load(code, each, slot);
                cast(code, each, taken.get(next++));
            }
            int instruction =
                    switch (target.getTag()) {
                        case H_INVOKESTATIC -> INVOKESTATIC;
                        case H_INVOKEINTERFACE -> INVOKEINTERFACE;
                        case H_NEWINVOKESPECIAL -> INVOKESPECIAL;
                        default -> INVOKEVIRTUAL;
                    };
            code.visitMethodInsn(
                    instruction, target.getOwner(), target.getName(), target.getDesc(), target.isInterface());
            Type returned = type.getReturnType();
            if (returned != Type.VOID_TYPE) {
                cast(code, result(), returned);
            } else if (result() != Type.VOID_TYPE) {
                code.visitInsn(result().getSize() == 2 ? POP2 : POP);
            }
            end(code, returned.getOpcode(IRETURN));
        }

        /** Loads a parameter, and returns the slot after it. */
        private static int load(MethodVisitor code, Type type, int slot) {
            code.visitVarInsn(type.getOpcode(ILOAD), slot);
            return slot + type.getSize();
        }

        private static void cast(MethodVisitor code, Type from, Type to) {
            if (!from.equals(to) && !to.getInternalName().equals("java/lang/Object")) {
                code.visitTypeInsn(CHECKCAST, to.getInternalName());
            }
        }

        private static void end(MethodVisitor code, int instruction) {
            code.visitInsn(instruction);
            code.visitMaxs(0, 0);
            code.visitEnd();
        }
    }
}
