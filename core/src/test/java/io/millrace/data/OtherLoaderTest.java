/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** Types of an application that has a class loader of its own, such as a job's jar. */
class OtherLoaderTest {
    record Order(String customer, long cents, int items, double weight, boolean paid) {}

    /** Defines the classes of this test anew instead of asking its parent. */
    private static final class OwnLoader extends ClassLoader {
        OwnLoader() {
            super(OtherLoaderTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(OtherLoaderTest.class.getName())) {
                return super.loadClass(name, resolve);
            }
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @Test
    void recordsOfAnotherClassLoaderAreEncoded() throws Exception {
        Class<?> order = new OwnLoader().loadClass(Order.class.getName());
        assertThat(order).isNotEqualTo(Order.class);
        Constructor<?> constructor = order.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        Object value = constructor.newInstance("Ada", 1_250L, 3, 0.5, true);
        @SuppressWarnings("unchecked")
        Codec<Object> codec = (Codec<Object>) Codecs.of(order);

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
        codec.write(value, out);
        out.flush();

        assertThat(codec.read(DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null)))
                .isEqualTo(value);
    }
}
