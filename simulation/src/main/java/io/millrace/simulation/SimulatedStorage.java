/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.environment.Storage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A disk with a volatile and a durable side. Programs see the volatile one. A loss of power leaves what was synced or
 * renamed, and of the rest what chance decides: a part of what was written, a file that was deleted, nothing.
 *
 * <p>Or an object store: a file shows when it is synced, as a whole, and what shows is durable; a rename is a copy and then a
 * deletion, and a process may die in between.
 */
final class SimulatedStorage {
    private static final byte[] EMPTY = new byte[0];

    private final World world;
    private final boolean storesObjects;
    private final TreeMap<String, Content> current = new TreeMap<>();
    private final TreeMap<String, Content> durable = new TreeMap<>();
    private final List<Rename> renames = new ArrayList<>();

    SimulatedStorage(World world, boolean storesObjects) {
        this.world = world;
        this.storesObjects = storesObjects;
    }

    /** One file: what is in it now, and what a loss of power leaves of it. */
    private static final class Content {
        private byte[] bytes = EMPTY;
        private byte[] synced = EMPTY;
        private long modificationMillis;

        Content(long modificationMillis) {
            this.modificationMillis = modificationMillis;
        }

        Content survivor(Randomness random) {
            Content survivor = new Content(modificationMillis);
            int common = Arrays.mismatch(bytes, synced);
            if (common < 0 || random.chance(0.5)) {
                survivor.bytes = synced;
            } else {
                survivor.bytes = Arrays.copyOf(bytes, random.between(common, bytes.length));
            }
            survivor.synced = survivor.bytes;
            return survivor;
        }
    }

    /** A rename that no one can rely on yet: until it is durable a loss of power may undo it, all of it or nothing. */
    private record Rename(
            String source,
            String target,
            Content content,
            @Nullable Content replaced) {}

    /** Loses what a loss of power may take. */
    void losePower(Randomness random) {
        for (int last = renames.size() - 1; last >= 0; last--) {
            settle(renames.get(last), random.chance(0.5));
        }
        renames.clear();
        Set<String> paths = new LinkedHashSet<>(durable.keySet());
        paths.addAll(current.keySet());
        TreeMap<String, Content> left = new TreeMap<>();
        for (String path : paths) {
            Content now = current.get(path);
            Content safe = durable.get(path);
            if (now == safe && now != null) {
                left.put(path, now.survivor(random));
            } else if (safe != null && (now == null || random.chance(0.5))) {
                // deleted or replaced, and that may not have reached the disk
                if (now != null || random.chance(0.3)) {
                    left.put(path, safe.survivor(random));
                }
            } else if (now != null && random.chance(0.5)) {
                left.put(path, now.survivor(random));
            }
        }
        current.clear();
        durable.clear();
        current.putAll(left);
        durable.putAll(left);
    }

    private void settle(Rename rename, boolean reachedTheDisk) {
        if (current.get(rename.target()) != rename.content() || durable.get(rename.source()) != rename.content()) {
            return; // something else was done to the file since, and was made durable
        }
        if (reachedTheDisk) {
            durable.remove(rename.source());
            durable.put(rename.target(), rename.content());
        } else {
            current.put(rename.source(), rename.content());
            current.remove(rename.target());
            if (rename.replaced() != null) {
                current.put(rename.target(), rename.replaced());
            }
        }
    }

    private void put(String path, byte[] bytes) {
        Content content = new Content(world.clockMillis());
        content.bytes = bytes;
        content.synced = bytes;
        current.put(path, content);
        durable.put(path, content);
    }

    private void remove(String path) {
        current.remove(path);
        if (storesObjects) {
            durable.remove(path);
        }
    }

    /** A copy of all files. */
    record Files(Map<String, byte[]> contents) {}

    Files save() {
        Map<String, byte[]> contents = new TreeMap<>();
        current.forEach((path, content) -> contents.put(path, content.bytes.clone()));
        return new Files(contents);
    }

    /** Returns what programs see now, not copied. */
    Map<String, byte[]> view() {
        Map<String, byte[]> contents = new TreeMap<>();
        current.forEach((path, content) -> contents.put(path, content.bytes));
        return contents;
    }

