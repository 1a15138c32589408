/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.snapshot;

import io.millrace.data.IncompatibleSchemaException;
import io.millrace.data.SchemaResolution;
import io.millrace.data.SchemaTexts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a table. After each {@link #next}, the whole row has to be read from {@link #row}. Not
 * thread-safe.
 */
public final class AvroTableReader implements AutoCloseable {
    /** The metadata entry that names the ends of slices whose rows in older files count no more. */
    public static final String DROPPED_SLICES = "millrace.dropped-slices";

    private final String table;
    private final ContainerFile file;
    private final Schema schema;
    private @Nullable SchemaResolution resolution;
    private @Nullable BinaryDecoder decoder;
    private long rowsLeft;
    private long rows;
    private long rowsListed = -1;
    private ClassLoader classLoader = AvroTableReader.class.getClassLoader();

    /**
     * Reads the header.
     *
     * @param table the table's name for messages
     * @throws CorruptSnapshotException if this is not an Avro container file
     * @throws SnapshotException if the file is of a later format than this version reads
     */
    public AvroTableReader(String table, InputStream in) throws IOException {
        this(table, in, Integer.MAX_VALUE);
    }

    /**
     * As above.
     *
     * @param sizeBytes the length of the file, above which nothing in it can be long
     */
    AvroTableReader(String table, InputStream in, long sizeBytes) throws IOException {
        this.table = table;
        try {
            file = new ContainerFile(in, sizeBytes);
            schema = SchemaTexts.parse(String.valueOf(file.metadata("avro.schema")));
        } catch (IOException | RuntimeException failure) {
            throw corrupt(failure);
        }
        String version = file.metadata(AvroTableWriter.FORMAT_VERSION_KEY);
        if (version == null || !version.equals(Integer.toString(AvroTableWriter.FORMAT_VERSION))) {
            throw new SnapshotException("Table " + table + " has the format version " + version
                    + ", this version reads " + AvroTableWriter.FORMAT_VERSION
                    + ". Read it with the version of Millrace that wrote it, or later.");
        }
    }

    public AvroTableReader(String table, byte[] content) throws IOException {
        this(table, new ByteArrayInputStream(content), content.length);
    }

    /**
     * Holds the file against what a manifest says of it. The number of rows is held against it at their end.
     *
     * @throws CorruptSnapshotException if it is another table's
     */
    void require(String listedName, long listedRows) throws CorruptSnapshotException {
        String name = file.metadata(AvroTableWriter.TABLE_KEY);
        if (!listedName.equals(name)) {
            throw new CorruptSnapshotException(
                    "Table " + table + " says that it is '" + name + "'. Restore from another snapshot.");
        }
        rowsListed = listedRows;
    }

    /**
     * Holds the schema against that of the manifest.
     *
     * @throws CorruptSnapshotException if it is another
     */
    void requireSchema(Manifest.Table listed) throws CorruptSnapshotException {
        try {
            if (!schema.equals(listed.avroSchema())) {
                throw new CorruptSnapshotException("Table " + table + " has another schema than its manifest says."
                        + " Restore from another snapshot.");
            }
        } catch (RuntimeException noSchema) {
            throw corrupt(noSchema);
        }
    }

    /** Sets what finds the classes that the schema names. */
    public AvroTableReader withClassLoader(ClassLoader loader) {
        this.classLoader = loader;
        return this;
    }

    /** What finds the classes that the schema names; the loader of this class unless set. */
    public ClassLoader classLoader() {
        return classLoader;
    }

    /** The schema in which the rows were written. */
    public Schema schema() {
        return schema;
    }

    /** The ends of slices whose rows in older files of the same table count no more. */
    public List<Long> droppedSlices() {
        List<Long> ends = new ArrayList<>();
        String dropped = file.metadata(DROPPED_SLICES);
        if (dropped != null && !dropped.isEmpty()) {
            for (String end : dropped.split(",", -1)) {
                ends.add(Long.parseLong(end));
            }
        }
        return ends;
    }

    /**
     * Has all rows from here on transformed to another schema.
     *
     * @throws SnapshotException if Avro's rules do not allow it
     */
    public AvroTableReader resolveTo(Schema wanted) throws SnapshotException {
        try {
            resolution = SchemaResolution.of(schema, wanted);
            return this;
        } catch (IncompatibleSchemaException mismatch) {
            throw new SnapshotException(
                    "Table " + table + " does not fit the program"
                            + (mismatch.field().isEmpty() ? "" : " at field " + mismatch.field())
                            + ": it was written as "
                            + mismatch.writtenType() + " and is wanted as " + mismatch.wantedType()
                            + ". Numbers may be widened, and fields be dropped, or added with a default;"
                            + " for any other change use a new name for the state.",
                    mismatch);
        }
    }

    /** Moves to the next row, if there is one. */
    public boolean next() throws IOException {
        try {
            while (rowsLeft == 0) {
                if (decoder != null && !decoder.isEnd()) {
                    throw new CorruptSnapshotException(
                            "Table " + table + " has bytes left after the last row of a block."
                                    + " Its rows are not of its schema, or a row was not read to its end.");
                }
                if (!file.nextBlock()) {
                    requireRows();
                    return false;
                }
                rowsLeft = file.rows();
                rows += rowsLeft;
                GrowingBuffer block = file.block();
                decoder = DecoderFactory.get().binaryDecoder(block.content(), 0, block.size(), decoder);
            }
            rowsLeft--;
            return true;
        } catch (CorruptSnapshotException damage) {
            throw damage;
        } catch (IOException | RuntimeException failure) {
            throw corrupt(failure);
        }
    }

    private void requireRows() throws CorruptSnapshotException {
        if (rowsListed >= 0 && rows != rowsListed) {
            throw new CorruptSnapshotException("Table " + table + " has " + rows + " rows and should have " + rowsListed
                    + ". Restore from another snapshot.");
        }
    }

    /** The current row, in the schema wanted or else in the writer's. */
    public Decoder row() throws IOException {
        BinaryDecoder current = decoder;
        if (current == null) {
            throw new IllegalStateException("There is no row before next()");
        }
        try {
            return resolution == null ? current : resolution.resolve(current);
        } catch (AvroRuntimeException | java.io.EOFException failure) {
            throw corrupt(failure);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private CorruptSnapshotException corrupt(Exception failure) {
        return new CorruptSnapshotException(
                "Table " + table + " cannot be read (" + failure.getMessage() + "). Restore from another snapshot.",
                failure);
    }
}
