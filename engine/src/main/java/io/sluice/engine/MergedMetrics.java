package io.sluice.engine;

import java.util.List;

/**
 * The measurements of processors that share a stage, told apart again: what one lets through is what the next is given, as the stage says
 * what each {@linkplain #dropped dropped}; the time they take together counts for each in equal parts. Threads: its worker's only.
 */
final class MergedMetrics {

    private final List<ProcessorMetrics> members;
    private final long[] dropped;
    private boolean measured;

    MergedMetrics(List<ProcessorMetrics> members) {
        this.members = members;
        this.dropped = new long[members.size()];
    }

    /** The measurements of the stage as if it were one processor. */
    ProcessorMetrics ofStage() {
        return new ProcessorMetrics(this::begin, this::handedOn, this::end);
    }

    void dropped(int member, int items) {
        dropped[member] += items;
    }

    private void begin(long items) {
        members.get(0).incoming().add(items);
        for (int i = 0; i < dropped.length; i++) {
            dropped[i] = 0;
        }
        measured = false;
    }

    private void handedOn(long items) {
        measured = true;
        long in = items;
        for (long of : dropped) {
            in += of;
        }
        for (int i = 0; i < dropped.length; i++) {
            if (i > 0) {
                members.get(i).incoming().add(in);
            }
            in -= dropped[i];
            members.get(i).outgoing().add(in);
        }
    }

    private void end(double seconds) {
        if (!measured) {
            droppedAll();
        }
        for (ProcessorMetrics member : members) {
            member.duration().record(seconds / dropped.length);
        }
    }

    /** Nothing was handed on: either all was dropped, or a member failed and none was. */
    private void droppedAll() {
        long all = 0;
        for (long of : dropped) {
            all += of;
        }
        if (all > 0) {
            handedOn(0);
        }
    }
}
