package io.sluice.processor.pii.detect;

import org.jspecify.annotations.Nullable;

/** Commands with an option of one letter whose argument is a password. Immutable. Threads: any. */
final class Command {

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
