package ayatori.crawler.extract;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says where a component of a record has its value on a page: a rule as in {@link FieldSpec}.
 *
 * {@snippet :
 * record Product(
 *         @Select("h1") String name,
 *         @Select(".price") BigDecimal price,
 *         @Select("img.main::attr(src)") Optional<URI> image,
 *         @Select(".tag") List<String> tags,
 *         @Select(".sold-out") boolean soldOut) {}
 * }
 *
 * <p>{@link RecordMapper} tells which types there are.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Select {
    /** The rule, such as {@code .price::text|number}. The type of the component adds its own filter at the end. */
    String value();
}
