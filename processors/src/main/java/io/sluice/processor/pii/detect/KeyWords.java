package io.sluice.processor.pii.detect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The entries of {@link KeyDictionary}. Immutable. Threads: any. */
final class KeyWords {

    static final byte NOTHING = 0;
    static final byte SECRET = 1;
    static final byte PERSONAL = 2;
    /** Hardware address. */
    static final byte MAC = 5;
    /** Ends as a secret does, and is none. */
    static final byte HARMLESS = 3;
    /** Before a secret, it asks something of it. */
    static final byte QUESTION = 4;

    /** No entry has more letters. */
    static final int MAX_LENGTH = 32;

    private static final int SLOTS = 1024;
    private static final int ENDINGS = 1024;
    private static final int JAPANESE_BUCKETS = 64;
    private static final String SEPARATOR = ",";

    /** An entry in lower case and without blanks. */
    private static final class Entry {
        final byte[] text;
        final byte kind;
        /** True if letters may stand directly before, as in {@code mypassword}. */
        final boolean loose;

        Entry(byte[] text, byte kind, boolean loose) {
            this.text = text;
            this.kind = kind;
            this.loose = loose;
        }
    }

    private static final Entry[] TABLE = new Entry[SLOTS];
    private static final boolean[] MAY_END = new boolean[ENDINGS];
    /** By their last byte. */
    private static final Entry[][] JAPANESE;

    static {
        add(
                SECRET,
                true,
                "password,passwords,passwd,passwort,passphrase,passcode,secret,token,api key,secret key,private"
                        + " key,access token,refresh token,auth token,credentials,credential,connection string");
        add(
                SECRET,
                false,
                "pwd,pw,user pass,db pass,smtp pass,admin pass,login pass,pass word,pass phrase,pass code,hashed"
                    + " password,password hash,access key,secret access key,account key,shared key,shared access"
                    + " key,subscription key,storage key,auth key,authentication key,encryption key,master key,signing"
                    + " key,session key,service key,ssh key,license key,app key,application key,consumer key,client"
                    + " key,webhook key,deploy key,recovery key,recovery code,backup code,authorization,proxy"
                    + " authorization,cookie,set cookie,cookies,conn str,otp,totp,one time password,one time"
                    + " code,verification code,auth code,authorization code,authentication code,mfa code,security"
                    + " code,sms code,cvv,cvc,csc,card verification value,pin,pin code,pin number,card"
                    + " pin,jwt,sas,bearer,password confirmation,password again,confirm password,new password,old"
                    + " password,current password,private key pem,security answer,secret answer,amz signature,goog"
                    + " signature,cloudfront signature,password value,password digest,password encrypted,password"
                    + " confirm,password repeat,password plain,password text,password raw,secret value,secret"
                    + " string,secret binary,secret text,token value,secret key base,hmac key,client key data,unseal"
                    + " key,root pw,bind pw,mail pass,email pass,mysql pass,postgres pass,pg pass,redis pass,root"
                    + " pass,ftp pass,ldap pass,bind pass,key pass,store pass,keystore pass,truststore pass,mqtt"
                    + " pass,ssh pass,sudo pass,rabbitmq pass,amqp pass,wpa psk,pre shared key,code verifier,client"
                    + " assertion,saml response,saml assertion,jsessionid,phpsessid,seed phrase,recovery"
                    + " phrase,mnemonic phrase");
        add(
                PERSONAL,
                true,
                "email address,mail address,phone number,credit card number,card number,birthday,birthdate,telephone"
                        + ",customer name,full name,first name,last name");
        add(
                PERSONAL,
                false,
                "email,e mail,emails,phone,phones,phone no,phone numbers,tel,tel no,tel number,telephone number,mobile"
                    + " number,mobile phone,mobile no,cell phone,cell number,cellphone,fax,fax number,contact"
                    + " number,caller number,callee number,msisdn,family name,given name,middle name,surname,maiden"
                    + " name,real name,legal name,patient name,employee name,person name,contact name,recipient"
                    + " name,sender name,cardholder,cardholder name,card holder,card holder name,account"
                    + " holder,account holder name,account name kana,name kana,kana name,name kanji,beneficiary"
                    + " name,payer name,date of birth,birth date,birth day,dob,home address,postal address,street"
                    + " address,street,mailing address,billing address,shipping address,delivery address,customer"
                    + " address,user address,person address,patient address,residential address,address line,postal"
                    + " code,postcode,post code,zip code,zipcode,account number,account no,acct no,acct number,bank"
                    + " account,iban,card no,card num,cc number,cc num,ccnum,credit card,credit card"
                    + " no,creditcard,ssn,social security number,social security no,passport,passport number,passport"
                    + " no,driver license,drivers license,driver license number,drivers license number,driver licence"
                    + " number,driving licence number,my number,individual number,national id,national id number,tax"
                    + " id,residence card number,residence card,pension number,insurance number,insured"
                    + " number,insurance card number,health insurance number");
        add(MAC, false, "mac,mac address,mac addr,bssid,hw addr,hw address,hardware address,physical address");
        add(
                HARMLESS,
                false,
                "public key token,page token,next token,continuation token,cursor token,sync token,resume"
                        + " token,unexpected token,invalid token,illegal token,missing token,expired token,bad"
                        + " token,unknown token,syntax token,stop token,eos token,bos token,pad token,per token,invalid"
                        + " password,incorrect password,wrong password,missing password,bad password,expired"
                        + " password,unexpected secret,missing secret,invalid secret,repository full name,repo full"
                        + " name,cancellation token,invalid email,invalid phone,message key,partition key,routing"
                        + " key,primary key,foreign key,sort key,cache key,idempotency key,object key,host key,public"
                        + " key,gpio pin,first token,last token,input token,output token,max token");
        add(
                QUESTION,
                false,
                "is,has,have,had,use,uses,used,no,enable,enabled,disable,require,requires,required,allow,show,hide,forgot"
                    + ",forget,reset,change,needs,need,with,without,ignore,skip,verify,save,max,min,num,supports,should,can,per");
        JAPANESE = japaneseEntries();
    }

