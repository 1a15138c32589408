/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.user;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names of the parameters of a method: those that reflection tells where javac was told {@code -parameters}, else those of the local variables that debuggers see,
 * which Maven and Gradle leave in class files.
 */
final class ParameterNames {
    private static final int MAGIC = 0xCAFEBABE;

    private final DataInputStream file;
    private final String method;
    private final String descriptor;
    private final @Nullable String[] utf8;

    private ParameterNames(DataInputStream file, Method method) throws IOException {
        this.file = file;
        this.method = method.getName();
        this.descriptor = MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                .toMethodDescriptorString();
        if (file.readInt() != MAGIC) {
            throw new IOException("This is no class file");
        }
        file.skipBytes(4); // the version
        this.utf8 = readConstants();
    }

    /** Returns the names, or null in place of one that is not known. */
    static List<@Nullable String> of(Method method) {
        List<@Nullable String> names = new ArrayList<>();
        if (method.getParameterCount() > 0 && method.getParameters()[0].isNamePresent()) {
            for (java.lang.reflect.Parameter parameter : method.getParameters()) {
                names.add(parameter.getName());
            }
            return names;
        }
        @Nullable String[] variables = variables(method);
        int slot = Modifier.isStatic(method.getModifiers()) ? 0 : 1;
        for (Class<?> type : method.getParameterTypes()) {
            names.add(slot < variables.length ? variables[slot] : null);
            slot += type == long.class || type == double.class ? 2 : 1;
        }
        return names;
    }

    /** Returns the names of the variables that are there from the start, by their slots. */
    private static @Nullable String[] variables(Method method) {
        Class<?> owner = method.getDeclaringClass();
        String name = owner.getName().substring(owner.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream stream = owner.getResourceAsStream(name)) {
            return stream == null
                    ? new @Nullable String[0]
                    : new ParameterNames(new DataInputStream(stream), method).readVariables();
        } catch (IOException unreadable) {
            return new @Nullable String[0];
        }
    }

    private @Nullable String[] readConstants() throws IOException {
        int count = file.readUnsignedShort();
        @Nullable String[] texts = new String[count];
        for (int i = 1; i < count; i++) {
            int tag = file.readUnsignedByte();
            switch (tag) {
                case 1 -> texts[i] = file.readUTF();
                case 3, 4, 9, 10, 11, 12, 17, 18 -> file.skipBytes(4);
                case 5, 6 -> {
                    file.skipBytes(8);
                    i++; // these take two places
                }
                case 7, 8, 16, 19, 20 -> file.skipBytes(2);
                case 15 -> file.skipBytes(3);
                default -> throw new IOException("There is no constant of the kind " + tag);
            }
        }
        return texts;
    }

    private @Nullable String[] readVariables() throws IOException {
        file.skipBytes(6); // access, this class, its superclass
        file.skipBytes(2 * file.readUnsignedShort()); // interfaces
        for (int fields = file.readUnsignedShort(); fields > 0; fields--) {
            file.skipBytes(6);
            skipAttributes();
        }
        for (int methods = file.readUnsignedShort(); methods > 0; methods--) {
            file.skipBytes(2);
            String name = utf8[file.readUnsignedShort()];
            String type = utf8[file.readUnsignedShort()];
            if (method.equals(name) && descriptor.equals(type)) {
                return readAttributes();
            }
            skipAttributes();
        }
        return new @Nullable String[0];
    }

    private void skipAttributes() throws IOException {
        for (int attributes = file.readUnsignedShort(); attributes > 0; attributes--) {
            file.skipBytes(2);
            skip(file.readInt());
        }
    }

    private void skip(int bytes) throws IOException {
        file.readNBytes(bytes);
    }

    /** Reads the attributes of the method, or of its code. */
    private @Nullable String[] readAttributes() throws IOException {
        for (int attributes = file.readUnsignedShort(); attributes > 0; attributes--) {
            String name = utf8[file.readUnsignedShort()];
            int length = file.readInt();
            if ("Code".equals(name)) {
                file.skipBytes(4); // stack and locals
                skip(file.readInt());
                skip(8 * file.readUnsignedShort()); // exceptions
                return readAttributes();
            } else if ("LocalVariableTable".equals(name)) {
                return readTable();
            }
            skip(length);
        }
        return new @Nullable String[0];
    }

    private @Nullable String[] readTable() throws IOException {
        @Nullable String[] names = new String[256];
        for (int variables = file.readUnsignedShort(); variables > 0; variables--) {
            int start = file.readUnsignedShort();
            file.skipBytes(2); // how long it lives
            String name = utf8[file.readUnsignedShort()];
            file.skipBytes(2); // its type
            int slot = file.readUnsignedShort();
            if (start == 0 && slot < names.length) {
                names[slot] = name;
            }
        }
        return names;
    }
}
