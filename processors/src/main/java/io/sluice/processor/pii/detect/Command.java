package io.sluice.processor.pii.detect;

import org.jspecify.annotations.Nullable;

/** Commands with an option of one letter whose argument is a password. Immutable. Threads: any. */
public final class Command {

    private static final int MIN_NAME = 3;

    private enum Argument {
        /** {@code -p x}. */
        APART,
        /** {@code -px}. */
        ATTACHED,
        EITHER,
        /** Either, of {@code user:password}. */
        PAIR
    }

    private static final Command[] ALL = {
        new Command('u', Argument.PAIR, "curl"),
        // What stands apart is a database.
        new Command(
                'p',
                Argument.ATTACHED,
                "mysql mysqldump mysqladmin mysqlimport mysqlcheck mysqlshow mysqlslap mysqlsh mysqlpump mariadb"
                        + " mariadb-dump mariadb-admin mariadb-import mariadb-check mariadb-backup mariabackup"
                        + " xtrabackup"),
        new Command(
                'p', Argument.EITHER, "sshpass mongo mongosh mongodump mongorestore mongoexport mongoimport mongostat"),
        // docker login, as of other clients
        new Command('p', Argument.APART, "login"),
        new Command('P', Argument.EITHER, "sqlcmd bcp isql osql tsql mosquitto_pub mosquitto_sub"),
        new Command('a', Argument.APART, "redis-cli valkey-cli"),
        new Command('w', Argument.EITHER, "ldapsearch ldapadd ldapmodify ldapdelete ldappasswd ldapwhoami ldapcompare"),
    };

    private final int letter;
    private final Argument argument;
    private final byte[][] names;

    private Command(char letter, Argument argument, String names) {
        this.letter = letter;
        this.argument = argument;
        this.names = Bytes.words(names);
    }

    /** The one of a name in any case; null if it is none. */
    static @Nullable Command of(byte[] array, int from, int end) {
        for (Command command : ALL) {
            for (byte[] name : command.names) {
                if (name.length == end - from && Bytes.startsWithAnyCase(array, from, end, name)) {
                    return command;
                }
            }
        }
        return null;
    }

    /** The one in force behind an argument that stands by itself: the argument may be the name of one, or of its file. */
    public static @Nullable Command behind(@Nullable Command before, byte[] array, int from, int end) {
        int name = end;
        while (name > from && Bytes.is(array[name - 1], Bytes.TOKEN)) {
            name--;
        }
        boolean whole = name == from || array[name - 1] == '/' || array[name - 1] == '\\';
        Command named = whole ? of(array, name, end) : null;
        return named == null ? before : named;
    }

    /** True if an argument that stands by itself is the option, and what follows is its argument. */
    public boolean isOption(byte[] array, int from, int end) {
        return isApart() && end - from == 2 && isOwn(array, from, end);
    }

    /** True if an argument that stands by itself is the option with its argument. */
    public boolean holdsSecret(byte[] array, int from, int end) {
        return isAttached()
                && end - from > 2
                && isOwn(array, from, end)
                && !isNamed(this, array, from + 1, Bytes.skip(array, from + 1, end, Bytes.TOKEN | Bytes.DOT))
                && isSecret(array, from + 2, end);
    }

    private boolean isOwn(byte[] array, int from, int end) {
        return end - from >= 2 && array[from] == '-' && array[from + 1] == letter;
    }

    /** True if an argument of the option may be a secret: one of {@code curl -u} is if it has a password. */
    public boolean isSecret(byte[] array, int from, int end) {
        if (!isPair()) {
            return end > from;
        }
        int colon = from;
        while (colon < end && array[colon] != ':') {
            colon++;
        }
        return colon + 1 < end;
    }

    /**
     * True if the name of an option says that its argument is a secret. {@code mysql -pSecret} is no name.
     *
     * @param own the command whose option of one letter it may be instead; null if none
     */
    static boolean isNamed(@Nullable Command own, byte[] array, int from, int end) {
        return isName(array, from, end) && !(own != null && own.isAttached() && isName(array, from + 1, end));
    }

    private static boolean isName(byte[] array, int from, int end) {
        return end - from >= MIN_NAME && KeyDictionary.find(array, from, end) == Detector.SECRET;
    }

    /** The option's. */
    int letter() {
        return letter;
    }

    /** True if the argument may stand directly behind the letter. */
    boolean isAttached() {
        return argument != Argument.APART;
    }

    /** True if the argument may stand apart from the letter. */
    boolean isApart() {
        return argument != Argument.ATTACHED;
    }

    /** True if the argument is {@code user:password}. */
    boolean isPair() {
        return argument == Argument.PAIR;
    }
}
