package io.sluice.processor.pii.detect;

import java.util.Arrays;

/**
 * What stands behind a key and is no value: nothing at all, a placeholder, a type, a variable or member of the key's own name, a file, the
 * next words of a message. Allocates nothing; bounded work per question. Threads: any.
 */
final class HarmlessValue {

    private static final byte[][][] WORDS = byLength(
            "null nil none undefined true false yes no ok n/a 0 redacted filtered masked hidden removed protected"
                    + " sensitive missing invalid incorrect required optional expired enabled disabled unset unknown"
                    + " empty bearer basic digest negotiate aws4-hmac-sha256 str string string! varchar id!"
                    + " 必須 任意 必要 不要 未設定 未入力 未登録 未定 未取得 設定済 設定済み 登録済み 不明 不一致 なし 無し あり 有り 非公開 非表示 省略 変更なし");

    /** What messages go on with behind a colon, if another word follows. */
    private static final byte[][][] PROSE = byLength("a access already an and at authentication authorization bad can"
            + " can't cannot check connection contains could couldn't decoding denied did didn't does doesn't encoding"
            + " error expected expecting failed failure for forbidden from got granted has have illegal in invalid is"
            + " isn't it it's its length login mismatch missing must need needs no not of only operation or permission"
            + " please redirecting refused rejected request server should the this timeout too unable unauthorized"
            + " unexpected unknown unsupported using validation value wants was will with would wrong you your");

    private static final byte[] ARN = Bytes.words("arn:aws")[0];
    private static final byte[] SENSITIVE = Bytes.words("(sensitive")[0];
    private static final byte[][] FILES = Bytes.words(".pem .key .crt .cer .p12 .pfx .jks .pub .json .txt .yaml .yml");
    private static final int LEAST_NAME = 3;

    private HarmlessValue() {}

    private static byte[][][] byLength(String list) {
        byte[][] words = Bytes.words(list);
        int most = Arrays.stream(words).mapToInt(word -> word.length).max().orElse(0);
        byte[][][] byLength = new byte[most + 1][][];
        for (int i = 0; i <= most; i++) {
            int length = i;
            byLength[i] =
                    Arrays.stream(words).filter(word -> word.length == length).toArray(byte[][]::new);
        }
        return byLength;
    }

    private static boolean isOne(byte[] array, int from, int end, byte[][][] words) {
        return end - from < words.length && Bytes.isOne(array, from, end, words[end - from]);
    }

    /** True for what hides nothing: nothing at all, a word such as null, stars, a placeholder. */
    static boolean is(byte[] array, int start, int end) {
        if (end <= start) {
            return true;
        }
        boolean signs = true;
        boolean crosses = end - start > 2;
        for (int i = start; i < end && (signs || crosses); i++) {
            signs &= array[i] >= 0 && !Bytes.isAlnum(array[i]);
            crosses &= Bytes.lower(array[i]) == 'x';
        }
        return signs || crosses || isPlaceholder(array, start, end) || isWord(array, start, end);
    }

    /** {@code ${X}}, {@code #{x}}, {@code %{x}}, {@code {x}}, {@code $1}, {@code %s}, {@code :name}. */
    private static boolean isPlaceholder(byte[] array, int start, int end) {
        int first = array[start];
        int second = end - start > 1 ? array[start + 1] : 0;
        boolean braces = array[end - 1] == '}' && (first == '{' || second == '{');
        return switch (first) {
            case '$' -> braces ? !hasDefault(array, start + 2, end - 1) : end - start <= 3 && Bytes.isDigit(second);
            case '#' -> braces;
            case '{' -> braces && !isBase64(array, start, end);
            case '%' -> braces || (end - start == 2 && Bytes.isLetter(second));
            case ':' -> Bytes.skip(array, start + 1, end, Bytes.LOWER | Bytes.DASH) == end;
            default -> false;
        };
    }

    /** True if signs are in it that names don't have. */
    private static boolean isBase64(byte[] array, int start, int end) {
        boolean base64 = false;
        for (int i = start; i < end; i++) {
            base64 |= Bytes.is(array[i], Bytes.BASE64);
        }
        return base64;
    }

