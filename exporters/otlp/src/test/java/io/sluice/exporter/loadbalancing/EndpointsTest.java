package io.sluice.exporter.loadbalancing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointsTest {

    @ParameterizedTest
    @CsvSource({
        "gateway-0:4317, gateway-0:4317",
        "gateway-0, gateway-0:4317",
        "10.0.0.1, 10.0.0.1:4317",
        "10.0.0.1:55690, 10.0.0.1:55690",
        "2001:db8::1, [2001:db8::1]:4317",
        "[2001:db8::1], [2001:db8::1]:4317",
        "[2001:db8::1]:9, [2001:db8::1]:9",
        "gateway:0,",
        "gateway:70000,",
        "https://gateway:4317,",
        "a b:4317,",
        "'',"
    })
    void readsHostsWithAndWithoutAPort(String text, String endpoint) {
        assertThat(Endpoints.parse(text)).isEqualTo(endpoint);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.1:4317",
        "2001:db8::1, [2001:db8:0:0:0:0:0:1]:4317",
        "::ffff:10.0.0.1, 10.0.0.1:4317",
        "0.0.0.0,",
        "224.0.0.1,",
        "::,"
    })
    void writesAddressesAndLeavesOutWhatNothingCanBeSentTo(String address, String endpoint) throws Exception {
        assertThat(Endpoints.of(InetAddress.getByName(address), 4317)).isEqualTo(endpoint);
    }

    @Test
    void usesTheSame256OfTooMany() {
        List<String> many =
                IntStream.range(0, 10_000).mapToObj(i -> "10.0.0." + i + ":1").toList();

        assertThat(Endpoints.usable(many)).hasSize(Endpoints.MOST).isEqualTo(Endpoints.usable(many.reversed()));
        assertThat(Endpoints.usable(List.of("b:1", "a:1", "b:1"))).containsExactly("a:1", "b:1");
    }
}
