/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Program.Drawing;
import io.millrace.differential.Step;
import io.millrace.differential.Traits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All operators that programs are drawn from. A new one is a class of its own, and a line here. */
public final class Operators {
    private static final int TRIES = 8;
    private static final List<Kind> ALL = List.of(
            MapValue::draw,
            Rekey::draw,
            Keep::draw,
            Copies::draw,
            Divide::draw,
            Retime::draw,
            Scatter::draw,
            Union::draw,
            Fork::draw,
            CoMap::draw,
            RunningField::draw,
            RunningReduce::draw,
            FinalReduce::draw,
            Scripted::draw,
            Scripted::draw,
            Sorted::draw,
            CoSorted::draw,
            KeyedRules::draw,
            JoinedWithin::draw,
            Windowed::draw,
            Windowed::draw,
            Windowed::draw,
            Windowed::draw,
            Windowed::draw,
            WindowedAll::draw,
            OnGlobal::draw,
            Counted::draw,
            WindowJoin::draw,
            Asked::draw,
            Rules::draw,
            Numbered::draw,
            CoScripted::draw);

    private Operators() {}

    /** Draws the settings of one kind of step. */
    interface Kind {
        /** Returns a step, or null where this kind does not go on a stream like this. */
        @Nullable
        Step draw(Drawing drawing, Traits input);
    }

    /** Draws a step that fits, or null where that takes too long. */
    public static @Nullable Step draw(Drawing drawing, Traits input) {
        for (int i = 0; i < TRIES; i++) {
            Step step = drawing.random().pick(ALL).draw(drawing, input);
            if (step != null && step.fits(input)) {
                return step;
            }
        }
        return null;
    }
}
