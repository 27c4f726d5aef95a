package ayatori.crawler.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Records made of pages. */
final class RecordMapperTest {
    private static final ParsedPage PAGE =
            ParsedPage.html("https://example.org/shop/7", """
            <h1> Silk  string </h1><p class=price>EUR 1,049.50</p><p class=stock>7 left</p><a class=more href=../x>more</a>
            <time datetime=2026-11-28T10:00:00Z>today</time><b class=tag>red</b><b class=tag>long</b>
            <ul><li class=offer><i>Ada</i><em>2.50</em></li><li class=offer><i>Bob</i></li></ul>
            <div class=seller><span class=name>Loop Ltd</span></div>
            """.getBytes(StandardCharsets.UTF_8));

    private static <T extends Record> T read(Class<T> type) {
        return RecordMapper.of(type).read(PAGE);
    }

    record Scalars(
            @Select("h1") String name,
            @Select(".price") BigDecimal price,
            @Select(".price") double amount,
            @Select(".stock") int stock,
            @Select(".stock") Long many,
            @Select(".tag") boolean tagged,
            @Select(".sold-out") boolean soldOut,
            @Select("time::attr(datetime)") LocalDate day,
            @Select("a.more::attr(href)") URI more,
            @Select("re:(\\d+) left") int byRegex,
            @Select("xpath://h1") String byXpath) {}

    @Test
    void readsEveryType() {
        assertThat(read(Scalars.class))
                .isEqualTo(new Scalars(
                        "Silk string",
                        new BigDecimal("1049.5"),
                        1049.5,
                        7,
                        7L,
                        true,
                        false,
                        LocalDate.of(2026, 11, 28),
                        URI.create("https://example.org/x"),
                        7,
                        "Silk string"));
    }

    record Offer(@Select("i") String seller, @Select("em") Optional<BigDecimal> price) {}

    record Seller(@Select(".name") String name) {}

    record Head(@Select("h1") String title) {}

    record Nested(
            Head head,
            @Select(".seller") Seller seller,
            @Select(".nobody") Optional<Seller> nobody,
            @Select("li.offer") List<Offer> offers,
            @Select(".tag") List<String> tags,
            @Select(".none") List<String> none,
            @Select(".none") @Nullable String missing) {}

    @Test
    void readsListsOptionalsAndRecordsWithinElements() {
        assertThat(read(Nested.class))
                .isEqualTo(new Nested(
                        new Head("Silk string"),
                        new Seller("Loop Ltd"),
                        Optional.empty(),
                        List.of(
                                new Offer("Ada", Optional.of(new BigDecimal("2.5"))),
                                new Offer("Bob", Optional.empty())),
                        List.of("red", "long"),
                        List.of(),
                        null));
        assertThat(RecordMapper.of(Offer.class).readAll(PAGE, "li.offer")).hasSize(2);
    }

    record Missing(@Select(".nowhere") String place) {}

    record Misfit(@Select("h1") int number) {}

    record TooLarge(
            @Select(".price|replace(1, 1234567890123)") int number) {}

    @Test
    void saysWhatAPageLacks() {
        assertThatThrownBy(() -> read(Missing.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "https://example.org/shop/7 has no value for Missing.place: nothing is found by \".nowhere\"."
                                + " If that may be, make it an Optional.");
        assertThatThrownBy(() -> read(Misfit.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("What \"h1\" finds on https://example.org/shop/7 is no number, which Misfit.number needs.");
        assertThatThrownBy(() -> read(TooLarge.class)).hasMessageContaining("does not fit TooLarge.number");
    }

    record WrongRule(@Select("a[") String link) {}

    record NoRule(String name) {}

    record WrongType(@Select("time") Date day) {}

    @SuppressWarnings("rawtypes")
    record RawList(@Select("a") List links) {}

    record Endless(@Select("a") List<Endless> inside) {}

    record Unplaced(List<Offer> offers) {}

    @Test
    void saysWhatIsWrongWithARecord() {
        assertThatThrownBy(() -> RecordMapper.of(WrongRule.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The @Select of WrongRule.link is wrong.");
        assertThatThrownBy(() -> RecordMapper.of(NoRule.class))
                .hasMessage("NoRule.name has no @Select, which says where its value is.");
        assertThatThrownBy(() -> RecordMapper.of(WrongType.class))
                .hasMessageStartingWith("WrongType.day is a java.util.Date; a component is a String, int,");
        assertThatThrownBy(() -> RecordMapper.of(RawList.class))
                .hasMessageStartingWith("RawList.links does not say of what");
        assertThatThrownBy(() -> RecordMapper.of(Endless.class)).hasMessage("The record Endless contains itself.");
        assertThatThrownBy(() -> RecordMapper.of(Unplaced.class))
                .hasMessageContaining("Unplaced.offers has no @Select");
    }
}
