/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.function.CoGroupFunction;
import io.millrace.function.FlatJoinFunction;
import io.millrace.function.Function;
import io.millrace.function.JoinFunction;
import io.millrace.window.Window;
import io.millrace.window.WindowFunction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The elements of a window of two streams, apart again. */
record WindowSides(List<Object> first, List<Object> second) {
    static WindowSides of(Iterable<Object> elements) {
        List<Object> first = new ArrayList<>();
        List<Object> second = new ArrayList<>();
        for (Object element : elements) {
            EitherSide side = (EitherSide) element;
            Object one = side.getOne();
            Object two = side.getTwo();
            if (side.isOne() && one != null) {
                first.add(one);
            } else if (two != null) {
                second.add(two);
            }
        }
        return new WindowSides(first, second);
    }

    /** Returns the window function that calls a function of two streams, or null where it is of another kind. */
    static @Nullable WindowFunction<Object, Object, Object, Window> calling(Function function) {
        if (function instanceof CoGroupFunction<?, ?, ?> any) {
            CoGroupFunction<Object, Object, Object> coGroup = FunctionOperator.cast(any);
            return (key, window, input, out) -> {
                WindowSides sides = of(input);
                coGroup.coGroup(sides.first, sides.second, out);
            };
        } else if (function instanceof JoinFunction<?, ?, ?> any) {
            JoinFunction<Object, Object, Object> join = FunctionOperator.cast(any);
            return pairwise((first, second, out) -> out.collect(join.join(first, second)));
        } else if (function instanceof FlatJoinFunction<?, ?, ?> any) {
            return pairwise(FunctionOperator.cast(any));
        }
        return null;
    }

    private static WindowFunction<Object, Object, Object, Window> pairwise(
            FlatJoinFunction<Object, Object, Object> join) {
        return (key, window, input, out) -> {
            WindowSides sides = of(input);
            for (Object first : sides.first) {
                for (Object second : sides.second) {
                    join.join(first, second, out);
                }
            }
        };
    }
}
