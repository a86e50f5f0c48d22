package io.sluice.processor.pii.corpus;

import java.util.List;

/**
 * How texts speak of a kind of value.
 *
 * @param keys names of attributes, members and columns; those of ASCII in snake_case
 * @param english what stands before a value in an English sentence
 * @param japanese the same in a Japanese one
 */
record Words(List<String> keys, List<String> english, List<String> japanese) {

    /** Words that say nothing. */
    static final Words NEUTRAL = of("note,detail,value,memo,field1,備考", "entry,detail,it,this one", "内容,対象,該当,値");

    private static final String SEPARATOR = ",";

    static Words of(String keys, String english, String japanese) {
        return new Words(list(keys), list(english), list(japanese));
    }

    private static List<String> list(String words) {
        return List.of(words.split(SEPARATOR, -1));
    }
}
