package ayatori.async.net;

import ayatori.async.CarrierKind;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A test that takes a {@link CarrierKind} and runs once on each; real sockets must not make it hang for long. */
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@EnumSource(CarrierKind.class)
@Timeout(60)
@interface OnBothCarriers {}
