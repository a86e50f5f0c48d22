package io.sluice.api.config;

/** A configuration record with rules that types and ranges can't say. */
public interface Checked {

    /** Reports everything that is wrong; called after binding, also for components that no pipeline uses. Opens no files or sockets. */
    void check(Problems problems);
}
