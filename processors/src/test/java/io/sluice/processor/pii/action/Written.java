package io.sluice.processor.pii.action;

import io.sluice.pdata.WireWriter;
import java.nio.charset.StandardCharsets;

/** What a replacement makes of a text. */
final class Written {

    private Written() {}

    /** The text stands within others, so that whoever looks beyond it is found out. */
    static String by(Replacement replacement, String text, Label label) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] array = ("9@" + text + "a:1").getBytes(StandardCharsets.UTF_8);
        WireWriter out = new WireWriter(16);
        out.raw(array, 0, 1);
        replacement.write(array, 2, 2 + bytes.length, label, out);
        return new String(out.array(), 1, out.length() - 1, StandardCharsets.UTF_8);
    }
}
