/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.simulation.isolated.Summing;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ClassLoadersTest {
    /** Loads the classes of one package anew. */
    private static final class Isolated extends ClassLoader {
        private final String prefix;

        Isolated(ClassLoader parent, String packageName) {
            super(parent);
            this.prefix = packageName + ".";
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(prefix)) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException failure) {
                throw new ClassNotFoundException(name, failure);
            }
        }
    }

    @Test
    void restoredStateIsOfTheClassesOfTheApplicationsLoader() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        Isolated loader = new Isolated(Summing.class.getClassLoader(), Summing.class.getPackageName());
        thread.setContextClassLoader(loader);
        try {
            Class<?> program = loader.loadClass(Summing.class.getName());
            assertThat(program).isNotSameAs(Summing.class);
            Supplier<?> summing = (Supplier<?>) program.getDeclaredConstructor().newInstance();

            assertThat(summing.get()).asString().isEqualTo("[4 of 6]");
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
