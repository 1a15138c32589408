/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.calcite.schema.lookup.LikePattern;
import org.apache.calcite.schema.lookup.Lookup;
import org.apache.calcite.schema.lookup.Named;
import org.jspecify.annotations.Nullable;

/** Finds by name, with upper and lower case as they are. */
final class NameLookup<T> implements Lookup<T> {

    private final Supplier<List<String>> names;
    private final Function<String, Optional<T>> find;

    NameLookup(Supplier<List<String>> names, Function<String, Optional<T>> find) {
        this.names = names;
        this.find = find;
    }

    @Override
    public @Nullable T get(String name) {
        return find.apply(name).orElse(null);
    }

    @Override
    public @Nullable Named<T> getIgnoreCase(String name) {
        return find.apply(name).map(entity -> new Named<>(name, entity)).orElse(null);
    }

    @Override
    public Set<String> getNames(LikePattern pattern) {
        return new TreeSet<>(names.get());
    }
}
