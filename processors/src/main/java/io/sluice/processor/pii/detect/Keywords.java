package io.sluice.processor.pii.detect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The words that say what a number beside them is. A blank in a word stands for one of blank, {@code _}, {@code -} and {@code .}, or for
 * nothing, so that {@code card number} is {@code card_number} and {@code cardNumber} as well. Immutable. Threads: any.
 */
final class Keywords {

    private static final int BUCKETS = 512;
    private static final int TOPICS = Integer.SIZE;
    private static final String LIST_SEPARATOR = ",";

    private static final Word[][] TABLE = table();
    private static final boolean[] BEGINNINGS = beginnings();
    /** What the words speak of that have the same last letters, by {@link #ending}. */
    private static final int[] ENDINGS = endings();

    /** For each topic, by the number of its bit, the letters of its words; of words that have all letters of another, only the other. */
    private static final int[][] LETTERS = letters();

    /** A word, and what it speaks of. */
    private static final class Word {
        final byte[] text;
        final int topics;

        Word(byte[] text, int topics) {
            this.text = text;
            this.topics = topics;
        }
    }

    private Keywords() {}

    private static Word[][] table() {
        Word[][] table = new Word[BUCKETS][0];
        add(
                table,
                Topics.CARD,
                "card,cards,card number,card num,card no,cardno,credit card,debit card,payment card,cc number,cc"
                        + " num,cc no,pan,primary account number,visa,mastercard,master card,amex,american"
                        + " express,jcb,diners,unionpay,maestro,カード,クレジット,クレカ,銀聯");
        add(table, Topics.MY_NUMBER, "my number,individual number,kojin bango,マイナンバー,マイナ,個人番号");
        add(table, Topics.CORPORATE, "corporate number,corporation number,invoice registration,法人番号,登録番号,インボイス,適格請求書");
        add(
                table,
                Topics.LICENSE,
                "driver license,driver licence,drivers license,drivers licence,driver's license,driver's"
                        + " licence,driving license,driving licence,license number,licence number,license no,licence"
                        + " no,運転免許,免許証,免許番号");
        add(table, Topics.PASSPORT, "passport,passports,passport number,passport no,旅券,パスポート");
        add(table, Topics.RESIDENCE, "residence card,residence card number,zairyu,zairyu card,在留カード,在留");
        add(
                table,
                Topics.PHONE,
                "phone,phones,phone number,phone no,telephone,telephone number,tel,telno,tel no,mobile,mobile"
                    + " number,cell,cellphone,cell phone,fax,fax"
                    + " number,contact,msisdn,caller,callee,sms,dial,dialed,whatsapp,電話,携帯,ケータイ,ファックス,ファクス,連絡先,℡,☎");
        add(
                table,
                Topics.POSTAL,
                "postal,postal code,postcode,post code,zip,zipcode,zip code,〒,郵便,郵便番号,住所,所在地" + ",東京,北海道,大阪,京都,県");
        add(
                table,
                Topics.BANK,
                "bank account,account number,account no,bank acct,acct no,acct number,savings account,checking account"
                        + ",口座,普通預金,当座預金,貯蓄預金,支店,振込,銀行,信用金庫,信金,預金,ゆうちょ");
        add(
                table,
                Topics.CODE,
                "branch code,branch number,branch no,bank code,支店コード,支店番号,店番,店番号" + ",金融機関コード,銀行コード,銀行番号");
        add(table, Topics.BANK | Topics.CODE, "普通,当座,記号");
        add(table, Topics.WELFARE | Topics.CODE, "insurer number,insurer no,保険者番号");
        add(
                table,
                Topics.WELFARE,
                "pension,pension number,pension no,insurance number,insurance no,insurance card,insured number"
                        + ",insured person,health insurance,年金,保険証,被保険者,健康保険,雇用保険,介護保険,国民健康保険");
        add(table, Topics.SSN, "ssn,social security,social security number,social security no,soc sec,社会保障番号");
        add(table, Topics.DEVICE, "imei,iccid,sim");
        add(
                table,
                Topics.HARMLESS,
                "order,orders,order id,order number,order no,trace,trace id,span,span id,request,request"
                    + " id,transaction,transaction"
                    + " id,txn,txid,timestamp,ts,epoch,time,sequence,seq,build,version,offset,duration,bytes,size,count,account"
                    + " id,arn,aws,aws account,tracking,tracking number,tracking no,session,session"
                    + " id,snowflake,tweet,object id,partition,pid,thread,thread id,port,line,latency,serial,serial"
                    + " number,serial no,sku,item,item id,product,product id,message id,event id,batch,batch"
                    + " id,job,job id,revision,checksum,hash,ticket,ticket no"
                    + ",注文,注文番号,伝票,伝票番号,受付番号,追跡番号,問い合わせ番号,件数,管理番号,商品番号,品番,予約番号,シリアル");
        for (Word[] bucket : table) {
            Arrays.sort(bucket, Comparator.comparingInt((Word word) -> -word.text.length));
        }
        return table;
    }

    private static void add(Word[][] table, int topics, String words) {
        for (String word : words.split(LIST_SEPARATOR, -1)) {
            byte[] text = word.getBytes(StandardCharsets.UTF_8);
            int bucket = bucket(text[0], text[1]);
            table[bucket] = Arrays.copyOf(table[bucket], table[bucket].length + 1);
            table[bucket][table[bucket].length - 1] = new Word(text, topics);
        }
    }

