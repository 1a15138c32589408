/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.runtime;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.InvalidRoaringFormat;
import org.roaringbitmap.RoaringBitmap;

/** Functions of bitmaps, which are bytes in RoaringBitmap's portable format. Their integers are in the order of unsigned ones. */
public final class Bitmaps {

    private Bitmaps() {}

    private static RoaringBitmap read(byte[] bytes) {
        RoaringBitmap bitmap = new RoaringBitmap();
        try {
            bitmap.deserialize(ByteBuffer.wrap(bytes));
        } catch (IOException | InvalidRoaringFormat | BufferUnderflowException | IndexOutOfBoundsException notBitmap) {
            throw new IllegalArgumentException(
                    "These " + bytes.length + " bytes are no bitmap in RoaringBitmap's portable format.", notBitmap);
        }
        return bitmap;
    }

    private static byte[] write(RoaringBitmap bitmap) {
        bitmap.runOptimize();
        ByteBuffer bytes = ByteBuffer.allocate(bitmap.serializedSizeInBytes());
        bitmap.serialize(bytes);
        return bytes.array();
    }

    /** BITMAP_BUILD of an array of integers; nulls are left out. */
    public static byte[] build(List<?> array) {
        RoaringBitmap bitmap = new RoaringBitmap();
        for (Object element : array) {
            if (element != null) {
                bitmap.add((int) (Integer) element);
            }
        }
        return write(bitmap);
    }

    /** BITMAP_CARDINALITY. */
    public static long cardinality(byte[] bitmap) {
        return read(bitmap).getLongCardinality();
    }

    /** BITMAP_AND. */
    public static byte[] and(byte[] left, byte[] right) {
        return write(RoaringBitmap.and(read(left), read(right)));
    }

    /** BITMAP_OR. */
    public static byte[] or(byte[] left, byte[] right) {
        return write(RoaringBitmap.or(read(left), read(right)));
    }

    /** BITMAP_XOR. */
    public static byte[] xor(byte[] left, byte[] right) {
        return write(RoaringBitmap.xor(read(left), read(right)));
    }

    /** BITMAP_ANDNOT. */
    public static byte[] andNot(byte[] left, byte[] right) {
        return write(RoaringBitmap.andNot(read(left), read(right)));
    }

    /** BITMAP_FROM_BYTES. */
    public static byte[] ofBytes(byte[] bytes) {
        return write(read(bytes));
    }

    /** BITMAP_TO_BYTES. */
    public static byte[] toBytes(byte[] bitmap) {
        return bitmap;
    }

    /** BITMAP_TO_ARRAY. */
    public static List<@Nullable Object> toArray(byte[] bitmap) {
        List<@Nullable Object> elements = new ArrayList<>();
        read(bitmap).forEach((int element) -> elements.add(element));
        return Collections.unmodifiableList(elements);
    }

    /** BITMAP_TO_STRING: the unsigned integers as {@code {1,2}}. */
    public static String text(byte[] bitmap) {
        StringJoiner text = new StringJoiner(",", "{", "}");
        read(bitmap).forEach((int element) -> text.add(Integer.toUnsignedString(element)));
        return text.toString();
    }
}
