/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Cell;
import io.millrace.differential.Event;
import io.millrace.differential.Functions;
import io.millrace.differential.KeyedLogic;
import io.millrace.differential.Program.Drawing;
import io.millrace.differential.Step;
import io.millrace.differential.Traits;
import io.millrace.differential.flink.FlinkBuild;
import io.millrace.differential.flink.FlinkKeyedFunction;
import io.millrace.differential.flink.FlinkStream;
import io.millrace.differential.millrace.MillraceKeyedFunction;
import io.millrace.differential.millrace.MillraceStream;
import java.util.ArrayList;
import java.util.List;

/** Keeps elements until the watermark has come to them, and then passes them on in order of time. */
record Sorted(long delay) implements Step {
    static Step draw(Drawing drawing, Traits input) {
        return new Sorted(drawing.random().below(3) * drawing.random().below(10));
    }

    @Override
    public boolean fits(Traits input) {
        return input.punctual();
    }

    @Override
    public Traits after(Traits input) {
        return sorted(input);
    }

    static Traits sorted(Traits input) {
        return new Traits(
                Traits.Order.BY_KEY, false, Traits.PUNCTUAL, input.single(), input.setting(), input.ownKeys());
    }

    @Override
    public MillraceStream millrace(MillraceStream input) {
        return input.then(input.keyed().process(new MillraceKeyedFunction(new Buffer(delay), input.newTag("unused"))));
    }

    @Override
    public FlinkStream flink(FlinkStream input) {
        return input.spread(input.keyed()
                .process(new FlinkKeyedFunction(new Buffer(delay), input.newTag("unused")), FlinkBuild.EVENT));
    }

    /** Sums up, at each timer, what has come of its key until then; certain whatever the order of arrival. */
    record Buffer(long delay) implements KeyedLogic {
        @Override
        public void onElement(Event event, int side, Cell cell) throws Exception {
            long time = cell.timestamp();
            cell.addToList(event.withTime(time).withExtra(event.extra * 2 + side));
            cell.registerTimer(time + delay);
        }

        @Override
        public void onTimer(long timestamp, Cell cell) throws Exception {
            List<Event> due = new ArrayList<>();
            List<Event> rest = new ArrayList<>();
            for (Event event : cell.list()) {
                (event.time + delay <= timestamp ? due : rest).add(event);
            }
            cell.setList(rest);
            long before = cell.value() == null ? 0 : cell.value();
            cell.setValue(before + due.size());
            int key = due.stream().mapToInt(event -> event.key).max().orElse(-1);
            cell.emit(new Event(key, Functions.digest(due, false), timestamp, before));
        }
    }
}
