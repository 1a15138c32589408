/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Program.Drawing;
import io.millrace.differential.Step;
import io.millrace.differential.Traits;
import io.millrace.differential.Traits.Order;
import io.millrace.differential.flink.FlinkStream;
import io.millrace.differential.millrace.MillraceStream;
import java.util.List;

/**
 * Windows of a number of elements, of each key or of all.
 *
 * @param slide after how many elements there is one, or 0 for windows that do not overlap
 */
record Counted(boolean all, long size, long slide, Folding folding) implements Step {
    static Step draw(Drawing drawing, Traits input) {
        boolean all = drawing.random().chance(0.4);
        return new Counted(
                all,
                drawing.random().upTo(6),
                drawing.random().chance(0.5) ? 0 : drawing.random().upTo(6),
                drawing.random().pick(all ? AllFolds.ALL : List.of(Folding.values())));
    }

    @Override
    public boolean fits(Traits input) {
        return (all ? input.order() == Order.TOTAL : input.ordered()) && (slide == 0 || !folding.changesElements());
    }

    @Override
    public Traits after(Traits input) {
        return (all ? input.asOneKey().ofOneKey() : input.keyed()).timeless();
    }

    @Override
    public MillraceStream millrace(MillraceStream input) {
        if (all) {
            return input.then(AllFolds.millrace(
                    slide == 0
                            ? input.stream().countWindowAll(size)
                            : input.stream().countWindowAll(size, slide),
                    folding));
        }
        return input.then(WindowFolds.millrace(
                slide == 0 ? input.keyed().countWindow(size) : input.keyed().countWindow(size, slide),
                folding,
                false,
                false));
    }

    @Override
    public FlinkStream flink(FlinkStream input) {
        if (all) {
            return input.then(AllFolds.flink(
                    slide == 0
                            ? input.stream().countWindowAll(size)
                            : input.stream().countWindowAll(size, slide),
                    folding));
        }
        return input.spread(WindowFolds.flink(
                slide == 0 ? input.keyed().countWindow(size) : input.keyed().countWindow(size, slide),
                folding,
                false,
                false));
    }
}
