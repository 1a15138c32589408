/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.connector.SinkContext;
import io.millrace.connector.SourceContext;
import io.millrace.data.Codecs;
import io.millrace.data.ObservedCodec;
import io.millrace.environment.Environment;
import io.millrace.metric.Counter;
import io.millrace.metric.SimpleCounter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** A world without faults, in which connectors are asked for what their contracts promise. */
final class ConformanceWorld {
    private final Randomness random;
    private final World world;

    ConformanceWorld(long seed, Map<String, byte[]> files) {
        random = new Randomness(seed);
        world = new World(random, Swarm.draw(random, 0, 1), WorldHooks.NONE);
        world.heal();
        world.storage().load(new SimulatedStorage.Files(files));
    }

    Randomness random() {
        return random;
    }

    Environment environment() {
        return new SimulatedEnvironment(world);
    }

    /** Returns all files as programs see them. */
    Map<String, byte[]> files() {
        return world.storage().view();
    }

    void moveClock(long millis) {
        world.moveClock(millis);
    }

    /** Takes with it what was not synced. */
    void losePower() {
        world.storage().losePower(random);
    }

    /** Stores a value as a snapshot does, and brings it back. */
    static <X> X stored(X value) throws IOException {
        ObservedCodec codec = Codecs.observed();
        codec.observe(value);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        codec.write(value, encoder);
        encoder.flush();
        @SuppressWarnings("unchecked")
        X restored = (X) Codecs.forSchema(
                        codec.schema(),
                        value.getClass().getClassLoader() == null
                                ? ConformanceWorld.class.getClassLoader()
                                : value.getClass().getClassLoader())
                .read(DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
        return restored;
    }

    record OfSource(Environment environment, int parallelism) implements SourceContext {
        @Override
        public Counter counter(String name) {
            return new SimpleCounter();
        }
    }

    record OfSink(Environment environment, int subtaskIndex, int parallelism, long attemptId, boolean isRestored)
            implements SinkContext {
        @Override
        public Counter counter(String name) {
            return new SimpleCounter();
        }
    }
}
