package io.sluice.pdata.view;

import io.sluice.pdata.Schema;
import io.sluice.pdata.WireType;

/** In which wire types the fields of a message may come; in others they are unknown. */
final class WireTypes {

    private WireTypes() {}

    /** By field number, a bit for each wire type. */
    static byte[] of(int message) {
        byte[] types = new byte[Schema.MAX_FIELD + 1];
        for (int number = 1; number <= Schema.MAX_FIELD; number++) {
            int entry = Schema.entry(message, number);
            for (int type = WireType.VARINT; entry != Schema.UNKNOWN && type <= WireType.FIXED32; type++) {
                types[number] |= (byte) (Schema.isOf(entry, type) ? 1 << type : 0);
            }
        }
        return types;
    }
}
