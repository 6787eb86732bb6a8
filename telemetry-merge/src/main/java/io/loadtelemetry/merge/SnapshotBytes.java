package io.loadtelemetry.merge;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads a file of snapshots that a worker kept ({@code telemetry.snapshots.path}): one after the other, each with its magic
 * number, version, length, content and checksum. Those with the other magic number reached the master.
 */
final class SnapshotBytes {

    private static final int WAITING = 0x4C54534E; // LTSN
    private static final int DONE = 0x4C545344; // LTSD
    private static final int HEADER = 9;
    private static final int MOST = 8 << 20;

    private SnapshotBytes() {}

    static boolean isSnapshot(byte[] start) {
        if (start.length < Integer.BYTES) {
            return false;
        }
        int magic = Inputs.number(start, 0);
        return magic == WAITING || magic == DONE;
    }

    static void read(Path file, List<byte[]> snapshots, List<String> remarks) throws IOException, BadInputException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            while (true) {
                byte[] header = in.readNBytes(HEADER);
                if (header.length == 0) {
                    return;
                }
                if (header.length < HEADER) {
                    throw new EOFException();
                }
                int length = Inputs.number(header, Integer.BYTES + 1) + Integer.BYTES;
                if (!isSnapshot(header) || length < Integer.BYTES || length > MOST) {
                    throw new BadInputException(file + ": is damaged: something else is where a snapshot should begin");
                }
                byte[] snapshot = new byte[HEADER + length];
                System.arraycopy(header, 0, snapshot, 0, HEADER);
                in.readFully(snapshot, HEADER, length);
                if (Inputs.number(header, 0) == WAITING) {
                    snapshots.add(snapshot);
                }
            }
        } catch (EOFException e) {
            remarks.add(file + ": the last snapshot is cut off, the mark of a crash; it is left out");
        }
    }
}