    private KeyWords() {}

    private static void add(byte kind, boolean loose, String words) {
        for (String word : words.split(SEPARATOR, -1)) {
            byte[] text = word.replace(" ", "").getBytes(StandardCharsets.US_ASCII);
            int hash = 0;
            for (int i = text.length - 1; i >= 0; i--) {
                hash = hash(hash, text[i]);
            }
            int slot = slot(hash);
            while (TABLE[slot] != null) {
                slot = (slot + 1) & (SLOTS - 1);
            }
            TABLE[slot] = new Entry(text, kind, loose);
            MAY_END[ending(text[text.length - 2], text[text.length - 1])] = true;
        }
    }

    private static Entry[][] japaneseEntries() {
        String secrets = "パスワード,暗証番号,暗証コード,秘密鍵,秘密の質問の答え,認証コード,認証番号,確認コード,認証キー,アクセスキー,アクセストークン,認証トークン"
                + ",トークン,apiキー,シークレット,セキュリティコード,パスコード,合言葉";
        String persons = "氏名,お名前,姓名,氏名カナ,フリガナ,ふりがな,カナ氏名,住所,電話番号,電話,携帯番号,携帯電話,tel番号,fax番号"
                + ",ファックス番号,メールアドレス,eメール,生年月日,誕生日,口座番号,口座名義,口座名義人,名義人,マイナンバー,個人番号,免許証番号,旅券番号"
                + ",パスポート番号,在留カード番号,カード番号,郵便番号,本籍,本籍地,年金番号,保険証番号,被保険者番号,契約者名,顧客名,患者名,利用者名,会員名"
                + ",従業員名,社員名,担当者名,受取人名,受取人,宛名,連絡先,勤務先";
        Entry[][] entries = new Entry[JAPANESE_BUCKETS][0];
        addJapanese(entries, SECRET, true, secrets);
        addJapanese(entries, PERSONAL, true, persons);
        addJapanese(entries, PERSONAL, false, "名前");
        addJapanese(entries, MAC, true, "macアドレス,物理アドレス");
        return entries;
    }

    private static void addJapanese(Entry[][] entries, byte kind, boolean loose, String words) {
        for (String word : words.split(SEPARATOR, -1)) {
            byte[] text = word.getBytes(StandardCharsets.UTF_8);
            int bucket = japaneseBucket(text, text.length);
            entries[bucket] = Arrays.copyOf(entries[bucket], entries[bucket].length + 1);
            entries[bucket][entries[bucket].length - 1] = new Entry(text, kind, loose);
        }
    }

    private static int japaneseBucket(byte[] array, int end) {
        return array[end - 1] & (JAPANESE_BUCKETS - 1);
    }

    /** Takes one more letter before the others. */
    static int hash(int hash, int letter) {
        return hash * 31 + letter;
    }

    private static int slot(int hash) {
        return (hash ^ (hash >>> 11)) & (SLOTS - 1);
    }

    private static int ending(int last, int veryLast) {
        return (Bytes.lower(last) * 33 + Bytes.lower(veryLast)) & (ENDINGS - 1);
    }

    /** False for most keys that are no entry. */
    static boolean mayEnd(byte[] array, int from, int end) {
        return end - from >= 2 && MAY_END[ending(array[end - 2], array[end - 1])];
    }

    /** What the entry is that so many letters from an index on are, separators not counted. */
    static byte find(int hash, int length, byte[] array, int at, boolean wordStart) {
        int slot = slot(hash);
        Entry entry = TABLE[slot];
        while (entry != null) {
            if (entry.text.length == length && (wordStart || entry.loose) && matches(entry.text, array, at)) {
                return entry.kind;
            }
            slot = (slot + 1) & (SLOTS - 1);
            entry = TABLE[slot];
        }
        return NOTHING;
    }

    private static boolean matches(byte[] text, byte[] array, int at) {
        int i = at;
        for (byte b : text) {
            while (!Bytes.isAlnum(array[i])) {
                i++;
            }
            if (Bytes.lower(array[i]) != b) {
                return false;
            }
            i++;
        }
        return true;
    }

    /** What a key is that ends in Japanese. */
    static byte japanese(byte[] array, int from, int end) {
        for (Entry entry : JAPANESE[japaneseBucket(array, end)]) {
            int start = end - entry.text.length;
            if (start >= from
                    && Bytes.startsWithAnyCase(array, start, end, entry.text)
                    && (entry.loose || start == from || array[start - 1] >= 0)) {
                return entry.kind;
            }
        }
        return NOTHING;
    }
}
