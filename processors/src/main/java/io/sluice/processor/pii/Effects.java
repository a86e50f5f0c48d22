package io.sluice.processor.pii;

/** What actions want beyond text in a finding's place, and what can be done where it is. Reusable. Threads: one worker's. */
final class Effects {

    private boolean attributeDropped;
    private boolean recordDropped;
    private boolean routed;

    private boolean routable;

    /** Says whether what holds the findings can be marked for another destination. */
    void routable(boolean canBeMarked) {
        routable = canBeMarked;
    }

    boolean isRoutable() {
        return routable;
    }

    /** Forgets what was wanted. */
    void clear() {
        attributeDropped = false;
        recordDropped = false;
        routed = false;
    }

    void dropAttribute() {
        attributeDropped = true;
    }

    void keepAttribute() {
        attributeDropped = false;
    }

    void dropRecord() {
        recordDropped = true;
    }

    void route() {
        routed = true;
    }

    boolean isAttributeDropped() {
        return attributeDropped;
    }

    boolean isRecordDropped() {
        return recordDropped;
    }

    boolean isRouted() {
        return routed;
    }
}
