/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential;

import io.millrace.differential.operators.Operators;
import io.millrace.simulation.Randomness;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program and its input, drawn from a seed, whose results are certain.
 *
 * @param setting how it runs
 * @param flinkParallelism on Flink; on Millrace it is drawn with the world
 */
public record Program(long seed, Setting setting, int flinkParallelism, Pipeline pipeline) {
    /** The program of a seed. */
    public static Program draw(long seed) {
        Randomness random = new Randomness(seed);
        Setting setting = new Setting(random.chance(0.25), random.chance(0.12), false, random.chance(0.5));
        int parallelism = setting.single() || random.chance(0.8) ? 1 : 2;
        return new Program(seed, setting, parallelism, new Drawing(random, setting).pipeline(random.between(1, 5)));
    }

    /** Returns the program as a stream, where it ends with the rows of this batch; null where that is not certain. */
    public @Nullable Program asStream() {
        Program stream = new Program(seed, setting.asStream(), flinkParallelism, pipeline);
        return setting.batch() && stream.fits() ? stream : null;
    }

    public boolean fits() {
        return pipeline.fits(setting);
    }

    public List<Program> smaller() {
        return pipeline.smaller().stream()
                .map(smaller -> new Program(seed, setting, flinkParallelism, smaller))
                .filter(Program::fits)
                .toList();
    }

    /** Draws the parts of one program, and counts its sources. */
    public static final class Drawing {
        private static final int MOST_SOURCES = 3;

        private final Randomness random;
        private final Setting setting;
        private int sources;

        Drawing(Randomness random, Setting setting) {
            this.random = random;
            this.setting = setting;
        }

        public Randomness random() {
            return random;
        }

        public Setting setting() {
            return setting;
        }

        public boolean mayAddSource() {
            return sources < MOST_SOURCES;
        }

        /** Draws a pipeline of at most that many steps: steps that do not fit are left out. */
        public Pipeline pipeline(int steps) {
            Input input = Input.draw(random, sources++, setting);
            List<Step> drawn = new ArrayList<>();
            Traits traits = input.traits(setting);
            for (int i = 0; i < steps; i++) {
                Step step = Operators.draw(this, traits);
                if (step != null) {
                    drawn.add(step);
                    traits = step.after(traits);
                }
            }
            return new Pipeline(input, drawn);
        }
    }

    @Override
    public String toString() {
        return "seed " + seed + (setting.batch() ? ", a batch" : setting.settled() ? ", a batch as a stream" : "")
                + (setting.single() ? ", parallelism 1" : ", Flink at parallelism " + flinkParallelism) + "\n"
                + pipeline;
    }
}
