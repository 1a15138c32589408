/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.shape;

import io.millrace.simulation.Scenario;
import java.util.ArrayList;
import java.util.List;

/** All shapes. */
public final class Shapes {
    private Shapes() {}

    public static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        all.addAll(StatelessShapes.all());
        all.addAll(KeyedShapes.all());
        all.addAll(WindowShapes.all());
        all.addAll(TriggerShapes.all());
        all.addAll(WindowJoinShapes.all());
        all.addAll(LateShapes.all());
        all.addAll(LateSessionShapes.all());
        all.addAll(MultiInputShapes.all());
        all.addAll(OperatorStateShapes.all());
        all.addAll(IntervalJoinShapes.all());
        all.addAll(PartitionShapes.all());
        all.addAll(AsyncShapes.all());
        all.addAll(UnboundedShapes.all());
        all.addAll(SourceShapes.all());
        all.addAll(AlignedShapes.all());
        all.addAll(IndependentShapes.all());
        all.addAll(IdleShapes.all());
        all.addAll(DrainedShapes.all());
        all.addAll(FileShapes.all());
        all.addAll(BatchShapes.all());
        return all;
    }

    public static Scenario named(String name) {
        for (Scenario shape : all()) {
            if (shape.name().equals(name)) {
                return shape;
            }
        }
        throw new IllegalArgumentException("There is no shape '" + name + "', only "
                + all().stream().map(Scenario::name).toList());
    }
}
