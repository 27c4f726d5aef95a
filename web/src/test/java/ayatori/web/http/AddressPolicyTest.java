package ayatori.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "128.0.0.1",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450:4001::1",
                "64:ff9b::808:808",
                "2002:808:808::1",
            })
    void permitsPublicAddresses(String address) {
        assertThat(AddressPolicy.publicOnly().permits("host", InetAddress.ofLiteral(address)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::7f00:1",
                "64:ff9b::7f00:1",
                "64:ff9b::a00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "2002:c0a8:101::1",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
            })
    void forbidsTheOthers(String address) {
        assertThat(AddressPolicy.publicOnly().permits("host", InetAddress.ofLiteral(address)))
                .isFalse();
        assertThat(AddressPolicy.any().permits("host", InetAddress.ofLiteral(address)))
                .isTrue();
    }

    @Test
    void anExemptHostKeepsToThePrivateAddressesItHadAtFirst() {
        AddressPolicy policy = AddressPolicy.publicAndFirstOf(List.of("intranet.test."));
        List<InetAddress> first = List.of(InetAddress.ofLiteral("10.0.0.1"), InetAddress.ofLiteral("10.0.0.2"));
        assertThat(policy.permitted("intranet.test", first)).isEqualTo(first);
        assertThat(policy.permitted("intranet.test", first.subList(1, 2))).hasSize(1);
        for (String other : List.of("10.0.0.3", "127.0.0.1", "169.254.169.254", "::1")) {
            assertThat(policy.permitted("intranet.test", List.of(InetAddress.ofLiteral(other))))
                    .isEmpty();
        }
        assertThat(policy.permitted("other.test", first)).isEmpty();
    }

    @Test
    void anExemptHostThatWasPublicAtFirstStaysPublic() {
        AddressPolicy policy = AddressPolicy.publicAndFirstOf(List.of("site.test", "mixed.test"));
        InetAddress site = InetAddress.ofLiteral("93.184.216.34");
        InetAddress home = InetAddress.ofLiteral("127.0.0.1");
        assertThat(policy.permitted("site.test", List.of(site))).containsExactly(site);
        assertThat(policy.permitted("site.test", List.of(home))).isEmpty();
        assertThat(policy.permitted("site.test", List.of(home, site))).containsExactly(site);
        assertThat(policy.permitted("mixed.test", List.of(home, site))).containsExactly(site);
        assertThat(policy.permitted("mixed.test", List.of(home))).isEmpty();
    }

    @Test
    void anExemptAddressIsOneAddress() {
        AddressPolicy policy = AddressPolicy.publicAndFirstOf(List.of("127.0.0.1", "[::1]", "localhost"));
        for (String literal : List.of("127.0.0.1", "::1")) {
            assertThat(policy.permitted(literal, List.of(InetAddress.ofLiteral(literal))))
                    .hasSize(1);
        }
        assertThat(policy.permitted("127.0.0.2", List.of(InetAddress.ofLiteral("127.0.0.2"))))
                .isEmpty();
    }
}
