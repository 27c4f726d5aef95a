package ayatori.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class ResolvConfTest {
    @Test
    void readsServersAndSearchDomains() {
        ResolvConf conf = ResolvConf.parse("""
                # made by hand
                search lab.test corp.test.
                nameserver\t192.0.2.53
                  nameserver 2001:db8::53   trailing
                options ndots:5
                """);
        assertThat(conf.servers()).containsExactly(server("192.0.2.53"), server("2001:db8::53"));
        assertThat(conf.searchDomains()).containsExactly("lab.test", "corp.test");
    }

    @Test
    void takesTheLastOfSeveralSearches() {
        assertThat(ResolvConf.parse("search a.test b.test\ndomain c.test d.test\n")
                        .searchDomains())
                .containsExactly("c.test");
    }

    @Test
    void takesNoMoreThanTheSystemDoes() {
        ResolvConf conf = ResolvConf.parse("""
                nameserver 192.0.2.1
                nameserver 192.0.2.2
                nameserver 192.0.2.3
                nameserver 192.0.2.4
                search a b c d e f g
                """);
        assertThat(conf.servers()).hasSize(3);
        assertThat(conf.searchDomains()).hasSize(6);
    }

    @Test
    void passesOverWhatItDoesNotUnderstand() {
        for (String text : new String[] {"", "\n\n", "nameserver", "nameserver ns.example.org", "search"}) {
            assertThat(ResolvConf.parse(text)).as(text).isEqualTo(ResolvConf.NONE);
        }
    }

    private static InetSocketAddress server(String address) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), 53);
    }
}
