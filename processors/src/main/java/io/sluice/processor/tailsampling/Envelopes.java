package io.sluice.processor.tailsampling;

import io.sluice.api.RequestContext;
import java.util.Arrays;

/**
 * What encloses spans, kept once for each value: resources with the source they came from, and scopes with their resource. Each is the bytes
 * of its message but for what lies below, unknown fields included.
 *
 * <p>A run of spans holds its scope, a scope its resource, a resource its source. What a policy finds in a resource is kept with it.
 *
 * <p>Threads: one worker's.
 */
final class Envelopes {

    /** Finds the evidence in a resource's envelope; called once for each new one. */
    interface ResourceEvidence {
        /** Fills {@code evidence}. */
        void find(byte[] envelope, long[] evidence);
    }

    private final Sources sources = new Sources();
    private final InternTable resources;
    private final InternTable scopes;
    private final ResourceEvidence resourceEvidence;
    private final int evidenceWords;
    private long[][] evidence = new long[16][];

    Envelopes(IdHash hash, int evidenceWords, ResourceEvidence resourceEvidence) {
        this.resources = new InternTable(hash);
        this.scopes = new InternTable(hash);
        this.evidenceWords = evidenceWords;
        this.resourceEvidence = resourceEvidence;
    }

    /** A source, held by the caller. */
    int holdSource(RequestContext context) {
        return sources.hold(context);
    }

    void releaseSource(int source) {
        sources.release(source);
    }

    /**
     * A resource, held by the caller.
     *
     * @param guess a number that is likely to be it, or {@link InternTable#NONE}
     */
    int holdResource(int source, byte[] array, int end, int guess) {
        int id = isLikely(resources, guess, source, array, end) ? guess : resources.find(source, array, 0, end);
        if (id == InternTable.NONE) {
            id = resources.add(source, array, 0, end);
            sources.hold(source);
            if (id >= evidence.length) {
                evidence = Arrays.copyOf(evidence, Math.max(2 * evidence.length, id + 1));
            }
            long[] found = new long[evidenceWords];
            resourceEvidence.find(resources.value(id), found);
            evidence[id] = found;
        }
        resources.hold(id);
        return id;
    }

    private static boolean isLikely(InternTable table, int guess, int parent, byte[] array, int end) {
        return guess != InternTable.NONE && table.isHeld(guess) && table.isSame(guess, parent, array, 0, end);
    }

    void releaseResource(int resource) {
        int source = resources.parent(resource);
        if (resources.release(resource)) {
            sources.release(source);
        }
    }

    /** A scope, held by the caller. */
    int holdScope(int resource, byte[] array, int end, int guess) {
        int id = isLikely(scopes, guess, resource, array, end) ? guess : scopes.find(resource, array, 0, end);
        if (id == InternTable.NONE) {
            id = scopes.add(resource, array, 0, end);
            resources.hold(resource);
        }
        scopes.hold(id);
        return id;
    }

    void holdScope(int scope) {
        scopes.hold(scope);
    }

    void releaseScope(int scope) {
        int resource = scopes.parent(scope);
        if (scopes.release(scope)) {
            releaseResource(resource);
        }
    }

    int resourceOf(int scope) {
        return scopes.parent(scope);
    }

    int sourceOf(int resource) {
        return resources.parent(resource);
    }

    RequestContext context(int source) {
        return sources.context(source);
    }

    byte[] resource(int resource) {
        return resources.value(resource);
    }

    byte[] scope(int scope) {
        return scopes.value(scope);
    }

    /** What was found in a resource. */
    long[] evidence(int resource) {
        return evidence[resource];
    }

    /** Numbers of scopes are below this. */
    int scopeLimit() {
        return scopes.limit();
    }

    /** Numbers of resources are below this. */
    int resourceLimit() {
        return resources.limit();
    }

    /** How many are held: sources, resources and scopes. */
    int size() {
        return sources.size() + resources.size() + scopes.size();
    }

    /** Bytes of memory, about. */
    long bytes() {
        return sources.bytes() + resources.bytes() + scopes.bytes();
    }
}
