/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import io.millrace.environment.Storage;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A directory of the local file system. What is made in a directory is durable only when the directory is synced, too. */
public final class LocalStorage implements Storage {
    /** Windows keeps directories durable by itself, and does not open them. */
    private static final boolean DIRECTORIES_ARE_SYNCED = File.separatorChar == '/';

    private final Path root;

    public LocalStorage(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    private Path resolve(String path) throws IOException {
        int start = 0;
        while (start < path.length() && path.charAt(start) == '/') {
            start++;
        }
        Path resolved = root.resolve(path.substring(start)).normalize();
        if (!resolved.startsWith(root)) {
            throw new IOException("The path '" + path + "' leads out of " + root
                    + ". Give a path below it, without '..' that climbs higher.");
        }
        return resolved;
    }

    @Override
    public OutputFile create(String path) throws IOException {
        Path file = resolve(path);
        createParents(file);
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        return new LocalOutputFile(channel, () -> syncDirectory(parentOf(file)));
    }

    @Override
    public OutputFile resume(String path, long length) throws IOException {
        Path file = resolve(path);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        try {
            if (channel.size() < length) {
                throw new IOException("The file " + file + " has " + channel.size() + " bytes, but " + length
                        + " were written and made durable. It was cut or replaced since; put it back to go on.");
            }
            channel.truncate(length);
            channel.position(length);
            return new LocalOutputFile(channel, () -> {});
        } catch (IOException failure) {
            channel.close();
            throw failure;
        }
    }

    @Override
    public InputStream open(String path, long offset) throws IOException {
        FileChannel channel = FileChannel.open(resolve(path), StandardOpenOption.READ);
        try {
            return Channels.newInputStream(channel.position(offset));
        } catch (IOException | IllegalArgumentException failure) {
            channel.close();
            throw failure;
        }
    }

    @Override
    public long size(String path) throws IOException {
        return Files.size(resolve(path));
    }

    @Override
    public long modificationMillis(String path) throws IOException {
        return Files.getLastModifiedTime(resolve(path)).toMillis();
    }

    @Override
    public boolean exists(String path) throws IOException {
        return Files.exists(resolve(path));
    }

    @Override
    public void rename(String source, String target) throws IOException {
        Path from = resolve(source);
        Path to = resolve(target);
        createParents(to);
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        syncDirectory(parentOf(to));
        if (!parentOf(from).equals(parentOf(to))) {
            syncDirectory(parentOf(from));
        }
    }

    @Override
    public void settle(String directory) throws IOException {
        settleTree(resolve(directory));
    }

    private static void settleTree(Path path) throws IOException {
        if (Files.isDirectory(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            syncDirectory(path);
            for (Path child : childrenOf(path)) {
                settleTree(child);
            }
        }
    }

    @Override
    public void delete(String path) throws IOException {
        Path deleted = resolve(path);
        if (deleted.equals(root)) {
            throw new IOException("Refusing to delete " + root + ", the root of the storage. Name something below it.");
        }
        deleteTree(deleted);
    }

    private static void deleteTree(Path path) throws IOException {
        if (Files.isDirectory(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            for (Path child : childrenOf(path)) {
                deleteTree(child);
            }
        }
        Files.deleteIfExists(path);
    }

    @Override
    public List<String> list(String directory) throws IOException {
        Path listed = resolve(directory);
        List<String> names = new ArrayList<>();
        if (Files.isDirectory(listed)) {
            for (Path child : childrenOf(listed)) {
                names.add(String.valueOf(child.getFileName()));
            }
        }
        Collections.sort(names);
        return names;
    }

    @Override
    public boolean isDirectory(String path) throws IOException {
        return Files.isDirectory(resolve(path));
    }

    /** Returns the children, none where the directory was deleted meanwhile. */
    private static List<Path> childrenOf(Path directory) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(children::add);
        } catch (NoSuchFileException deleted) {
            return List.of();
        }
        return children;
    }

    private static Path parentOf(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    private static void createParents(Path file) throws IOException {
        createDirectory(parentOf(file));
    }

    private static void createDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Path parent = parentOf(directory);
            createDirectory(parent);
            Files.createDirectories(directory);
            syncDirectory(parent);
        }
    }

    private static void syncDirectory(Path directory) throws IOException {
        if (DIRECTORIES_ARE_SYNCED) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