    /**
     * True for {@code DB_PASSWORD:-x}, {@code DB_PASSWORD:x} and {@code db.password:x} between braces, where x is what the variable is if
     * nobody sets it; false for {@code env:X} and its like, where the name of a source is before the colon.
     */
    private static boolean hasDefault(byte[] array, int from, int end) {
        int colon = from;
        boolean name = false;
        while (colon < end && (Bytes.is(array[colon], Bytes.TOKEN) || array[colon] == '.')) {
            name |= array[colon] == '.' || array[colon] == '_' || Bytes.is(array[colon], Bytes.UPPER);
            colon++;
        }
        if (colon + 1 >= end || array[colon] != ':') {
            return false;
        }
        int sign = array[colon + 1];
        boolean shell = sign == '-' || sign == '=' || sign == '+';
        int value = shell ? colon + 2 : colon + 1;
        boolean message = sign == '?';
        return !message && (shell || name || KeyDictionary.find(array, from, colon) != null) && !is(array, value, end);
    }

    private static boolean isWord(byte[] array, int start, int end) {
        boolean brackets = end - start > 2 && (array[start] == '<' || array[start] == '[' || array[start] == '(');
        int from = brackets ? start + 1 : start;
        int to = brackets ? end - 1 : end;
        return isOne(array, from, to, WORDS);
    }

    /** True for the first word of {@code password: must not be blank}. */
    static boolean isProse(ScanText text, int sign, int start, int end) {
        byte[] array = text.array();
        if (text.at(sign) != ':' || text.at(start - 1) != ' ' || text.at(end) != ' ') {
            return false;
        }
        if (isOne(array, start, end, PROSE)) {
            int next = Bytes.skip(array, end + 1, text.end(), Bytes.LETTER | Bytes.DASH);
            return text.at(next) != '=' && text.at(next) != ':';
        }
        return false;
    }

    /**
     * True for what says where the value is: {@code $password}, {@code @email}, {@code u.token} and {@code process.env.DB_PASSWORD} behind
     * keys that end with the same name, a file, a name of AWS, what Terraform writes for what it hides.
     */
    static boolean isReference(ScanText text, int keyEnd, int start, int end) {
        byte[] array = text.array();
        int first = text.at(start);
        if (first == '/' || first == '.' || first == '~') {
            return isFile(array, start, end);
        }
        return Bytes.startsWithAnyCase(array, start, end, ARN)
                || (first == '(' && Bytes.startsWithAnyCase(array, start, end, SENSITIVE))
                || isOfSameName(text, keyEnd, start, end);
    }

    private static boolean isFile(byte[] array, int start, int end) {
        int slash = start;
        while (slash < end && array[slash] != '/') {
            slash++;
        }
        boolean file = false;
        for (byte[] ending : FILES) {
            file |= Bytes.endsWithAnyCase(array, slash, end, ending);
        }
        return file && Bytes.skip(array, start, end, Bytes.TOKEN68) == end;
    }

    private static boolean isOfSameName(ScanText text, int keyEnd, int start, int end) {
        byte[] array = text.array();
        int first = text.at(start);
        boolean sign = first == '$' || first == '@';
        int from = sign ? start + 1 : start;
        boolean dot = false;
        for (int i = from; i < end; i++) {
            dot |= array[i] == '.';
            if (!Bytes.isAlnum(array[i]) && array[i] != '_' && array[i] != '.') {
                return false;
            }
        }
        if (!sign && !dot) {
            return false;
        }
        int value = end;
        int key = keyEnd;
        while (value > from && key > text.from() && isSame(array[value - 1], text.at(key - 1))) {
            value--;
            key--;
        }
        return end - value >= LEAST_NAME && (!Bytes.isAlnum(text.at(value - 1)) || !Bytes.isLetter(text.at(key - 1)));
    }

    private static boolean isSame(int a, int b) {
        return Bytes.isLetter(a) && Bytes.lower(a) == Bytes.lower(b);
    }
}
