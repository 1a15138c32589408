/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential;

import io.millrace.differential.flink.FlinkBuild;
import io.millrace.differential.flink.FlinkStream;
import io.millrace.differential.millrace.MillraceBuild;
import io.millrace.differential.millrace.MillraceStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** A source and the steps behind it, in order. */
public record Pipeline(Input input, List<Step> steps) implements Serializable {
    public Pipeline {
        steps = List.copyOf(steps);
    }

    /** Returns whether every step fits the stream that it gets. */
    public boolean fits(Setting setting) {
        Traits traits = input.traits(setting);
        for (Step step : steps) {
            if (!step.fits(traits)) {
                return false;
            }
            traits = step.after(traits);
        }
        return true;
    }

    public Traits traits(Setting setting) {
        Traits traits = input.traits(setting);
        for (Step step : steps) {
            traits = step.after(traits);
        }
        return traits;
    }

    public MillraceStream millrace(MillraceBuild build) {
        MillraceStream stream = build.source(input, input.traits(build.setting()));
        for (Step step : steps) {
            Traits after = step.after(stream.traits());
            stream = step.millrace(stream).withTraits(after);
        }
        return stream;
    }

    public FlinkStream flink(FlinkBuild build) {
        FlinkStream stream = build.source(input, input.traits(build.setting()));
        for (Step step : steps) {
            Traits after = step.after(stream.traits());
            stream = step.flink(stream).withTraits(after);
        }
        return stream;
    }

    /** Returns pipelines with less in them, the boldest cuts first. */
    public List<Pipeline> smaller() {
        List<Pipeline> smaller = new ArrayList<>();
        for (int i = steps.size() - 1; i >= 0; i--) {
            List<Step> fewer = new ArrayList<>(steps);
            fewer.remove(i);
            smaller.add(new Pipeline(input, fewer));
        }
        List<Event> events = input.events();
        for (int length = events.size() / 2; length >= 1; length /= 2) {
            for (int from = 0; from < events.size(); from += length) {
                List<Event> fewer = new ArrayList<>(events.subList(0, from));
                fewer.addAll(events.subList(Math.min(events.size(), from + length), events.size()));
                smaller.add(new Pipeline(input.withEvents(fewer), steps));
            }
        }
        for (int i = 0; i < steps.size(); i++) {
            for (Step step : steps.get(i).smaller()) {
                List<Step> changed = new ArrayList<>(steps);
                changed.set(i, step);
                smaller.add(new Pipeline(input, changed));
            }
        }
        return smaller;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(input.toString());
        steps.forEach(step -> text.append("\n  -> ").append(step));
        return text.toString();
    }
}