    void load(Files files) {
        files.contents().forEach(this::put);
    }

    /** Returns the part of the disk below a directory. */
    Storage at(String location) {
        return new Directory(location.isEmpty() || location.equals(".") ? "" : normal(location) + "/");
    }

    private static String normal(String path) {
        return path.startsWith("/") ? path.substring(1) : path;
    }

    private void touch(String operation, String path) throws IOException {
        world.touchOutside();
        world.note("storage." + operation, path.hashCode(), 0);
        if (world.chance(world.swarm().storageFault())) {
            throw new InjectedFault(operation + " " + path);
        }
    }

    private void touchToWrite(String operation, String path) throws IOException {
        touch(operation, path);
        if (world.isDiskFull()) {
            throw new InjectedFault(operation + " " + path + ": the disk is full");
        }
    }

    /** A file that is read; in a world where reads fail, in parts as chance has it, and now and then not to its end. */
    private final class OpenInput extends InputStream {
        private final String path;
        private final byte[] bytes;
        private int position;

        OpenInput(String path, byte[] bytes, int position) {
            this.path = path;
            this.bytes = bytes;
            this.position = position;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int left = Math.min(length, bytes.length - position);
            if (left <= 0) {
                return length == 0 ? 0 : -1;
            }
            double fault = world.swarm().readFault();
            if (world.chance(fault)) {
                throw new InjectedFault("read " + path + " at byte " + position);
            }
            int count = fault > 0 && world.isFaulty() ? world.random().between(1, left) : left;
            System.arraycopy(bytes, position, target, offset, count);
            position += count;
            return count;
        }
    }

    private final class Directory implements Storage {
        private final String root;

        Directory(String root) {
            this.root = root;
        }

        private String resolve(String path) {
            if (path.startsWith("/") || path.contains("//") || path.contains("..") || path.endsWith("/")) {
                throw new IllegalArgumentException("Paths of storage are relative and normal, not '" + path + "'");
            }
            return root + path;
        }

        private Content find(String path) throws IOException {
            Content content = current.get(resolve(path));
            if (content == null) {
                throw new FileNotFoundException(resolve(path));
            }
            return content;
        }

        @Override
        public OutputFile create(String path) throws IOException {
            touchToWrite("create", path);
            if (storesObjects) {
                return new OpenObject(resolve(path), EMPTY);
            }
            Content content = new Content(world.clockMillis());
            current.put(resolve(path), content);
            return new OpenFile(resolve(path), content);
        }

        @Override
        public OutputFile resume(String path, long length) throws IOException {
            touch("resume", path);
            Content content = find(path);
            if (content.bytes.length < length) {
                throw new IOException(
                        "Cannot resume " + path + " at " + length + ": it has " + content.bytes.length + " bytes");
            }
            if (storesObjects) {
                put(resolve(path), Arrays.copyOf(content.bytes, (int) length));
                return new OpenObject(resolve(path), find(path).bytes);
            }
            content.bytes = Arrays.copyOf(content.bytes, (int) length);
            return new OpenFile(resolve(path), content);
        }

        @Override
        public InputStream open(String path, long offset) throws IOException {
            touch("open", path);
            byte[] bytes = find(path).bytes;
            int start = (int) Math.min(offset, bytes.length);
            return new OpenInput(path, bytes, start);
        }

        @Override
        public long size(String path) throws IOException {
            touch("size", path);
            return find(path).bytes.length;
        }

        @Override
        public long modificationMillis(String path) throws IOException {
            touch("modificationMillis", path);
            return find(path).modificationMillis;
        }

        @Override
        public boolean exists(String path) throws IOException {
            touch("exists", path);
            return current.containsKey(resolve(path))
                    || !children(resolve(path) + "/").isEmpty();
        }

        @Override
        public boolean isDirectory(String path) throws IOException {
            touch("isDirectory", path);
            return !children(resolve(path) + "/").isEmpty();
        }