    private static boolean[] beginnings() {
        boolean[] beginnings = new boolean[256];
        for (Word[] bucket : TABLE) {
            for (Word word : bucket) {
                int first = word.text[0] & 0xff;
                beginnings[first] = true;
                beginnings[first >= 'a' && first <= 'z' ? first - 'a' + 'A' : first] = true;
            }
        }
        return beginnings;
    }

    /** False if no word begins with a byte. */
    static boolean mayBegin(byte b) {
        return BEGINNINGS[b & 0xff];
    }

    private static int[] endings() {
        int[] endings = new int[BUCKETS];
        for (Word[] bucket : TABLE) {
            for (Word word : bucket) {
                endings[ending(word.text, 0, word.text.length)] |= word.topics;
            }
        }
        return endings;
    }

    private static int[][] letters() {
        int[][] letters = new int[TOPICS][0];
        for (Word[] bucket : TABLE) {
            for (Word word : bucket) {
                int own = LetterSigns.lettersOf(word.text, 0, word.text.length);
                for (int topic = 0; topic < TOPICS; topic++) {
                    if ((word.topics >>> topic & 1) != 0) {
                        letters[topic] = withLetters(letters[topic], own);
                    }
                }
            }
        }
        return letters;
    }

    private static int[] withLetters(int[] sets, int own) {
        if (Arrays.stream(sets).anyMatch(set -> (own & set) == set)) {
            return sets;
        }
        return IntStream.concat(Arrays.stream(sets).filter(set -> (own & set) != own), IntStream.of(own))
                .toArray();
    }

    /** False if texts with such {@linkplain LetterSigns#lettersOf letters} hold no word that speaks of one of some topics. */
    static boolean mayMention(int letters, int topics) {
        if ((letters & LetterSigns.FOREIGN) != 0) {
            return true;
        }
        for (int rest = topics; rest != 0; rest &= rest - 1) {
            for (int set : LETTERS[Integer.numberOfTrailingZeros(rest)]) {
                if ((letters & set) == set) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A hash of the last three bytes that are no separators. */
    private static int ending(byte[] array, int from, int end) {
        int hash = 0;
        int count = 0;
        for (int at = end - 1; at >= from && count < 3; at--) {
            if (!isSeparator(array[at])) {
                hash = hash * 31 + Bytes.lower(array[at]);
                count++;
            } else if (at < end - 1 && isSeparator(array[at + 1])) {
                break;
            }
        }
        return hash & (BUCKETS - 1);
    }

    private static boolean isSeparator(int b) {
        return b == ' ' || b == '_' || b == '-' || b == '.' || b == '+';
    }

    /** False if no word that speaks of one of some topics ends at an index. */
    static boolean mayEnd(byte[] array, int from, int end, int topics) {
        return (ENDINGS[ending(array, from, end)] & topics) != 0;
    }

    private static int bucket(int first, int second) {
        return (first * 37 + second * 5) & BUCKETS - 1;
    }

    /**
     * The longest word that begins at an index of {@code array[from, end)} and is one by itself: the topics in the lower half, its end in
     * the upper half; 0 if there is none.
     *
     * @param joined true if letters may be directly before a long word, as in a key that lost its capitals
     */
    static long at(byte[] array, int from, int at, int end, boolean joined) {
        if (at + 1 >= end || !mayBegin(array, from, at, joined)) {
            return 0;
        }
        for (Word word : TABLE[bucket(Bytes.lower(array[at]), Bytes.lower(array[at + 1]))]) {
            int behind = endOf(word.text, array, at, end);
            if (behind > 0 && isWord(word.text, array, from, at, behind, end, joined)) {
                return (long) behind << 32 | word.topics;
            }
        }
        return 0;
    }

    /** False for most places: signs, digits, and letters within a word. */
    private static boolean mayBegin(byte[] array, int from, int at, boolean joined) {
        int b = array[at];
        if (b < 0) {
            return true;
        }
        return Bytes.isLetter(b)
                && (joined || at == from || !Bytes.isLetter(array[at - 1]) || Bytes.is(b, Bytes.UPPER));
    }

    private static int endOf(byte[] word, byte[] array, int at, int end) {
        int i = at;
        for (byte b : word) {
            if (b == ' ') {
                i += i < end && isSeparator(array[i]) ? 1 : 0;
            } else if (i < end && Bytes.lower(array[i]) == b) {
                i++;
            } else {
                return -1;
            }
        }
        return i;
    }

    /** Words of ASCII end where a letter does not follow, or where a capital begins another word. */
    private static boolean isWord(byte[] word, byte[] array, int from, int at, int behind, int end, boolean joined) {
        if (word[0] < 0) {
            return true;
        }
        boolean begins = at == from
                || !Bytes.isLetter(array[at - 1])
                || (Bytes.is(array[at], Bytes.UPPER) && Bytes.is(array[at - 1], Bytes.LOWER))
                || (joined && word.length >= 5);
        boolean ends = behind >= end
                || !Bytes.isLetter(array[behind])
                || (Bytes.is(array[behind], Bytes.UPPER) && Bytes.is(array[behind - 1], Bytes.LOWER));
        return begins && ends;
    }
}
