package io.sluice.pdata.view;

/** What data points of all kinds have. */
public abstract class PointView extends CursorView {

    private static final int START_TIME_UNIX_NANO = 2;
    private static final int TIME_UNIX_NANO = 3;

    private final int attributesNumber;
    private final int flagsNumber;
    private final AttributesView attributes = new AttributesView();

    /**
     * @param attributesNumber the field of the attributes
     * @param flagsNumber the field of the flags
     */
    PointView(int message, int attributesNumber, int flagsNumber, int... members) {
        super(message, members);
        this.attributesNumber = attributesNumber;
        this.flagsNumber = flagsNumber;
    }

    /** Stands before the first attribute. */
    public final AttributesView attributes() {
        attributes.over(this, attributesNumber);
        return attributes;
    }

    /** When counting began; 0 if not known. */
    public final long startTimeUnixNano() {
        return number(START_TIME_UNIX_NANO);
    }

    public final long timeUnixNano() {
        return number(TIME_UNIX_NANO);
    }

    /** {@code DataPointFlags}: 1 if there is no recorded value. */
    public final int flags() {
        return (int) number(flagsNumber);
    }
}
