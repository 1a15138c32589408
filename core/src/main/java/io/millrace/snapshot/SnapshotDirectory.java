/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.snapshot;

import io.millrace.environment.Storage;
import io.millrace.snapshot.CheckpointStatus.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The checkpoints of a job: one directory {@code chk-ID} each. All that is known of them is on storage, so any number
 * of these objects may look at a directory, while one job writes to it.
 */
public final class SnapshotDirectory {
    private static final String PREFIX = "chk-";

    private final Storage storage;
    private final String base;
    private final Map<Long, Listed> listed = new ConcurrentHashMap<>();

    /**
     * What a manifest that was read lists. All manifests are read whenever a checkpoint is complete, and most are what
     * they were the time before.
     */
    private record Listed(String checksum, int length, long checkpointId, List<Manifest.File> files) {}

    /**
     * @param base the path of the directory that holds the checkpoints' directories; empty for the storage's own
     */
    public SnapshotDirectory(Storage storage, String base) {
        this.storage = storage;
        this.base = base;
    }

    /** An id above all in use, those of checkpoints that were never completed included. */
    public long nextId() throws IOException {
        List<Long> ids = idsNewestFirst();
        return ids.isEmpty() ? 1 : ids.get(0) + 1;
    }

    /**
     * Begins a checkpoint.
     *
     * @throws SnapshotException if the id is in use or below one in use
     */
    public CheckpointWriter begin(long id) throws IOException {
        long next = nextId();
        if (id < next) {
            throw new SnapshotException("Cannot begin checkpoint " + id + " in " + base + ": " + (next - 1)
                    + " exists, and ids are not used twice. Begin with " + next + ", or use another directory.");
        }
        return CheckpointWriter.begin(storage, path(id), id);
    }

    /** All checkpoints, newest first. Checks manifests and file sizes; {@link #read} checks contents as well. */
    public List<CheckpointStatus> list() throws IOException {
        List<CheckpointStatus> found = new ArrayList<>();
        for (long id : idsNewestFirst()) {
            found.add(status(id));
        }
        return found;
    }

    /**
     * The newest complete checkpoint, checked to the last byte; empty if none was ever completed here. What was never
     * completed is passed over.
     *
     * @param allowOlder whether a damaged checkpoint may be passed over as well
     * @throws CorruptSnapshotException if the newest is damaged, or all are
     */
    public Optional<Manifest> readNewest(boolean allowOlder) throws IOException {
        SnapshotException newestDamage = null;
        for (long id : idsNewestFirst()) {
            if (!snapshot(id).isComplete() && !snapshot(id).hasLostItsManifest()) {
                continue;
            }
            try {
                Manifest newest = read(id);
                storage.settle(path(id)); // else a loss of power could take it back when much was built on it
                return Optional.of(newest);
            } catch (CorruptSnapshotException damage) {
                if (!allowOlder) {
                    throw new CorruptSnapshotException(
                            "The newest checkpoint " + path(id) + " is damaged: " + damage.getMessage()
                                    + " Allow an older one to be used, or delete the directory to do without.",
                            damage);
                }
                if (newestDamage == null) {
                    newestDamage = damage;
                }
            }
        }
        if (newestDamage != null) {
            throw new CorruptSnapshotException(
                    "Every checkpoint in " + base + " is damaged; the newest: " + newestDamage.getMessage(),
                    newestDamage);
        }
        return Optional.empty();
    }

    /**
     * The manifest of a checkpoint whose files all have their size and checksum.
     *
     * @throws CorruptSnapshotException if they have not
     * @throws SnapshotException if the checkpoint is half-written, absent, or of a later format
     */
    public Manifest read(long id) throws IOException {
        requireManifest(id);
        StoredSnapshot snapshot = snapshot(id);
        Manifest manifest = snapshot.readManifest();
        requireId(id, manifest.checkpointId()); // first: else the files would be blamed for what another manifest says
        snapshot.checkFiles(manifest);
        return manifest;
    }

    /**
     * Deletes what is older than the newest {@code count} complete checkpoints, but for files that these use. Where a
     * newer checkpoint cannot be read, nobody knows what it uses, and nothing is deleted until it is old itself.
     *
     * @param count how many to keep, at least 1
     */
    public void retainNewest(int count) throws IOException {
        if (count < 1) {
            throw new IllegalArgumentException("At least 1 checkpoint has to be kept, not " + count);
        }
        int complete = 0;
        List<Long> old = new ArrayList<>();
        List<Long> kept = new ArrayList<>();
        for (CheckpointStatus checkpoint : list()) {
            (complete >= count ? old : kept).add(checkpoint.id());
            complete += checkpoint.verdict() == Verdict.COMPLETE ? 1 : 0;
        }
        if (!old.isEmpty()) {
            try {
                delete(old, filesOf(kept));
            } catch (SnapshotException unreadable) {
                return;
            }
        }
    }