        @Override
        public void rename(String source, String target) throws IOException {
            touch("rename", target);
            Content content = find(source);
            if (storesObjects) {
                put(resolve(target), content.bytes);
                touch("renaming", target);
                remove(resolve(source));
                touch("renamed", target);
                return;
            }
            current.remove(resolve(source));
            Rename rename =
                    new Rename(resolve(source), resolve(target), content, current.put(resolve(target), content));
            renames.add(rename);
            touch("renaming", target);
            renames.remove(rename);
            durable.remove(resolve(source));
            durable.put(resolve(target), content);
            // done, but the caller may learn of a failure all the same
            touch("renamed", target);
        }

        @Override
        public void publish(String path, byte[] content) throws IOException {
            if (!storesObjects) {
                Storage.super.publish(path, content);
                return;
            }
            touchToWrite("publish", path);
            put(resolve(path), content.clone());
            touch("published", path);
        }

        @Override
        public void settle(String directory) throws IOException {
            touch("settle", directory);
            String prefix = directory.isEmpty() ? root : resolve(directory) + "/";
            for (Rename rename : List.copyOf(renames)) {
                if (rename.target().startsWith(prefix) || rename.source().startsWith(prefix)) {
                    SimulatedStorage.this.settle(rename, true);
                    renames.remove(rename);
                }
            }
        }

        @Override
        public void delete(String path) throws IOException {
            touch("delete", path);
            remove(resolve(path));
            for (String child : children(resolve(path) + "/")) {
                touch("delete", child);
                remove(child);
            }
        }

        private List<String> children(String prefix) {
            Map<String, Content> below = current.subMap(prefix, prefix + Character.MAX_VALUE);
            return new ArrayList<>(below.keySet());
        }

        @Override
        public List<String> list(String directory) throws IOException {
            touch("list", directory);
            String prefix = directory.isEmpty() ? root : resolve(directory) + "/";
            Set<String> names = new LinkedHashSet<>();
            for (String path : children(prefix)) {
                String rest = path.substring(prefix.length());
                int slash = rest.indexOf('/');
                names.add(slash < 0 ? rest : rest.substring(0, slash));
            }
            return new ArrayList<>(new java.util.TreeSet<>(names));
        }
    }

    /** Writes, as far as chance lets it. */
    private interface Appending {
        void append(byte[] bytes, int offset, int length);
    }

    private void write(String path, byte[] bytes, int offset, int length, Appending file) throws IOException {
        try {
            touchToWrite("write", path);
        } catch (InjectedFault torn) {
            file.append(bytes, offset, world.random().between(0, length));
            throw torn;
        }
        file.append(bytes, offset, length);
    }

    private static byte[] joined(byte[] before, byte[] bytes, int offset, int length) {
        byte[] longer = Arrays.copyOf(before, before.length + length);
        System.arraycopy(bytes, offset, longer, before.length, length);
        return longer;
    }

    private final class OpenObject implements Storage.OutputFile {
        private final String path;
        private byte[] content;

        OpenObject(String path, byte[] content) {
            this.path = path;
            this.content = content;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            SimulatedStorage.this.write(path, bytes, offset, length, this::append);
        }

        private void append(byte[] bytes, int offset, int length) {
            content = joined(content, bytes, offset, length);
        }

        @Override
        public long length() {
            return content.length;
        }

        @Override
        public void sync() throws IOException {
            touchToWrite("sync", path);
            put(path, content);
            touch("synced", path);
        }

        @Override
        public void close() throws IOException {
            touch("close", path);
        }
    }

    private final class OpenFile implements Storage.OutputFile {
        private final String path;
        private final Content content;

        OpenFile(String path, Content content) {
            this.path = path;
            this.content = content;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            SimulatedStorage.this.write(path, bytes, offset, length, this::append);
        }

        private void append(byte[] bytes, int offset, int length) {
            content.bytes = joined(content.bytes, bytes, offset, length);
            content.modificationMillis = world.clockMillis();
        }

        @Override
        public long length() {
            return content.bytes.length;
        }

        @Override
        public void sync() throws IOException {
            touchToWrite("sync", path);
            content.synced = content.bytes;
            for (Map.Entry<String, Content> file : current.entrySet()) {
                if (file.getValue() == content) {
                    durable.put(file.getKey(), content);
                }
            }
        }

        @Override
        public void close() throws IOException {
            touch("close", path);
        }
    }
}
