package io.sluice.pdata.view;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireType;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over the fields of one message, which may lie in several pieces.
 *
 * <p>Protobuf merges the occurrences of a message that can be there once as if their contents stood behind each other. So they are read:
 * the occurrences are the pieces, and are looked for in the fields of the message around them, which may be in pieces itself.
 *
 * <pre>
 *   KeyValue: | key | value: array [a b] | value: array [c] |
 *   pieces of value               ^^^^^^^        ^^^^^^^^^
 *   pieces of its array          [a b]            [c]          -> a b c
 * </pre>
 */
final class Fields {

    private static final byte[] NOTHING = {};

    private final WireReader reader = new WireReader();
    private byte[] array = NOTHING;
    private int from;
    private int end;

    private boolean inPieces;
    private int pieceNumber;
    private int piecesFrom;
    private @Nullable Fields around;

    /** Stands before the first field of the message in {@code bytes} from {@code start} to {@code stop}. */
    void reset(byte[] bytes, int start, int stop) {
        array = bytes;
        from = start;
        end = stop;
        inPieces = false;
        reader.reset(bytes, start, stop);
    }

    /** A message without fields. */
    void clear() {
        reset(NOTHING, 0, 0);
    }

    /** Stands before the first field of the same message as {@code other}, which stays where it is. */
    void reset(Fields other) {
        if (other.inPieces && other.around != null) {
            resetToPieces(other.around, other.pieceNumber, other.piecesFrom);
        } else {
            reset(other.array, other.from, other.end);
        }
    }

    /**
     * Stands before the first field of a message whose pieces are fields of another.
     *
     * @param message the message around them
     * @param number the field that the pieces are
     * @param start index of the first piece's tag; earlier ones do not count
     */
    void resetToPieces(Fields message, int number, int start) {
        if (around == null) {
            around = new Fields();
        }
        around.reset(message);
        array = message.array;
        inPieces = true;
        pieceNumber = number;
        piecesFrom = start;
        reader.reset(NOTHING, 0, 0); // at the end of what would be the piece before the first
    }

    /** Goes to the next field; false at the message's end. */
    boolean next() throws MalformedException {
        return reader.next() || (inPieces && around != null && nextIn(around));
    }

    private boolean nextIn(Fields message) throws MalformedException {
        while (message.nextBytes(pieceNumber)) {
            WireReader piece = message.reader;
            if (piece.fieldStart() >= piecesFrom && reader.enter(piece).next()) {
                return true;
            }
        }
        return false;
    }

    /** Goes to the next field of that number, of any wire type; false if there is none. */
    boolean next(int number) throws MalformedException {
        while (next()) {
            if (reader.fieldNumber() == number) {
                return true;
            }
        }
        return false;
    }

    /** Goes to the next field of that number that is a message, text or bytes; false if there is none. */
    boolean nextBytes(int number) throws MalformedException {
        while (next(number)) {
            if (reader.wireType() == WireType.BYTES) {
                return true;
            }
        }
        return false;
    }

    /** Stands on the current field. */
    WireReader reader() {
        return reader;
    }

    byte[] array() {
        return array;
    }

    boolean isInPieces() {
        return inPieces;
    }
}
