/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PerClassTest {
    private static final long LONGEST_NANOS = 60_000_000_000L;

    @Test
    void computesOnceForEachClass() {
        List<Class<?>> computed = new ArrayList<>();
        PerClass<String> names = new PerClass<>() {
            @Override
            protected String compute(Class<?> type) {
                computed.add(type);
                return type.getName();
            }
        };

        assertThat(names.get(String.class)).isSameAs(names.get(String.class));
        assertThat(names.get(PerClassTest.class)).isEqualTo(PerClassTest.class.getName());
        assertThat(computed).containsExactly(String.class, PerClassTest.class);
    }

    /** As on a cluster, where each program brings the library along. */
    @Test
    void aLibraryThatHasEncodedClassesOfTheJdkCanBeUnloaded() throws Exception {
        WeakReference<ClassLoader> library = useInALoaderOfItsOwn();
        long deadline = System.nanoTime() + LONGEST_NANOS;
        while (library.get() != null && System.nanoTime() < deadline) {
            System.gc();
        }
        assertThat(library.get()).isNull();
    }

    private static WeakReference<ClassLoader> useInALoaderOfItsOwn() throws Exception {
        try (URLClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            Class<?> codecs = loader.loadClass(Codecs.class.getName());
            assertThat(codecs).isNotSameAs(Codecs.class);
            for (Class<?> type :
                    List.of(Long.class, String.class, java.time.Instant.class, java.time.LocalDate.class)) {
                codecs.getMethod("of", Class.class).invoke(null, type);
            }
            Class<?> hashes = loader.loadClass("io.millrace.store.KeyHash");
            hashes.getMethod("of", Object.class).invoke(null, 1.5);
            return new WeakReference<>(loader);
        }
    }

    private static URL[] classPath() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return urls.toArray(new URL[0]);
    }
}
