package ayatori.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The parsing of a name server's answers. */
class DnsQuestionTest {
    private static final int ID = 0xbeef;
    private static final InetAddress FIRST = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress SECOND = InetAddress.ofLiteral("192.0.2.2");
    private static final int A = 1;
    private static final int CNAME = 5;
    private static final int SOA = 6;

    private final DnsQuestion question = new DnsQuestion(ID, "www.a.test", DnsQuestion.Type.A);

    @Test
    void asksAsTheStandardHasIt() {
        assertThat(HexFormat.of().formatHex(new DnsQuestion(ID, "a.test.", DnsQuestion.Type.AAAA).message()))
                .isEqualTo("beef" + "0100" + "0001" + "0000" + "0000" + "0001" // header: recursion desired
                        + "0161" + "0474657374" + "00" + "001c" + "0001" // a.test, AAAA, IN
                        + "00" + "0029" + "04d0" + "00000000" + "0000"); // EDNS: datagrams of 1,232 bytes
    }

    @Test
    void knowsWhichNamesFitIntoAQuestion() {
        assertThat(DnsQuestion.canAsk("a.test")).isTrue();
        assertThat(DnsQuestion.canAsk("a.test.")).isTrue();
        assertThat(DnsQuestion.canAsk("a".repeat(63) + ".test")).isTrue();
        assertThat(DnsQuestion.canAsk("a".repeat(64) + ".test")).isFalse();
        assertThat(DnsQuestion.canAsk("a..test")).isFalse();
        assertThat(DnsQuestion.canAsk(".")).isFalse();
        assertThat(DnsQuestion.canAsk("a.".repeat(126) + "b")).isTrue();
        assertThat(DnsQuestion.canAsk("a.".repeat(126) + "bb")).isFalse();
    }

    @Test
    void followsAliases() {
        byte[] answer = answer(3, 0)
                .record("www.a.test", CNAME, 300, name("edge.cdn.test"))
                .record("edge.cdn.test", A, 20, FIRST.getAddress())
                .record("edge.cdn.test", A, 30, SECOND.getAddress())
                .bytes();
        assertThat(question.read(answer)).isEqualTo(found(20, FIRST, SECOND));
    }

    @Test
    void holdsNoLongerThanTheAlias() {
        byte[] answer = answer(2, 0)
                .record("www.a.test", CNAME, 5, name("edge.cdn.test"))
                .record("edge.cdn.test", A, 20, FIRST.getAddress())
                .bytes();
        assertThat(question.read(answer)).isEqualTo(found(5, FIRST));
    }

    @Test
    void comparesNamesWhateverTheirCase() {
        byte[] answer =
                answer(1, 0).record("WWW.a.TEST", A, 20, FIRST.getAddress()).bytes();
        answer[13] = 'W';
        assertThat(question.read(answer)).isEqualTo(found(20, FIRST));
    }

    @Test
    void believesNothingAboutOtherNames() {
        byte[] answer = answer(3, 1)
                .record("bank.test", A, 300, FIRST.getAddress())
                .record("bank.test", CNAME, 300, name("www.a.test"))
                .record("a.test", A, 300, FIRST.getAddress())
                .record("www.a.test", A, 300, FIRST.getAddress()) // in the section for others
                .bytes();
        assertThat(question.read(answer)).isEqualTo(found(-1));
    }

    @Test
    void goesAroundNoCircle() {
        byte[] answer = answer(2, 0)
                .record("www.a.test", CNAME, 300, name("b.test"))
                .record("b.test", CNAME, 300, name("www.a.test"))
                .bytes();
        assertThat(question.read(answer)).isEqualTo(found(-1));
    }

    @Test
    void readsForHowLongThereIsNone() {
        byte[] numbers = HexFormat.of().parseHex("00000001" + "00000002" + "00000003" + "00000004" + "0000003c");
        var soa = new ByteArrayOutputStream();
        soa.writeBytes(name("ns.test"));
        soa.writeBytes(name("admin.test"));
        soa.writeBytes(numbers);
        byte[] answer =
                answer(0, 1).record("a.test", SOA, 300, soa.toByteArray()).bytes();
        assertThat(question.read(answer)).isEqualTo(found(60));
    }

    @Test
    void takesOnlyAnswersToItself() {
        byte[] answer =
                answer(1, 0).record("www.a.test", A, 20, FIRST.getAddress()).bytes();
        assertThat(question.read(answer)).isNotNull();
        for (int at : new int[] {0, 1, 4, 5, 13, 20, 25}) {
            byte[] other = answer.clone();
            other[at] ^= 2;
            assertThat(question.read(other)).as("with byte %d changed", at).isNull();
        }
        byte[] asked = answer.clone();
        asked[2] ^= (byte) 0x80;
        assertThat(question.read(asked)).as("a question").isNull();
    }

    @Test
    void passesOverPointersThatGoAround() {
        for (String owner : new String[] {"c01c", "c0ff", "ffff", "0161c01c"}) { // 0x1c is where it stands itself
            byte[] name = HexFormat.of().parseHex(owner);
            var out = new ByteArrayOutputStream();
            out.writeBytes(answer(1, 0).bytes());
            out.writeBytes(name);
            out.writeBytes(HexFormat.of().parseHex("00010001000000140004c0000201"));
            assertThat(question.read(out.toByteArray())).as(owner).isNull();
        }
    }

    @Test
    void readsBrokenAnswersToTheirEnd() {
        byte[] answer = answer(2, 0)
                .record("www.a.test", CNAME, 300, name("edge.cdn.test"))
                .record("edge.cdn.test", A, 20, FIRST.getAddress())
                .bytes();
        for (int length = 0; length < answer.length; length++) {
            assertThat(question.read(java.util.Arrays.copyOf(answer, length))).isNull();
        }
        var random = new Random(7);
        int read = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] broken = answer.clone();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                broken[2 + random.nextInt(broken.length - 2)] = (byte) random.nextInt();
            }
            DnsQuestion.Reply reply = question.read(broken);
            if (reply != null) {
                read++;
                assertThat(reply.addresses()).hasSizeLessThan(2);
            }
        }
        assertThat(read).isBetween(1_000, 99_000);
    }

    private static DnsQuestion.Reply found(long seconds, InetAddress... addresses) {
        return new DnsQuestion.Reply(0, false, java.util.List.of(addresses), seconds);
    }

    private static Answer answer(int answers, int authorities) {
        var out = new ByteArrayOutputStream();
        shorts(out, ID, 0x8180, 1, answers, authorities, 0);
        out.writeBytes(name("www.a.test"));
        shorts(out, A, 1);
        return new Answer(out);
    }

    private record Answer(ByteArrayOutputStream out) {
        Answer record(String owner, int type, int seconds, byte[] data) {
            out.writeBytes(name(owner));
            shorts(out, type, 1, seconds >> 16, seconds, data.length);
            out.writeBytes(data);
            return this;
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }

    private static byte[] name(String name) {
        var out = new ByteArrayOutputStream();
        for (String label : name.split("\\.", -1)) {
            out.write(label.length());
            out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        out.write(0);
        return out.toByteArray();
    }

    private static void shorts(ByteArrayOutputStream out, int... values) {
        for (int value : values) {
            out.write(value >> 8);
            out.write(value);
        }
    }
}
