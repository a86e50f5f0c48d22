package io.sluice.processor.tailsampling;

import java.util.Arrays;

/**
 * The boards of all workers that decide traces under one component id; each trace is on the board of one of them, or was decided by
 * several alike. Threads: any.
 */
final class VerdictBoards {

    private final IdHash hash = new IdHash();
    private volatile VerdictBoard[] boards = {};

    /** What trace ids are hashed with, on all boards. */
    IdHash hash() {
        return hash;
    }

    /** Adds a worker's board; while workers are made. */
    synchronized VerdictBoard add(VerdictBoard board) {
        VerdictBoard[] more = Arrays.copyOf(boards, boards.length + 1);
        more[boards.length] = board;
        boards = more;
        return board;
    }

    /** What is known of a trace: that it was kept goes before that it is undecided, and that before that it was not kept. */
    long find(long idHash) {
        long found = VerdictBoard.NONE;
        for (VerdictBoard board : boards) {
            long verdict = board.find(idHash);
            if (VerdictBoard.isKept(verdict)) {
                return verdict;
            }
            if (verdict == VerdictBoard.PENDING || found == VerdictBoard.NONE) {
                found = verdict;
            }
        }
        return found;
    }
}