    /** The files that checkpoints use, by their paths from the base directory. */
    private Set<String> filesOf(List<Long> ids) throws IOException {
        Set<String> files = new LinkedHashSet<>();
        for (long id : ids) {
            if (snapshot(id).isComplete()) {
                readListed(id).files().forEach(file -> files.add(file.pathFrom(PREFIX + id)));
            }
        }
        return files;
    }

    private Listed readListed(long id) throws IOException {
        byte[] content = snapshot(id).readManifestContent();
        String checksum = ManifestFormat.checksum(manifestPath(id), content);
        Listed known = listed.get(id);
        if (known != null
                && known.length() == content.length
                && known.checksum().equals(checksum)) {
            return known;
        }
        Manifest manifest = ManifestFormat.parse(manifestPath(id), content);
        Listed read = new Listed(checksum, content.length, manifest.checkpointId(), manifest.files());
        listed.put(id, read);
        return read;
    }

    /** Deletes the files of a checkpoint that was given up. What marks its id as used stays, until it is old. */
    public void discard(long id) throws IOException {
        listed.remove(id);
        unfinish(id);
        for (String name : storage.list(path(id))) {
            if (!name.equals(StoredSnapshot.UNFINISHED)) {
                storage.delete(path(id) + "/" + name);
            }
        }
    }

    /**
     * Deletes checkpoints. Their manifests go first, and leave the mark that they are unfinished: so they are half-written,
     * not damaged, should we die in between, and are deleted next time. A directory keeps the mark while newer checkpoints use
     * files in it.
     */
    private void delete(List<Long> ids, Set<String> used) throws IOException {
        for (long id : ids) {
            listed.remove(id);
            unfinish(id);
        }
        for (long id : ids) {
            boolean empty = true;
            for (String name : storage.list(path(id))) {
                boolean isUsed = used.contains(PREFIX + id + "/" + name);
                empty &= !isUsed;
                if (!isUsed && !name.equals(StoredSnapshot.UNFINISHED)) {
                    storage.delete(path(id) + "/" + name);
                }
            }
            if (empty) {
                storage.delete(path(id));
            }
        }
    }

    /** Makes a checkpoint half-written that is to be deleted, and not damaged, should we die in between. */
    private void unfinish(long id) throws IOException {
        if (snapshot(id).isComplete()) {
            storage.rename(manifestPath(id), path(id) + "/" + StoredSnapshot.UNFINISHED);
        }
    }

    private void requireManifest(long id) throws IOException {
        if (snapshot(id).hasLostItsManifest()) {
            throw new CorruptSnapshotException("The manifest " + manifestPath(id)
                    + " is gone, and nothing says that the checkpoint was never completed. Put it back, or restore from"
                    + " another one.");
        }
    }

    private CheckpointStatus status(long id) throws IOException {
        try {
            requireManifest(id);
            if (!snapshot(id).isComplete()) {
                return new CheckpointStatus(
                        id,
                        Verdict.HALF_WRITTEN,
                        "It has no " + StoredSnapshot.MANIFEST
                                + ": it was never completed, or is old and holds files that newer ones use.");
            }
            Listed manifest = readListed(id);
            requireId(id, manifest.checkpointId());
            snapshot(id).checkSizes(manifest.files());
            return new CheckpointStatus(id, Verdict.COMPLETE, "");
        } catch (SnapshotException damage) {
            return new CheckpointStatus(id, Verdict.DAMAGED, String.valueOf(damage.getMessage()));
        }
    }

    private void requireId(long id, long found) throws CorruptSnapshotException {
        if (found != id) {
            throw new CorruptSnapshotException("The manifest " + manifestPath(id) + " is that of checkpoint " + found
                    + ". Give the directory its name back, or restore from another one.");
        }
    }

    /** The checkpoint of that id, whether there is one or not. */
    public StoredSnapshot snapshot(long id) {
        return new StoredSnapshot(storage, path(id));
    }

    private List<Long> idsNewestFirst() throws IOException {
        List<Long> ids = new ArrayList<>();
        for (String name : storage.list(base)) {
            if (name.matches(PREFIX + "[0-9]{1,18}")) {
                ids.add(Long.parseLong(name.substring(PREFIX.length())));
            }
        }
        ids.sort(Comparator.reverseOrder());
        return ids;
    }

    private String path(long id) {
        return (base.isEmpty() ? "" : base + "/") + PREFIX + id;
    }

    private String manifestPath(long id) {
        return path(id) + "/" + StoredSnapshot.MANIFEST;
    }
}
