package io.sluice.processor.pii.corpus;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Values as members, fields, parameters and columns. */
final class Structures {

    private Structures() {}

    static Snippet json(String key, Value value, Encoding encoding, Random random) {
        String name = Naming.style(key, random);
        return switch (random.nextInt(4)) {
            case 0 ->
                new Snippet()
                        .add("{\"id\": 17, \"" + name + "\": \"")
                        .add(value, encoding)
                        .add("\", \"ok\": true}");
            case 1 ->
                new Snippet()
                        .add("{\"user\":{\"" + name + "\":\"")
                        .add(value, encoding)
                        .add("\"},\"n\":[1,2,3]}");
            case 2 ->
                new Snippet()
                        .add("request body {\n  \"" + name + "\" : \"")
                        .add(value, encoding)
                        .add("\"\n}");
            default ->
                new Snippet()
                        .add("{\"ok\":true,\"" + name + "\":\"")
                        .add(value, encoding)
                        .add("\"}");
        };
    }

    static @Nullable Snippet jsonNumber(String key, Value value, Random random) {
        boolean digits = value.whole().chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || value.whole().charAt(0) == '0') {
            return null;
        }
        return new Snippet()
                .add("{\"id\":17,\"" + Naming.style(key, random) + "\":")
                .add(value, Encoding.NONE)
                .add(",\"ok\":true}");
    }

    static Snippet escapedJson(String key, Value value, Encoding encoding) {
        return new Snippet()
                .add("{\"payload\":\"{\\\"id\\\":17,\\\"" + key + "\\\":\\\"")
                .add(value, encoding)
                .add("\\\",\\\"ok\\\":true}\",\"retry\":1}");
    }

    static Snippet logfmt(String key, Value value, Random random) {
        boolean bare =
                value.whole().chars().noneMatch(c -> c <= ' ' || c == '\u3000' || c == '"' || c == '=' || c == '\\');
        String quote = bare && random.nextBoolean() ? "" : "\"";
        return new Snippet()
                .add("level=info msg=\"profile saved\" " + key + "=" + quote)
                .add(value, quote.isEmpty() ? Encoding.NONE : Encoding.JSON)
                .add(quote + " took=12ms");
    }

    static Snippet query(String key, Value value, Encoding encoding, Random random) {
        return random.nextBoolean()
                ? new Snippet()
                        .add("GET /v1/customers?page=2&" + key + "=")
                        .add(value, encoding)
                        .add("&sort=asc HTTP/1.1")
                : new Snippet()
                        .add("https://shop.example.com/login?" + key + "=")
                        .add(value, encoding);
    }

    static Snippet header(String key, Value value) {
        return new Snippet()
                .add("Host: shop.example.com\r\n" + Naming.header(key) + ": ")
                .add(value, Encoding.NONE)
                .add("\r\nAccept: */*\r\n");
    }

    static Snippet sqlCondition(String key, Value value, Random random) {
        return random.nextBoolean()
                ? new Snippet()
                        .add("UPDATE customers SET " + key + " = '")
                        .add(value, Encoding.SQL)
                        .add("', updated_at = NOW() WHERE id = 17")
                : new Snippet()
                        .add("SELECT id FROM customers WHERE c." + key + "='")
                        .add(value, Encoding.SQL)
                        .add("' AND active LIMIT 1");
    }

    static Snippet sqlInsert(String key, Value value) {
        return new Snippet()
                .add("INSERT INTO customers (id, " + key + ", created_at) VALUES (17, '")
                .add(value, Encoding.SQL)
                .add("', NOW())");
    }

    static Snippet xml(String key, Value value, Random random) {
        return random.nextInt(3) == 0
                ? new Snippet()
                        .add("<customer id=\"17\" " + key + "=\"")
                        .add(value, Encoding.XML)
                        .add("\" active=\"true\"/>")
                : new Snippet()
                        .add("<customer><id>17</id><" + key + ">")
                        .add(value, Encoding.XML)
                        .add("</" + key + "></customer>");
    }
}
