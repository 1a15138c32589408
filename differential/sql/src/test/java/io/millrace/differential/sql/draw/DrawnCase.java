/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql.draw;

import io.millrace.differential.sql.QueryCase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A case, and the choices that it came from, so that smaller ones can be made of it. */
public final class DrawnCase {
    private final Shape shape;
    private final Choices query;
    private final Choices rows;
    private final QueryCase drawn;

    private DrawnCase(Shape shape, Choices query, Choices rows) {
        this.shape = shape;
        this.query = query;
        this.rows = rows;
        Draw draw = new Draw(query, rows);
        Relation relation = shape.drawing().apply(draw);
        this.drawn = new QueryCase(shape.name(), draw.tables(), draw.views(), relation.sql(), shape.exact());
    }

    /** Returns the case of a seed. */
    public static DrawnCase of(long seed) {
        return of(Shapes.ALL.get((int) Math.floorMod(seed, (long) Shapes.ALL.size())), seed);
    }

    /** Returns the case of a seed and of a shape. */
    public static DrawnCase of(String shape, long seed) {
        for (Shape each : Shapes.ALL) {
            if (each.name().equals(shape)) {
                return of(each, seed);
            }
        }
        throw new IllegalArgumentException("There is no shape '" + shape + "', but " + Shapes.names());
    }

    private static DrawnCase of(Shape shape, long seed) {
        return new DrawnCase(shape, Choices.random(seed), Choices.random(seed ^ 0x9E3779B97F4A7C15L));
    }

    public QueryCase query() {
        return drawn;
    }

    /** Returns simpler cases of the same shape, those first that leave out most. */
    public List<DrawnCase> simpler() {
        List<DrawnCase> simpler = new ArrayList<>();
        for (int[] fewer : query.simpler()) {
            add(simpler, new DrawnCase(shape, Choices.replay(fewer), Choices.replay(rows.made())));
        }
        for (int[] fewer : rows.simpler()) {
            add(simpler, new DrawnCase(shape, Choices.replay(query.made()), Choices.replay(fewer)));
        }
        simpler.sort((a, b) -> Integer.compare(a.size(), b.size()));
        return simpler;
    }

    private void add(List<DrawnCase> simpler, DrawnCase candidate) {
        if (candidate.compareTo(this) < 0) {
            simpler.add(candidate);
        }
    }

    private int size() {
        return query.made().length + rows.made().length;
    }

    /** Smaller is what has fewer choices, or of as many smaller ones: so making smaller comes to an end. */
    private int compareTo(DrawnCase other) {
        int bySize = Integer.compare(size(), other.size());
        return bySize != 0 ? bySize : Long.compare(sum(), other.sum());
    }

    private long sum() {
        return Arrays.stream(query.made()).asLongStream().sum()
                + Arrays.stream(rows.made()).asLongStream().sum();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DrawnCase that && drawn.toString().equals(that.drawn.toString());
    }

    @Override
    public int hashCode() {
        return Objects.hash(drawn.toString());
    }

    @Override
    public String toString() {
        return drawn.toString();
    }
}
