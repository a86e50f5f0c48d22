package io.sluice.bench;

/** Which items of a run are to arrive, by their numbers. */
interface Arrival {

    /** All of them. */
    Arrival ALL = new Arrival() {
        @Override
        public boolean must(int item) {
            return true;
        }

        @Override
        public boolean may(int item) {
            return true;
        }
    };

    /** True if an item that was acknowledged has to arrive. */
    boolean must(int item);

    /** True if an item can arrive if everything is right. */
    boolean may(int item);
}
