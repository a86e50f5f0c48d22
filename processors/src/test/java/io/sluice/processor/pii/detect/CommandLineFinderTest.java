package io.sluice.processor.pii.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineFinderTest {

    private final FinderFixture find = new FinderFixture(new CommandLineFinder());

    /** Text, and the values in it, separated by two bars. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "run --password hunter2 --host x||hunter2",
                "--password hunter2||hunter2",
                "run --db-password  hunter2||hunter2",
                "run --password 'a b' --x||a b",
                "run --api-key=x --token abc -v||abc",
                "exec: [run, --password, hunter2, --host, x]||hunter2",
                "[--token, abc]||abc",
                "--token '(x' y||(x",
                "[\"run\", \"--password\", \"hunter2\"]||hunter2",
                "[\"--password\",\"a b\",\"--x\"]||a b",
                "{\"m\":\"[\\\"--password\\\",\\\"hunter2\\\"]\"}||hunter2",
                "['--password', 'hunter2']||hunter2",
                "run \\\n --secret \\\n  hunter2||hunter2",
                "Connect-Db -Password hunter2 -Host x||hunter2",
                "java -jar x.jar -password hunter2||hunter2",
                "curl -u bob:hunter2 https://x||bob:hunter2",
                "curl -s -ubob:hunter2 https://x||bob:hunter2",
                "/usr/bin/curl -u 'bob:a b' https://x||bob:a b",
                "[\"curl\",\"-u\",\"bob:hunter2\"]||bob:hunter2",
                "mysql -h db -u bob -phunter2 shop||hunter2",
                "mysqldump -p'a b' shop||a b",
                "mysql -pSecret shop||Secret",
                "[\"mysql\",\"-pSecret\"]||Secret",
                "sshpass -ppassword ssh x||password",
                "[\"mysql\",\"-phunter2\",\"shop\"]||hunter2",
                "sshpass -p hunter2 ssh x||hunter2",
                "sshpass -phunter2 ssh x||hunter2",
                "docker login -u bob -p hunter2 registry||hunter2",
                "redis-cli -h x -a hunter2 ping||hunter2",
                "ldapsearch -D cn=x -w hunter2||hunter2",
                "sqlcmd -S x -U sa -P hunter2||hunter2",
                "echo x | mongosh -u bob -p hunter2 && ls -p y||hunter2",
                "curl -u a:b x; curl -u c:d y||a:b||c:d",
            })
    void findsSecrets(String example) {
        String[] parts = example.split("\\|\\|", -1);

        assertThat(find.in(parts[0]))
                .isEqualTo(Arrays.stream(parts)
                        .skip(1)
                        .map(value -> "SECRET:STRONG:" + value)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the --password option must be given",
                "use --token to log in, or --password, as before",
                "missing argument for --password",
                "run --password --host x",
                "run --password=hunter2",
                "run --password = x",
                "run --password <password>",
                "run --password *****",
                "run --password $1 --token ${TOKEN}",
                "run --password-file /etc/x --no-password yes",
                "a-token b --page-token x",
                "curl -u bob https://x",
                "curl -s x | tar -u a:b",
                "mysql -u root -p shop",
                "mysqldump; run -phunter2",
                "mkdir -p /tmp/x",
                "mysql\nmkdir -pfoo",
                "mysql\\nmkdir -pfoo",
                "removed --password.  It was no use",
                "added --cookies (and --x)",
                "level -5 to - 7 -- end",
                "2026-11-27 - INFO - started",
                "-",
                "--",
                "-u",
                "--password",
                "--password ",
                "curl -u :",
                "curl -u",
                ""
            })
    void findsNothing(String text) {
        assertThat(find.in(text)).isEmpty();
    }
}
