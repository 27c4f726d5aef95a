package ayatori.examples;

import ayatori.async.CarrierKind;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A test that runs once on each carrier. */
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@EnumSource(CarrierKind.class)
@interface OnBothCarriers {}
