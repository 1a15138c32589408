/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential;

import io.millrace.differential.operators.Operators;
import io.millrace.simulation.Randomness;
import java.util.List;

/**
 * A program and its input, drawn from a seed, whose results are certain.
 *
 * @param single whether it runs at parallelism 1 on both engines
 * @param flinkParallelism on Flink; on Millrace it is drawn with the world
 */
public record Program(long seed, boolean single, int flinkParallelism, Pipeline pipeline) {
    /** The program of a seed. */
    public static Program draw(long seed) {
        Randomness random = new Randomness(seed);
        boolean single = random.chance(0.25);
        int parallelism = single || random.chance(0.8) ? 1 : 2;
        return new Program(seed, single, parallelism, new Drawing(random, single).pipeline(random.between(1, 5)));
    }

    public boolean fits() {
        return pipeline.fits(single);
    }

    public List<Program> smaller() {
        return pipeline.smaller().stream()
                .map(smaller -> new Program(seed, single, flinkParallelism, smaller))
                .filter(Program::fits)
                .toList();
    }

    /** Draws the parts of one program, and counts its sources. */
    public static final class Drawing {
        private static final int MOST_SOURCES = 3;

        private final Randomness random;
        private final boolean single;
        private int sources;

        Drawing(Randomness random, boolean single) {
            this.random = random;
            this.single = single;
        }

        public Randomness random() {
            return random;
        }

        public boolean single() {
            return single;
        }

        public boolean mayAddSource() {
            return sources < MOST_SOURCES;
        }

        /** Draws a pipeline of at most that many steps: steps that do not fit are left out. */
        public Pipeline pipeline(int steps) {
            Input input = Input.draw(random, sources++);
            List<Step> drawn = new java.util.ArrayList<>();
            Traits traits = input.traits(single);
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
        return "seed " + seed + (single ? ", parallelism 1" : ", Flink at parallelism " + flinkParallelism) + "\n"
                + pipeline;
    }
}
