/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.Codec;
import io.millrace.data.Codecs;
import io.millrace.data.Reshaping;
import java.lang.reflect.Type;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Cells that hold users' values, of a declared type or of whatever types they turn out to be. */
final class ValueCells implements CellType {
    /** Values of unknown types. */
    static final ValueCells UNTYPED = new ValueCells(null);

    private final @Nullable Codec<Object> declared;
    private final Codec<Object> copier;

    @SuppressWarnings("unchecked")
    private ValueCells(@Nullable Codec<?> declared) {
        this.declared = (Codec<Object>) declared;
        this.copier = this.declared != null ? this.declared : Codecs.observed();
    }

    /**
     * Cells of a declared type; null, {@code Object} and generic classes without their arguments say too little, and
     * are learned from the values.
     */
    static ValueCells of(@Nullable Type type) {
        if (type == null
                || (type instanceof Class<?> raw && (raw == Object.class || raw.getTypeParameters().length > 0))) {
            return UNTYPED;
        }
        return new ValueCells(Codecs.of(type));
    }

    /** Cells that were restored with a codec. What is a class today stays unknown until the program declares it. */
    static ValueCells restored(Codec<Object> written) {
        return Reshaping.isAsWritten(written) ? new ValueCells(written) : UNTYPED;
    }

    /** The codec of the declared type; null where it is not known. */
    @Nullable
    Codec<Object> codec() {
        return declared;
    }

    @Override
    public boolean isAlwaysImmutable() {
        return declared != null && declared.isImmutable();
    }

    @Override
    public Object copy(Object cell) {
        return copier.copy(cell);
    }

    @Override
    public CellFormat format(String name, long nowMillis, Supplier<Codec<Object>> undeclared) {
        return declared != null ? new TypedFormat(declared, name) : new ObservedFormat(undeclared.get());
    }
}
