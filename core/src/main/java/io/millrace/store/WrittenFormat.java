/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.Codecs;
import io.millrace.data.Reshaping;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The formats and types of cells that a snapshot holds, found from its schema. */
final class WrittenFormat {
    /** For what has a time to live, until the program declares how long. */
    private static final Expiry NEVER = new Expiry(Long.MAX_VALUE, false, true, () -> 0);

    private WrittenFormat() {}

    /**
     * How to read the cells of a state; its schema is that of the Java types as they are today.
     *
     * @param loader finds those types
     */
    static CellFormat of(StateKind kind, Schema written, ClassLoader loader) {
        return switch (kind) {
            case TIMERS -> new TimerCells.Format();
            case TIMELINE -> {
                Schema element = content(written).getElementType();
                yield new TimelineCells.Format(
                        value(element.getField(TimelineCells.Format.VALUE).schema(), loader), element.getFullName());
            }
            case ROW_BAG -> {
                Schema element = content(written).getElementType();
                yield new RowBagCells.Format(
                        value(element.getField(RowBagCells.Format.ROW).schema(), loader), element.getFullName());
            }
            case LONG_BAG ->
                new LongBagCells.Format(content(written).getElementType().getFullName());
            case LONG_SETS -> LongSetsCells.Format.of(content(written).getElementType());
            case LIST -> new ListCells.Format(value(content(written).getElementType(), loader));
            case MAP -> {
                Schema entry = content(written).getElementType();
                yield new MapCells.Format(
                        value(entry.getField("key").schema(), loader),
                        value(entry.getField("value").schema(), loader),
                        entry.getFullName());
            }
            case VALUE, REDUCING, AGGREGATING, OBJECT_COLUMN -> value(written, loader);
            case LONG_COLUMN -> throw new IllegalArgumentException("Longs are not cells");
        };
    }

    /** What the cells of a restored state are, until the program declares them. */
    static CellType cells(StateKind kind, CellFormat format) {
        return switch (kind) {
            case TIMERS -> new TimerCells();
            case TIMELINE -> new TimelineCells(values(((TimelineCells.Format) format).value()));
            case ROW_BAG -> new RowBagCells(values(((RowBagCells.Format) format).row()));
            case LONG_BAG -> new LongBagCells();
            case LONG_SETS -> new LongSetsCells(((LongSetsCells.Format) format).names());
            case LIST -> new ListCells(stamped(((ListCells.Format) format).element()));
            case MAP -> {
                MapCells.Format map = (MapCells.Format) format;
                yield new MapCells(values(map.key()), stamped(map.value()));
            }
            case VALUE, REDUCING, AGGREGATING, OBJECT_COLUMN -> stamped(format);
            case LONG_COLUMN -> throw new IllegalArgumentException("Longs are not cells");
        };
    }

    /** Whether values, elements or map values lie in cells as they were written. */
    static boolean isAsWritten(CellFormat format) {
        if (format instanceof StampedCells.Format stamped) {
            return isAsWritten(stamped.value());
        } else if (format instanceof ListCells.Format list) {
            return isAsWritten(list.element());
        } else if (format instanceof MapCells.Format map) {
            return isAsWritten(map.key()) || isAsWritten(map.value());
        } else if (format instanceof TimelineCells.Format timeline) {
            return isAsWritten(timeline.value());
        } else if (format instanceof RowBagCells.Format bag) {
            return isAsWritten(bag.row());
        }
        return format instanceof TypedFormat typed && Reshaping.isAsWritten(typed.codec());
    }

    private static CellType stamped(CellFormat format) {
        return format instanceof StampedCells.Format stamped
                ? new StampedCells(values(stamped.value()), NEVER)
                : values(format);
    }

    private static ValueCells values(CellFormat format) {
        return format instanceof TypedFormat typed ? ValueCells.restored(typed.codec()) : ValueCells.UNTYPED;
    }

    private static CellFormat value(Schema written, ClassLoader loader) {
        Schema only = onlyBranch(written);
        if (only == null) {
            return new ObservedFormat(Codecs.forSchema(written, loader));
        }
        if (isStamped(only)) {
            return new StampedCells.Format(value(only.getField("value").schema(), loader), only.getFullName(), null, 0);
        }
        boolean surrounds = Boolean.TRUE.equals(only.getObjectProp(TypedFormat.SURROUNDS));
        return surrounds
                ? new TypedFormat(Codecs.forSchema(only.getField("value").schema(), loader), only.getFullName())
                : new TypedFormat(Codecs.forSchema(only, loader), only.getFullName());
    }

    private static boolean isStamped(@Nullable Schema schema) {
        return schema != null && Boolean.TRUE.equals(schema.getObjectProp(StampedCells.Format.STAMPED));
    }

    private static Schema content(Schema nullable) {
        return nullable.getTypes().get(1);
    }

    /** The type beside null, where there is just one. */
    private static @Nullable Schema onlyBranch(Schema nullable) {
        List<Schema> branches = nullable.getTypes();
        return branches.size() == 2 ? branches.get(1) : null;
    }
}
